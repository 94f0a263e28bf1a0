"""What is said of a change of formatting alone: 'now bold', 'link now leads to …'."""

from django.utils.translation import gettext as _


def changed_formats(before, after):
    """Return in words what parts two sets of formats, pairs (tag, detail): an empty list if nothing does."""
    if before == after:
        return []
    left, right = dict(before), dict(after)
    notes = []
    for tag in sorted(left.keys() | right.keys()):
        if tag not in left:
            notes.append(_now(tag) % {"detail": right[tag]})
        elif tag not in right:
            notes.append(_no_longer(tag) % {"detail": left[tag]})
        elif left[tag] != right[tag]:
            notes.append(_otherwise(tag) % {"before": left[tag], "after": right[tag]})
    return notes


def _now(tag):
    return {
        "strong": _("now bold"),
        "em": _("now in italics"),
        "sub": _("now below the line"),
        "sup": _("now above the line"),
        "cite": _("now marked as the speaker or source"),
        "q": _("now marked as a quotation"),
        "a": _("now a link to %(detail)s"),
        "th": _("now a heading of the table"),
    }[tag]


def _no_longer(tag):
    return {
        "strong": _("no longer bold"),
        "em": _("no longer in italics"),
        "sub": _("no longer below the line"),
        "sup": _("no longer above the line"),
        "cite": _("no longer marked as the speaker or source"),
        "q": _("no longer marked as a quotation"),
        "a": _("no longer a link; it led to %(detail)s"),
        "th": _("no longer a heading of the table"),
    }[tag]


def _otherwise(tag):
    if tag == "a":
        return _("link now leads to %(after)s, before to %(before)s")
    return _("now marked with another language")
