"""What the form shows of two versions of a draft that were saved at once."""

from django import template

from articles import richtext
from articles.comparison import compare
from articles.contents import contents

register = template.Library()


@register.simple_tag
def comparison_with_stored(edition, mine):
    """Return the `Comparison` of an edition as it is stored with what a person typed, as the form's `contents()`."""
    body, _words = richtext.take_in(mine["body"])
    return compare(contents(edition), {**mine, "body": body}, language=edition.release.language)
