"""What the desk's templates need besides the public ones' tags."""

from django import template

from articles import renditions

register = template.Library()


@register.simple_tag
def rendition_url(image, shape, width, extension):
    """Return the address of a rendition; a smaller photograph answers with all that it has."""
    return renditions.url(image, shape, width, extension)
