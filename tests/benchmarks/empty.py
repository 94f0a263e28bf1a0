"""E, what the site is measured against: a Django project of one view that answers nothing; no app, no middleware.

It is its own settings and its own addresses, so that nothing else is loaded. `python -m tests.benchmarks.empty` serves
it as deploy/serve.py serves the site, with the same HOST, PORT, WORKERS and THREADS.
"""

import gc
import os
import sys

from django.http import HttpResponse
from django.urls import path

NAME = "tests.benchmarks.empty"

SECRET_KEY = "E keeps no secrets, and signs nothing with them."
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = NAME
MIDDLEWARE = []
INSTALLED_APPS = []
USE_TZ = True

urlpatterns = [path("", lambda request: HttpResponse())]


def in_process():
    """Return the application, which was loaded before its process was forked, as the site's is."""
    return sys.modules["__main__"].application


def loaded():
    """Return the application, loaded now."""
    from django.core.wsgi import get_wsgi_application

    os.environ["DJANGO_SETTINGS_MODULE"] = NAME
    return get_wsgi_application()


def main():
    """Load it once, and serve it from as many processes as the environment says."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    global application
    application = loaded()
    gc.collect()
    gc.freeze()
    Granian(
        f"{NAME}:in_process",
        factory=True,
        interface=Interfaces.WSGI,
        address=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        http=HTTPModes.http1,
        workers=int(os.environ["WORKERS"]),
        blocking_threads=int(os.environ["THREADS"]),
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
