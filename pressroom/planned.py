"""Statements that PostgreSQL plans once a connection: to plan one anew takes ten times as long as to run it.

PostgreSQL itself goes on planning anew where a plan for any values would be a worse one. Inside of a transaction
nothing is planned ahead: a refusal there would end it.
"""

import datetime
import re
import weakref

from django.db import DatabaseError

_TYPES = {datetime.datetime: "timestamptz", datetime.date: "date", int: "bigint", str: "text"}
# SQLSTATE: there is no statement of that name; there is one already, or it can't be planned for any values; a column is
# of another type by now.
_REFUSALS = re.compile("26000|42...|0A000")
# By psycopg2's connections: the names of the statements there, and whether each is planned or was refused.
_planned = weakref.WeakKeyDictionary()


class NotPlanned(Exception):  # noqa: N818 - it is no error: the statement is run as it is
    """The connection has no such statement, as behind a pooler that hands out another one for each transaction."""


def rows(connection, written, parameters):
    """Return the rows of a `statements._Written` for some parameters, or raise `NotPlanned`: run it as it is."""
    connection.ensure_connection()
    planned, name = _planned.setdefault(connection.connection, {}), written.name
    if planned.get(name) is False:
        raise NotPlanned
    try:
        if name not in planned:
            taken = ", ".join(_TYPES[kind] for kind in written.types)
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {name}{taken and f' ({taken})'} AS {written.numbered}")
            planned[name] = True
        marks = ", ".join(["%s"] * len(parameters))
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {name}{marks and f' ({marks})'}", parameters)
            return cursor.fetchall()
    except DatabaseError as error:
        if not _REFUSALS.match(getattr(error.__cause__, "pgcode", None) or ""):
            raise
        planned[name] = False
        raise NotPlanned from error
