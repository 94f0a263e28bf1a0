"""What the public templates say of the site around them, of languages and of days."""

import datetime
import re
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from articles import periods, versions
from articles import surroundings as surroundings_module
from articles.addresses import localized, whole
from pressroom import dates, fragments, identity

register = template.Library()


@register.simple_tag(takes_context=True)
def surroundings(context):
    """Return the `Surroundings` of the page; one query a request."""
    return surroundings_module.of(context["request"])


@register.simple_tag(takes_context=True)
def languages(context):
    """Return the `Choice`s of the switcher, for a page whose view may have said by `versions` where else it is."""
    around = surroundings_module.of(context["request"])
    return versions.choices(around, context.get("versions", versions.NOWHERE))


@register.inclusion_tag("articles/_alternates.html", takes_context=True)
def alternates(context):
    """Tell search engines and others where this very page is in other languages."""
    around = surroundings_module.of(context["request"])
    found = versions.alternates(around, context.get("versions", versions.NOWHERE))
    others = [one.language for one in found if one.language not in {around.language, versions.DEFAULT}]
    return {"alternates": found, "locales": [versions.LOCALES.get(code, code) for code in others]}


@register.inclusion_tag("articles/_offers.html", takes_context=True)
def offers(context):
    """Hold ready, in each other language in which this very page is, the words that static/js/language.js shows."""
    return {
        "choices": [choice for choice in languages(context) if choice.is_same],
        "page_language": context["page_language"],
    }


@register.simple_tag(takes_context=True)
def category_links(context, edition, without=None):
    """Return the links of an edition's categories as the masthead has them, but for the one of the key `without`.

    Of the `edition` its categories alone are asked, which `for_cards` brings along.
    """
    around = surroundings_module.of(context.request)
    return [link for link in around.categories_of(edition) if link.url and link != around.categories.get(without)]


@register.simple_tag
def current(url, here):
    """Return the attribute that says that a link leads to where one is, or to the list in which that is; or nothing."""
    if url == here:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if here.startswith(url) else ""


@register.simple_tag
def in_language(code, around=None):
    """Return the attribute ` lang="ru"` of words in another language than that around them, else nothing.

    Where it is written the other way it has ` dir="rtl"` too. `around` is the page's language unless it is given.
    """
    around = around or get_language()
    if not code or code == around:
        return ""
    if get_language_info(code)["bidi"] == get_language_info(around)["bidi"]:
        return format_html(' lang="{}"', code)
    return format_html(' lang="{}" dir="{}"', code, "rtl" if get_language_info(code)["bidi"] else "ltr")


@register.simple_tag(takes_context=True)
def site_name(context):
    """Return the site's name and ask the database nothing: as the page knows it by now, else as it last was."""
    known = getattr(getattr(context, "request", None), "_identity", None)
    return (known or identity.last_known(get_language())).name


@register.simple_tag
def front_url():
    """Return the path of the front page in the page's language, for pages that ask the database for nothing."""
    return localized("articles:front", get_language())


@register.simple_tag
def absolute(path):
    """Return the path under the address that the public knows, whatever host the request named."""
    return whole(path)


@register.simple_tag
def day(date):
    """Show a day: 'May 28, 2022' in a line, and its figure set large where the margin has room for it.

    In a line it is what DATE_FORMAT of the page's language says, in its order: '2022 ж. 28 мамыр'. css/day.css sets its
    figure large in a margin, with the month and the weekday under it.
    """
    if isinstance(date, datetime.datetime):
        date = timezone.localdate(date)

    words = "".join(
        f'<span class="day__{name}">{escape(text)}</span>' if name else escape(text) for name, text in dates.parts(date)
    )
    return SafeString(
        f'<time class="day" datetime="{date.isoformat()}">{words}'
        f' <span class="day__weekday">{escape(dates.weekday(date))}</span></time>'
    )


@register.simple_tag
def day_url(date, language):
    """Return the address of a day's archive."""
    return localized("articles:day", language, year=date.year, month=date.month, day=date.day)


@register.simple_tag
def month_calendar(month, days):
    """Show a `periods.Month`, its days with so many releases each, under the names of the weekdays."""

    def made():
        weekdays = [(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in range(7)]
        context = {"month": month, "weeks": periods.weeks(month, days), "weekdays": weekdays}
        return render_to_string("articles/_calendar.html", context)

    return fragments.kept("calendar", get_language(), *month.place, month.year, month.number, days, make=made)


@register.filter
def dialled(telephone):
    """Return a telephone number as a `tel:` link has it: digits, after a plus if there was one.

    Of '51-00-00, ext. 12' and of two numbers it is the first, since all their digits in a row are nobody's.
    """
    first = re.search(r"\+?[0-9][0-9\s()./–-]*", telephone)
    return re.sub("[^+0-9]", "", first[0]) if first else ""


@register.filter
def without_scheme(url):
    """Return an address as people say it: 'example.org' for 'https://www.example.org/'."""
    return url.partition("://")[2].removeprefix("www.").removesuffix("/") or url
