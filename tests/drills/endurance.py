"""Two minutes of everything at once: no process grows, and no node has more connections than threads."""

import asyncio
import time
from pathlib import Path

from tests.drills import site
from tests.drills.stage import THREADS, WORKERS, Failed
from tests.drills.visitors import FAILURES, Line, each, request

SECONDS = 120
LINES = 6
# A second, on all lines together.
RATE = 400
# Between the first third, when caches are full, and the end; in parts of what it was, and in kilobytes.
GROWTH, ALLOWANCE = 0.10, 8 * 1024


def run(stage):
    """Load both nodes with reading, searching, views, likes and changes; return a line with the figures."""
    from django.db import connection

    releases = site.live_releases()
    # It would be taken for a node's.
    connection.close()
    paths = [release.get_absolute_url() for release in releases]
    found = asyncio.run(_load(stage, releases, paths))
    return (
        f"{found['asked']} requests, {found['changes']} changes; memory {found['early'] // 1024} MB after a third, "
        f"{found['late'] // 1024} MB in the end; {found['connections']} connections at most"
    )


async def _load(stage, releases, paths):
    found = {"asked": 0, "changes": 0, "early": 0, "late": 0, "connections": 0}
    until = time.monotonic() + SECONDS
    first = 3 << 20

    def kinds(number):
        """Return the request of a number: mostly pages that are kept, some that can't be, and what readers send."""
        path = paths[number % len(paths)]
        return [
            request(path),
            request("/"),
            request(f"{path}view/", "POST", first + number),
            request(f"/search/?q=word{number}", number=first + number),
            request(path, Accept_Encoding="gzip, br"),
            request(f"{path}state/"),
            request(
                f"{path}like/", "POST", first + number, b"wanted=1", Content_Type="application/x-www-form-urlencoded"
            ),
            request("/feed/", Accept_Encoding="gzip"),
            request(f"/no/such/page-{number}/"),
            request(f"/?page={number}"),
        ][number % 10]

    async def work(line):
        while time.monotonic() < until:
            number, found["asked"] = found["asked"], found["asked"] + 1
            try:
                status, _body = await line.ask(kinds(number))
            except FAILURES as error:
                raise Failed(f"A request broke off: {error!r}") from error
            if status >= 500:
                raise Failed(f"A request was answered with {status}: {kinds(number)[:80]}")
            await asyncio.sleep(2 * LINES / RATE)

    async def change():
        while time.monotonic() < until - 5:
            await asyncio.to_thread(_change, releases[found["changes"] % len(releases)])
            found["changes"] += 1
            await asyncio.sleep(5)

    async def look():
        began = time.monotonic()
        while time.monotonic() < until:
            connections = await asyncio.to_thread(_connections)
            found["connections"] = max(found["connections"], connections)
            memory = sum(_memory(process) for node in stage.nodes for process in node.processes)
            if time.monotonic() - began < SECONDS / 3:
                found["early"] = memory
            found["late"] = memory
            await asyncio.sleep(2)

    lines = [Line(node.port) for node in stage.nodes for _line in range(LINES)]
    await asyncio.gather(each(lines, work), change(), look())
    # Each process has a thread more, which folds views, in one of a node.
    most = len(stage.nodes) * (WORKERS * THREADS + 1)
    if found["connections"] > most:
        raise Failed(f"There were {found['connections']} connections; {most} at most are for the threads.")
    if found["late"] > found["early"] * (1 + GROWTH) + ALLOWANCE:
        raise Failed(f"The processes grew from {found['early'] // 1024} MB to {found['late'] // 1024} MB.")
    return found


def _change(release):
    """Pin a release, or unpin it: all public pages are made anew after each."""
    from django.db import close_old_connections, connection

    from articles import workflow

    close_old_connections()
    release.refresh_from_db()
    editor = site.person("editor")
    if release.pinned_from:
        workflow.unpin(release, by=editor)
    else:
        workflow.pin(release, by=editor)
    connection.close()


def _connections():
    """Return how many connections the nodes have to their database; those who tidy it up are none of theirs."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND application_name = '' AND backend_type = 'client backend'"
        )
        count = cursor.fetchone()[0]
    connection.close()
    return count


def _memory(process):
    """Return the kilobytes that a process takes, its part of what it has in common with others included (PSS)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
