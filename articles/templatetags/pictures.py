"""`{% picture %}`: a photograph in the formats and widths that a browser may choose from."""

from functools import lru_cache
from html import escape
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString

from articles import renditions

register = template.Library()

# The width of the plain `src`, for what reads no `srcset`.
PLAIN_WIDTH = 960

# What differs between photographs of one size: where the addresses of their renditions begin, the sizes, and the text.
_PREFIX, _SIZES, _ALT = "\x01", "\x02", "\x03"
# By how it is loaded.
_LOADING = {"eager": 'fetchpriority="high"', "lazy": 'loading="lazy"'}


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
    prefix = renditions.url(image, shape, 0, "jpg").removesuffix("0.jpg")
    html = _form(image.width, image.height, shape, loading)
    # The text comes last, since anything may stand in it.
    html = html.replace(_PREFIX, escape(prefix)).replace(_SIZES, escape(sizes))
    return SafeString(html.replace(_ALT, escape(use.alt if alt is None else alt)))


@lru_cache(maxsize=200)
def _form(width, height, shape, loading):
    """Return the HTML of the photographs of a size, with holes: most have one of a few sizes."""
    image = _Size(width, height)
    sized = [(width, renditions.size(image, shape, width)[0]) for width in renditions.widths(image, shape)]
    srcsets = {
        extension: ", ".join(f"{_PREFIX}{width}.{extension} {pixels}w" for width, pixels in sized)
        for extension in renditions.CONTENT_TYPES
    }
    sources = "".join(
        f'<source type="{renditions.CONTENT_TYPES[extension]}" srcset="{srcsets[extension]}" sizes="{_SIZES}">'
        for extension in ("avif", "webp")
    )
    plain = max((width for width, _pixels in sized if width <= PLAIN_WIDTH), default=sized[0][0])
    width, height = renditions.size(image, shape, plain)
    return (
        f'<picture data-alt="{_ALT}">{sources}<img src="{_PREFIX}{plain}.jpg" srcset="{srcsets["jpg"]}"'
        f' sizes="{_SIZES}" width="{width}" height="{height}" alt="{_ALT}" {_LOADING[loading]} decoding="async">'
        "</picture>"
    )


class _Size(NamedTuple):
    """What of a photograph decides on the sizes of its renditions."""

    width: int
    height: int
    # Where the focal point is, they are as large.
    focal_x: int = 0
    focal_y: int = 0


@register.filter
def proportion(image):
    """Return which of four proportions a photograph is nearest to: 'panorama', 'landscape', 'square' or 'portrait'."""
    ratio = image.width / image.height
    if ratio > 1.65:
        return "panorama"
    if ratio > 1.15:
        return "landscape"
    return "square" if ratio > 0.87 else "portrait"
