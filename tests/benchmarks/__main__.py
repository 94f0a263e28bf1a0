"""`python -m tests.benchmarks`: the table of ratios. Both sides of each are run by turns, so that noise meets both.

`python -m tests.benchmarks release search` measures a part; `--help` says what else there is to choose.
"""

import argparse
import contextlib
import os
import signal
import sys
from pathlib import Path

from tests import postgres
from tests.benchmarks import load, machine, measures, pages, report, stock, table

# Growth is measured beside the others, in processes without a server.
NAMES = [*measures.MEASURES, "growth"]


def main(arguments):
    """Measure what is asked for on each database that is to be had, and print the table."""
    # Ended from outside, it still ends what it started.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    asked = read(arguments)
    watch = machine.Watch()
    say(f"On {machine.description()}; idle at the beginning: {machine.idle_share():.0%}.")
    if not load.WRK:
        say("There is no wrk here: our own generator loads, which is slower than E, so ratios to E come out too good.")
    found = report.Report()
    with contextlib.ExitStack() as stack:
        for server in servers(asked.database, stack):
            measure(server, asked, found)
    noise = f"The machine: {watch.noise()}."
    print(f"\n{found.text()}\n\n{noise}")
    text = found.markdown(f"{machine.description()}; {noise}")
    if asked.markdown:
        print(f"\n{text}")
    if asked.into:
        report.put_into(asked.into, text)


def read(arguments):
    """Return what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Prints the table of ratios.")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--releases", type=int, default=20_000, help="how large the site is")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side is loaded")
    parser.add_argument("--seconds", type=float, default=3, help="for how long each time")
    parser.add_argument("--port", type=int, default=8140, help="the first of ten ports that are free")
    parser.add_argument("--markdown", action="store_true", help="print the tables in Markdown, too")
    parser.add_argument("--into", type=Path, metavar="FILE", help="put them into a document: docs/performance.md")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.measures) - set(NAMES):
        parser.error(f"there is no measure {', '.join(sorted(unknown))}")
    return asked


def servers(database, stack):
    """Give the URL of each database server: '' is SQLite."""
    if database != "postgresql":
        yield ""
    if database != "sqlite":
        try:
            yield os.environ.get("TEST_DATABASE_URL") or stack.enter_context(postgres.server())
        except postgres.Missing as error:
            say(f"Left out: PostgreSQL: {error}.")


def measure(server, asked, found):
    """Measure on one database, and put what comes of it into a `report.Report`."""
    wanted = asked.measures or NAMES
    under_load = [name for name in wanted if name in measures.MEASURES]
    with stock.opened(server) as made:
        if under_load:
            site = made.copy(asked.releases)
            places = site.ask("tests.benchmarks.places")
            with measures.Bench(site, places, site.folder, asked.port, asked.rounds, asked.seconds) as bench:
                for name in under_load:
                    for row in tried(name, bench):
                        say("  ".join(table.words(row)))
                        found.rows.append(row)
        if "growth" in wanted:
            with contextlib.redirect_stdout(sys.stderr):
                found.add_pages("PostgreSQL" if server else "SQLite", pages.main(made))


def tried(name, bench):
    """Return the rows of a measure; none, and a word, where it can't be had."""
    try:
        return measures.MEASURES[name](bench)
    except load.Wrong as error:
        say(f"Left out on {bench.database}: {name}: {error}.")
        return []


def say(line):
    """Tell how it goes; the table alone goes to standard output."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
