"""What the public templates say of the site around them, of languages and of days."""

from django import template
from django.conf import settings
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.translation import get_language

from articles import renditions
from articles import surroundings as surroundings_module
from articles.addresses import localized

register = template.Library()

# In pixels; what the large networks ask for is 1200 or more.
CARD_WIDTH = 1280


@register.simple_tag(takes_context=True)
def surroundings(context):
    """Return the `Surroundings` of the page; one query a request."""
    return surroundings_module.of(context["request"])


@register.simple_tag
def in_language(code):
    """Return the attribute ` lang="ru"` where words are in another language than the page around them, else nothing."""
    return format_html(' lang="{}"', code) if code and code != get_language() else ""


@register.simple_tag
def site_name():
    """Return the site's name, for the pages that are rendered without a context."""
    return settings.SITE_NAME


@register.simple_tag
def absolute(path):
    """Return the path under the address that the public knows, whatever host the request named."""
    return settings.SITE_URL + path


@register.inclusion_tag("articles/_day.html")
def day(date):
    """Show a day: 'May 28, 2022' in a line, and its figure set large where the margin has room for it."""
    return {"date": date}


@register.simple_tag
def day_url(date, language):
    """Return the address of a day's archive."""
    return localized("articles:day", language, year=date.year, month=date.month, day=date.day)


@register.inclusion_tag("articles/_calendar.html")
def month_calendar(month):
    """Show a month, as `archives` makes it, under the names of the weekdays."""
    return {"month": month, "weekdays": [(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in range(7)]}


@register.filter
def dialled(telephone):
    """Return a telephone number as a `tel:` link has it: digits, after a plus if there was one."""
    digits = "".join(character for character in telephone if character in "0123456789")
    return f"+{digits}" if telephone.lstrip().startswith("+") else digits


@register.simple_tag
def card_image(use):
    """Return the whole address of a photograph as other sites show it beside a link."""
    return settings.SITE_URL + renditions.url(use.image, "wide", CARD_WIDTH, "jpg")
