"""The list of releases, at a cost that doesn't grow with them: its page, its dates, where each release stands."""

import calendar
import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Release
from articles.standing import Standing
from articles.translations import families
from pressroom import desk


class ReleaseList(desk.ChangeList):
    """The page of the list, each release of which knows its latest edition and its family without asking."""

    def get_results(self, request):
        super().get_results(request)
        its_families = families(self.result_list, timezone.now())
        for release in self.result_list:
            release.latest_edition = release.all_editions[-1]
            release.family = its_families[release.translation_key]

    @property
    def dates(self):
        """The years, the months of the chosen year or the days of the chosen month, as the template takes them.

        Django's own would go through every release for each page: it asks the database to cut every date to its year.
        """
        year, month, day = (self._chosen(part) for part in ("year", "month", "day"))
        dates = Release.objects.filter(date__isnull=False).order_by("date").values_list("date", flat=True)
        first, last = dates.first(), dates.reverse().first()
        if first is None:
            return None
        if year is None and first.year == last.year:
            year = first.year
        if year is None:
            return {"choices": [self._choice(str(one), year=one) for one in range(first.year, last.year + 1)]}
        back = {"link": self._link(), "title": _("All dates")}
        if month is None:
            months = [datetime.date(year, number, 1) for number in range(1, 13)]
            there = [one for one in months if first.replace(day=1) <= one <= last]
            names = [(capfirst(date_format(one, "YEAR_MONTH_FORMAT")), one.month) for one in there]
            return {"back": back, "choices": [self._choice(name, year=year, month=one) for name, one in names]}
        back = {"link": self._link(year=year), "title": str(year)}
        if day is None:
            end = datetime.date(year, month, calendar.monthrange(year, month)[1])
            days = dates.filter(date__gte=datetime.date(year, month, 1), date__lte=end).distinct()
            names = [(capfirst(date_format(one, "MONTH_DAY_FORMAT")), one.day) for one in days]
            return {
                "back": back,
                "choices": [self._choice(name, year=year, month=month, day=one) for name, one in names],
            }
        title = capfirst(date_format(datetime.date(year, month, day), "MONTH_DAY_FORMAT"))
        back = {
            "link": self._link(year=year, month=month),
            "title": capfirst(date_format(datetime.date(year, month, 1), "YEAR_MONTH_FORMAT")),
        }
        return {"back": back, "choices": [{"title": title}]}

    def _chosen(self, part):
        # No number at all has been refused by `get_filters` before.
        chosen = self.params.get(f"date__{part}")
        return int(chosen) if chosen else None

    def _choice(self, title, **parts):
        return {"link": self._link(**parts), "title": title}

    def _link(self, **parts):
        return self.get_query_string({f"date__{part}": number for part, number in parts.items()}, ["date__"])


def standing_of(release):
    """Return where a release of the list stands; its editions came with it."""
    if not hasattr(release, "_standing"):
        release._standing = Standing(release, timezone.now(), release.all_editions)
    return release._standing
