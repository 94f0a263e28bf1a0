"""What a question finds: the live editions at a moment, in tiers, with counts of what else there is.

Relevance is the tier (all words in the headline; in headline and lead; anywhere), then the date, the latest first; it
can be explained, and is the same on both databases.
"""

import datetime
import re
from dataclasses import dataclass, field

from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import Http404

from articles.models import Edition
from articles.search.engines import TIERS, engine

SIZE = 20
RELEVANCE, DATE = "relevance", "date"
ORDERS = (RELEVANCE, DATE)

# The place of a release in the results: its tier (where they stand in tiers), its day, its key.
_KEY = re.compile(r"(?:([123])-)?([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,17})", re.ASCII)

# The matches are taken first, and of them what is live: left to itself, PostgreSQL would go through all that is live
# and hold each text against the words. SQLite goes through a CROSS JOIN as it is written.
_STATEMENT = """
WITH matches(edition) AS MATERIALIZED ({matches}),
found(edition, release, language, date, published_at) AS MATERIALIZED ({live}),
chosen AS MATERIALIZED (
  SELECT edition, release, date, published_at,
    CASE WHEN edition IN ({in_headline}) THEN 1 WHEN edition IN ({in_lead}) THEN 2 ELSE 3 END AS tier
  FROM found WHERE {language} AND {category} AND {dates}
)
SELECT 'edition' AS part, '' AS language, '' AS year, tier AS one, 0 AS other, edition AS number
  FROM (SELECT edition, tier FROM chosen WHERE {place} ORDER BY {order} LIMIT {limit}) AS page
UNION ALL SELECT 'category', '', '', category_id, 0, count(*)
  FROM found CROSS JOIN articles_edition_categories WHERE edition_id = edition AND {language} AND {dates}
  GROUP BY category_id
UNION ALL SELECT 'releases', language, year, is_in_category, is_in_dates, count(*)
  FROM (
    SELECT language, substr(CAST(date AS varchar), 1, 4) AS year,
      CASE WHEN {category} THEN 1 ELSE 0 END AS is_in_category,
      CASE WHEN {dates} THEN 1 ELSE 0 END AS is_in_dates
    FROM found
  ) AS counted
  GROUP BY language, year, is_in_category, is_in_dates
"""


@dataclass
class Results:
    """A page of what was found, and counts: each filter's as if it were not set, while the others are."""

    editions: list = field(default_factory=list)
    total: int = 0
    # {code: count}, {key of a category: count}, {year: count}
    languages: dict = field(default_factory=dict)
    categories: dict = field(default_factory=dict)
    years: dict = field(default_factory=dict)
    # The keys of the places behind which there is more; empty if nothing is.
    older: str = ""
    newer: str = ""


@dataclass(frozen=True)
class Filters:
    """What results are narrowed down to: a language, a category's key, the days from `first` to `last`."""

    language: str | None = None
    category: int | None = None
    first: object = None
    last: object = None


def find(question, at, filters=None, *, order=RELEVANCE, before="", after="", size=SIZE):
    """Return the `Results` of a `Question` at a moment, by one query, and one more with two prefetches for the cards.

    `before` and `after` are keys of `Results`: what follows such a place, or precedes it. Http404 if one is no place,
    both are given, or nothing is there. An edition knows its `tier` and, without another query, its `search_entry`.
    """
    results = Results()
    if (before or after) and (not question or (before and after)):
        raise Http404("That is no place in the results.")
    if not question:
        return results
    key, is_backward = after or before, bool(after)
    filters = filters or Filters()
    tiers = {}
    for part, language, year, one, other, number in _ask(question, at, filters, order, key, is_backward, size):
        if part == "edition":
            tiers[number] = one
        elif part == "category":
            results.categories[one] = number
        else:
            _count(results, filters, language, int(year), one, other, number)
    if key and not tiers:
        raise Http404("Nothing is there.")
    editions = list(
        # What has lost its entry between the two queries was taken back or replaced by now.
        Edition.objects.live(at)
        .filter(pk__in=tiers, search_entry__isnull=False)
        .for_cards()
        .select_related("search_entry")
        .defer("body")
    )
    for edition in editions:
        edition.tier = tiers[edition.pk]
    editions.sort(key=_place(order), reverse=True)
    is_more = len(tiers) > size
    if is_more:
        editions = editions[1:] if is_backward else editions[:size]
    results.editions = editions
    results.years = dict(sorted(results.years.items(), reverse=True))
    if editions:
        results.older = _key_of(editions[-1], order) if (is_more or is_backward) else ""
        results.newer = _key_of(editions[0], order) if (is_more if is_backward else before) else ""
    return results


