"""PostgreSQL looks words up by `tsvector` and GIN.

Of a headline the words have the weight A, of a lead B, of the rest C; the language is one more word, of the weight D.
Neither the database's own parser nor its dictionaries have a part in it.
"""

from django.db import connection

from articles.search.question import LANGUAGES

TABLE = "articles_searchentry"
WEIGHTS = {1: "A", 2: "AB", 3: "ABC"}
# Between the parts of an edition, so that no phrase reaches from one into the next.
GAP = 100
# PostgreSQL tells no places beyond it, nor more of them of one word.
LAST_PLACE, MOST_PLACES = 16_383, 256


def write(rows):
    """Put the rows in the place of those of the same editions; their entries are there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {TABLE} SET words = %s::tsvector WHERE edition_id = %s",  # noqa: S608
            [(_vector(row), row.edition) for row in rows],
        )


def forget(editions):
    """Take the words of some editions away: they stand in the entries, and go with them."""


def matches(question):
    """Return (SQL, parameters) of the matches as `edition` and `tier`."""
    first, second, third = (_expression(question, weights) for weights in WEIGHTS.values())
    return (
        "SELECT edition_id AS edition, "  # noqa: S608
        "CASE WHEN words @@ %s::tsquery THEN 1 WHEN words @@ %s::tsquery THEN 2 ELSE 3 END AS tier "
        f"FROM {TABLE} WHERE words @@ %s::tsquery",
        [first, second, third],
    )


def _vector(row):
    places, begin = {}, 1
    for weight, terms in (("A", row.headline), ("B", row.lead), ("C", row.rest)):
        for place, term in enumerate(terms, start=begin):
            there = places.setdefault(term, [])
            if len(there) < MOST_PLACES:
                there.append(f"{min(place, LAST_PLACE)}{weight}")
        begin += len(terms) + GAP
    words = [f"'{term}':{','.join(there)}" for term, there in places.items() if term]
    return " ".join([*words, f"'language:{row.language}':{LAST_PLACE}"])


def _expression(question, weights):
    return " | ".join(f"({_in_language(question, weights, language)})" for language in LANGUAGES)


def _in_language(question, weights, language):
    parts = [_sought(sought, weights) for sought in question.wanted(language)]
    parts += [f"!{_sought(sought, WEIGHTS[3])}" for sought in question.unwanted(language)]
    return f"'language:{language}':D & {' & '.join(parts)}"


def _sought(sought, weights):
    star = "*" if sought.is_beginning else ""
    return "(" + " | ".join(_row(way, weights, star) for way in sought.ways) + ")"


def _row(way, weights, star):
    *row, last = way
    return "(" + " <-> ".join([*(f"'{term}':{weights}" for term in row), f"'{last}':{star}{weights}"]) + ")"
