"""The rules for replies: a page under /about/ that the desk edits."""

from articles import surroundings

SLUG = "rules-for-replies"


def rules_page(request):
    """Return the link to the rules in the language of the page asked for, else in the site's first, or None.

    It comes with what stands around the page, which every page asks for anyway.
    """
    return surroundings.of(request).page(SLUG)
