"""What a question finds: the live editions at a moment, in tiers, with counts of what else there is.

Relevance is the tier (all words in the headline; in headline and lead; anywhere), then the date, the latest first; it
can be explained, and is the same on both databases. The database looks the words up; what of that is live, and how it
is counted and sorted, the `catalogue` knows.
"""

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import Http404

from articles import catalogue as catalogues
from articles.catalogue import taken
from articles.search import editions
from articles.search.editions import Place
from articles.search.engines import TIERS
from articles.search.engines import find as matches

SIZE = 20
RELEVANCE, DATE = "relevance", "date"
ORDERS = (RELEVANCE, DATE)

# The place of a release in the results: its tier (where they stand in tiers), its day, its key.
_KEY = re.compile(r"(?:([123])-)?([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,17})", re.ASCII)


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


def find(
    question, at, filters=None, *, order=RELEVANCE, before="", after="", size=SIZE, token=None, load=editions.whole
):
    """Return the `Results` of a `Question` at a moment, by one query, and those of `load` for what is shown of them.

    `before` and `after` are keys of `Results`: what follows such a place, or precedes it. Http404 if one is no place,
    both are given, or nothing is there. `token` is the `around` of the site's version, by which the catalogue is kept;
    where it isn't known it is asked for. `load` is one of `articles.search.editions`; each of these editions knows its
    `tier`.
    """
    results = Results()
    if (before or after) and (not question or (before and after)):
        raise Http404("That is no place in the results.")
    if not question:
        return results
    key, is_backward = after or before, bool(after)
    asked = _Asked(filters or Filters(), order, _read(key, order) if key else None, is_backward, size)
    page = _ask(results, question, catalogues.of(at, token), asked)
    if key and not page:
        raise Http404("Nothing is there.")
    is_more = len(page) > size
    if is_more:
        page = page[1:] if is_backward else page[:size]
    there = load(at, page)
    page = [place for place in page if place.edition in there]
    results.editions = [there[place.edition] for place in page]
    if page:
        results.older = page[-1].key if (is_more or is_backward) else ""
        results.newer = page[0].key if (is_more if is_backward else before) else ""
    return results


class _Asked(NamedTuple):
    """What of all that is found is wanted; `key` is a place as (tier, day, release), or None."""

    filters: Filters
    order: str
    key: tuple | None
    is_backward: bool
    size: int


def _ask(results, question, catalogue, asked):
    """Count into the results what is found, and return the `Place`s of a page and of one more, in order."""
    headline, lead, anywhere = map(catalogue.places, matches(question, asked.filters.language))
    headline, lead = set(headline), set(lead)
    places = _count(results, anywhere, catalogue, asked.filters)
    # What stands first has the greatest rank. By date that is the place alone.
    step = len(catalogue.editions) if asked.order == RELEVANCE else 0
    ranks = places
    if step:
        two = step + step
        ranks = [place + two if place in headline else place + step if place in lead else place for place in places]
    if asked.key:
        tier, day, release = asked.key
        low, high = catalogue.place_of(release, day)
        above = step and step * (TIERS[-1] - tier)
        ranks = [rank for rank in ranks if (rank > high + above if asked.is_backward else rank < low + above)]
    ranks = sorted(ranks, reverse=True)
    ranks = ranks[-asked.size - 1 :] if asked.is_backward else ranks[: asked.size + 1]
    found = []
    for place in (rank % step for rank in ranks) if step else ranks:
        tier = 1 if place in headline else 2 if place in lead else 3
        key = catalogue.key_of(place)
        categories = catalogue.sets[catalogue.set_of[place]]
        found.append(Place(catalogue.editions[place], categories, tier, f"{tier}-{key}" if step else key))
    return found


def _count(results, places, catalogue, filters):
    """Count what stands at some places into the results, and return those that are wanted."""
    year_of, set_of = catalogue.year_of, catalogue.set_of
    in_category = within = places
    if filters.category:
        sets = {number for number, keys in enumerate(catalogue.sets) if filters.category in keys}
        in_category = [place for place in places if set_of[place] in sets]
    if filters.first or filters.last:
        begin, end = catalogue.between(filters.first, filters.last)
        within = [place for place in places if begin <= place < end]
    # Mostly neither is asked for, and all three are the same list; and mostly all of it is in one language.
    both = within if in_category is places else in_category
    if in_category is not places and within is not places:
        both = [place for place in in_category if begin <= place < end]

    language = filters.language
    here = {number for number, year in enumerate(catalogue.years) if not language or year.language == language}
    years, languages, categories = Counter(), Counter(), Counter()
    by_year = Counter(taken(year_of, both))
    for number, count in (by_year if in_category is both else Counter(taken(year_of, in_category))).items():
        if number in here:
            years[catalogue.years[number].number] += count
    for number, count in by_year.items():
        languages[catalogue.years[number].language] += count
        if number in here:
            results.total += count
    is_one = both is within
    if not by_year.keys() <= here:
        both = [place for place in both if year_of[place] in here]
    within = both if is_one else [place for place in within if year_of[place] in here]
    for number, count in Counter(taken(set_of, within)).items():
        for category in catalogue.sets[number]:
            categories[category] += count
    results.languages, results.categories = dict(languages), dict(categories)
    results.years = dict(sorted(years.items(), reverse=True))
    return both


def _read(key, order):
    """Return (tier or None, day, release) of a key; Http404 if it is none, or one of the other order."""
    match = _KEY.fullmatch(key)
    try:
        day = datetime.date.fromisoformat(match[2])
    except (TypeError, ValueError) as error:
        raise Http404("That is no place in the results.") from error
    tier = match[1] and int(match[1])
    if bool(tier) != (order == RELEVANCE):
        raise Http404("That is a place in another order.")
    return tier, day, int(match[3])
