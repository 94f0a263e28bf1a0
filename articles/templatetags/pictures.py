"""`{% picture %}`: a photograph in the formats and widths that a browser may choose from."""

from django import template

from articles import renditions

register = template.Library()

# The width of the plain `src`, for what reads no `srcset`.
PLAIN_WIDTH = 960


@register.inclusion_tag("articles/_picture.html")
def picture(use, shape="wide", sizes="100vw", loading="lazy", alt=None):
    """Show a photograph; nothing where `use` is None.

    `use` is an EditionImage or an Image and gives the alternative text, unless `alt` does. `sizes` is the attribute
    of that name. `loading="eager"` is for the one large photograph that a page begins with.
    """
    if use is None:
        return {"src": ""}
    image = getattr(use, "image", use)
    sized = [(width, renditions.size(image, shape, width)[0]) for width in renditions.widths(image, shape)]
    prefix = renditions.url(image, shape, 0, "jpg").removesuffix("0.jpg")
    srcsets = {
        extension: ", ".join(f"{prefix}{width}.{extension} {pixels}w" for width, pixels in sized)
        for extension in renditions.CONTENT_TYPES
    }
    plain = max((width for width, _pixels in sized if width <= PLAIN_WIDTH), default=sized[0][0])
    width, height = renditions.size(image, shape, plain)
    return {
        "sources": [
            {"type": renditions.CONTENT_TYPES[extension], "srcset": srcsets[extension]}
            for extension in ("avif", "webp")
        ],
        "src": f"{prefix}{plain}.jpg",
        "srcset": srcsets["jpg"],
        "sizes": sizes,
        "width": width,
        "height": height,
        "alt": use.alt if alt is None else alt,
        "loading": loading,
    }


@register.filter
def proportion(image):
    """Return which of four proportions a photograph is nearest to: 'panorama', 'landscape', 'square' or 'portrait'."""
    ratio = image.width / image.height
    if ratio > 1.65:
        return "panorama"
    if ratio > 1.15:
        return "landscape"
    return "square" if ratio > 0.87 else "portrait"
