"""Moments in words, and what the desk says against one."""

import datetime

import pytest
from django.utils import timezone, translation

from articles import timing, workflow
from articles.models import Edition
from tests import factories


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def day(text):
    return datetime.date.fromisoformat(text)


def test_a_moment_is_said_with_its_weekday_and_its_distance_from_utc():
    assert timing.in_words(moment("2026-11-24 09:30")) == "Tuesday 24 November 2026, 09:30 (UTC+4)"


def test_the_present_year_goes_without_saying():
    at = moment("2026-12-31 12:00")
    assert timing.in_words(moment("2026-12-31 23:30"), at) == "Thursday 31 December, 23:30 (UTC+4)"
    assert timing.in_words(moment("2027-01-01 00:30"), at) == "Friday 1 January 2027, 00:30 (UTC+4)"


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("UTC", "UTC+0"), ("Asia/Kolkata", "UTC+5:30"), ("America/St_Johns", "UTC-3:30"), ("America/Lima", "UTC-5")],
)
def test_the_distance_from_utc_may_be_any(zone, offset):
    at = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
    with timezone.override(zone):
        assert timing.in_words(at).endswith(f"({offset})")
        assert timing.zone_in_words(at) == f"{zone}, {offset}"


def test_a_zone_has_its_name_and_its_distance():
    assert timing.zone_in_words(moment("2026-11-24 09:30")) == "Europe/Astrakhan, UTC+4"


# Days off


def test_a_working_day_is_not_warned_of():
    assert timing.day_off(day("2026-11-24")) == []


def test_a_weekend_is_named():
    assert timing.day_off(day("2026-11-28")) == ["Saturday 28 November 2026 is a weekend."]


def test_a_public_holiday_is_named():
    assert timing.day_off(day("2026-11-04")) == ["Wednesday 4 November 2026 is a public holiday: Unity Day."]


def test_a_holiday_on_a_weekend_is_a_holiday():
    assert timing.day_off(day("2026-05-09")) == ["Saturday 9 May 2026 is a public holiday: Victory Day."]


def test_a_day_off_that_russia_has_moved_is_known():
    assert timing.day_off(day("2026-12-31")) == ["Thursday 31 December 2026 is a public holiday: Day off."]


def test_a_saturday_that_russia_made_a_working_day_is_one():
    assert timing.day_off(day("2024-12-28")) == []
    assert timing.day_off(day("2024-12-21")) != []


def test_holidays_are_those_of_the_country_that_is_set(settings):
    settings.HOLIDAYS = "KZ"
    assert timing.holiday(day("2026-12-16")) == "Independence Day"
    assert timing.holiday(day("2026-11-04")) == ""


def test_a_part_of_a_country_has_its_own_holidays(settings):
    settings.HOLIDAYS = "DE-BY"
    assert timing.holiday(day("2026-01-06")) == "Epiphany"
    settings.HOLIDAYS = "DE"
    assert timing.holiday(day("2026-01-06")) == ""


def test_without_a_country_there_are_weekends_alone(settings):
    settings.HOLIDAYS = ""
    assert timing.day_off(day("2026-11-04")) == []
    assert timing.day_off(day("2026-11-29")) == ["Sunday 29 November 2026 is a weekend."]


def test_a_holiday_is_named_in_the_language_of_the_page():
    with translation.override("ru"):
        assert timing.holiday(day("2026-11-04")) == "День народного единства"
    with translation.override("kk"):
        assert timing.holiday(day("2026-11-04")) == "Халық бірлігі күні"


def test_every_holiday_of_russia_has_a_kazakh_name():
    with translation.override("kk"):
        names = {timing.holiday(datetime.date(2026, 1, 1) + datetime.timedelta(days)) for days in range(365)}
    assert "Жеңіс күні" in names
    assert {name.partition(" (")[0] for name in names} <= {"", *timing.IN_KAZAKH.values()}


# The same minute

TUESDAY = "2026-11-24 09:30"


@pytest.fixture
def _monday(db, at):
    at("2026-11-23 10:00")


@pytest.mark.usefixtures("_monday")
class TestTheSameMinute:
    def test_another_that_is_scheduled_is_named(self):
        factories.scheduled_release(moment(TUESDAY), headline="The bridge")
        assert timing.warnings(moment("2026-11-24 09:30:59")) == ["At the same minute: “The bridge”."]
        assert timing.warnings(moment("2026-11-24 09:31")) == []
        assert timing.warnings(moment("2026-11-24 09:29:59")) == []

    def test_another_that_is_planned_is_named(self, author):
        edition = factories.draft(headline="The bridge", by=author)
        workflow.save(edition, by=author, revision=edition.revision, contents={}, planned_for=moment(TUESDAY))
        assert timing.warnings(moment(TUESDAY)) == ["At the same minute: “The bridge”."]

    def test_it_is_not_named_to_itself(self):
        release = factories.scheduled_release(moment(TUESDAY))
        assert timing.warnings(moment(TUESDAY), release.latest_edition) == []

    def test_its_translation_is_not_named_to_it_since_they_go_out_together(self, author):
        original = factories.scheduled_release(moment(TUESDAY), headline="The bridge")
        draft = workflow.translate(original, by=author, language="ru")
        assert draft.planned_for == moment(TUESDAY)
        assert timing.warnings(moment(TUESDAY), draft) == []
        assert timing.warnings(moment(TUESDAY), original.latest_edition) == []
        assert timing.warnings_of([original.latest_edition]) == {original.latest_edition.pk: []}

    def test_many_are_counted(self):
        for headline in ("One", "Two", "Three", "Four"):
            factories.scheduled_release(moment(TUESDAY), headline=headline)
        assert timing.warnings(moment(TUESDAY)) == ["At the same minute: “One”, “Two”, 2 more."]

    def test_what_was_discarded_or_removed_is_no_other(self, author, editor):
        edition = factories.draft(by=author)
        edition = workflow.save(edition, by=author, revision=edition.revision, contents={}, planned_for=moment(TUESDAY))
        workflow.discard(edition, by=author)
        gone = factories.live_release()
        workflow.remove(gone, by=editor, reason="Sent by mistake.")
        assert timing.warnings(moment("2026-11-23 10:00")) == []
        assert timing.warnings(moment(TUESDAY)) == []

    def test_a_day_off_is_said_too(self):
        assert len(timing.warnings(moment("2026-11-28 09:30"))) == 1

    def test_those_of_many_editions_cost_as_much_as_those_of_one(self, django_assert_num_queries):
        for number, time in enumerate(("09:30", "09:30", "10:00")):
            factories.scheduled_release(moment(f"2026-11-28 {time}"), headline=time, slug=f"release-{number}")
        first, second, third = Edition.objects.scheduled(timezone.now()).order_by("pk")
        weekend = "Saturday 28 November 2026 is a weekend."
        with django_assert_num_queries(3):
            found = timing.warnings_of([first, second, third])
        assert found == {
            first.pk: [weekend, "At the same minute: “09:30”."],
            second.pk: [weekend, "At the same minute: “09:30”."],
            third.pk: [weekend],
        }
        for edition in (first, second, third):
            assert timing.warnings(edition.live_from, edition) == found[edition.pk]
        with django_assert_num_queries(0):
            assert timing.warnings_of([]) == {}
