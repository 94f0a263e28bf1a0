"""Views that reach both nodes at once are counted once: one for each visitor and release, whoever asks how often."""

import asyncio
import itertools
import random

from tests.drills import site
from tests.drills.stage import Failed
from tests.drills.visitors import Line, each, read, request

VISITORS, RELEASES, TIMES = 2_000, 3, 2
# For each node; and how many views are sent at once on each.
LINES, AT_ONCE = 8, 20


def run(stage):
    """Let each visitor see each release several times at both nodes; return a line that says what was counted."""
    releases = site.live_releases()[:RELEASES]
    before = site.views(releases)
    asked = [
        request(f"{release.get_absolute_url()}view/", "POST", number)
        for release in releases
        for number in range(VISITORS)
    ]
    sent = asyncio.run(_send(stage, asked))
    took = site.await_views(releases, before, len(asked))
    return f"{sent} views by {VISITORS} visitors of {RELEASES} releases were counted as {len(asked)} after {took:.1f} s"


async def _send(stage, asked):
    """Send each request several times to each node, in an order of its own at each; return how many were taken."""
    await read(stage, {what.split()[1].decode().removesuffix("view/") for what in asked})
    waiting, sent = {}, 0
    for node in stage.nodes:
        order = asked * TIMES
        random.shuffle(order)
        waiting[node.port] = iter(order)

    async def work(line):
        nonlocal sent
        while some := list(itertools.islice(waiting[line.port], AT_ONCE)):
            done = await line.see(some)
            if len(done) < len(some):
                raise Failed(f"Of {len(some)} views {len(done)} were acknowledged.")
            sent += len(done)

    await each([Line(node.port) for node in stage.nodes for _line in range(LINES)], work)
    return sent
