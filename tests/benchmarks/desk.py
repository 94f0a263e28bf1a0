"""How the pages of the desk slow down as the site grows: `python -m tests.benchmarks.desk`.

It makes a site of 1,000 and one of 20,000 releases in a temporary folder (a minute or two), with as much work at the
desk in both and a third of the releases read on each of the last thirty days. Then it asks both for each page by turns,
as an editor, and prints the medians of the processor time of fifteen answers (the clock would count what else the
machine does) and their ratio, which is to stay below 1.15. Cold is a first page whose sums are in no cache, as each
process of the server meets it once a day; a busy month has twenty times as much to show on the larger site.
"""

import datetime
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
PAGES = {
    "list": "/admin/articles/release/",
    "form": "/admin/articles/edition/{draft}/change/",
    "first page": "/admin/",
    "first page, cold": "/admin/",
    "calendar": "/admin/calendar/",
    "calendar, a busy month": "/admin/calendar/?month=2026-10",
}


def main():
    """Measure both sites and print a line a page."""
    with tempfile.TemporaryDirectory(prefix="pressroom-benchmark-") as folder:
        sites = [Site(Path(folder) / str(size), size) for size in SIZES]
        print(f"{'page':24} {'queries':>12} {SIZES[0]:>9,} {SIZES[1]:>9,} {'ratio':>6}")
        for name in PAGES:
            times = [[], []]
            queries = []
            for _round in range(ROUNDS + 1):
                queries = []
                for site, found in zip(sites, times, strict=True):
                    milliseconds, asked = site.ask(name)
                    found.append(milliseconds)
                    queries.append(asked)
            # The first answer of each compiles templates and fills caches.
            small, large = (statistics.median(found[1:]) for found in times)
            asked = " and ".join(dict.fromkeys(str(count) for count in queries))
            print(f"{name:24} {asked:>12} {small:6.1f} ms {large:6.1f} ms {large / small:6.2f}", flush=True)
        for site in sites:
            site.close()


class Site:
    """A site in a process of its own, which answers one page when it is told to."""

    def __init__(self, folder, size):
        environment = {
            "PATH": os.environ["PATH"],
            "PRESSROOM_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "pressroom.settings",
        }
        command = [sys.executable, "-m", "tests.benchmarks.desk", str(size)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self.process.stdout.readline() != "ready\n":
            raise SystemExit("The site could not be made; see above.")

    def ask(self, name):
        """Return the milliseconds that a page took and how many queries it asked."""
        print(name, file=self.process.stdin, flush=True)
        milliseconds, queries = self.process.stdout.readline().split()
        return float(milliseconds), int(queries)

    def close(self):
        """End the process."""
        self.process.stdin.close()
        self.process.wait()


def serve(size):
    """Make a site of this size, and answer the pages whose names come in."""
    import django

    django.setup()
    from django.core.cache import cache
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo", releases=size, verbosity=0)
    editor, draft = work()
    client = Client(SERVER_NAME="localhost")
    client.force_login(editor)
    print("ready", flush=True)
    for line in sys.stdin:
        name = line.strip()
        path = PAGES[name].format(draft=draft.pk)
        if name.endswith("cold"):
            cache.clear()
        began = time.process_time()
        response = client.get(path)
        milliseconds = (time.process_time() - began) * 1000
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}.")
        if name.endswith("cold"):
            cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        print(milliseconds, len(queries), flush=True)


def work():
    """Give the desk some work and the releases readers; return an editor and a draft of theirs."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from articles import workflow
    from articles.models import DailyCount, Release

    people = get_user_model().objects
    author, editor = people.get(username="author"), people.get(username="editor")

    def draft(by, number):
        contents = {"headline": f"Work {number}", "lead": "The lead.", "body": "<p>The text.</p>" * 20, "images": []}
        return workflow.create(by=by, language="en", contents=contents | {"categories": [], "contacts": []})

    at = timezone.now()
    for number in range(10):
        workflow.submit(draft(author, number), by=author)
        edition = workflow.submit(draft(author, number + 100), by=author)
        workflow.approve(edition, by=editor, live_from=at + datetime.timedelta(hours=20 * (number + 1)))
    today = timezone.localdate(at)
    releases = Release.objects.order_by("pk").values_list("pk", flat=True)
    for number in range(30):
        day = today - datetime.timedelta(days=number)
        read = [release for release in releases if (release + number) % 3 == 0]
        DailyCount.objects.filter(day=day).delete()
        DailyCount.objects.bulk_create(
            [DailyCount(release_id=release, day=day, views=release * 7 % 90 + 1) for release in read], batch_size=5000
        )
    return editor, draft(editor, 1000)


if __name__ == "__main__":
    serve(int(sys.argv[1])) if len(sys.argv) > 1 else main()
