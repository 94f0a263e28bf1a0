"""The WSGI application that the production server loads."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from pressroom import terminal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    print(terminal.gettext("Pressroom does not start: %(error)s") % {"error": error}, file=sys.stderr)
    # gunicorn gives up on a worker that ends with 3, and would start another one for ever after any other number.
    sys.exit(3)
