"""What public templates say of the site around them and of other languages."""

import re

import jinja2
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles import versions
from articles.addresses import localized
from pressroom import identity


def languages(around, found):
    """Return the `Choice`s of the switcher; `found` is the `Versions` that the view may have given the page."""
    return versions.choices(around, found or versions.NOWHERE)


def alternates(around, found):
    """Return the `Alternate`s of the page, as search engines and others are told where it is in other languages."""
    return versions.alternates(around, found or versions.NOWHERE)


def current(url, here):
    """Return the attribute that says that a link leads to where one is, or to the list in which that is; or nothing."""
    if url == here:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if here.startswith(url) else ""


@jinja2.pass_context
def site_name(context):
    """Return the site's name and ask the database nothing: as the page knows it by now, else as it last was."""
    known = getattr(context.get("request"), "_identity", None)
    return (known or identity.last_known(get_language())).name


def front_url():
    """Return the path of the front page in the page's language, for pages that ask the database for nothing."""
    return localized("articles:front", get_language())


def dialled(telephone):
    """Return a telephone number as a `tel:` link has it: digits, after a plus if there was one.

    Of '51-00-00, ext. 12' and of two numbers it is the first, since all their digits in a row are nobody's.
    """
    first = re.search(r"\+?[0-9][0-9\s()./–-]*", telephone)
    return re.sub("[^+0-9]", "", first[0]) if first else ""


def without_scheme(url):
    """Return an address as people say it: 'example.org' for 'https://www.example.org/'."""
    return url.partition("://")[2].removeprefix("www.").removesuffix("/") or url
