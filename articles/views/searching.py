"""The search page, and the counting of what is searched for."""

import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from articles import searched as searches
from articles import surroundings
from articles.addresses import localized
from articles.search import editions, extracts, results
from articles.search.form import ALL, SearchForm
from articles.showing.days import day
from articles.templatetags.pictures import picture
from articles.templatetags.site import in_language
from articles.versions import CODES, Versions
from articles.views.counters import HOUR, PIXEL
from pressroom import fragments, jinja, ratelimit, visitors
from pressroom.caching import private, public
from pressroom.language import OWN_NAMES
from pressroom.origin import is_foreign, public_post

DAY = 24 * HOUR
SEARCHES_AN_HOUR_FROM_A_NETWORK = 200

# How wide the photograph of a result is on the page.
SIZES = "(min-width: 60rem) 14rem, (min-width: 48rem) 15rem, 6.5rem"


class Found(NamedTuple):
    """An edition that was found: its headline and an extract as `extracts.Piece`s, and what stands around as HTML."""

    kicker: str
    url: str
    headline: list
    extract: list
    picture: str
    # The attribute of the language that its words are in, where that isn't the page's.
    lang: str


class Choice(NamedTuple):
    """What the results can be narrowed down to, or what takes that back; `count` is None where it isn't known."""

    text: str
    url: str
    count: int | None
    is_here: bool
    # Of the words, where it isn't the page's.
    language: str = ""


class Group(NamedTuple):
    """The `Choice`s of one kind, the first of which is all of them."""

    name: str
    title: str
    choices: list


@public
def search(request, language=settings.LANGUAGE_CODE):
    """Show what is found; 400 with a sentence where the address asks for something foolish, 404 for no place in it."""
    around = surroundings.of(request)
    form = SearchForm(request.GET, around)
    question = form.question
    context = {
        "form": form,
        "question": question,
        "versions": Versions(near={code: _elsewhere(code, question) for code in CODES}),
    }
    if not form.is_valid():
        return render(request, "articles/search.html", context, status=400)
    place = {name: request.GET.get(name, "") for name in ("before", "after")}
    found = results.find(
        question,
        around.at,
        form.filters,
        order=form.order,
        token=around.version.around,
        load=editions.shown,
        **place,
    )
    is_first = not any(place.values())
    context |= {
        "results": found,
        "is_first": is_first,
        "tiers": _in_tiers(question, found, form.order, around),
        "orders": _orders(form),
        "groups": _groups(form, found) if question else [],
        "chosen": _chosen(form),
        "elsewhere": _other_languages(form, found),
        "previous": found.newer and form.address(after=found.newer),
        "more": found.older and form.address(before=found.older),
    }
    if is_first and not form.is_filtered:
        context["token"] = searches.token(question, language, found.total)
    return render(request, "articles/search.html", context)


@require_POST
@private
@public_post
def searched(request, language=settings.LANGUAGE_CODE):
    """Count a search: the page's script sends its token once somebody has seen what was found."""
    _count(request, request.POST.get("token", ""))
    return HttpResponse(status=204)


@require_safe
@private
def pixel(request, language=settings.LANGUAGE_CODE):
    """Count a search by a reader without script."""
    # An image may be asked for by any page in the world; one of another site's is no search of ours.
    if not is_foreign(request):
        _count(request, request.GET.get("token", ""))
    return HttpResponse(PIXEL, content_type="image/gif")


def _count(request, token):
    """Count a search once a visitor and day, unless nobody reads or too many come from one address."""
    told = searches.told(token)
    if told is None or visitors.is_robot(request):
        return
    language, words, found = told
    at = timezone.now()
    visitor = visitors.visitor(request, at, purpose="search")
    with transaction.atomic():
        # Only what is counted uses up the limit: a reload costs no more than the look whether it is one.
        if not ratelimit.is_allowed(f"search {visitor} {language} {words}", limit=1, seconds=DAY, at=at):
            return
        if not ratelimit.is_allowed(
            f"search {visitors.network(request, at)}", limit=SEARCHES_AN_HOUR_FROM_A_NETWORK, seconds=HOUR, at=at
        ):
            # Nor does what isn't counted leave a row for a day.
            transaction.set_rollback(True)
            return
        searches.count(language, words, found, at)


def _elsewhere(code, question):
    path = localized("articles:search", code)
    return f"{path}?{urlencode({'q': question.text})}" if question.text else path


