"""A hundred thousand views while processes are killed at random: all that were acknowledged are counted, and once."""

import asyncio
import contextlib
import itertools
import random

from tests.drills import site
from tests.drills.stage import Failed
from tests.drills.visitors import FAILURES, Line, each, request

VIEWS = 100_000
# One release has half of them.
RELEASES = 5
# And how many views are sent at once on each.
LINES, AT_ONCE = 6, 20
# In seconds: between two killings, and how long a visitor waits before trying again.
PAUSE, AGAIN = (0.3, 1.0), 0.05
# Of so many killings one is a whole node's.
WHOLE = 4


def run(stage):
    """Send the views, kill meanwhile; return a line that says what was counted."""
    releases = site.live_releases()[:RELEASES]
    before = site.views(releases)
    dice = random.Random()
    order = [(releases[0 if number % 2 else number // 2 % RELEASES], number) for number in range(VIEWS)]
    counts = asyncio.run(_send(stage, order, dice))
    for node in stage.nodes:
        node.keep_up()
        node.wait()
    # Whole nodes may have been started a moment ago.
    took = site.await_views(releases, before, VIEWS, seconds=15)
    return (
        f"{VIEWS} views were acknowledged, {counts['broken']} connections broken off, {counts['workers']} processes "
        f"and {counts['nodes']} whole nodes killed; lost 0, twice 0, all there after {took:.1f} s"
    )


async def _send(stage, order, dice):
    counts = {"broken": 0, "workers": 0, "nodes": 0}
    # Visitors have numbers above those of other drills.
    first = 1 << 20
    waiting = iter([request(f"{release.get_absolute_url()}view/", "POST", first + number) for release, number in order])
    paths = [release.get_absolute_url() for release, _number in order[: 2 * RELEASES]]
    acknowledged = 0

    async def work(line):
        nonlocal acknowledged
        while some := list(itertools.islice(waiting, AT_ONCE)):
            while some:
                # A process that has just begun has no page yet; as everywhere, somebody reads before they are counted.
                with contextlib.suppress(*FAILURES):
                    await line.ask(request(dice.choice(paths)))
                done = await line.see(some)
                acknowledged += len(done)
                del some[: len(done)]
                if some:
                    # Perhaps they were kept, perhaps not: whoever doesn't know asks again, maybe the other node.
                    counts["broken"] += 1
                    line.port = dice.choice(stage.nodes).port
                    await asyncio.sleep(AGAIN)

    async def kill():
        while True:
            await asyncio.sleep(dice.uniform(*PAUSE))
            node = dice.choice(stage.nodes)
            if dice.randrange(WHOLE):
                counts["workers"] += node.kill_worker(dice)
                await asyncio.to_thread(node.keep_up)
            else:
                node.kill()
                counts["nodes"] += 1
                # The other one has it all meanwhile.
                await asyncio.to_thread(node.start)

    killer = asyncio.create_task(kill())
    try:
        await each([Line(node.port) for node in stage.nodes for _line in range(LINES)], work)
    finally:
        killer.cancel()
        killed = await asyncio.gather(killer, return_exceptions=True)
    if isinstance(killed[0], Failed):
        raise killed[0]
    if acknowledged != len(order):
        raise Failed(f"Of {len(order)} views {acknowledged} were acknowledged.")
    return counts
