"""The production server: `python deploy/serve.py`. README lists the variables; SIGTERM and SIGINT end it gracefully."""

import gc
import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

# Whoever starts it, from wherever.
ROOT = Path(__file__).resolve().parent.parent
os.chdir(ROOT)
sys.path.insert(0, str(ROOT))

from pressroom import terminal  # noqa: E402

# In seconds: what a process may take for the requests that it has begun once it is told to end.
GRACEFUL = 20
# When, what, the answer and its milliseconds; granian's own format begins with the visitor's address.
ACCESS_LOG_FORMAT = '[%(time)s] "%(method)s %(path)s %(protocol)s" %(status)d %(dt_ms).1f'  # not shown: a log


def main():
    """Load the site once, and serve it from as many processes as the settings say."""
    try:
        # Here, so that the processes, which are forked, have what is loaded in common; a fault of the settings also
        # shows once, and not in each of them.
        from pressroom import memory, settings, wsgi  # noqa: F401

        memory.load()
    except ImproperlyConfigured as error:
        sys.exit(terminal.gettext("Pressroom does not start: %(error)s") % {"error": error})
    # What the garbage collector never looks at again is never written to, and stays in common.
    gc.collect()
    gc.freeze()
    Granian(
        "pressroom.wsgi:in_process",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.HOST,
        port=settings.PORT,
        http=HTTPModes.http1,
        workers=settings.WORKERS,
        blocking_threads=settings.THREADS,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=GRACEFUL,
        # Its warnings are of more threads than cores; but threads wait for the database.
        log_level=LogLevels.error,
        log_access=settings.ACCESS_LOG,
        log_access_format=ACCESS_LOG_FORMAT,
    ).serve()


if __name__ == "__main__":
    main()
