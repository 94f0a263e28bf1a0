"""The WSGI application that the production server loads: Django, and the front before it."""

import ctypes
import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from pressroom import processes, terminal, threads

# linux/prctl.h
PR_SET_PDEATHSIG = 1

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")

try:
    threads.know_no_coroutines()
    _django = get_wsgi_application()
except ImproperlyConfigured as error:
    print(terminal.gettext("Pressroom does not start: %(error)s") % {"error": error}, file=sys.stderr)
    # A server gives up on a process that ends with 3, and would start another one for ever after any other number.
    sys.exit(3)

from pressroom.front.application import Front  # noqa: E402 - its models have to be loaded

application = Front(_django)


def in_process():
    """Return the application, in a process that was forked for it and ends with its parent. Threads begin here."""
    if sys.platform == "linux":
        # However the parent ends: its children would else go on, and keep the port.
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(0)
    processes.start()
    return application
