"""How every kind of page slows down as the site grows: `python -m tests.benchmarks.pages`.

It compares a site of 1,000 releases with one of 20,000 (see `sites`), page for page, and as much to show on each: so
many cards on a list, releases of the same length. The ratio is to stay below 1.15, and below 2 for search. The front
(`pressroom.front`) has no part in it: each page is rendered.
"""

import datetime
import ipaddress
import itertools
import sys

from tests.benchmarks import desk, sites

LANGUAGE = "en"
# A month and a day with exactly so many releases to show are found on both sites.
OF_A_MONTH, OF_A_DAY = 5, 2
# So much news is in the sitemap of the latest.
NEWS = 60
# Releases that are asked for in turn, of about so many letters.
RELEASES, LENGTH = 5, 1500
WORDS = "chess tournament"

PUBLIC = (
    *(
        "front",
        "front, older",
        "category",
        "year",
        "month",
        "day",
        "release",
        "state of a release",
        "history",
        "edition",
    ),
    *("comparison", "replies", "reply form", "about", "search", "feed", "atom", "category feed", "feed of replies"),
    *("sitemap index", "news sitemap", "API: releases", "API: a release", "API: categories", "API: search"),
)
AFTER_A_CHANGE = ("front, after a change", "release, after a change", "feed, after a change")
DESK = (
    "desk: first page",
    "desk: list",
    "desk: form",
    "desk: record",
    "desk: calendar",
    "desk: replies",
    "desk: images",
)
PUBLISHING = "publishing one release"
NAMES = (*PUBLIC, *AFTER_A_CHANGE, *DESK, PUBLISHING)


def main(made=None):
    """Measure both sites; return {name: `sites.Found`}. `made` is a `stock.Stock`, if one is open."""
    return sites.compare("tests.benchmarks.pages", NAMES, made=made)


def limit(name):
    """Return the ratio that a page may reach."""
    return 2 if "search" in name else 1.15


def prepare():
    """Return an editor's client, and a function from a name to the path to ask for or to what is to be called."""
    from django.test import Client

    from articles import workflow
    from articles.models import Release
    from pressroom import version

    editor, draft = desk.work()
    _publish_news()
    reader, client = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    client.force_login(editor)
    paths = {name: itertools.cycle(found) for name, found in _paths(draft, editor).items()}
    numbers = itertools.count()
    # As the desk says which one it has published, corrected or taken away.
    changed = itertools.cycle(Release.objects.filter(published_at__isnull=False).values_list("pk", flat=True)[:500])

    def ready(name):
        if name == PUBLISHING:
            edition = workflow.submit(desk.draft(desk.author(), f"Published {next(numbers)}"), by=desk.author())
            return lambda: workflow.approve(edition, by=editor)
        if name in AFTER_A_CHANGE:
            version.changed(release=next(changed))
            name = name.partition(",")[0]
        return next(paths[name])

    # The desk's pages alone are asked for by somebody who is signed in.
    return _Two(reader, client), ready


class _Two:
    """A client that is signed in for the desk alone."""

    def __init__(self, reader, editor):
        self.reader, self.editor = reader, editor
        # Each time from another one, so that nobody asks the API too often.
        self.addresses = (str(address) for address in ipaddress.ip_network("10.0.0.0/16").hosts())

    def get(self, path):
        if path.startswith("/admin/"):
            return self.editor.get(path)
        return self.reader.get(path, REMOTE_ADDR=next(self.addresses))


