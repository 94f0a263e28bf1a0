"""Ten seconds without the database: pages that are kept are shown, and views are taken and counted afterwards."""

import asyncio
import time

from tests.drills import site
from tests.drills.stage import WORKERS, Failed
from tests.drills.visitors import Line, each, request

SECONDS = 10
LINES = 4
# A second.
VIEWS, PAGES = 200, 60


def run(stage):
    """Shut the database for a while; return a line that says what went on."""
    from django.db import connection

    releases = site.live_releases()[:3]
    before = site.views(releases)
    paths = [*(release.get_absolute_url() for release in releases), "/", "/search/?q=bridge"]
    pages, views = asyncio.run(_go_on(stage, releases, paths))
    # It was thrown out, too.
    connection.close()
    site.await_views(releases, before, views, seconds=10)
    for door in site.doors(stage):
        # A page that nobody has asked for shows that the database is back.
        status, _text = door.ask(f"/search/?q=after{time.time_ns()}")
        if status != 200:
            raise Failed(f"After the outage {door.name} answers {status}.")
    return f"{pages} pages were shown and {views} views taken during {SECONDS} s without the database; lost 0, twice 0"


async def _go_on(stage, releases, paths):
    done = {"pages": 0, "views": 0}
    first = 2 << 20

    async def page(line, path):
        status, _body = await line.ask(request(path))
        if status != 200:
            raise Failed(f"{path} is answered with {status} at port {line.port}.")
        done["pages"] += 1

    async def view(line):
        number, done["views"] = first + done["views"], done["views"] + 1
        release = releases[number % len(releases)]
        status, _body = await line.ask(request(f"{release.get_absolute_url()}view/", "POST", number))
        if status != 204:
            raise Failed(f"A view is answered with {status} at port {line.port}.")

    async def warm(line):
        for path in paths:
            await page(line, path)
        # nginx tells of no visitor but itself, which is this machine.
        if line.port in {node.port for node in stage.nodes}:
            await view(line)

    ports = [(node.port, None) for node in stage.nodes]
    if stage.front:
        ports.append((stage.front.secure, stage.front.context()))
    # Every process has every page, and knows the day. Connections are held open together, so that each has some.
    for _time in range(3):
        await each([Line(*port) for port in ports for _line in range(4 * WORKERS)], warm)
    done["pages"] = 0

    async def read(line):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            for path in paths:
                await page(line, path)
                await asyncio.sleep(len(ports) / PAGES)

    async def see(line):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            await view(line)
            await asyncio.sleep(2 * LINES / VIEWS)

    await asyncio.to_thread(stage.database.shut)
    try:
        await asyncio.gather(
            each([Line(*port) for port in ports], read),
            each([Line(node.port) for node in stage.nodes for _line in range(LINES)], see),
        )
    except Failed as error:
        raise Failed(f"Without the database: {error}") from None
    finally:
        await asyncio.to_thread(stage.database.open)
    return done["pages"], done["views"]
