"""`{{ number|grouped }}`: numbers as they are read."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def grouped(number):
    """Return a whole number with its thousands set apart, as static/js/counters.js writes it: '12,345'."""
    return str(number) if number < 1000 else number_format(number, use_l10n=True, force_grouping=True)
