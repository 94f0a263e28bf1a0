"""Days and moments are said as each language does."""

import datetime

import pytest
from django.utils import translation

from pressroom import dates

MOMENT = datetime.datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - a local one


@pytest.mark.parametrize(
    ("wanted", "english", "russian", "kazakh"),
    [
        (
            "l j E Y, H:i",
            "Tuesday 24 November 2026, 09:30",
            "вторник, 24 ноября 2026\xa0г., 09:30",
            "2026\xa0ж. 24 қараша, сейсенбі, 09:30",
        ),
        ("l j E", "Tuesday 24 November", "вторник, 24 ноября", "24 қараша, сейсенбі"),
        ("j E, H:i", "24 November, 09:30", "24 ноября, 09:30", "24 қараша, 09:30"),
        ("D j M", "Tue 24 Nov", "вт, 24 ноя", "24 қар, сс"),
        ("j M Y", "24 Nov 2026", "24 ноя 2026\xa0г.", "2026\xa0ж. 24 қар"),
    ],
)
def test_each_language_has_its_order(wanted, english, russian, kazakh):
    said = []
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            said.append(dates.say(MOMENT, wanted))
    assert said == [english, russian, kazakh]


def test_a_short_month_is_declined_in_russian():
    with translation.override("ru"):
        assert dates.say(datetime.date(2026, 5, 9), "j M") == "9 мая"
        assert dates.say(datetime.date(2026, 3, 8), "j M") == "8 мар"


def test_a_weekday_or_a_time_may_stand_alone():
    with translation.override("ru"):
        assert (dates.say(MOMENT, "l"), dates.say(MOMENT, "H:i")) == ("вторник", "09:30")


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        ({"seconds": 59}, "just now"),
        ({"seconds": 60}, "1 minute ago"),
        ({"minutes": 119}, "1 hour ago"),
        ({"hours": 50}, "2 days ago"),
        ({"days": 14}, "2 weeks ago"),
        ({"days": 61}, "2 months ago"),
        ({"days": 730}, "2 years ago"),
    ],
)
def test_how_long_ago_is_told_in_the_largest_unit(passed, said):
    assert dates.ago(MOMENT - datetime.timedelta(**passed), MOMENT) == said
