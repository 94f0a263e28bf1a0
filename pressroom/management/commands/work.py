"""`manage.py work`: does the jobs of the queue, finds those that were missed, and forgets daily what isn't kept."""

import logging
import os
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands import db_worker

from pressroom import cleaning, jobs

logger = logging.getLogger(__name__)

# In seconds: between two looks at the queue, at what was missed, at what is to be forgotten.
LOOK, REAP, CLEAN = 1, 5 * 60, 24 * 60 * 60


class Worker(db_worker.Worker):
    """The library's, which does all that is due and returns. Told to stop, it ends the job that it has begun."""

    def __init__(self):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            batch=True,
            interval=0,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )

    def shutdown(self, signum, frame):
        self.running = False


class Command(BaseCommand):
    """One process is enough; several do each job once all the same."""

    @property
    def help(self):
        return _("Does the jobs of the queue (letters, links to set a password) until Ctrl-C or SIGTERM.")

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help=_("do what is due now, then end: for a timer"))
        parser.add_argument("--parent", type=int, metavar="PID", help=_("end as soon as this process isn't the parent"))

    def handle(self, *, once, parent, **options):
        # Each letter speaks its reader's language, and nothing here that of the terminal.
        translation.deactivate()
        worker = Worker()
        if once:
            self.look_after()
            self.clean()
            worker.run()
            return
        worker.configure_signals()
        reap_at = clean_at = 0
        while worker.running and (parent is None or os.getppid() == parent):
            try:
                close_old_connections()
                if time.monotonic() >= clean_at:
                    self.clean()
                    clean_at = time.monotonic() + CLEAN
                if time.monotonic() >= reap_at:
                    self.look_after()
                    reap_at = time.monotonic() + REAP
                if jobs.is_due():
                    worker.run()
            except DatabaseError as error:
                # It may come back; what was begun is found again.
                logger.error("The database cannot be used: %s", str(error).splitlines()[0] if str(error) else "")
                time.sleep(LOOK)
            if worker.running:
                time.sleep(LOOK)

    def look_after(self):
        """Queue what was missed."""
        jobs.reap(timezone.now())

    def clean(self):
        """Forget what isn't kept any longer."""
        cleaning.clean(timezone.now())
