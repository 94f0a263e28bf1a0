"""Large sites to measure: each is made once, and copied for whoever changes what is in it."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.sides import ROOT


class Site:
    """A site in a folder, on SQLite in it or on the PostgreSQL database that `url` names."""

    def __init__(self, folder, url=""):
        self.folder, self.url = Path(folder), url

    @property
    def database_name(self):
        """The name of its PostgreSQL database; '' on SQLite."""
        return urlsplit(self.url).path.lstrip("/") if self.url else ""

    @property
    def environment(self):
        """The variables by which `manage.py` and the server find it."""
        return {
            "PRESSROOM_VAR": str(self.folder),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "pressroom.settings",
            # Texts that are ready to be sent say the site's address, which is made of the port otherwise.
            "SITE_URL": "http://localhost:8000",
        }

    def run(self, *arguments):
        """Run Python with these arguments on it; return what it printed, or raise SystemExit with its last words."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **self.environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            words = (done.stderr or done.stdout).strip().splitlines()[-5:]
            raise SystemExit("\n".join([f"{' '.join(map(str, arguments))} failed:", *words]))
        return done.stdout

    def ask(self, module, *arguments):
        """Run a module on it, and return what it printed as JSON."""
        return json.loads(self.run("-m", module, *map(str, arguments)))


class Stock:
    """Makes sites in a folder, on SQLite or (`server` is a URL) on PostgreSQL, and hands out copies of them.

    With `is_kept`, what was made in the folder is found there by the next run; the copies never are.
    """

    def __init__(self, folder, server="", *, is_kept=False):
        self.folder, self.server, self.is_kept = Path(folder), server, is_kept
        self.copies = contextlib.ExitStack()
        self.made = {}

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.copies.close()
        for site in self.made.values():
            if not self.is_kept and site.url:
                _statement(self.server, f'DROP DATABASE IF EXISTS "{site.database_name}"')

    def copy(self, size):
        """Return a copy of the site of `size` releases, which is gone when this stock is closed."""
        original = self._original(size)
        name = f"copy-{os.getpid()}-{len(list(self.folder.glob('copy-*')))}"
        folder = self.folder / name
        self.copies.callback(shutil.rmtree, folder, ignore_errors=True)
        shutil.copytree(original.folder, folder)
        # Else the copy goes to the disk in the minutes in which it is measured, and so below with the server's.
        os.sync()
        if not self.server:
            return Site(folder)
        database = f"{original.database_name}_{name.replace('-', '_')}"
        self.copies.callback(_statement, self.server, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        _statement(self.server, f'CREATE DATABASE "{database}" TEMPLATE "{original.database_name}"')
        _statement(self.server, "CHECKPOINT")
        return Site(folder, _beside(self.server, database))

    def _original(self, size):
        if size in self.made:
            return self.made[size]
        kind = "postgresql" if self.server else "sqlite"
        folder = self.folder / f"{kind}-{size}"
        # The same one for the same folder, which may be kept.
        name = f"pressroom_benchmark_{zlib.crc32(str(self.folder).encode())}_{size}"
        site = self.made[size] = Site(folder, _beside(self.server, name) if self.server else "")
        stamp = folder / "made"
        # The folder may have been kept, and the server not.
        if not stamp.exists() or (self.server and not _is_there(self.server, name)):
            print(f"Making a site of {size:,} releases on {kind} ...", file=sys.stderr, flush=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            if self.server:
                _statement(self.server, f'DROP DATABASE IF EXISTS "{name}"')
                _statement(self.server, f'CREATE DATABASE "{name}"')
            site.run("manage.py", "migrate", "--verbosity", "0")
            site.run("manage.py", "demo", "--releases", str(size), "--verbosity", "0")
            stamp.touch()
        # The code may be newer than the site.
        site.run("manage.py", "migrate", "--verbosity", "0")
        site.run("manage.py", "derive")
        site.run("manage.py", "collectstatic", "--verbosity", "0", "--no-input")
        site.run("-m", "tests.benchmarks.places", "prepare")
        return site


@contextlib.contextmanager
def opened(server=""):
    """Give a stock in the folder that BENCH_VAR names, where what was made is kept; else in a temporary one."""
    if kept := os.environ.get("BENCH_VAR"):
        with Stock(Path(kept).resolve(), server, is_kept=True) as stock:
            yield stock
    else:
        with tempfile.TemporaryDirectory(prefix="pressroom-benchmark-") as folder, Stock(folder, server) as stock:
            yield stock


def _beside(server, name):
    split = urlsplit(server)
    return split._replace(path=f"/{name}").geturl()


def _is_there(server, database):
    return bool(_statement(server, f"SELECT datname FROM pg_database WHERE datname = '{database}'"))  # noqa: S608


def _statement(server, statement):
    import psycopg2

    connection = psycopg2.connect(server)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
