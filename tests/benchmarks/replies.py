"""What it costs to take a reply in: `python -m tests.benchmarks.replies`.

It makes a site of 1,000 and one of 20,000 releases (see `sites`) and sends both replies that are accepted, with the
limits lifted; then replies to one release that has 5,000 already, and the parts of one: to find the release, to judge
the form, and to keep the reply with its transaction. The empty view goes the way of every request through Django and
its middleware, and answers nothing: what a reply costs to that, on the larger site, is said in the end.
"""

import itertools
import sys

from tests.benchmarks import sites

EMPTY, REPLY, STORM = "empty view", "reply", "reply to one with 5,000"
NAMES = (EMPTY, REPLY, STORM, "release found", "form judged", "reply kept")
WAITING = 5_000


def main():
    """Measure both sites, and say what a reply costs to an empty view."""
    found = sites.compare("tests.benchmarks.replies", NAMES)
    empty = found[EMPTY][-1]
    print(f"\nOf {sites.SIZES[-1]:,} releases, to the empty view:")
    for name in (REPLY, STORM):
        print(f"{name:30} {found[name][-1] / empty:.1f}")


def prepare():
    """Return a reader, and a function from a name to what is to be called."""
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path
    from django.utils import timezone
    from django.utils.http import urlencode

    from articles.lookup import at_address
    from articles.models import Edition
    from comments import posting, stamp, totals
    from comments.forms import ReplyForm
    from comments.models import Comment
    from pressroom import urls

    urls.urlpatterns.insert(0, path("empty/", lambda _request: HttpResponse()))
    for name in ("VISITOR_LIMITS", "NETWORK_LIMITS"):
        setattr(posting, name, tuple((10**9, seconds) for _limit, seconds in getattr(posting, name)))
    live = Edition.objects.live(timezone.now()).in_language("en").filter(release__is_open_for_replies=True)
    releases = [edition.release for edition in live.news().select_related("release").in_order()[:51]]
    stormed = releases.pop()
    Comment.objects.bulk_create(
        Comment(release=stormed, text=f"Reply {number}", name="Reader", digest=f"{number:064}")
        for number in range(WAITING)
    )
    totals.count(stormed.pk)
    client = Client(SERVER_NAME="localhost", headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64)"})
    numbers = itertools.count()

    def typed(release):
        number = next(numbers)
        return {
            "text": f"Thank you for the news.\n\nWhen will lorry number {number} cross the bridge again?",
            "name": f"Reader {number}",
            "email": f"reader{number}@example.org",
            "stamp": stamp.rendered(release, timezone.now()),
        }

    def sending(release):
        body = urlencode(typed(release))

        def send():
            response = client.post(release.url("comments:reply"), body, "application/x-www-form-urlencoded")
            if response.status_code != 303:
                raise SystemExit(f"A reply was answered {response.status_code}.")

        return send

    def finding(release):
        date, find = release.date, at_address(lambda _request, edition: edition)
        return lambda: find(None, date.year, date.month, date.day, release.slug)

    def judging(release):
        data = typed(release)
        return lambda: ReplyForm(data, release=release, at=timezone.now()).is_valid()

    def keeping(release):
        at = timezone.now()
        form = ReplyForm(typed(release), release=release, at=at)
        form.full_clean()
        return lambda: posting.post(release, form.cleaned_data, "a visitor", at, network="a network")

    def ready(name):
        release = releases[next(numbers) % len(releases)]
        if name == EMPTY:
            return lambda: client.get("/empty/")
        if name == STORM:
            return sending(stormed)
        make = {REPLY: sending, "release found": finding, "form judged": judging, "reply kept": keeping}[name]
        return make(release)

    return client, ready


if __name__ == "__main__":
    sites.serve(int(sys.argv[1]), prepare) if len(sys.argv) > 1 else main()
