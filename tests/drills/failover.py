"""A node that is killed while it has much to do costs its own open requests alone, and of pages not even them."""

import asyncio
import time

from tests.drills import site
from tests.drills.stage import Failed
from tests.drills.visitors import FAILURES, Line, each, request

LINES = 8
REQUESTS = 6_000


def run(stage):
    """Load both nodes through nginx and kill one; return a line that says what it cost."""
    if not stage.front:
        return "left out: this machine has no nginx"
    releases = site.live_releases()[:5]
    counts = asyncio.run(_load(stage, [release.get_absolute_url() for release in releases]))
    if counts["pages failed"]:
        raise Failed(f"{counts['pages failed']} pages of {counts['pages']} were not shown.")
    if counts["views failed"] > LINES:
        raise Failed(f"{counts['views failed']} views failed, and {LINES} at most were open.")
    return (
        f"of {counts['pages']} pages all were shown, of {counts['views']} views {counts['views failed']} failed "
        f"({LINES} were open), when one of two nodes was killed"
    )


async def _load(stage, paths):
    counts = dict.fromkeys(["pages", "views", "pages failed", "views failed"], 0)
    context = stage.front.context()
    killed = asyncio.Event()

    async def ask(line, kind, what, taken):
        counts[kind] += 1
        try:
            status, _body = await line.ask(what)
        except FAILURES:
            status = None
        if status not in taken:
            counts[f"{kind} failed"] += 1

    async def read(line):
        for number in range(REQUESTS // LINES):
            # Some of them are in no store.
            path = f"/search/?q={time.time_ns()}" if number % 50 == 0 else paths[number % len(paths)]
            await ask(line, "pages", request(path), {200, 429})
            if counts["pages"] > REQUESTS // 2 and not killed.is_set():
                killed.set()
                await asyncio.to_thread(stage.b.kill)

    async def see(line):
        for number in range(REQUESTS // LINES // 20):
            await ask(line, "views", request(f"{paths[number % len(paths)]}view/", "POST"), {204})
            await asyncio.sleep(0.01)

    def lines():
        return [Line(stage.front.secure, context) for _line in range(LINES)]

    await asyncio.gather(each(lines(), read), each(lines(), see))
    return counts
