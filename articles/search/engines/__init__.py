"""How each database looks words up; both find the same.

An engine has four functions: `write(rows)` puts `Row`s in the place of those of the same editions, with their entries,
`forget(editions)` takes their words away by their keys (None: all), `tidy()` puts together what was written by and by,
and `expression(question, tier, languages)` returns what is asked in the database's own language of search. Its
`MATCHES` is what is selected with it, in SQL: the keys of the editions in some languages in which all that is sought
stands in the headline (tier 1), in headline and lead (2), or anywhere (3), as one text with commas or NULL. A tier
holds those before it.
"""

import json
from typing import NamedTuple

from django.db import connection

from articles.models import SearchEntry
from articles.search.engines import postgresql, sqlite
from articles.search.question import LANGUAGES
from pressroom.statements import ByHand

TIERS = (1, 2, 3)
_ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
_FIND = {
    vendor: ByHand(" UNION ALL ".join(f"SELECT {tier}, {there.MATCHES}" for tier in TIERS), *(str for _tier in TIERS))
    for vendor, there in _ENGINES.items()
}


class Row(NamedTuple):
    """The entry of an edition, and its words as `articles.search.words.terms` returns them.

    '' holds the place of a word that isn't told.
    """

    entry: SearchEntry
    language: str
    headline: list
    lead: list
    rest: list


def find(question, language=None):
    """Return three lists, by one query: for each tier the keys of the editions that have what is sought in it.

    With a language, the first two are of no others: where results aren't shown, it matters only whether there are any.
    """
    there = [language] if language else LANGUAGES
    asked = [engine().expression(question, tier, LANGUAGES if tier == TIERS[-1] else there) for tier in TIERS]
    # As rows, thousands of keys would take several times as long.
    found = {tier: json.loads(f"[{keys or ''}]") for tier, keys in _FIND[connection.vendor].rows(*asked)}
    return [found[tier] for tier in TIERS]


def engine():
    """Return the engine of the database in use."""
    return _ENGINES[connection.vendor]
