"""How long after a change is published somebody is still shown what was before it, on any surface.

The change is made in a process of its own, `python -m tests.benchmarks.publish` in the environment of the site: to the
server it is one that somebody else has made, on another node perhaps. Every surface is asked for again and again, each
time by a connection of its own, so that each process of the server answers sometimes.
"""

import concurrent.futures
import itertools
import json
import sys
import time

from tests.benchmarks import load, sites
from tests.benchmarks.load import Request

# In seconds: how long surfaces are asked for before, and after; and how far ahead a scheduled moment lies.
BEFORE, AFTER, AHEAD = 0.5, 3, 2
_turns = itertools.count(256)


def lags(ports, site, times):
    """Publish so many releases at once, and schedule as many; return the two lists of seconds of the last stale answer.

    `ports` are those on which the site is asked for. Raises `Wrong` if a surface doesn't show one in the end.
    """
    with sites.Site("tests.benchmarks.publish", site, 0) as publisher:
        return [[_lag(ports, publisher.process, how) for _time in range(times)] for how in ("now", "scheduled")]


def _lag(ports, publisher, how):
    """Return after how many seconds the last request began that was answered with what was before."""
    asked = list(itertools.product(ports, json.loads(_say(publisher, "surfaces"))))
    # When a surface was last asked for in vain, and whether the release showed in its last answer.
    stale, shown = {}, {}

    def ask():
        # Each turn is another visitor's: one who asked so often would be told to wait.
        source = _address(next(_turns))
        for port, (path, mark) in asked:
            began = time.time()
            plain = Request(path, headers={"Accept-Encoding": "identity"})
            status, _headers, body = load.ask(port, plain, source=source)
            if status not in {200, 404}:
                raise load.Wrong(f"{path} on {port} answered {status}")
            shown[port, path] = mark.encode() in body
            if not shown[port, path]:
                stale[port, path] = began

    # What was kept before the change would be shown after it.
    began = time.time()
    while time.time() < began + BEFORE:
        ask()
    with concurrent.futures.ThreadPoolExecutor(1) as beside:
        telling, began = beside.submit(_say, publisher, how), 0
        # The last answers are those of a whole turn that began so late.
        while not telling.done() or began < float(telling.result()) + AFTER:
            began = time.time()
            ask()
    if missing := {path for (_port, path), is_shown in shown.items() if not is_shown}:
        raise load.Wrong(f"after {AFTER} seconds it isn't on {', '.join(sorted(missing))}")
    return max(0.0, max(stale.values()) - float(telling.result()))


def _address(number):
    """Return one of the many addresses that this machine has on loopback."""
    return f"127.{number >> 16 & 127}.{number >> 8 & 255}.{number & 255}"


def _say(publisher, word):
    print(word, file=publisher.stdin, flush=True)
    return publisher.stdout.readline()


def publish():
    """Make a release ready and say where it will be seen ('surfaces'); publish it ('now') or let its moment come."""
    import datetime

    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.utils import timezone

    from articles import workflow

    people = get_user_model().objects
    author, editor = people.get(username="author"), people.get(username="editor")
    numbers = itertools.count(int(time.time()))
    print("ready", flush=True)
    edition = None
    for word in map(str.strip, sys.stdin):
        if word == "surfaces":
            edition = _draft(author, next(numbers))
            print(json.dumps(_surfaces(edition)), flush=True)
        elif word == "now":
            moments = []
            with transaction.atomic():
                # Before whatever else is done then.
                transaction.on_commit(lambda moments=moments: moments.append(time.time()))
                workflow.approve(edition, by=editor)
            print(*moments, flush=True)
        else:
            moment = timezone.now() + datetime.timedelta(seconds=AHEAD)
            workflow.approve(edition, by=editor, live_from=moment)
            print(moment.timestamp(), flush=True)


def _draft(author, number):
    """Return a release in review, of a word that nobody has written before."""
    from articles import workflow
    from articles.models import CategoryText

    word = "zq" + "".join("abcdefghij"[int(digit)] for digit in str(number))
    category = CategoryText.objects.in_language("en").order_by("pk").first()
    contents = {"headline": f"Bulletin {word}", "lead": "The lead.", "body": "<p>The text.</p>" * 20, "images": []}
    contents |= {"categories": [category.category_id], "contacts": []}
    return workflow.submit(workflow.create(by=author, language="en", contents=contents), by=author)


def _surfaces(edition):
    """Return the paths on which a release shows once it is live, each with what then stands there."""
    from django.utils import timezone

    from articles import sitemaps
    from articles.models import CategoryText

    slug, key, day = edition.release.slug, edition.release_id, timezone.localdate()
    category = CategoryText.objects.in_language("en").order_by("pk").first().get_absolute_url()
    archives = [f"{day:/%Y/%m/}", f"{day:/%Y/%m/%d/}", f"{category}{day:%Y/%m/}"]
    page = f"{day:/%Y/%m/%d}/{slug}/"
    lists = ["/", category, *archives, "/feed/", "/feed/atom/", f"{category}feed/", "/news-sitemap.xml"]
    sitemap = f"/sitemap-releases-{(key - 1) // sitemaps.SPAN + 1}.xml"
    found = [*lists, sitemap, "/api/v1/releases/", f"/api/v1/releases/{key}/", page, f"{page}history/"]
    return [(path, slug) for path in [*found, f"/search/?q={slug.removeprefix('bulletin-')}"]]


if __name__ == "__main__":
    import django

    django.setup()
    publish()
