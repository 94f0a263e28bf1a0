"""What the templates of the two counters need: addresses below a release, and numbers as they are read."""

from django import template
from django.utils.formats import get_format, number_format

register = template.Library()


@register.filter
def page(release, name):
    """Return the path of a page below the release: `{{ release|page:"articles:like" }}`."""
    return release.url(name)


@register.filter
def grouped(number):
    """Return a whole number with its thousands set apart, as static/js/counters.js writes it: '12,345'."""
    return str(number) if number < 1000 else number_format(number, use_l10n=True, force_grouping=True)


@register.simple_tag
def thousands():
    """Return what stands between thousands in the page's language."""
    return get_format("THOUSAND_SEPARATOR")
