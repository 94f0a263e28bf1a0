"""Settings, read from the environment; safe when nothing is set. README lists the variables."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pressroom import environment, terminal

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything that the application writes is under this folder, so one folder is backed up and one is ignored by git.
VAR_DIR = environment.folder("PRESSROOM_VAR", BASE_DIR / "var")

DEBUG = environment.boolean("DEBUG")
SECRET_KEY = environment.secret_key("SECRET_KEY", VAR_DIR / "secret-key")

# Where the server listens (deploy/serve.py); :: and 0.0.0.0 are every address of the machine.
HOST = environment.host("HOST", "127.0.0.1")
PORT = environment.integer("PORT", 8000, 1, 65535)
# A worker answers as many requests at a time as it has threads. Python runs one thread of a process at a time, so a
# worker a core; on SQLite writers stand in one queue anyway. A slow body holds a thread, a slow reader doesn't. Each
# thread more has connections and caches of its own, and takes the interpreter from the others: see decision 29.
WORKERS = environment.integer("WORKERS", min(os.cpu_count() or 1, 4), 1, 256)
THREADS = environment.integer("THREADS", 2, 1, 256)
ACCESS_LOG = environment.boolean("ACCESS_LOG")
# The address at which somebody at this machine finds the server.
LOCAL_URL = environment.address("localhost" if HOST in {"0.0.0.0", "::"} else HOST, PORT)  # noqa: S104
# The address under which the public knows the site; canonical links, feeds and mails are made from it.
SITE_URL = environment.web_address("SITE_URL", LOCAL_URL)
SITE_NAME = environment.text("SITE_NAME", _("Press Service of the Region"))
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", environment.host_of(SITE_URL)])
# Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody's, unless they are named.
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")

INSTALLED_APPS = [
    "pressroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Before `pressroom`, which takes the queue's page out of the desk: nothing is decided there.
    "django_tasks",
    "django_tasks_db",
    "pressroom.apps.StaticFilesConfig",
    # After `auth`, which makes the permissions that our `post_migrate` receiver gives to the groups.
    "pressroom.apps.PressroomConfig",
    "ckeditor",
    "csp",
    "articles",
    "comments",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pressroom.caching.PrivateByDefault",
    # Not Django's own, which adds `Vary: Accept-Language`; before all that may refuse a request in words.
    "pressroom.language.Speak",
    "pressroom.csp.Policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.sight.LargeView",
]

ROOT_URLCONF = "pressroom.urls"
WSGI_APPLICATION = "pressroom.wsgi.application"

TEMPLATES = [
    {
        # The public pages.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates/public"],
        "OPTIONS": {"environment": "pressroom.jinja.environment", "context_processors": ["pressroom.context.site"]},
    },
    {
        # The desk and letters.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # `auth` and `messages` are the admin's; both are lazy, and no public template asks them for anything.
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pressroom.context.site",
            ],
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", VAR_DIR / "db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock when its transaction begins, so that it waits instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # synchronous=FULL: in WAL mode, NORMAL may lose the last acknowledged writes when the power fails.
        # secure_delete=ON: a salt that was destroyed and an email that was erased leave no bytes in the file.
        # wal_autocheckpoint: pages, as many as one block of the log's index knows. A page that many writers changed is
        # then put into the file once, and not with every thousandth.
        # cache_size: KiB, in each thread of each process; more of them save no time with 20,000 releases, for what they
        # don't hold is in the system's own cache.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
        "PRAGMA cache_size=-500; PRAGMA wal_autocheckpoint=4000;",
    }
    # To open the file, with its settings and functions, takes as long as a page.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that has vanished without a word is noticed: to connect in 5 seconds, while it is asked in some 20.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        connect_timeout=5, keepalives_idle=5, keepalives_interval=5, keepalives_count=3, tcp_user_timeout=20_000
    )
# Pages that were rendered are kept in each process, in so many bytes; 0 keeps none. With Redis the processes and nodes
# of a site render each page once for all of them.
PAGE_CACHE_BYTES = environment.integer("PAGE_CACHE_BYTES", 8 * 1024 * 1024, 0, 1024**3)
REDIS_URL = environment.redis("REDIS_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Django's own 300 would be filled by the lengths of renditions, a few bytes each, and feeds be lost for them.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["pressroom.login.Backend"]
LOGIN_URL = "admin:login"
# Where a login leads that named no page of this site.
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "en"
# The languages that releases are written in; the first has no prefix in addresses.
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("kk", _("Kazakh"))]
USE_I18N = True
# Ours first; the second one has what Django's own catalogues lack.
LOCALE_PATHS = [BASE_DIR / "pressroom" / "locale", BASE_DIR / "pressroom" / "locale_of_django"]
FORMAT_MODULE_PATH = ["pressroom.formats"]
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", "Europe/Astrakhan")
# The country whose public holidays the desk warns of; '' is none.
HOLIDAYS = environment.country("HOLIDAYS", "RU")

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pressroom.static_files.Storage"},
}
# A page that names a missing file is shown without it, instead of answering 500; a test finds such names.
WHITENOISE_MANIFEST_STRICT = False
# A photograph of a press service's camera has up to 25 MB; what is larger is refused before it is read whole.
IMAGE_MAX_BYTES = 25 * 1024 * 1024
IMAGE_MAX_PIXELS = 40_000_000
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "articles.views.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The internal location by which nginx reaches MEDIA_ROOT, e.g. '/protected/': it then sends the files itself.
MEDIA_ACCEL = environment.location("X_ACCEL_REDIRECT", "")

# CSP: no 'unsafe-' anything. `pressroom.csp.editor` loosens it on the edit form, which CKEditor 4 needs.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

IS_HTTPS = SITE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS and environment.boolean("SSL_REDIRECT", default=True)
# A load balancer asks in plain HTTP whether the process is well.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if SECURE_SSL_REDIRECT and not TRUSTED_PROXIES:
    # The server speaks plain HTTP and would redirect for ever: nobody may tell it that a request came by HTTPS.
    raise ImproperlyConfigured(
        terminal.gettext(
            "SITE_URL is https, but TRUSTED_PROXIES names no proxy that speaks HTTPS for the site; name it, e.g. "
            "TRUSTED_PROXIES=127.0.0.1, or set SSL_REDIRECT=0."
        )
    )
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # the editor's upload script reads it
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Where mails go: to the server of EMAIL_URL, else into files. Names and values are Django's own (EMAIL_HOST and so on).
globals().update(environment.mail("EMAIL_URL", VAR_DIR / "mail"))
# A server that says nothing keeps the worker waiting for so many seconds.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.sender("DEFAULT_FROM_EMAIL", f"noreply@{environment.mail_domain_of(SITE_URL)}")
# A link that sets a password: the mail may wait for the worker, but the link is made when it is sent.
PASSWORD_RESET_TIMEOUT = 60 * 60

# Jobs are rows in the database, written in the transaction of what asks for them; `manage.py work` does them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Whether `manage.py start` starts a worker beside the server.
WORKER = environment.boolean("WORKER", default=True)

# One upload field and a form with many inlines; above this a request is refused with 400.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 is given, and unmaintained upstream. It runs behind `articles.richtext.RichTextField` alone, which
    # cleans whatever comes in; the way out is to exchange that field's widget (docs/decisions/).
    "ckeditor.W001",
]

CKEDITOR_CONFIGS = {
    "default": {
        "toolbar": [
            ["Format", "Bold", "Italic", "-", "NumberedList", "BulletedList", "Blockquote", "Table"],
            ["Link", "Unlink", "-", "Photograph", "-", "RemoveFormat", "Undo", "Redo"],
            ["Maximize", "Source"],
        ],
        "removePlugins": "exportpdf,wsc,scayt,flash,iframe,iframedialog,smiley,about,forms,newpage,preview,print,save,"
        "templates,docprops,filebrowser,codesnippetgeshi,image,elementspath",
        "extraPlugins": "divarea,uploadimage,image2,photograph",
        "image2_altRequired": True,
        # The hidden tab for uploads is an <iframe> with a javascript: address, which the policy refuses; what the other
        # one sets is cleaned away.
        "removeDialogTabs": "link:upload;link:advanced",
        "disallowedContent": "script style; *[on*]; *{*}",
        "format_tags": "p;h2;h3;h4",
        "height": 420,
        "width": "100%",
        "versionCheck": False,
        "entities": False,
        # `uploadimage` takes pasted photographs; the clipboard's own way would put them into the text as data.
        "clipboard_handleImages": False,
        # Ours: it opens the dialog of the library. The widget hands the place of its file to the editor.
        "external_plugin_resources": [("photograph", f"/{STATIC_URL}js/desk/photograph/", "plugin.js")],
        "photographLabel": _("Photograph"),
        # What those who hear the page are told that this is; otherwise 'Editor, id_body'.
        "title": _("Text"),
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"tokens": {"()": "pressroom.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own mail to ADMINS would carry what a visitor typed; the console has the traceback alone.
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
