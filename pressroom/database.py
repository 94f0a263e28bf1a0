"""What is asked of the database as a whole."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection

# Rows that `migrate` makes by itself or that come and go without anybody's writing them.
_NOT_WRITTEN = {
    "auth.Group",
    "auth.Permission",
    "contenttypes.ContentType",
    "django_tasks_database.DBTaskResult",
    "pressroom.RateCount",
    "pressroom.Salt",
    "sessions.Session",
}


def is_empty():
    """Whether nobody has put anything into the database yet; what `migrate` makes of its own accord doesn't count."""
    tables = set(connection.introspection.table_names())
    return not any(
        model._meta.db_table in tables and model._base_manager.exists()
        for model in apps.get_models()
        if model._meta.label not in _NOT_WRITTEN
    )


def know_features(sender, connection, **kwargs):
    """Tell Django what SQLite can do; for the signal `connection_created`.

    To know whether it has JSON, Django begins a transaction, which here is a writer's. A reader's first page in each
    thread had to wait for all writers, and after 20 seconds it was settled that there is none: every page failed there.
    """
    if connection.vendor == "sqlite":
        connection.features.supports_json_field = True


def read_what_is_committed(sender, connection, **kwargs):
    """Let PostgreSQL's transactions be READ COMMITTED, whatever its own choice is; for the signal `connection_created`.

    Who has waited for a lock has to see what was committed meanwhile. Where Django's settings say so, psycopg2 tells
    PostgreSQL twice in each transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_isolation = 'read committed'")


@contextmanager
def patience(seconds):
    """Inside, let a write to SQLite wait only so long for another one before it raises OperationalError.

    On PostgreSQL writers don't stand in one queue, and nothing is different.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {usual}")


def gather_statistics():
    """Let PostgreSQL look at what was just written in bulk; until its own round it plans as if the tables were empty.

    SQLite is left as it is: the indexes are made for its plans without statistics.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
