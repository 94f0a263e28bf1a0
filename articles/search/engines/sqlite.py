"""SQLite looks words up by FTS5.

Before each word stands its language: 'ru·школ'. The words of the others are then not gone through, which a beginning
has to do with all that share it. In an expression every word is quoted, and none has a quotation mark in it: what
visitors type is never an operator.
"""

from django.db import connection

from articles.models import SearchEntry

TABLE = "articles_searchwords"
# To name all columns instead of none takes half as much time again.
COLUMNS = {1: "{headline} : ", 2: "{headline lead} : ", 3: ""}
MATCHES = f"group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s"

# What is put together at a time: a megabyte or less.
PAGES = 200


def write(rows):
    """Put the rows in the place of those of the same editions."""
    SearchEntry.objects.bulk_create(
        [row.entry for row in rows],
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=["text", "rules"],
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT OR REPLACE INTO {TABLE} (rowid, headline, lead, rest) VALUES (%s, %s, %s, %s)",  # noqa: S608
            [
                (row.entry.pk, *(_written(terms, row.language) for terms in (row.headline, row.lead, row.rest)))
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


def tidy():
    """Put the pieces of the index together that were written by and by; return how many steps that took.

    A search goes through all of them. Each step is a transaction of its own, so that no writer waits for more than one.
    """
    steps, pages = 0, -PAGES
    with connection.cursor() as cursor:
        while True:
            before = connection.connection.total_changes
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
            # As FTS5 says that nothing was left to do.
            if connection.connection.total_changes - before < 2:
                return steps
            # The first one says that all is to become one piece, however few there are.
            steps, pages = steps + 1, PAGES


def expression(question, tier, languages):
    """Return what finds the editions in these languages that have what is sought in a tier."""
    return " OR ".join(f"({_in_language(question, COLUMNS[tier], language)})" for language in languages)


def _written(terms, language):
    return " ".join(f"{language}·{term}" for term in terms)


def _in_language(question, columns, language):
    found = f"{columns}({' AND '.join(_sought(one, language) for one in question.wanted(language))})"
    if unwanted := question.unwanted(language):
        found = f"({found}) NOT ({' OR '.join(_sought(one, language) for one in unwanted)})"
    return found


def _sought(sought, language):
    star = " *" if sought.is_beginning else ""
    return "(" + " OR ".join(f'"{_written(way, language)}"{star}' for way in sought.ways) + ")"
