"""Two sites to compare: each in a temporary folder and a process of its own, which answers when it is told to."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 20_000)
ROUNDS = 15


def compare(module, names, sizes=SIZES):
    """Ask the sites of `module` for each name by turns, print a line for each, and return {name: (median, median)}.

    The medians are milliseconds of processor time: the clock would count what else the machine does. Where
    TEST_DATABASE_URL names a PostgreSQL, each site has a database of its own there, which is dropped in the end; what
    that does in its own processes is counted by the clock alone, so there it is the clock's time.
    """
    found = {}
    with tempfile.TemporaryDirectory(prefix="pressroom-benchmark-") as folder:
        sites = []
        try:
            # One by one: if the second can't be made, the first one is closed all the same.
            for size in sizes:
                sites.append(Site(module, Path(folder) / str(size), size))
            print(f"{'page':30} {'queries':>12} {sizes[0]:>9,} {sizes[1]:>9,} {'ratio':>6}")
            for name in names:
                times = [[], []]
                queries = []
                for _round in range(ROUNDS + 1):
                    queries = []
                    for site, taken in zip(sites, times, strict=True):
                        milliseconds, asked = site.ask(name)
                        taken.append(milliseconds)
                        queries.append(asked)
                # The first answer of each compiles templates and fills caches.
                small, large = found[name] = tuple(statistics.median(taken[1:]) for taken in times)
                asked = " and ".join(dict.fromkeys(str(count) for count in queries))
                print(f"{name:30} {asked:>12} {small:6.1f} ms {large:6.1f} ms {large / small:6.2f}", flush=True)
        finally:
            for site in sites:
                site.close()
    return found


class Site:
    """A site in a process of its own, which answers one page when it is told to."""

    def __init__(self, module, folder, size):
        server = os.environ.get("TEST_DATABASE_URL", "")
        self.database = _Database(server, f"pressroom_benchmark_{os.getpid()}_{size}") if server else None
        environment = {
            "PATH": os.environ["PATH"],
            "PRESSROOM_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "pressroom.settings",
            "DATABASE_URL": self.database.url if self.database else "",
        }
        command = [sys.executable, "-m", module, str(size)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self.process.stdout.readline() != "ready\n":
            self.close()
            raise SystemExit("The site could not be made; see above.")

    def ask(self, name):
        """Return the milliseconds that a page took and how many queries it asked."""
        print(name, file=self.process.stdin, flush=True)
        milliseconds, queries = self.process.stdout.readline().split()
        return float(milliseconds), int(queries)

    def close(self):
        """End the process, and drop its database."""
        self.process.stdin.close()
        self.process.wait()
        if self.database:
            self.database.drop()


class _Database:
    """A database of its own on the server of an address."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.url = f"{server.rpartition('/')[0]}/{name}"
        self._do(f'CREATE DATABASE "{name}"')

    def drop(self):
        self._do(f'DROP DATABASE "{self.name}"')

    def _do(self, statement):
        import psycopg2

        connection = psycopg2.connect(self.server)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()


def serve(size, prepare):
    """Make a site of this size, and answer the pages whose names come in.

    `prepare()` returns a client and a function that makes ready for a name, outside of what is measured, and returns
    the path to ask for, or a function to call in its place.
    """
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo", releases=size, verbosity=0)
    client, ready = prepare()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    print("ready", flush=True)
    for line in sys.stdin:
        asked = ready(line.strip())
        began = clock()
        response = asked() if callable(asked) else client.get(asked)
        milliseconds = (clock() - began) * 1000
        if not callable(asked) and response.status_code != 200:
            raise SystemExit(f"{asked} answered {response.status_code}.")
        asked = ready(line.strip())
        with CaptureQueriesContext(connection) as queries:
            _ = asked() if callable(asked) else client.get(asked)
        print(milliseconds, len(queries), flush=True)
