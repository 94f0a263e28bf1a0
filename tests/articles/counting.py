"""A visitor of the site, and what the counters say: for the tests of views and of likes."""

from django.db.models import Sum
from django.test import Client

from articles import counters
from articles.models import CountedBatch, DailyCount, Release

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def reader(agent=FIREFOX, address="192.0.2.1", **headers):
    """Return the client of one visitor."""
    return Client(headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address)


def totals(release):
    """Fold, and return (views, likes) of the release, having seen that its days add up to them."""
    counters.fold()
    release = Release.objects.get(pk=release.pk)
    days = DailyCount.objects.filter(release=release).aggregate(
        views=Sum("views", default=0), likes=Sum("likes", default=0)
    )
    assert days == {"views": release.views, "likes": release.likes}
    return release.views, release.likes


def days_kept():
    """Return the days of which traces of views are kept."""
    return sorted(set(CountedBatch.objects.values_list("day", flat=True)))


def traces():
    """Return the traces of views that are kept."""
    kept = [bytes(traces) for traces in CountedBatch.objects.order_by("pk").values_list("traces", flat=True)]
    return [batch[place : place + 8] for batch in kept for place in range(0, len(batch), 8)]


def see(client, release):
    """Do what the page's script does once the page has been seen."""
    return client.post(release.url("articles:view"))


def press(client, release, wanted="1", **headers):
    """Press the like button, or with "0" the one that takes the like back."""
    return client.post(release.url("articles:like"), {"wanted": wanted}, headers=headers)


def ask(client, release):
    """Return the state that the page's script is told."""
    return client.get(release.url("articles:state")).json()
