"""What tells a robot's reply from a person's. Each function judges one thing; the form says so in plain words."""

import re

from django.utils.translation import gettext_lazy as _

MOST_LINKS = 2
# A web address, or the two notations by which robots try to make a link.
_LINK = re.compile(r"https?://|www\.|<a\s|\[url\b", re.IGNORECASE)
# `<a href="https://…">` and `[url=https://…]` are one link each, not two.
_LINK_IN_NOTATION = re.compile(r"(?:<a\s[^>]*?|\[url=\s*)https?://(?:www\.)?|https?://www\.", re.IGNORECASE)


def links(text):
    """Return how many web addresses the text holds."""
    return len(_LINK.findall(_LINK_IN_NOTATION.sub("http://", text)))


def has_too_many_links(text):
    """Whether the text holds more addresses than a reply needs."""
    return links(text) > MOST_LINKS


def is_trapped(value):
    """Whether the field that people don't see was filled in."""
    return bool(value)


TRAPPED = _(
    "A field that people don't see was filled in, as robots do. If a program of yours fills in forms, switch it off "
    "for this one. Nothing is lost: please send it again."
)
TOO_MANY_LINKS = _("A comment may hold two web addresses at most. Take some out, or say where they can be found.")
LINK_IN_NAME = _("A name can't hold a web address. There is a field for your website.")
