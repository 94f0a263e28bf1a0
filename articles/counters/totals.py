"""The totals of releases and of their days: many added to in few statements."""

import datetime
from typing import NamedTuple

from django.db import connection

from articles.models import DailyCount, Release
from pressroom.statements import parts


class Change(NamedTuple):
    """What is added to a release's totals and to those of a day."""

    release: int
    day: datetime.date
    views: int = 0
    likes: int = 0


def existing(keys):
    """Return those keys whose releases exist, in ascending order, locked until the transaction ends.

    Whoever locks several in this order waits for nobody who waits for them.
    """
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
    found = []
    for part in parts(sorted(set(keys))):
        found += execute(f"SELECT id FROM {table(Release)} WHERE id IN ({marks(len(part))}) ORDER BY id{lock}", part)  # noqa: S608
    return [key for (key,) in found]


def add(changes):
    """Add the `Change`s, not two for one release and day; inside a transaction."""
    totals = {}
    for release, _day, views, likes in changes:
        before = totals.get(release, (0, 0))
        totals[release] = (before[0] + views, before[1] + likes)
    releases, days = table(Release), table(DailyCount)
    for part in parts(sorted((release, *added) for release, added in totals.items())):
        # The ORM has no such statement. PostgreSQL and SQLite both call the columns of VALUES so.
        execute(
            f"UPDATE {releases} SET views = {releases}.views + added.column2, likes = {releases}.likes + added.column3 "  # noqa: S608
            f"FROM (VALUES {_rows(part)}) AS added WHERE {releases}.id = added.column1",
            flat(part),
        )
    for part in parts(sorted(changes)):
        # The ORM's upsert replaces a column; only SQL adds to what another transaction has just put there.
        execute(
            f"INSERT INTO {days} (release_id, day, views, likes) VALUES {_rows(part)} "  # noqa: S608
            f"ON CONFLICT (release_id, day) DO UPDATE "
            f"SET views = {days}.views + excluded.views, likes = {days}.likes + excluded.likes",
            flat((release, day.isoformat(), views, likes) for release, day, views, likes in part),
        )


def marks(count):
    """Return '%s,%s,%s' for so many values."""
    return ",".join(["%s"] * count)


def flat(rows):
    """Return all values of the rows in one list."""
    return [value for row in rows for value in row]


def table(model):
    """Return the name of a model's table as a statement needs it."""
    return connection.ops.quote_name(model._meta.db_table)


def execute(statement, parameters):
    """Return the rows of a statement, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def _rows(rows):
    return ",".join([f"({marks(len(rows[0]))})"] * len(rows))
