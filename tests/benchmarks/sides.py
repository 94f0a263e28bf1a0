"""The sides that are measured: servers in processes of their own, on loopback, that end with whoever started them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import load, machine

ROOT = Path(__file__).resolve().parents[2]
WORKERS = os.cpu_count() or 1
THREADS = 2


class Side:
    """A server that answers on a port of loopback until `stop()`.

    `database` is the name of its database, if that is PostgreSQL's: the processes there which answer it count as its
    own when processor time is counted.
    """

    def __init__(self, command, port, environment, log, database=""):
        self.port, self.database, self.log = port, database, Path(log)
        require_free(port)
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C on a terminal is told to its foreground group alone; these are ended by whoever started them.
                process_group=0,
            )

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.stop()

    def wait(self, path="/"):
        """Wait until it answers, and return it; raise `Wrong` with its last words if it ends instead."""
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError):
                load.ask(self.port, load.Request(path))
                return self
            time.sleep(0.05)
        self.stop()
        words = self.log.read_text(errors="replace").strip().splitlines()[-5:]
        raise load.Wrong("\n".join(["a server did not start:", *words]))

    def processes(self):
        """Return the ids of its processes: of the server's, and of those of PostgreSQL that work for it."""
        return machine.tree(self.process.pid) + (machine.backends(self.database) if self.database else [])

    def memory(self):
        """Return the bytes of memory of the server's processes (PSS)."""
        return machine.memory(machine.tree(self.process.pid))

    def settle(self, quiet=0.5, seconds=15):
        """Wait until its processes have had next to nothing to do for `quiet` seconds, for some seconds at most."""
        until, count = time.monotonic() + seconds, 0
        while count < quiet / 0.25 and time.monotonic() < until:
            pids = self.processes()
            before = machine.processor_seconds(pids)
            time.sleep(0.25)
            count = count + 1 if machine.processor_seconds(pids) - before <= 0.02 else 0

    def stop(self):
        """End it and all that it started."""
        pids = machine.tree(self.process.pid) if self.process.poll() is None else []
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()


def empty(port, folder):
    """Start E on the server that the site runs on, with as many processes and threads."""
    command = [sys.executable, "-m", "tests.benchmarks.empty"]
    return Side(command, port, _on(port), Path(folder) / f"empty-{port}.log")


def plain_empty(port, folder):
    """Start E as granian serves a project by itself: each process loads it anew."""
    command = [*_granian(port), "--factory", "tests.benchmarks.empty:loaded"]
    return Side(command, port, {}, Path(folder) / f"empty-{port}.log")


def project(port, folder):
    """Start the project that Django makes for whoever begins one, as granian serves it by itself.

    The one page that it has is that at which its staff log in.
    """
    place = Path(folder) / f"project-{port}"
    place.mkdir()
    _python(place, "-m", "django", "startproject", "project", ".")
    with (place / "project" / "settings.py").open("a") as settings:
        settings.write("\nDEBUG = False\nALLOWED_HOSTS = ['127.0.0.1']\n")
    _python(place, "manage.py", "migrate", "--verbosity", "0")
    command = [*_granian(port), "--working-dir", place, "project.wsgi:application"]
    return Side(command, port, {}, Path(folder) / f"project-{port}.log")


def pressroom(port, site, folder, **settings):
    """Start the site (a `stock.Site`) as production does, with these settings."""
    environment = site.environment | _on(port) | {"TRUSTED_PROXIES": "127.0.0.1"} | settings
    log = Path(folder) / f"pressroom-{port}.log"
    return Side([sys.executable, ROOT / "deploy" / "serve.py"], port, environment, log, site.database_name)


def require_free(port):
    """Raise SystemExit if something listens on a port: it would be measured in our place."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            raise SystemExit(f"Port {port} is taken; --port names the first of ten that are free.") from None


def _python(folder, *arguments):
    subprocess.run([sys.executable, *arguments], cwd=folder, env={"PATH": os.environ["PATH"]}, check=True)


def _granian(port):
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--no-ws"),
        *("--workers", WORKERS, "--blocking-threads", THREADS, "--log-level", "warning"),
    ]


def _on(port):
    return {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": str(WORKERS), "THREADS": str(THREADS)}
