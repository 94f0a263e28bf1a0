"""The queue of jobs: what is looked after besides the jobs themselves. `manage.py work` is what does them.

A job is a row of django-tasks-db, which knows no second try and forgets what a killed worker had begun. So a job is
only the bell: what there is to do stands in rows of ours, doing it twice does no harm, and what was missed is found
again by the functions registered here.
"""

import datetime

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Finished jobs are kept for a look at what went wrong; one that runs for a day has lost its worker.
KEPT = datetime.timedelta(days=7)
LOST = datetime.timedelta(days=1)

_reapers = []


def reaper(function):
    """Let `function(at)` ring again for what was missed, every few minutes; called in an app's `ready()`."""
    _reapers.append(function)


def reap(at):
    """Call every reaper; return how many jobs they queued."""
    return sum(function(at) for function in _reapers)


def is_due():
    """Return whether a job may be done now. Reading costs nobody anything; the library's own look locks SQLite."""
    return DBTaskResult.objects.ready().exists()


def forget(at):
    """Delete the jobs that were done a week ago, and those whose worker was lost; return how many there were."""
    finished = DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT)
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - LOST)
    return sum(jobs.delete()[0] for jobs in (finished, lost))
