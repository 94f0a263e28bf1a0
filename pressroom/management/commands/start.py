"""`manage.py start`: everything between a fresh database and a served site, done only where it isn't done yet."""

import errno
import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.urls import reverse
from django.utils.translation import gettext as _

from pressroom import demo_logins, derived, environment, static_files
from pressroom.database import is_empty


class Command(BaseCommand):
    """Prepares the static files and the database, says where the site is, and becomes the server."""

    @property
    def help(self):
        return _(
            "Collects the static files and migrates the database where that is due, fills an empty database with the "
            "demo site if DEMO=1, and becomes the production server on HOST and PORT, with a worker beside it unless "
            "WORKER=0."
        )

    # The database may be anything up to the moment at which it is migrated.
    requires_system_checks = ()

    def handle(self, **options):
        is_demo = environment.boolean("DEMO")
        self.require_free_port()
        self.check()
        self.collect()
        call_command("migrate", verbosity=0, interactive=False)
        if is_empty():
            if is_demo:
                self.say(_("The database is empty. Filling it with the demo site (`make run DEMO=0` starts empty) ..."))
                call_command("demo")
            else:
                self.ask_for_administrator()
        derived.make(only_missing=True, say=self.say)
        self.report()
        if settings.WORKER:
            self.employ()
        self.serve()

    def require_free_port(self):
        """Raise CommandError unless the server will be able to listen."""
        try:
            family, kind, _protocol, _name, address = socket.getaddrinfo(
                settings.HOST, settings.PORT, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    _(
                        "Port %(port)d of %(host)s is taken. Stop what listens there, or choose another port: "
                        "make run PORT=%(next)d"
                    )
                    % {"port": settings.PORT, "host": settings.HOST, "next": settings.PORT + 1}
                ) from None
            raise CommandError(
                _("Nothing can listen on HOST=%(host)s, PORT=%(port)d: %(error)s.")
                % {"host": settings.HOST, "port": settings.PORT, "error": error.strerror}
            ) from None

    def collect(self):
        """Collect and compress the static files if any of them is another than at the last time."""
        kept = settings.VAR_DIR / "static.checksum"
        checksum = checksum_of_static_files()
        if kept.exists() and kept.read_text() == checksum and settings.STATIC_ROOT.exists():
            return
        self.say(_("Collecting the static files ..."))
        # Not with `clear`: a page that somebody has open asks for the files of before.
        call_command("collectstatic", interactive=False, verbosity=0)
        kept.write_text(checksum)

    def ask_for_administrator(self):
        """Ask on the terminal for the first administrator, or say how to make one."""
        if sys.stdin.isatty():
            self.say(_("The database is empty. Name its first administrator:"))
            call_command("createsuperuser")
        else:
            command = f"{sys.executable} manage.py createsuperuser"
            self.say(_("There is no administrator yet; make one: %(command)s") % {"command": command})

    def report(self):
        """Say where the site is, and who may sign in if it is a demo."""
        address = settings.LOCAL_URL
        lines = [(_("The site"), f"{address}/"), (_("The desk"), f"{address}{reverse('admin:index')}")]
        if address != settings.SITE_URL:
            lines.append((_("Known as"), f"{settings.SITE_URL}/"))
        password = demo_logins.kept_password()
        if password:
            lines += [(_("Demo logins"), ", ".join(demo_logins.usernames())), (_("Their password"), password)]
        width = max(len(name) for name, _value in lines) + 2
        self.say("")
        for name, value in lines:
            self.say(f"  {name:{width}}{value}")
        self.say("")
        self.say(_("Ctrl-C stops it."))

    def employ(self):
        """Start a worker beside the server. It ends by itself once this process, which becomes the server, has."""
        subprocess.Popen(  # noqa: S603 - as below
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--parent", str(os.getpid())],
            stdin=subprocess.DEVNULL,
        )

    def serve(self):
        """Become the production server; never returns."""
        os.execv(  # noqa: S606 - our own interpreter, and nothing that anybody typed
            sys.executable,
            [sys.executable, str(settings.BASE_DIR / "deploy" / "serve.py")],
        )

    def say(self, line):
        """Print a line at once, before whatever comes after it."""
        self.stdout.write(line)
        self.stdout.flush()


def checksum_of_static_files():
    """Return a checksum of the names, sizes and times of all files that `collectstatic` would collect, and of how."""
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    found = hashlib.sha256(repr(settings.STORAGES).encode())
    # The same sources make other bundles once this is another.
    found.update(Path(static_files.__file__).read_bytes())
    for finder in get_finders():
        for path, storage in finder.list(ignored):
            status = os.stat(storage.path(path))
            found.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return found.hexdigest()
