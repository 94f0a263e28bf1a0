"""Links of the body: where they lead, and what they are called."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles.checks.destinations import is_of_this_site
from articles.checks.text import Finding, has_words

# Words that say nothing in a screen reader's list of links. Compared in lower case, without marks around them.
_EMPTY_NAMES = {
    *"here|click|click here|press here|see here|this|this link|link|the link|more|read more".split("|"),
    *"тут|здесь|вот здесь|сюда|нажмите здесь|нажмите сюда|ссылка|ссылке|по ссылке|по этой ссылке".split("|"),
    *"эта ссылка|подробнее|читать далее|далее|ещё".split("|"),
    *"осында|осы жерде|мұнда|мына жерде|сілтеме|сілтеме бойынша|осы сілтеме|осы сілтеме бойынша|толығырақ".split("|"),
}
# From the first letter or digit to the last. Marks sought at the end instead would take quadratic time.
_WITHIN_MARKS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)


def to_nowhere(text):
    """A link that leads to the top of its own page, to this machine, or to nobody."""
    for passage, link in text.links:
        if _is_nowhere(link.href):
            message = _(
                "%(where)s: the link “%(words)s” leads nowhere (%(href)s). Give it an address, or take it away."
            )
            yield _finding(passage, link, message)


def badly_named(text):
    """A link whose words, read alone, don't say where it leads."""
    for passage, link in text.links:
        if not has_words(link.words):
            message = _("%(where)s: the link to %(href)s has no words. Write what it leads to, or take it away.")
            yield _finding(passage, link, message)
        elif _WITHIN_MARKS.search(link.words)[0].casefold() in _EMPTY_NAMES:
            message = _(
                "%(where)s: the link to %(href)s is called “%(words)s”. Name what it leads to, as in “the timetable”."
            )
            yield _finding(passage, link, message)


def broken(text):
    """A link within the site at which readers will find nothing."""
    for passage, link in text.links:
        if link.href in text.broken:
            message = _(
                "%(where)s: the link “%(words)s” leads to %(href)s, where readers find nothing when this is published. "
                "Mend the address, or take the link away."
            )
            yield _finding(passage, link, message)


def _is_nowhere(href):
    """Whether nobody can get there. Cleaning has left http(s) with a host, mailto, tel, paths and '#…'."""
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname or ""
    except ValueError:
        return True
    if parts.scheme == "mailto":
        return "@" not in parts.path
    if parts.scheme == "tel":
        return not has_words(parts.path)
    if parts.scheme in {"http", "https"}:
        # A host without a dot is a machine of an office network, or the writer's own.
        return not is_of_this_site(href) and "." not in host.strip(".") and ":" not in host
    # A path of this site. A text has no anchors: whatever '#…' names, it isn't in it.
    return not parts.path


def _finding(passage, link, message):
    message %= {"where": passage.where, "words": link.words, "href": link.href}
    return Finding(passage.field, message, f"{link.href} {link.words}")
