"""`{% picture %}`: a photograph in the formats and widths that a browser may choose from."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import renditions

register = template.Library()

# The width of the plain `src`, for what reads no `srcset`.
PLAIN_WIDTH = 960


_PICTURE = (
    '<picture data-alt="{}">{}{}'
    '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {} decoding="async"></picture>'
)
_SOURCE = '<source type="{}" srcset="{}" sizes="{}">'
# By how it is loaded.
_LOADING = {"eager": mark_safe('fetchpriority="high"'), "lazy": mark_safe('loading="lazy"')}


@register.simple_tag
def picture(use, shape="wide", sizes="100vw", loading="lazy", alt=None):
    """Show a photograph; nothing where `use` is None.

    `use` is an EditionImage or an Image and gives the alternative text, unless `alt` does. `sizes` is the attribute
    of that name. `loading="eager"` is for the one large photograph that a page begins with. css/sight.css shows
    `data-alt` where images are off.

    It is put together here, since lists have twenty and a template takes ten times as long.
    """
    if use is None:
        return ""
    image = getattr(use, "image", use)
    sized = [(width, renditions.size(image, shape, width)[0]) for width in renditions.widths(image, shape)]
    prefix = renditions.url(image, shape, 0, "jpg").removesuffix("0.jpg")
    srcsets = {
        extension: ", ".join(f"{prefix}{width}.{extension} {pixels}w" for width, pixels in sized)
        for extension in renditions.CONTENT_TYPES
    }
    plain = max((width for width, _pixels in sized if width <= PLAIN_WIDTH), default=sized[0][0])
    width, height = renditions.size(image, shape, plain)
    alt = use.alt if alt is None else alt
    avif, webp = (
        format_html(_SOURCE, renditions.CONTENT_TYPES[extension], srcsets[extension], sizes)
        for extension in ("avif", "webp")
    )
    src = f"{prefix}{plain}.jpg"
    return format_html(_PICTURE, alt, avif, webp, src, srcsets["jpg"], sizes, width, height, alt, _LOADING[loading])


@register.filter
def proportion(image):
    """Return which of four proportions a photograph is nearest to: 'panorama', 'landscape', 'square' or 'portrait'."""
    ratio = image.width / image.height
    if ratio > 1.65:
        return "panorama"
    if ratio > 1.15:
        return "landscape"
    return "square" if ratio > 0.87 else "portrait"
