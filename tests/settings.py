"""The settings under test: those of the site, on a throwaway folder, with what would only make tests slow left out."""

import atexit
import os
import shutil
import tempfile
import types
from functools import partial

import segno

# What a developer's shell happens to hold is not under test.
for _name in (
    "ACCESS_LOG ALLOWED_HOSTS DEBUG DEFAULT_FROM_EMAIL DEMO EMAIL_URL HOLIDAYS HOST PORT PRESSROOM_DEMO_PASSWORD "
    "PAGE_CACHE_BYTES REDIS_URL SECRET_KEY SITE_NAME SITE_URL SSL_REDIRECT THREADS TIME_ZONE TRUSTED_PROXIES WORKER "
    "WORKERS X_ACCEL_REDIRECT"
).split():
    os.environ.pop(_name, None)
# Nor the language of its terminal, which commands speak.
os.environ["LC_ALL"] = "C.UTF-8"

# The workers of one run have a folder each inside the run's own, which its first process removes.
if "PRESSROOM_TESTS" not in os.environ:
    os.environ["PRESSROOM_TESTS"] = tempfile.mkdtemp(prefix="pressroom-tests-")
    atexit.register(shutil.rmtree, os.environ["PRESSROOM_TESTS"], ignore_errors=True)
os.environ["PRESSROOM_VAR"] = tempfile.mkdtemp(dir=os.environ["PRESSROOM_TESTS"])
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")

from pressroom.settings import *  # noqa: E402, F403
from pressroom.settings import DATABASES, STATIC_ROOT, STORAGES, TEMPLATES, VAR_DIR  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A real file, because a database in memory knows no WAL and no second connection.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    # Nothing here has to survive a power failure.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # A thread of the live server that kept its connection would hold the database when it is to be dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0


def shown(value):
    """Return what a public template shows as it is; TypeError for a method that nobody called, as Django's would."""
    if isinstance(value, types.MethodType):
        raise TypeError(f"{value!r} is not called.")
    return value


TEMPLATES[0]["OPTIONS"]["finalize"] = shown

# No manifest has to be collected first: WhiteNoise looks each file up where it is written.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)

# The best of the eight patterns that a QR code may have is looked for at length; with the first one it says the same.
segno.make_qr = partial(segno.make_qr, mask=0)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
