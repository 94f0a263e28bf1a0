"""The pulse of the site: views and likes of the last days, and what was read most.

A day that is over doesn't move, so the sums of such days are kept until the next one; today's rows are few, and found
by the index of the day.
"""

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Sum
from django.utils import timezone

from articles.models import DailyCount

DAYS = 30
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
    rows = DailyCount.objects.filter(day__gte=first, day__lt=today)
    sums = rows.values("day").annotate(views_sum=Sum("views"), likes_sum=Sum("likes"))
    days = {row["day"]: (row["views_sum"], row["likes_sum"]) for row in sums.order_by()}
    most = rows.values("release").annotate(total=Sum("views")).filter(total__gt=0).order_by("-total", "-release")
    return days, [row["release"] for row in most[:CANDIDATES]]


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
