"""How gunicorn serves the site: `gunicorn --config deploy/gunicorn.py`. README lists the variables."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Whoever starts it, from wherever.
chdir = str(Path(__file__).resolve().parent.parent)
sys.path.insert(0, chdir)

from pressroom import terminal  # noqa: E402

try:
    from pressroom import settings
except ImproperlyConfigured as error:
    sys.exit(terminal.gettext("Pressroom does not start: %(error)s") % {"error": error})

wsgi_app = "pressroom.wsgi"
proc_name = "pressroom"
bind = f"[{settings.HOST}]:{settings.PORT}" if ":" in settings.HOST else f"{settings.HOST}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WORKERS
threads = settings.THREADS

# Photographs come over slow lines: a thread may take its time, but a worker that says nothing for a minute is dead.
timeout = 60
graceful_timeout = 20
keepalive = 5

# Heartbeats are written into memory where there is such a folder: on a disk they wait for it.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# Who may say by X-Forwarded-Proto that a request came by HTTPS: those whom the site believes, and nobody else.
forwarded_allow_ips = ",".join(str(network) for network in settings.TRUSTED_PROXIES)
# No file outside the var folder, and nothing that could be steered from outside.
control_socket_disable = True

loglevel = "warning"
accesslog = "-" if settings.ACCESS_LOG else None
# When, what, the answer, its bytes and seconds: gunicorn's own format begins with the visitor's address.
access_log_format = '%(t)s "%(r)s" %(s)s %(B)s %(L)s'  # not shown: a log
