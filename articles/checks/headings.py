"""Headings of the body: they have words, and none skips a level. The headline stands above them as the first level."""

from itertools import pairwise

from django.utils.translation import gettext as _

from articles.checks.text import HEADINGS, Finding, has_words, short


def empty(text):
    """A heading without a letter or a digit: nothing to see on the page, a riddle to a screen reader."""
    before = ""
    for passage in text.body:
        if passage.tag in HEADINGS and not has_words(passage.words):
            if before:
                message = _("The heading after “… %(words)s” is empty. Write it, or take it away.") % {"words": before}
            else:
                message = _("The text begins with an empty heading. Write it, or take it away.")
            yield Finding("body", message, before)
        before = passage.words[-60:].strip() or before


def level_skipped(text):
    """A heading two or more levels below the one before it, or a first one that isn't of the second level."""
    found = [passage for passage in text.body if passage.tag in HEADINGS]
    levels = [1, *(int(passage.tag[1]) for passage in found)]
    for passage, (above, level) in zip(found, pairwise(levels), strict=True):
        if level > above + 1:
            message = _("%(where)s is of level %(level)d after level %(above)d. Make it “Heading %(right)d”.") % {
                "where": passage.where,
                "level": level,
                "above": above,
                "right": above + 1,
            }
            yield Finding("body", message, f"{passage.tag} {short(passage.words, 200)}")
