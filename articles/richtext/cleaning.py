"""The one cleaning function. What it lets through is in `ALLOWED`; nothing else decides what is safe.

HTML goes through three steps: nh3 parses it as browsers do and drops what nobody may write; `arrangement` makes decent
paragraphs of what is left; nh3 with the allow-list has the last word, so that a mistake in the second step can make
the text ugly but never dangerous.
"""

import re
from urllib.parse import urlsplit

import nh3
from django.conf import settings

from articles.richtext import arrangement

# The allow-list: every tag of stored rich text with its attributes. There is no style, class or id, and no event.
ALLOWED = {
    **dict.fromkeys("p h2 h3 h4 br strong em sub sup ul li table caption thead tbody tr figure figcaption".split(), ()),
    **dict.fromkeys("blockquote cite q".split(), ("lang",)),
    "a": ("href", "hreflang"),
    "ol": ("start",),
    "th": ("scope", "colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
    "img": ("data-image", "alt"),
}

# What is understood on the way in besides, and turned into something of the above by `arrangement`.
_UNDERSTOOD = {
    **dict.fromkeys("div section article main header footer aside address pre details summary center form".split(), ()),
    **dict.fromkeys("fieldset dl dt dd hr h1 h5 h6 i tfoot".split(), ()),
    # Text pasted from Google's editor says in a style what is bold, and wraps the whole of it in a <b> that is not.
    **dict.fromkeys("b span".split(), ("style",)),
    "img": ("data-image", "alt", "src"),
}

# Whose content goes with them: it isn't text for a reader, or (del) it is text that its writer struck out.
_DROPPED_WHOLE = set(
    "script style template noscript noembed noframes iframe object svg math title xmp textarea select option button "
    "datalist audio video canvas del head".split()
)

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_PHOTOGRAPH_KEY = re.compile(r"[1-9][0-9]{0,17}")
_PHOTOGRAPH_PATH = re.compile(r"/media/([1-9][0-9]{0,17})/[\w-]+/[a-z]+-[0-9]+\.[a-z]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>")
# A tag of these doesn't make the text deeper: it has no end, or the next one of its kind ends it.
_FLAT_TAGS = {"br", "img", "hr", "wbr", "col", "input", "meta", "link", "p", "li", "td", "th", "tr", "dd", "dt"}
_MOST_TAGS_UNCOUNTED, _DEEPEST = 500, 250


class Cleaned(str):
    """Text that `clean` wrote in this process, so that one write cleans it once. What is made of it is a plain str."""

    __slots__ = ()


def clean(html):
    """Return rich text as it is stored: what `ALLOWED` has, in tidy paragraphs. Cleaning twice changes nothing more.

    Every writer's text passes here, whatever the door; `RichTextField` sees to that. Nothing raises: what can't be
    kept is dropped, the words around it stay. A photograph of the library, named by its key or by the address of one
    of its renditions, becomes a figure; any other picture is dropped.
    """
    if isinstance(html, Cleaned):
        return html
    html = arrangement.scrub(str(html))
    understood = _INTAKE.clean(_shallow(html))
    if "&" in html:
        # What stood as a reference ('&#11;') is a character only now.
        understood = arrangement.scrub(understood)
    return Cleaned(_LAST_WORD.clean(arrangement.arrange(understood)))


def plain_text(html):
    """Return the words of cleaned rich text, a paragraph a line."""
    return arrangement.words(html)


def web_address(value):
    """Return a link's address, or None for one that stored text may not hold.

    It has to be http or https with a host, mailto, tel, or begin with one slash (a path of this site) or '#'.
    Whatever browsers mend by guessing is refused: backslashes, control characters, '//host', a name before the host.
    """
    value = value.strip().replace(" ", "%20")
    if not value or "\\" in value or any(ord(character) < 33 or 127 <= ord(character) < 160 for character in value):
        return None
    try:
        parts = urlsplit(value)
        known = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    if known or (parts.scheme in {"mailto", "tel"} and parts.path and not parts.netloc):
        return value
    is_local = value[0] == "#" or (value[0] == "/" and value[1:2] != "/")
    return value if is_local and not parts.scheme and not parts.netloc else None


def photograph_key(source):
    """Return the key in the address of a rendition of this site, as a string, or None."""
    path = source.strip().removeprefix(settings.SITE_URL).partition("?")[0].partition("#")[0]
    match = _PHOTOGRAPH_PATH.fullmatch(path)
    return match[1] if match else None


def _shallow(html):
    """Return the HTML without the opening tags that would make it absurdly deep.

    The time that an HTML parser needs grows with the square of the depth: a megabyte of '<div>' takes it minutes. Tags
    are counted without being understood, which is enough to keep the depth within bounds.
    """
    if html.count("<") < _MOST_TAGS_UNCOUNTED:
        return html
    depth = 0

    def keep(match):
        nonlocal depth
        is_end, name = match[1], match[2].lower()
        if name in _FLAT_TAGS:
            return match[0]
        if is_end:
            depth = max(depth - 1, 0)
            return match[0]
        if depth >= _DEEPEST:
            return ""
        depth += 1
        return match[0]

    return _TAG.sub(keep, html)


def _whole_number(value, lowest, highest):
    return value if value.isascii() and value.isdigit() and lowest <= int(value[:6]) <= highest else None


def _judge(tag, name, value):
    """Return the value of an attribute, put right, or None to drop the attribute."""
    match name:
        case "href":
            return web_address(value)
        case "lang" | "hreflang":
            return value if _LANGUAGE.fullmatch(value) else None
        case "scope":
            return value if value in {"row", "col", "rowgroup", "colgroup"} else None
        case "colspan" | "rowspan":
            return _whole_number(value, 2, 100)
        case "start":
            return _whole_number(value, 0, 99_999)
        case "data-image":
            return value if _PHOTOGRAPH_KEY.fullmatch(value) else None
        case "src":
            return photograph_key(value)
        case _:
            return value


def _cleaner(tags):
    return nh3.Cleaner(
        tags=set(tags),
        attributes={tag: set(names) for tag, names in tags.items() if names},
        attribute_filter=_judge,
        clean_content_tags=_DROPPED_WHOLE,
        filter_style_properties={"font-weight", "font-style"},
        url_schemes={"http", "https", "mailto", "tel"},
        # No link opens a window, and `Referrer-Policy` is the site's: there is nothing for `rel` to say.
        link_rel=None,
    )


_INTAKE = _cleaner(ALLOWED | _UNDERSTOOD)
_LAST_WORD = _cleaner(ALLOWED)
