"""What the desk's templates need besides the public ones' tags."""

from urllib.parse import urlencode

from django import template

from articles import renditions

register = template.Library()

# Where on the page of an edition, written or read, that stands which `articles.checks` names so.
ANCHORS = {
    "gallery_images": "gallery",
    "body_images": "id_body",
}


@register.simple_tag
def rendition_url(image, shape, width, extension):
    """Return the address of a rendition; a smaller photograph answers with all that it has."""
    return renditions.url(image, shape, width, extension)


@register.filter
def anchor(fault):
    """Return the id of the element that a fault is about."""
    if fault.field == "lead_images":
        field = next((name for name in ("credit", "caption") if name in fault.check), "alternative_text")
        return f"id_lead_image-{field}"
    return ANCHORS.get(fault.field, f"id_{fault.field}")


@register.filter
def named(fault):
    """Return the query by which the page that sets a check aside knows which fault is meant."""
    return urlencode({"check": fault.check, "subject": fault.subject})
