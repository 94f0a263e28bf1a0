"""A month of the desk's calendar: what was published, what is scheduled, what is planned. In a few queries."""

import calendar
import datetime
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from articles import timing
from articles.models import Edition

# So many a day are shown of what is approved, and of what is planned; the others are counted.
SHOWN = 5

MONDAY = 0


@dataclass
class Day:
    """A day of the calendar; a day of another month, which fills a week up, is empty."""

    date: datetime.date
    is_in_month: bool
    is_today: bool
    approved: list = field(default_factory=list)
    planned: list = field(default_factory=list)
    # How many more there are than are shown.
    more_approved: int = 0
    more_planned: int = 0

    @property
    def holiday(self):
        """The name of the public holiday, or ''."""
        return timing.holiday(self.date)

    @property
    def is_weekend(self):
        """Whether nobody works because of the day of the week."""
        return timing.is_weekend(self.date)

    @property
    def is_empty(self):
        """Whether there is nothing to say of it."""
        return not (self.approved or self.planned)


def weeks(first, at):
    """Return the month that begins with the day `first` as lists of seven `Day`s, Monday first."""
    today = timezone.localdate(at)
    shown = calendar.Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    days = {
        date: Day(date, is_in_month=date.month == first.month, is_today=date == today)
        for week in shown
        for date in week
    }
    begin, end = _midnight(first), _midnight(following(first))
    approved = Edition.objects.filter(stage=Edition.Stage.APPROVED)
    for edition in _of_each_day(approved, "live_from", begin, end):
        days[edition.day].approved.append((edition, edition.status(at)))
        days[edition.day].more_approved = edition.of_day - len(days[edition.day].approved)
    for edition in _of_each_day(Edition.objects.open(), "planned_for", begin, end):
        days[edition.day].planned.append((edition, edition.status(at)))
        days[edition.day].more_planned = edition.of_day - len(days[edition.day].planned)
    return [[days[date] for date in week] for week in shown]


def following(first):
    """Return the first day of the next month."""
    return (first + datetime.timedelta(days=31)).replace(day=1)


def preceding(first):
    """Return the first day of the month before."""
    return (first - datetime.timedelta(days=1)).replace(day=1)


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _of_each_day(editions, moment, begin, end):
    """Return the first editions of each day without their texts, each with its `day` and how many that day has."""
    day = TruncDate(moment)
    return (
        editions.filter(**{f"{moment}__gte": begin, f"{moment}__lt": end}, release__removed_at__isnull=True)
        .annotate(
            day=day,
            of_day=Window(Count("pk"), partition_by=day),
            place=Window(RowNumber(), partition_by=day, order_by=[F(moment), F("pk")]),
        )
        .filter(place__lte=SHOWN)
        .select_related("release")
        .defer("lead", "body", "public_note")
        .order_by(moment, "pk")
    )