def _paths(draft, editor):
    """Return the paths of each name; one release is corrected for some."""
    from django.utils import timezone

    from articles import paging
    from articles.models import CategoryText, Edition

    live = Edition.objects.live(timezone.now()).in_language(LANGUAGE).select_related("release").defer("body")
    news = live.news().in_order()
    category = max(
        CategoryText.objects.in_language(LANGUAGE), key=lambda one: live.in_category(one.category_id).count()
    )
    in_category = category.get_absolute_url()
    *releases, last = _alike(live)
    first, corrected = releases[0].release, last.release
    _correct(corrected, editor)
    day, month, before = _periods(news)
    return {
        "front": ["/"],
        "front, older": [f"/?before={paging.key_of(news[paging.PER_PAGE].release)}"],
        "category": [in_category],
        "year": [f"/{day:%Y}/"],
        "month": [f"/{month:%Y/%m}/?before={paging.key_of(before)}"],
        "day": [f"/{day:%Y/%m/%d}/"],
        "release": [edition.get_absolute_url() for edition in releases],
        "state of a release": [first.url("articles:state")],
        "history": [corrected.url("articles:history")],
        "edition": [corrected.url("articles:edition", number=1)],
        "comparison": [corrected.url("articles:comparison", before=1, after=2)],
        "replies": [first.url("comments:replies")],
        "reply form": [first.url("comments:reply")],
        "about": ["/about/privacy/"],
        "search": [f"/search/?q={WORDS.replace(' ', '+')}"],
        "feed": ["/feed/"],
        "atom": ["/feed/atom/"],
        "category feed": [f"{in_category}feed/"],
        "feed of replies": [first.url("comments:feed")],
        "sitemap index": ["/sitemap.xml"],
        "news sitemap": ["/news-sitemap.xml"],
        "API: releases": ["/api/v1/releases/"],
        "API: a release": [f"/api/v1/releases/{first.pk}/"],
        "API: categories": ["/api/v1/categories/"],
        "API: search": [f"/api/v1/releases/?q={WORDS.replace(' ', '+')}"],
        "desk: first page": ["/admin/"],
        "desk: list": ["/admin/articles/release/"],
        "desk: form": [f"/admin/articles/edition/{draft.pk}/change/"],
        "desk: record": [f"/admin/articles/release/{first.pk}/change/"],
        "desk: calendar": ["/admin/calendar/"],
        "desk: replies": ["/admin/comments/comment/"],
        "desk: images": ["/admin/articles/image/"],
    }


def _publish_news():
    """Publish some of a while ago, so that as much is news on any site: a larger one has more of it by itself."""
    from django.utils import timezone

    from articles import sitemaps, workflow
    from articles.models import Edition

    at, days = timezone.now(), datetime.timedelta(days=sitemaps.NEWS_DAYS)
    news = Edition.objects.live(at).news().in_language(LANGUAGE)
    there = news.filter(release__published_at__gt=at - days).count()
    begins = at - days + datetime.timedelta(hours=2)
    workflow.import_approved(
        {
            "language": LANGUAGE,
            "slug": f"news-{number}",
            "live_from": begins + datetime.timedelta(minutes=number),
            "contents": {"headline": f"The ferry of line {number} sails again", "lead": "From Monday on. " * 10},
        }
        for number in range(NEWS - there)
    )


def _alike(live):
    """Return the editions that are the most alike on any site: first and only ones, of a photograph, of one length."""
    from django.db.models import Count, Exists, OuterRef
    from django.db.models.functions import Abs, Length

    from articles.models import Release

    others = Release.objects.filter(translation_key=OuterRef("release__translation_key"))
    found = live.annotate(photographs=Count("images", distinct=True)).filter(
        ~Exists(others.exclude(pk=OuterRef("release"))), number=1, photographs=1
    )
    return list(found.order_by(Abs(Length("body") - LENGTH), "pk")[: RELEASES + 1])


def _correct(release, editor):
    """Correct a release, in one sentence."""
    from articles import workflow
    from articles.models import Edition

    edition = workflow.new_edition(release, by=desk.author())
    body = edition.body.replace("</p>", " There was a slip here.</p>", 1)
    told = {"kind": Edition.Kind.CORRECTION, "public_note": "A slip was corrected."}
    workflow.save(edition, by=desk.author(), revision=edition.revision, contents={"body": body}, **told)
    workflow.approve(workflow.submit(edition, by=desk.author()), by=editor, **told)


def _periods(news):
    """Return a day of `OF_A_DAY` releases, a month, and the release after which it has `OF_A_MONTH` more to show."""
    days, months = {}, {}
    for edition in news:
        days.setdefault(edition.release.date, []).append(edition.release)
        months.setdefault(edition.release.date.replace(day=1), []).append(edition.release)
    day = next(day for day, releases in days.items() if len(releases) == OF_A_DAY)
    month = next(month for month, releases in months.items() if len(releases) > OF_A_MONTH)
    return day, month, months[month][-OF_A_MONTH - 1]


if __name__ == "__main__":
    sites.serve(int(sys.argv[1]), prepare) if len(sys.argv) > 1 else main()
