"""What will be published in the next days. All that is scheduled is checked again whenever the desk is opened."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import checks, timing
from articles.models import Edition

DAYS = 7
# More than any office schedules; beyond it what is soonest is checked.
CHECKED = 200


@dataclass
class Entry:
    """A scheduled edition; `warnings` are sentences, `faults` those of `articles.checks` that would block it now."""

    edition: Edition
    warnings: list
    faults: list


@dataclass
class Day:
    """A day of the timeline."""

    date: datetime.date
    # 0 is today.
    number: int
    entries: list = field(default_factory=list)

    @property
    def facts(self):
        """What is said beside its name: the month where it begins, how near it is, why nobody works."""
        near = {0: _("today"), 1: _("tomorrow")}.get(self.number, "")
        month = date_format(self.date, "F") if self.number == 0 or self.date.day == 1 else ""
        off = timing.holiday(self.date) or (_("weekend") if timing.is_weekend(self.date) else "")
        return [fact for fact in (month, near, off) if fact]


def schedule(request, at):
    """Return the next seven days, and of what comes later how much there is and what of it has come to fail."""
    if not request.user.has_perm("articles.view_edition"):
        return None
    today = timezone.localdate(at)
    days = [Day(today + datetime.timedelta(days=number), number) for number in range(DAYS)]
    editions = list(Edition.objects.scheduled(at).select_related("release").order_by("live_from", "pk")[: CHECKED + 1])
    is_more = len(editions) > CHECKED
    editions = editions[:CHECKED]
    entries = _entries(editions, at)
    later = []
    for entry in entries:
        number = (timezone.localdate(entry.edition.live_from) - today).days
        (days[number].entries if number < DAYS else later).append(entry)
    failing = sum(bool(entry.faults) for entry in entries)
    return {
        "template": "admin/articles/_schedule.html",
        "time_zone": timing.zone_in_words(at),
        "days": days,
        "is_empty": not entries,
        "later_count": len(later),
        "later_from": later[0].edition.live_from if later else None,
        "later_failing": [entry for entry in later if entry.faults],
        "is_more": is_more,
        "alert": _alert(failing) if failing else "",
    }


def _entries(editions, at):
    faults = checks.reports(editions, at) if editions else {}
    warnings = timing.warnings_of(editions)
    return [
        Entry(edition, warnings[edition.pk], [fault for fault in faults[edition.pk] if fault.blocks])
        for edition in editions
    ]


def _alert(failing):
    text = ngettext(
        "A check has come to fail in %(count)d scheduled release. Mend it before the hour.",
        "A check has come to fail in %(count)d scheduled releases. Mend them before the hour.",
        failing,
    )
    return format_html('<a href="#panel-scheduled">{}</a>', text % {"count": failing})
