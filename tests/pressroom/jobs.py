"""What a worker would do by now."""

from unittest import mock

from django.core.management import call_command
from django_tasks_db.management.commands import db_worker


def work():
    """Do all jobs that are due at this moment, as `manage.py work` does them."""
    # It would close the connection whose transaction the test is.
    with mock.patch.object(db_worker, "close_old_connections"):
        call_command("work", once=True)
