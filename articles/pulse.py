"""The pulse of the site: views and likes of the last days, and what was read most.

A day that is over doesn't move, so its sums are kept as a row: thousands of releases were read on each of thirty days.
Today's counts are few, and found by the index of the day. Whoever opens the desk first on a day sums the day before.
"""

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.db import OperationalError
from django.db.models import Sum
from django.utils import timezone

from articles.models import ClosedDay, DailyCount
from pressroom.database import patience

DAYS = 30
# Days for which a day that is over is summed anew on each: a server that couldn't reach the database counts later.
SETTLING = 2
# Seconds for which somebody who reads waits to keep the sums; the next one keeps them as well.
PATIENCE = 1
# Seconds for which sums are kept: of the days that are over, and of today.
CLOSED_FOR, TODAY_FOR = 24 * 60 * 60, 60
# What is read most is sought among so many that led before today, and so many that lead today; what was removed since
# leaves no gap.
CANDIDATES = 50

_numbers = []


@dataclass(frozen=True)
class Day:
    """A day's totals over all releases."""

    date: datetime.date
    views: int
    likes: int


@dataclass(frozen=True)
class Pulse:
    """What `take` returns: the days with the latest last, pairs of release key and views, pairs of label and number."""

    days: list
    most_read: list
    numbers: list

    @property
    def views(self):
        """The views of all days."""
        return sum(day.views for day in self.days)

    @property
    def likes(self):
        """The likes of all days, less those taken back."""
        return sum(day.likes for day in self.days)

    @property
    def average(self):
        """The views of a day."""
        return round(self.views / len(self.days))


def number(label, function):
    """Add a number to the pulse; called in an app's `ready()`. `function(since)` returns what came since the moment."""
    _numbers.append((label, function))


def take(at):
    """Return the `Pulse` of the thirty days that end with the day of `at`, in the site's time zone."""
    today = timezone.localdate(at)
    first = today - datetime.timedelta(days=DAYS - 1)
    # A view of the last second before midnight may still be on its way into the database.
    closed_for = TODAY_FOR if timezone.localtime(at).hour == 0 else CLOSED_FOR
    closed, read_before = cache.get_or_set(f"pulse:before:{today}", lambda: _closed(first, today), closed_for)
    of_today, most_read, counted = cache.get_or_set(
        f"pulse:today:{today}", lambda: _today(first, today, read_before), TODAY_FOR
    )
    totals = closed | {today: of_today}
    dates = [first + datetime.timedelta(days=number) for number in range(DAYS)]
    return Pulse(
        days=[Day(date, *totals.get(date, (0, 0))) for date in dates],
        most_read=most_read,
        numbers=[(label, count) for (label, _function), count in zip(_numbers, counted, strict=True)],
    )


def _closed(first, today):
    """Return {day: (views, likes)} of the days that are over, and what was read most on them."""
    settling, yesterday = datetime.timedelta(days=SETTLING), today - datetime.timedelta(days=1)
    kept = {
        row.day: row
        for row in ClosedDay.objects.filter(day__gte=first, day__lt=today)
        if row.summed_on == today or row.summed_on > row.day + settling
    }
    if yesterday not in kept:
        days = [first + datetime.timedelta(days=number) for number in range((today - first).days)]
        fresh = _summed([day for day in days if day not in kept], today)
        fresh[yesterday].most_read = _most_read(first, today)
        _keep(fresh.values(), today)
        kept |= fresh
    return {day: (row.views, row.likes) for day, row in kept.items()}, kept[yesterday].most_read


def _summed(days, today):
    """Return {day: its `ClosedDay`} of some days, as it stands now."""
    sums = DailyCount.objects.filter(day__in=days).values("day").annotate(v=Sum("views"), n=Sum("likes")).order_by()
    found = {row["day"]: (row["v"], row["n"]) for row in sums}
    rows = {}
    for day in days:
        views, likes = found.get(day, (0, 0))
        rows[day] = ClosedDay(day=day, summed_on=today, views=views, likes=likes)
    return rows


def _most_read(first, today):
    rows = DailyCount.objects.filter(day__gte=first, day__lt=today)
    most = rows.values("release").annotate(total=Sum("views")).filter(total__gt=0).order_by("-total", "-release")
    return [row["release"] for row in most[:CANDIDATES]]


def _keep(rows, today):
    if timezone.localtime().hour == 0 or timezone.localdate() != today:
        # Views of the last seconds before midnight may still be on their way.
        return
    try:
        with patience(PATIENCE):
            ClosedDay.objects.bulk_create(
                sorted(rows, key=lambda row: row.day),
                update_conflicts=True,
                unique_fields=["day"],
                update_fields=["summed_on", "views", "likes", "most_read"],
            )
    except OperationalError:
        # Somebody else writes. It was only to save work.
        pass


def _today(first, today, read_before):
    """Return today's (views, likes), the pairs of release and views over all days, and the apps' own numbers."""
    rows = DailyCount.objects.filter(day=today)
    sums = rows.aggregate(views_sum=Sum("views", default=0), likes_sum=Sum("likes", default=0))
    read_today = rows.filter(views__gt=0).order_by("-views", "-release").values_list("release", flat=True)
    candidates = {*read_before, *read_today[:CANDIDATES]}
    totals = (
        DailyCount.objects.filter(release__in=candidates, day__gte=first, day__lte=today)
        .values_list("release")
        .annotate(total=Sum("views"))
        .order_by("-total", "-release")
    )
    since = timezone.make_aware(datetime.datetime.combine(first, datetime.time.min))
    return (sums["views_sum"], sums["likes_sum"]), list(totals), [function(since) for _label, function in _numbers]
