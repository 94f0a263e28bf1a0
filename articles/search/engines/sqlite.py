"""SQLite looks words up by FTS5.

Every word in an expression is quoted, and none has a quotation mark in it: what visitors type is never an operator.
"""

from django.db import connection

from articles.search.question import LANGUAGES

TABLE = "articles_searchwords"
COLUMNS = {1: "{headline}", 2: "{headline lead}", 3: "{headline lead rest}"}


def write(rows):
    """Put the rows in the place of those of the same editions."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT OR REPLACE INTO {TABLE} (rowid, language, headline, lead, rest) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
            [
                (row.edition, row.language, " ".join(row.headline), " ".join(row.lead), " ".join(row.rest))
                for row in rows
            ],
        )


def forget(editions):
    """Take the words of some editions away, given by their keys; None means all."""
    with connection.cursor() as cursor:
        if editions is None:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        else:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(key,) for key in editions])  # noqa: S608


def matches(question):
    """Return (SQL, parameters) of the matches as `edition` and `tier`."""
    first, second, third = (_expression(question, columns) for columns in COLUMNS.values())
    found = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
    return (
        f"SELECT rowid AS edition, "  # noqa: S608
        f"CASE WHEN rowid IN ({found}) THEN 1 WHEN rowid IN ({found}) THEN 2 ELSE 3 END AS tier "
        f"FROM {TABLE} WHERE {TABLE} MATCH %s",
        [first, second, third],
    )


def _expression(question, columns):
    return " OR ".join(f"({_in_language(question, columns, language)})" for language in LANGUAGES)


def _in_language(question, columns, language):
    wanted = " AND ".join(map(_sought, question.wanted(language)))
    found = f'language : "{language}" AND {columns} : ({wanted})'
    if unwanted := question.unwanted(language):
        found = f"({found}) NOT ({COLUMNS[3]} : ({' OR '.join(map(_sought, unwanted))}))"
    return found


def _sought(sought):
    star = " *" if sought.is_beginning else ""
    ways = [" ".join(way) for way in sought.ways]
    return "(" + " OR ".join(f'"{way}"{star}' for way in ways) + ")"
