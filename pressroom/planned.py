"""Statements that PostgreSQL plans once a connection: to plan one anew takes ten times as long as to run it.

What differs from time to time is a parameter of a type, and what doesn't is written out, since a partial index is used
only where the plan knows its condition. PostgreSQL itself goes on planning anew where a plan for any values would be a
worse one. Inside of a transaction nothing is planned ahead: a refusal there would end it.
"""

import datetime
import hashlib
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
    planned, name = _planned.setdefault(connection.connection, {}), _name(connection, written, parameters)
    if planned.get(name) is False:
        raise NotPlanned
    values = [value for value, kind in zip(parameters, written.types, strict=True) if kind]
    try:
        if name not in planned:
            taken = ", ".join(_TYPES[kind] for kind in written.types if kind)
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {name}{f' ({taken})' if taken else ''} AS {written.text}")
            planned[name] = True
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {name}{_filled(values)}", values)
            return cursor.fetchall()
    except DatabaseError as error:
        if not _REFUSALS.match(getattr(error.__cause__, "pgcode", None) or ""):
            raise
        planned[name] = False
        raise NotPlanned from error


def _name(connection, written, parameters):
    """Return the name of a statement, the same one on each connection: whatever has it is this very statement."""
    if written.name is None:
        written.text = _text(connection, written, parameters)
        written.name = f"pressroom_{hashlib.sha256(written.text.encode()).hexdigest()[:24]}"
    return written.name


def _text(connection, written, parameters):
    """Return a statement with what is constant in it written out, and numbers in the holes: '... = $1'."""
    first, *pieces = (piece.replace("%%", "%") for piece in written.sql.split("%s"))
    text, number = [first], 0
    with connection.connection.cursor() as cursor:
        for value, kind, piece in zip(parameters, written.types, pieces, strict=True):
            number += bool(kind)
            text += [f"${number}" if kind else cursor.mogrify("%s", [value]).decode(), piece]
    return "".join(text)


def _filled(values):
    return f" ({', '.join(['%s'] * len(values))})" if values else ""
