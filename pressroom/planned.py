"""Statements that PostgreSQL plans once a connection: to plan one anew takes ten times as long as to run it.

The plan is one for any values. Left to itself PostgreSQL goes on planning anew where it believes that a plan for these
values is better, and leaves out of account what planning takes. A refusal ends the transaction that it comes in: inside
of one nothing is executed by its name, but where the transaction can begin again (`again`).
"""

import datetime
import re
import weakref

from django.db import DatabaseError, InterfaceError, OperationalError, connections

# PostgreSQL's setting `plan_cache_mode`.
PLANS = "force_generic_plan"
_TYPES = {datetime.datetime: "timestamptz", datetime.date: "date", int: "bigint", str: "text", None: "unknown"}
# SQLSTATE: there is no statement of that name; there is one already, or it can't be planned for any values; a column is
# of another type by now.
_REFUSALS = re.compile("26000|42...|0A000")
# The first two are said where a pooler hands out another connection each time, or somebody had all forgotten.
_OTHERS = {"26000", "42P05"}
# By psycopg2's connections: the names of the statements there, and whether each is planned or was refused.
_planned = weakref.WeakKeyDictionary()
# Those of psycopg2's connections on which nothing is executed by name any more.
_given_up = weakref.WeakSet()
# Django's connections whose transaction begins again after a refusal.
_beginning_again = weakref.WeakSet()


class NotPlanned(Exception):  # noqa: N818 - it is no error: the statement is run as it is
    """The connection has no such statement, as behind a pooler that hands out another one for each transaction."""


class _Ended(Exception):  # noqa: N818 - nor is this one: the transaction begins again
    """A refusal has ended the transaction."""


def again(work, using="default"):
    """Return what `work()` returns, in whose transaction statements may be executed by name.

    Where one is refused, all is taken back, and `work` is called once more, with nothing executed by name. So it
    changes nothing but the database. Inside of a transaction it is simply called.
    """
    connection = connections[using]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return work()
    _beginning_again.add(connection)
    try:
        return work()
    except _Ended:
        pass
    finally:
        _beginning_again.discard(connection)
    return work()


def rows(connection, written, parameters):
    """Return the rows of a `statements._Text` for some parameters, or raise `NotPlanned`: run it as it is."""
    name = written.name
    if connection.in_atomic_block:
        # Django has asked whether the connection is there when the transaction began. The setting would be taken back
        # with it, so one statement has to be there already.
        connection.validate_no_broken_transaction()
        planned = _of(connection)
        if connection not in _beginning_again or True not in planned.values() or _is_refused(connection, name):
            raise NotPlanned
        try:
            return _rows(connection, written, parameters)
        except NotPlanned as refusal:
            raise _Ended from refusal
    connection.ensure_connection()
    if _is_refused(connection, name):
        raise NotPlanned
    is_checked, connection.health_check_done = connection.health_check_done, True
    try:
        return _rows(connection, written, parameters)
    except (InterfaceError, OperationalError):
        # A connection of an earlier request may have been lost since. Django would ask whether it is there before it is
        # used again, which costs as much as what is asked; here the answer says it, and what only reads is asked anew.
        if is_checked or connection.is_usable():
            raise
        connection.close()
        connection.ensure_connection()
        return _rows(connection, written, parameters)


def prepare(written):
    """Return the statement by which PostgreSQL prepares a `statements._Text` under its name."""
    taken = ", ".join(_TYPES[kind] for kind in written.types)
    return f"PREPARE {written.name}{taken and f' ({taken})'} AS {written.numbered}"


def execute(written):
    """Return the statement by which it executes it, with marks for the parameters."""
    marks = ", ".join(["%s"] * len(written.types))
    return f"EXECUTE {written.name}{marks and f' ({marks})'}"


def _is_refused(connection, name):
    return connection.connection in _given_up or _of(connection).get(name) is False


def _of(connection):
    return _planned.setdefault(connection.connection, {})


def _rows(connection, written, parameters):
    planned, name = _of(connection), written.name
    try:
        if name not in planned:
            # With the first one; where that is refused, the setting is taken back with it.
            setting = "" if True in planned.values() else f"SET plan_cache_mode = {PLANS}; "
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"{setting}{prepare(written)}")
            planned[name] = True
        # Past Django's cursor, where nobody wants to be told.
        is_told = connection.queries_logged or connection.execute_wrappers
        cursor = connection.cursor() if is_told else connection.create_cursor()
        with connection.wrap_database_errors, cursor:
            cursor.execute(execute(written), parameters)
            return cursor.fetchall()
    except DatabaseError as error:
        code = getattr(error.__cause__, "pgcode", None) or ""
        if not _REFUSALS.match(code):
            raise
        planned[name] = False
        if code in _OTHERS:
            _given_up.add(connection.connection)
        raise NotPlanned from error