def _count(results, filters, language, year, is_in_category, is_in_dates, number):
    """Add some releases of a language and a year to each count that they are part of."""
    is_in_language = filters.language in (None, "", language)
    if is_in_category and is_in_dates:
        results.languages[language] = results.languages.get(language, 0) + number
    if is_in_language and is_in_category:
        results.years[year] = results.years.get(year, 0) + number
    if is_in_language and is_in_category and is_in_dates:
        results.total += number


def _ask(question, at, filters, order, key, is_backward, size):
    (in_headline, of_headline), (in_lead, of_lead), (matches, of_matches) = (
        engine().matches(question, tier) for tier in TIERS
    )
    live = Edition.objects.live(at).filter(pk__in=RawSQL("SELECT edition FROM matches", ())).order_by()
    columns = ("pk", "release_id", "release__language", "release__date", "release__published_at")
    live, of_live = live.values_list(*columns).query.sql_with_params()
    language, of_language = _is("language = %s", filters.language)
    category, of_category = _is(
        "edition IN (SELECT edition_id FROM articles_edition_categories WHERE category_id = %s)", filters.category
    )
    first, of_first = _is("date >= %s", filters.first and str(filters.first))
    last, of_last = _is("date <= %s", filters.last and str(filters.last))
    dates, of_dates = f"({first} AND {last})", of_first + of_last
    place, of_place = _is_beyond(key, order, is_backward)
    statement = _STATEMENT.format(
        matches=matches,
        live=live,
        in_headline=in_headline,
        in_lead=in_lead,
        language=language,
        category=category,
        dates=dates,
        place=place,
        order=_sorted(order, is_backward),
        limit=size + 1,
    )
    parameters = [
        *of_matches,
        *of_live,
        *(of_headline + of_lead + of_language + of_category + of_dates),
        *of_place,
        *(of_language + of_dates),
        *(of_category + of_dates),
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _is(condition, value):
    return ("1 = 1", []) if value in (None, "") else (condition, [value])


def _sorted(order, is_backward):
    up, down = ("DESC", "ASC") if is_backward else ("ASC", "DESC")
    by_date = f"date {down}, published_at {down}, release {down}"
    return by_date if order == DATE else f"tier {up}, {by_date}"


def _is_beyond(key, order, is_backward):
    """Return the condition of what stands behind a place, or before it."""
    if not key:
        return "1 = 1", []
    match = _KEY.fullmatch(key)
    try:
        day = str(datetime.date.fromisoformat(match[2]))
    except (TypeError, ValueError) as error:
        raise Http404("That is no place in the results.") from error
    tier, release = match[1], match[3]
    if bool(tier) != (order == RELEVANCE):
        raise Http404("That is a place in another order.")
    # The hour isn't in the key, as in `articles.paging`.
    hour = "(SELECT published_at FROM articles_release WHERE id = %s)"
    condition = f"(date, published_at, release) {'>' if is_backward else '<'} (%s, {hour}, %s)"
    parameters = [day, int(release), int(release)]
    if tier:
        condition = f"(tier {'<' if is_backward else '>'} %s OR (tier = %s AND {condition}))"
        parameters = [int(tier), int(tier), *parameters]
    return condition, parameters


def _place(order):
    def place(edition):
        release = edition.release
        of_date = (release.date, release.published_at, release.pk)
        return of_date if order == DATE else (-edition.tier, *of_date)

    return place


def _key_of(edition, order):
    key = f"{edition.release.date:%Y-%m-%d}-{edition.release_id}"
    return key if order == DATE else f"{edition.tier}-{key}"
