"""`{% sight %}`: the way to the version for poor sight; and what the base template gives its variant."""

from django import template
from django.utils.safestring import mark_safe

from articles import sight as sight_module

register = template.Library()


@register.simple_tag(takes_context=True)
def large_view(context):
    """Return the attributes of `<html>` that make a page the variant for readers without script; else nothing."""
    if not sight_module.is_large(context["request"]):
        return ""
    return mark_safe(' data-large data-sight data-text="150" data-spacing="wide" data-scheme="white"')


@register.inclusion_tag("articles/_sight.html", takes_context=True)
def sight(context):
    """Show the link to the version for poor sight, and its settings."""
    request = context["request"]
    return {
        "language": context["page_language"],
        "is_large": sight_module.is_large(request),
        "path": sight_module.own_path(request),
        "address": sight_module.other_address(request),
    }
