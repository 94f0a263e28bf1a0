"""Two nodes of one site as processes of this machine, with what they stand on and what stands in front of them."""

import contextlib
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import nginx, postgres

ROOT = Path(__file__).resolve().parents[2]
WORKERS, THREADS = 2, 2


class Failed(Exception):  # noqa: N818 - it is what a drill has found
    """Says what isn't as it was promised."""


class Node:
    """A node of the site: `python deploy/serve.py` with a folder and a port of its own."""

    def __init__(self, name, folder, environment):
        self.name, self.folder = name, folder
        self.port = nginx.free_port()
        self.environment = {**environment, "PRESSROOM_VAR": str(folder), "PORT": str(self.port)}
        self.process = None

    def start(self):
        """Start it, and wait until it answers."""
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "deploy/serve.py"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # A group of its own: all of it can be killed at once.
            start_new_session=True,
        )
        log.close()
        self.wait()

    def wait(self):
        """Wait until it answers that it is well."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/healthz", headers={"Host": nginx.NAME})
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError), urllib.request.urlopen(request, timeout=5) as response:
                if response.status == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise Failed(f"Node {self.name} does not start: {self.said()}")

    def said(self):
        """Return the last lines of what it wrote."""
        return "\n".join((self.folder / "log").read_text(errors="replace").splitlines()[-15:])

    @property
    def processes(self):
        """The ids of its processes, the one that started the others first."""
        found = [self.process.pid] if self.process.poll() is None else []
        for process in found:
            found += _children(process)
        return found

    def kill(self):
        """Kill all of it with -9."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_worker(self, dice=random):
        """Kill one of the processes that answer, with -9; return whether there was one."""
        # Those that watch others answer nobody.
        workers = [process for process in self.processes if not _children(process)]
        if workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(dice.choice(workers), signal.SIGKILL)
        return bool(workers)

    def keep_up(self):
        """Start it again if it has ended, as a service manager does: it ends when what replaced a process dies."""
        if self.process.poll() is not None:
            self.start()

    def stop(self):
        """End it as a service manager does."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise Failed(f"Node {self.name} does not end within 30 seconds.") from None


def _children(process):
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


class Stage:
    """All of it: `a` and `b` are the nodes, `front` the nginx before them, or None where this machine has none."""

    def __init__(self, say=print):
        self._say, self._stack = say, contextlib.ExitStack()
        self.left_out = []
        self.front = None

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pressroom-drill-")))
            server = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(postgres.server())
            self.database = stack.enter_context(Database(server))
            redis_url = self._redis(stack)
            environment = {
                "PATH": os.environ["PATH"],
                "LC_ALL": "C.UTF-8",
                "HOST": "127.0.0.1",
                "SITE_URL": f"https://{nginx.NAME}",
                "TRUSTED_PROXIES": "127.0.0.1",
                "SECRET_KEY": secrets.token_urlsafe(50),
                "DATABASE_URL": self.database.url,
                "REDIS_URL": redis_url,
                "WORKERS": str(WORKERS),
                "THREADS": str(THREADS),
                "X_ACCEL_REDIRECT": "/protected/" if not nginx.why_not() else "",
                # There it is about noon: a visitor is another one after midnight.
                "TIME_ZONE": f"Etc/GMT{datetime.now(UTC).hour - 12:+d}",
            }
            self.nodes = []
            for name in "AB":
                folder = self.folder / name
                folder.mkdir()
                self.nodes.append(Node(name, folder, environment))
            self.a, self.b = self.nodes
            self._prepare()
            for node in self.nodes:
                stack.callback(node.kill)
                node.start()
            if lacking := nginx.why_not():
                self.left_out.append(f"what is seen through nginx: this machine has no {lacking}")
            else:
                folder = self.folder / "nginx"
                ports = [node.port for node in self.nodes]
                self.front = stack.enter_context(nginx.Nginx(folder, ports, workers=2, var=self.a.folder))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *failure):
        self._stack.close()

    def _redis(self, stack):
        if url := os.environ.get("TEST_REDIS_URL"):
            return url
        program = shutil.which("redis-server")
        if not program:
            self.left_out.append("pages in common by Redis: there is no TEST_REDIS_URL, and no redis-server here")
            return ""
        port = nginx.free_port()
        arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        process = subprocess.Popen([program, *arguments], cwd=self.folder, stdout=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        return f"redis://127.0.0.1:{port}/0"

    def _prepare(self):
        """Fill the database and both folders, and let this process act on the site as a command on node A would."""
        self._say("Making a site of the demo's releases ...")
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["demo", "-v0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=self.a.environment,
                stdin=subprocess.DEVNULL,
                check=True,
            )
        shutil.copytree(self.a.folder / "static", self.b.folder / "static")
        # Both nodes see the same photographs, as on servers that share a folder.
        (self.a.folder / "media").mkdir(exist_ok=True)
        (self.b.folder / "media").symlink_to(self.a.folder / "media")
        for name in list(os.environ):
            if name not in {"PATH", "HOME", "TMPDIR", "TEST_DATABASE_URL", "TEST_REDIS_URL"}:
                del os.environ[name]
        os.environ.update(self.a.environment, DJANGO_SETTINGS_MODULE="pressroom.settings")
        import django

        django.setup()

    def whole(self):
        """Bring both nodes back to life, wherever a drill has left them."""
        from django.db import connection

        self.database.open()
        # This process was thrown out as well, if anybody was.
        connection.close()
        for node in self.nodes:
            if node.process.poll() is not None:
                node.start()
            node.wait()


class Database:
    """A database of the drill's own on a server of PostgreSQL, which can be shut for everybody; dropped in the end."""

    def __init__(self, server):
        self._server = server
        split = urlsplit(server)
        self._name = f"{split.path.strip('/')}_drill_{os.getpid()}"
        self.url = urlunsplit(split._replace(path=f"/{self._name}"))

    def __enter__(self):
        self._do('CREATE DATABASE "{}"')
        return self

    def __exit__(self, *_failure):
        self._do('DROP DATABASE IF EXISTS "{}" WITH (FORCE)')

    def shut(self):
        """Let nobody in any more, and throw out whoever is inside."""
        self._do('ALTER DATABASE "{}" ALLOW_CONNECTIONS false')
        self._do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'")

    def open(self):
        """Let in whoever comes; harmless if it is open."""
        self._do('ALTER DATABASE "{}" ALLOW_CONNECTIONS true')

    def _do(self, statement):
        import psycopg2

        connection = psycopg2.connect(self._server)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement.format(self._name))
        connection.close()