def _in_tiers(question, found, order, around):
    """Return what was found as (why it stands there, `Found`s); by date it stands there for nothing but its day."""
    codes = {edition.language for edition in found.editions}
    markers = {code: (extracts.Marker(question, code), in_language(code)) for code in codes}
    words = {1: _("In the headline"), 2: _("In headline and lead"), 3: _("In the text")}
    tiers = {}
    for edition in found.editions:
        marker, lang = markers[edition.language]
        tiers.setdefault(words[edition.tier] if order == results.RELEVANCE else "", []).append(
            Found(
                _kicker(edition, lang, around),
                edition.url,
                marker.headline(edition.headline),
                marker.extract(edition.text),
                _picture(edition, lang) if edition.lead_image else "",
                lang,
            )
        )
    return list(tiers.items())


def _kicker(edition, lang, around):
    """Return what stands above a headline: the day, and what many others have in common with it."""
    keys = tuple(sorted(edition.categories))

    def make():
        categories = [link for key, link in around.categories.items() if key in keys]
        context = {"kind": edition.kind, "language": edition.language, "categories": categories, "lang": lang}
        return jinja.render("articles/_result_kicker.html", **context)

    about = fragments.kept("result-kicker", around.stamp, edition.kind, edition.language, keys, make=make)
    return SafeString(f'<p class="story__kicker">{day(edition.date)}{about}</p>')


def _picture(edition, lang):
    return SafeString(f'<div class="story__picture"{lang}>{picture(edition.lead_image, sizes=SIZES)}</div>')


def _orders(form):
    words = {results.RELEVANCE: pgettext("sorted by", "relevance"), results.DATE: pgettext("sorted by", "date")}
    # Relevance is what an address without a word of it means.
    return [
        Choice(text, form.address(sort=None if order == results.RELEVANCE else order), None, form.order == order)
        for order, text in words.items()
    ]


def _groups(form, found):
    """Return the `Group`s by which the results can be narrowed down, each with what it has and what was chosen."""
    return [group for group in (_languages(form, found), _categories(form, found), _years(form, found)) if group]


def _languages(form, found):
    here = form.filters.language
    choices = [
        Choice(OWN_NAMES.get(code, code), form.address(language=code), found.languages.get(code, 0), code == here, code)
        for code in CODES
        if code in found.languages or code == here
    ]
    if len(choices) == 1 and here:
        return None
    total = sum(found.languages.values())
    everything = Choice(_("All languages"), form.address(language=ALL), total, here is None)
    return Group("language", _("Language"), [everything, *choices])


def _categories(form, found):
    around, here = form.around, form.filters.category
    choices = [
        Choice(
            name, form.address(category=around.slugs[key, around.language]), found.categories.get(key, 0), key == here
        )
        for key, name in around.names.items()
        if key in found.categories or key == here
    ]
    if not choices:
        return None
    everything = Choice(_("All categories"), form.address(category=None), None, here is None)
    return Group("category", _("Category"), [everything, *choices])


def _years(form, found):
    here = _year(form)
    choices = [
        Choice(str(year), form.address(**_days(year)), found.years.get(year, 0), year == here)
        for year in sorted({*found.years, *([here] if here else [])}, reverse=True)
    ]
    if not choices:
        return None
    is_any = form.filters.first is None and form.filters.last is None
    total = sum(found.years.values())
    everything = Choice(_("All years"), form.address(**{"from": None, "until": None}), total, is_any)
    return Group("year", _("Year"), [everything, *choices])


def _days(year):
    return {"from": f"{year:04d}-01-01", "until": f"{year:04d}-12-31"}


def _year(form):
    """Return the year to which the results are narrowed down, or None where it is something else than one."""
    first, last = form.filters.first, form.filters.last
    if first is None or last is None:
        return None
    year = first.year
    return year if (first, last) == (datetime.date(year, 1, 1), datetime.date(year, 12, 31)) else None


def _chosen(form):
    """Return a `Choice` for each filter that is set, which takes it away."""
    filters, around, chosen = form.filters, form.around, []
    if filters.language != around.language:
        name = OWN_NAMES.get(filters.language, filters.language) if filters.language else _("All languages")
        chosen.append(Choice(name, form.address(language=None), None, True, filters.language or ""))
    if filters.category:
        chosen.append(Choice(around.names[filters.category], form.address(category=None), None, True))
    if filters.first or filters.last:
        chosen.append(Choice(_in_words(form), form.address(**{"from": None, "until": None}), None, True))
    return chosen


def _in_words(form):
    if year := _year(form):
        return str(year)
    first, last = (day and date_format(day, "DATE_FORMAT") for day in (form.filters.first, form.filters.last))
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return _("from %(day)s on") % {"day": first}
    return _("until %(day)s") % {"day": last}


def _other_languages(form, found):
    """Return a `Choice` for each other language that has something where the chosen one has nothing."""
    if found.total:
        return []
    return [
        Choice(OWN_NAMES.get(code, code), form.address(language=code), found.languages[code], False, code)
        for code in CODES
        if code in found.languages
    ]
