"""What is asked of the database as a whole."""

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
