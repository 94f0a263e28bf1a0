"""The rules of the W3C feed validator that can be kept or broken here, for the tests of feeds: see `faults`.

They are those of the specification of RSS 2.0, of its profile (https://www.rssboard.org/rss-profile), and of RFC 4287.
"""

import re
import xml.etree.ElementTree as ElementTree

import html5lib

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}"
# A date before 1990 is taken for a mistake.
_RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?:199\d|2\d{3}) "
    r"\d\d:\d\d:\d\d [+-]\d{4}"
)
_RFC_3339 = re.compile(r"(?:199\d|2\d{3})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_WHOLE = re.compile(r"https?://[^\s/]+/\S*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_NEVER = {"script", "style", "iframe", "object", "embed", "form", "input", "link", "meta", "base"}


def faults(response, address):
    """Return what the validator would say of a feed that was asked for at an address, as sentences."""
    kind = response["Content-Type"]
    root = ElementTree.fromstring(response.content)  # noqa: S314
    if root.tag == "rss":
        return [*_content_type(kind, "application/rss+xml"), *_rss(root, address)]
    return [*_content_type(kind, "application/atom+xml"), *_atom(root, address)]


def _content_type(kind, wanted):
    if kind != f"{wanted}; charset=utf-8":
        yield f"it is sent as {kind}"


def _rss(root, address):
    (channel,) = root
    items = channel.findall("item")
    yield from [] if root.get("version") == "2.0" else ["it is of no version"]
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        yield from _one(channel, name)
    yield from _fits(_LANGUAGE, channel.findtext("language"), "language")
    yield from _fits(_RFC_822, channel.findtext("lastBuildDate"), "lastBuildDate")
    yield from _self(channel, address)
    yield from _unique([item.findtext("guid") for item in items])
    for item in items:
        for name in ("title", "link", "guid", "pubDate"):
            yield from _one(item, name)
        yield from _fits(_WHOLE, item.findtext("link"), "link")
        yield from _fits(_RFC_822, item.findtext("pubDate"), "pubDate")
        yield from _fits(_RFC_3339, item.findtext(ATOM + "updated"), "updated")
        if item.find("guid").get("isPermaLink") != "false":
            yield "the name of an item is no address of it"
        names = [child.tag for child in item]
        for name in ("description", "enclosure", CONTENT + "encoded"):
            yield from [] if names.count(name) < 2 else [f"an item has several of {name}"]
        for enclosure in item.findall("enclosure"):
            yield from _enclosure(enclosure, "url")
        if CONTENT + "encoded" in names[: names.index("description")]:
            yield "the text comes before its summary"
        for text in item.findall("category"):
            yield from [] if text.text else ["a category has no name"]
        yield from _html(item.findtext("description"))
        yield from _html(item.findtext(CONTENT + "encoded", ""))


def _atom(root, address):
    entries = root.findall(ATOM + "entry")
    for name in ("id", "title", "updated"):
        yield from _one(root, ATOM + name)
    yield from _fits(_RFC_3339, root.findtext(ATOM + "updated"), "updated")
    yield from _self(root, address)
    yield from _unique([entry.findtext(ATOM + "id") for entry in entries])
    for entry in entries:
        for name in ("id", "title", "updated", "published"):
            yield from _one(entry, ATOM + name)
        if not (entry.findtext(f"{ATOM}author/{ATOM}name") or root.findtext(f"{ATOM}author/{ATOM}name")):
            yield "an entry has no author"
        for name in ("updated", "published"):
            yield from _fits(_RFC_3339, entry.findtext(ATOM + name), name)
        links = {link.get("rel"): link for link in entry.findall(ATOM + "link")}
        yield from _fits(_WHOLE, links["alternate"].get("href"), "alternate")
        if "enclosure" in links:
            yield from _enclosure(links["enclosure"], "href")
        for name in ("summary", "content"):
            for text in entry.findall(ATOM + name):
                yield from [] if text.get("type") == "html" else [f"{name} is no HTML"]
                yield from _html(text.text)


def _one(parent, name):
    found = parent.findall(name)
    if len(found) != 1 or not (found[0].text or "").strip():
        yield f"{parent.tag} has {len(found)} of {name}, or it is empty"


def _fits(pattern, value, name):
    if not pattern.fullmatch(value or ""):
        yield f"{name} is {value!r}"


def _unique(names):
    if len(set(names)) != len(names):
        yield "two items have one name"


def _self(parent, address):
    found = [link.get("href") for link in parent.findall(ATOM + "link") if link.get("rel") == "self"]
    if found != [address]:
        yield f"it says that it is at {found}"


def _enclosure(element, name):
    yield from _fits(_WHOLE, element.get(name), "enclosure")
    yield from _fits(re.compile("[1-9][0-9]*"), element.get("length"), "length")
    yield from _fits(_MIME, element.get("type"), "type")


def _html(text):
    """Yield what is wrong with HTML that stands in a reader of feeds, far from the page and its addresses."""
    if not text:
        return
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(text)
    for element in tree.iter():
        if element.tag in _NEVER:
            yield f"there is <{element.tag}> in it"
        for name, value in element.attrib.items():
            if name.startswith(("on", "aria-")) or name in {"style", "role"}:
                yield f"there is {name} in it"
            addresses = {"srcset": value.split(", ")}.get(name, [value])
            if name in {"href", "src", "srcset"} and not all(
                one.startswith(("http://", "https://", "mailto:", "tel:")) for one in addresses
            ):
                yield f"there is a relative address in it: {value}"
