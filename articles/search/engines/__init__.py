"""How each database looks words up; both find the same.

An engine has three functions: `write(rows)` puts `Row`s in the place of those of the same editions, `forget(editions)`
takes some away by their keys (None: all), and `matches(question)` returns (SQL, parameters) of a selection of `edition`
and `tier`: 1 where all that is sought stands in the headline, 2 where it stands in headline and lead, else 3.
"""

from typing import NamedTuple

from django.db import connection

from articles.search.engines import postgresql, sqlite

TIERS = (1, 2, 3)


class Row(NamedTuple):
    """The words of an edition, as `articles.search.words.terms` returns them."""

    edition: int
    language: str
    headline: list
    lead: list
    rest: list


def engine():
    """Return the engine of the database in use."""
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
