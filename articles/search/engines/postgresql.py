"""PostgreSQL looks words up by `tsvector` and GIN.

A word is written once for each tier in which it is looked for, with the tier and its language before it: '1ru·школ'.
The index alone then answers, whereas for a weight PostgreSQL reads the words of every edition that it found. Neither
the database's own parser nor its dictionaries have a part in it.
"""

from django.db import connection

TABLE = "articles_searchentry"
# Between the parts of an edition, so that no phrase reaches from one into the next.
GAP = 100
# PostgreSQL tells no places beyond it.
LAST_PLACE = 16_383
# A function of ours in the database (migration 0019), which always goes by the index: PostgreSQL would else read all
# entries where it believes that many of them are found, and to read the words of each takes longest of all.
MATCHES = "articles_search(%s::tsquery)"


def write(rows):
    """Put the rows in the place of those of the same editions: all of each at once, or it would be written twice."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} (edition_id, text, rules, words) VALUES (%s, %s, %s, %s::tsvector) ON CONFLICT "  # noqa: S608
            "(edition_id) DO UPDATE SET text = excluded.text, rules = excluded.rules, words = excluded.words",
            [(row.entry.pk, row.entry.text, row.entry.rules, _vector(row)) for row in rows],
        )


def forget(editions):
    """Take the words of some editions away: they stand in the entries, and go with them."""


def tidy():
    """Do nothing, and return 0: it is autovacuum's."""
    return 0


def expression(question, tier, languages):
    """Return what finds the editions in these languages that have what is sought in a tier."""
    return " | ".join(f"({_in_language(question, tier, language)})" for language in languages)


def _vector(row):
    places, begin = {}, 1
    for first, terms in enumerate((row.headline, row.lead, row.rest), start=1):
        for place, term in enumerate(terms, start=begin):
            for tier in range(first, 4) if term else ():
                places.setdefault(f"{tier}{row.language}·{term}", []).append(str(min(place, LAST_PLACE)))
        begin += len(terms) + GAP
    return " ".join(f"'{word}':{','.join(there)}" for word, there in places.items())


def _in_language(question, tier, language):
    parts = [_sought(sought, f"{tier}{language}·") for sought in question.wanted(language)]
    parts += [f"!{_sought(sought, f'3{language}·')}" for sought in question.unwanted(language)]
    return " & ".join(parts)


def _sought(sought, before):
    star = ":*" if sought.is_beginning else ""
    ways = (" <-> ".join(f"'{before}{term}'" for term in way) + star for way in sought.ways)
    return "(" + " | ".join(f"({way})" for way in ways) + ")"
