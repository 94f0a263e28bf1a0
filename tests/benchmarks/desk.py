"""How the pages of the desk slow down as the site grows: `python -m tests.benchmarks.desk`.

It makes a site of 1,000 and one of 20,000 releases (see `sites`; a minute or two), with as much work at the desk in
both and a third of the releases read on each of the last thirty days. Then it asks both for each page by turns, as an
editor, and prints the medians of fifteen answers and their ratio, which is to stay below 1.15. Cold is a first page
whose sums are in no cache, as each process of the server meets it once a day; a busy month has twenty times as much to
show on the larger site.
"""

import datetime
import sys

from tests.benchmarks import sites

PAGES = {
    "list": "/admin/articles/release/",
    "form": "/admin/articles/edition/{draft}/change/",
    "first page": "/admin/",
    "first page, cold": "/admin/",
    "calendar": "/admin/calendar/",
    "calendar, a busy month": "/admin/calendar/?month=2026-10",
}
# So many translations are behind their originals.
BEHIND = 5


def prepare():
    """Return an editor's client, and a function from the name of a page to its path."""
    from django.core.cache import cache
    from django.test import Client

    editor, draft = work()
    client = Client(SERVER_NAME="localhost")
    client.force_login(editor)

    def ready(name):
        if name.endswith("cold"):
            cache.clear()
        return PAGES[name].format(draft=draft.pk)

    return client, ready


def work():
    """Give the desk some work and the releases readers; return an editor and a draft of theirs."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from articles import workflow
    from articles.models import DailyCount, Release

    editor = get_user_model().objects.get(username="editor")
    at = timezone.now()
    for number in range(10):
        workflow.submit(draft(author(), f"Work {number}"), by=author())
        edition = workflow.submit(draft(author(), f"Work {number + 100}"), by=author())
        workflow.approve(edition, by=editor, live_from=at + datetime.timedelta(hours=20 * (number + 1)))
    _correct_originals(at, editor)
    today = timezone.localdate(at)
    releases = Release.objects.order_by("pk").values_list("pk", flat=True)
    for number in range(30):
        day = today - datetime.timedelta(days=number)
        read = [release for release in releases if (release + number) % 3 == 0]
        DailyCount.objects.filter(day=day).delete()
        DailyCount.objects.bulk_create(
            [DailyCount(release_id=release, day=day, views=release * 7 % 90 + 1) for release in read], batch_size=5000
        )
    return editor, draft(editor, "Work 1000")


def _correct_originals(at, by):
    """Let as many translations say what their originals said before on any site: a larger one has some by itself."""
    from articles import changes, workflow
    from articles.models import Edition

    begun = at - datetime.timedelta(days=400)
    told = {"live_from": begun + datetime.timedelta(days=1), "kind": Edition.Kind.CORRECTION, "public_note": "A slip."}
    first = {"live_from": begun, "contents": {"headline": "A bridge", "lead": "It is open.", "body": "<p>To all.</p>"}}
    later = [told | {"contents": {"lead": "It is open again."}}]
    numbers = range(BEHIND - changes.behind(at).count())
    originals = workflow.import_approved(
        [first | {"language": "en", "slug": f"bridge-{number}", "later": later} for number in numbers], by=by
    )
    first_editions = Edition.objects.filter(release__in=originals, number=1)
    rendered = {edition.release_id: edition for edition in first_editions}
    workflow.import_approved(
        [
            first
            | {"language": "ru", "slug": f"most-{original.pk}", "translation_key": original.translation_key}
            | {"renders": rendered[original.pk]}
            for original in originals
        ],
        by=by,
    )


def author():
    """Return the one who writes."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username="author")


def draft(by, headline):
    """Return a draft of a release of this headline, of ordinary length."""
    from articles import workflow

    contents = {"headline": headline, "lead": "The lead.", "body": "<p>The text.</p>" * 20, "images": []}
    return workflow.create(by=by, language="en", contents=contents | {"categories": [], "contacts": []})


if __name__ == "__main__":
    module = "tests.benchmarks.desk"
    sites.serve(int(sys.argv[1]), prepare) if len(sys.argv) > 1 else sites.compare(module, PAGES)
