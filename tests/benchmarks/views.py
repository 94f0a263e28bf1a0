"""What a counted view costs: `python -m tests.benchmarks.views`, with TEST_DATABASE_URL on a PostgreSQL there.

Three designs, by turns in one run: a transaction for each view; a spool that is folded in batches, as the site does it;
a spool that is folded into one set of visitors for each release and day. Each is given the same views once all on one
release and once spread over a thousand, a tenth of them of visitors that were there before. Printed is the processor
time of a view in microseconds, of this process and of PostgreSQL's, the fold included; and for each design what a storm
on one release costs, to the same storm on a thousand. After that, what it costs to acknowledge a view and to answer it
before Django.
"""

import os
import statistics
import time
from collections import defaultdict

from tests.benchmarks import machine, stock

RELEASES = 1000
# Views of a turn. A storm of 2,000 a second would be folded at each one's end.
VIEWS, TURNS = 2000, 6
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def main():
    """Make a site of a thousand releases, measure, and print."""
    watch = machine.Watch()
    with stock.opened(os.environ.get("TEST_DATABASE_URL", "")) as made:
        site = made.copy(RELEASES)
        os.environ |= site.environment | {"TRUSTED_PROXIES": "127.0.0.1"}
        _measure(site.database_name)
    print(f"\n{machine.description()}; {watch.noise()}.")


def _measure(name):
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from articles.models import Edition

    live = Edition.objects.live(timezone.now()).select_related("release")[:RELEASES]
    releases = [edition.release for edition in live]
    keys = [release.pk for release in releases]
    print(f"{connection.vendor}, {TURNS} turns of {VIEWS:,} views; microseconds of processor time a view\n")
    # Asked something, so that it is there.
    servers = machine.backends(name) if name else []

    def clock():
        return time.process_time() + machine.processor_seconds(servers)

    taken = defaultdict(list)
    for turn in range(TURNS):
        for design, function in _designs().items():
            for spread in ("one", "thousand"):
                at = _Clock(turn, design, spread)
                seen = keys[:1] if spread == "one" else keys
                # One by one they are dear enough for fewer to do.
                count = VIEWS // 10 if function is _directly else VIEWS
                environs = [_environ(at, number) for number in range(count)]
                begins = clock()
                function([(seen[number * 7 % len(seen)], environ) for number, environ in enumerate(environs)])
                taken[design, spread].append((clock() - begins) / count * 1e6)
    print(f"{'design':28} {'one release':>14} {'a thousand':>14} {'ratio':>7} {'last turn, one':>16}")
    for design in _designs():
        # The mean: PostgreSQL's processes are counted by hundredths of a second. The first turn fills caches.
        one, thousand = (statistics.mean(taken[design, spread][1:]) for spread in ("one", "thousand"))
        print(f"{design:28} {one:14.1f} {thousand:14.1f} {thousand / one:7.2f} {taken[design, 'one'][-1]:16.1f}")
    _acknowledge(releases[0])
    connection.close()


class _Clock:
    """Which visitors come in a turn: nine of ten are new in it."""

    def __init__(self, turn, design, spread):
        self.first, self.kind = turn * VIEWS, f"{design}, {spread}"


def _environ(at, number):
    visitor = number % 200 if number % 10 == 0 else at.first + number
    return {
        "REQUEST_METHOD": "POST",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_FOR": f"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}",
        "HTTP_USER_AGENT": f"{AGENT} {at.kind}",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
    }


def _designs():
    return {"a transaction a view": _directly, "spool, fold in batches": _batches, "spool, fold into sets": _sets}


def _directly(views):
    """Count each view by itself, as the site does while a disk is full."""
    from articles import counters
    from articles.counters import spool
    from pressroom import visitors

    for release, environ in views:
        now = time.time()
        day = visitors.day(now)
        traces = visitors.traces(environ, day, release)
        counters.count([spool.Seen(*map(spool.number, traces), release, int(now) // 3600, day.ordinal)])


def _batches(views):
    """Append and fold as the site does."""
    from articles import counters

    for release, environ in views:
        counters.see(release, environ, time.time())
    counters.fold()


def _sets(views):
    """Append as the site does, and keep the visitors of a release and day in one column."""
    import datetime

    from django.db import connection, transaction

    from articles import counters
    from articles.counters import spool, totals

    for release, environ in views:
        counters.see(release, environ, time.time())
    spool.here.rotate()
    files = list(spool.here.whole())
    waiting = defaultdict(set)
    for file in files:
        for seen in file.seen():
            waiting[seen.release, seen.day].add(seen.visitor)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS seen (release bigint, day bigint, visitors "
            f"{'bytea' if connection.vendor == 'postgresql' else 'blob'}, PRIMARY KEY (release, day))"
        )
        changes, keys = [], sorted(waiting)
        lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        for part in totals.parts(keys):
            cursor.execute(
                f"SELECT release, day, visitors FROM seen WHERE release IN ({totals.marks(len(part))}) "  # noqa: S608
                f"AND day = %s ORDER BY release{lock}",
                [*(release for release, _day in part), part[0][1]],
            )
            before = {(release, day): bytes(visitors) for release, day, visitors in cursor.fetchall()}
            rows = []
            for release, day in part:
                packed = before.get((release, day), b"")
                known = {packed[place : place + 8] for place in range(0, len(packed), 8)}
                new = {visitor.to_bytes(8, "little") for visitor in waiting[release, day]} - known
                rows.append((release, day, packed + b"".join(new)))
                changes.append(totals.Change(release, datetime.date.fromordinal(day), views=len(new)))
            cursor.executemany(
                "INSERT INTO seen (release, day, visitors) VALUES (%s, %s, %s) "
                "ON CONFLICT (release, day) DO UPDATE SET visitors = excluded.visitors",
                rows,
            )
        totals.existing(change.release for change in changes)
        totals.add(changes)
    for file in files:
        file.remove()


def _acknowledge(release):
    """Print what there is to do before the reader has an answer."""
    from django.test import Client

    from articles import counters
    from articles.views import shortcuts
    from pressroom import visitors

    client = Client(SERVER_NAME="localhost", headers={"User-Agent": AGENT})
    path = release.url("articles:view")
    client.post(path)
    environs = [_environ(_Clock(99, "acknowledged", "one"), number) for number in range(20_000)]
    day = visitors.day(time.time())
    print(f"\n{'before the answer':50} {'microseconds':>14}")
    works = {
        "who it is, and that it is no robot": lambda environ: (
            visitors.is_robot(environ),
            visitors.traces(environ, day, release.pk),
        ),
        "the same, and the record is in the file": lambda environ: (
            visitors.is_robot(environ),
            counters.acknowledge(release.pk, environ, time.time()),
        ),
        "the whole answer before Django": lambda environ: shortcuts.view(environ, release.pk),
        "the whole answer by Django": lambda environ: client.post(path),
    }
    for name, work in works.items():
        some = environs[:200] if "by Django" in name else environs
        begins = time.process_time()
        for environ in some:
            work(environ)
        print(f"{name:50} {(time.process_time() - begins) / len(some) * 1e6:14.2f}")


if __name__ == "__main__":
    main()
