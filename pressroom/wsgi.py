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


def in_process(parent):
    """Return the application, in a process that was forked for it and ends with its parent. Threads begin here."""
    processes.end_with_parent(parent)
    processes.start()
    return application
