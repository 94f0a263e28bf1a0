"""Two sites of different size to compare: each in a process of its own, which answers when it is told to."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import stock
from tests.benchmarks.ratios import Spread
from tests.benchmarks.sides import ROOT

SIZES = (1_000, 20_000)
ROUNDS = 15


class Found(NamedTuple):
    """What became of one page: how many queries it asked, and the medians of milliseconds on both sites.

    `ratio` is of the larger site to the smaller one, in each round.
    """

    ratio: Spread
    queries: str
    small: float
    large: float


def compare(module, names, sizes=SIZES, made=None):
    """Ask the sites of `module` for each name by turns, print a line for each, and return {name: `Found`}.

    The milliseconds are of processor time: the clock would count what else the machine does. The sites are copies of
    those in `made`, a `stock.Stock`; by default it is one on SQLite, or on the PostgreSQL server that TEST_DATABASE_URL
    names. The time that PostgreSQL takes counts where it runs on this machine; elsewhere, the clock is all there is.
    """
    with contextlib.ExitStack() as stack:
        made = made or stack.enter_context(stock.opened(os.environ.get("TEST_DATABASE_URL", "")))
        sites = [stack.enter_context(Site(module, made.copy(size), size)) for size in sizes]
        print(f"{'page':30} {'queries':>12} {sizes[0]:>9,} {sizes[1]:>9,} {'ratio':>6}")
        return {name: _compared(name, sites) for name in names}


def _compared(name, sites):
    rounds = [[site.ask(name) for site in sites] for _round in range(ROUNDS + 1)]
    # The first answer of each compiles templates and fills caches.
    times = list(zip(*([milliseconds for milliseconds, _queries in one] for one in rounds[1:]), strict=True))
    small, large = (Spread.of(taken).median for taken in times)
    queries = " and ".join(dict.fromkeys(str(queries) for _milliseconds, queries in rounds[-1]))
    found = Found(Spread.of(after / before for before, after in zip(*times, strict=True)), queries, small, large)
    print(f"{name:30} {queries:>12} {small:6.1f} ms {large:6.1f} ms {found.ratio.median:6.2f}", flush=True)
    return found


class Site:
    """A site in a process of its own, which answers one page when it is told to; `site` is a `stock.Site`."""

    def __init__(self, module, site, size):
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, str(size)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **site.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self.process.stdout.readline() != "ready\n":
            self.__exit__()
            raise SystemExit("The site could not be made; see above.")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        """End the process."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()

    def ask(self, name):
        """Return the milliseconds that a page took and how many queries it asked."""
        try:
            print(name, file=self.process.stdin, flush=True)
            milliseconds, queries = self.process.stdout.readline().split()
        except (BrokenPipeError, ValueError):
            raise SystemExit(f"{name} could not be asked for; see above.") from None
        return float(milliseconds), int(queries)


def serve(_size, prepare):
    """Answer the pages whose names come in, in the environment of a site that is made.

    `prepare()` returns a client and a function that makes ready for a name, outside of what is measured, and returns
    the path to ask for, or a function to call in its place.
    """
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, ready = prepare()
    clock = _clock(connection)
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


def _clock(connection):
    """Return a function that tells the seconds of processor time of this process, and of what serves its database."""
    if connection.vendor == "sqlite":
        return time.process_time
    if connection.settings_dict["HOST"] not in {"", "localhost", "127.0.0.1", "::1"}:
        return time.perf_counter

    def told():
        connection.ensure_connection()
        # Nanoseconds on a processor, the first of three numbers (the kernel's Documentation/scheduler/sched-stats.rst).
        account = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        return time.process_time() + int(account.read_text().split()[0]) / 1e9

    try:
        told()
    except OSError:
        return time.perf_counter
    return told
