"""How each database looks words up; both find the same.

An engine has three functions: `write(rows)` puts `Row`s in the place of those of the same editions, `forget(editions)`
takes some away by their keys (None: all), and `matches(question, tier)` returns (SQL, parameters) of a selection of
(tier, key) of editions in which all that is sought stands in the headline (tier 1), in headline and lead (2), or
anywhere (3). A tier holds those before it.
"""

from typing import NamedTuple

from django.db import connection

from articles.search.engines import postgresql, sqlite

TIERS = (1, 2, 3)


class Row(NamedTuple):
    """The words of an edition, as `articles.search.words.terms` returns them; '' holds the place of what isn't told."""

    edition: int
    language: str
    headline: list
    lead: list
    rest: list


def find(question):
    """Return {tier: the keys of the editions that have what is sought in it}, by one query."""
    statements, parameters = zip(*(engine().matches(question, tier) for tier in TIERS), strict=True)
    found = {tier: [] for tier in TIERS}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), [value for of_one in parameters for value in of_one])
        for tier, edition in cursor.fetchall():
            found[tier].append(edition)
    return found


def engine():
    """Return the engine of the database in use."""
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
