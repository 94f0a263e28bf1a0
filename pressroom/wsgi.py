"""The WSGI application that the production server loads: Django, and the front before it."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from pressroom import processes, terminal, threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")

try:
    threads.know_no_coroutines()
    _django = get_wsgi_application()
except ImproperlyConfigured as error:
    print(terminal.gettext("Pressroom does not start: %(error)s") % {"error": error}, file=sys.stderr)
    # A server gives up on a process that ends with 3, and would start another one for ever after any other number.
    sys.exit(3)

from pressroom.front.application import Front

application = Front(_django)

# In seconds: after so long a thread lets another one have the interpreter. Python's own are ten times as long, and who
# had asked the database waited for them anew after each of its answers: see docs/decisions/0029.
SWITCH_INTERVAL = 0.0005


def in_process(parent):
    """Return the application, in a process that was forked for it and ends with its parent. Threads begin here."""
    processes.end_with_parent(parent)
    processes.start()
    sys.setswitchinterval(SWITCH_INTERVAL)
    return application
