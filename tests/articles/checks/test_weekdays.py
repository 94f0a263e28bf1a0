"""Dates with the wrong weekday. The day of the release is 22 November 2026, a Sunday."""

import pytest

from tests.articles.checks.reading import found

WRONG = [
    "Monday 24 November 2026",
    "Monday, the 24th of November, 2026",
    "Mon 24 Nov",
    "Monday, November 24, 2026",
    "24 November 2026 (Monday)",
    "November 24 (Monday)",
    "24 November, Monday",
    "в понедельник, 24 ноября 2026 года",
    "понедельник, 24 ноября",
    "24 ноября 2026 года, в среду",
    "24 ноября (среда)",
    "понедельник, 24.11.2026",
    "2026 жылғы 24 қараша, дүйсенбі",
    "дүйсенбі, 24 қараша",
    "24 қарашада (дүйсенбі)",
    "Tuesday, 31 November",
    "Friday 3 January",
]
RIGHT = [
    "Tuesday 24 November 2026",
    "Tuesday, November 24",
    "24 November (Tuesday)",
    "во вторник, 24 ноября 2026 года",
    "24 ноября (вторник)",
    "2026 жылғы 24 қараша, сейсенбі",
    "сейсенбі күні, 24 қараша",
    # This year's, and the coming one's, which is nearer.
    "Sunday 1 March",
    "Friday 1 January",
    "Saturday 23 May, Sunday 24 May",
    "every Monday, 1 December to 28 February",
    "Monday to Friday, 1 December to 28 February",
    "1 December, Monday to Friday",
    "по средам, 24 ноября",
    "31 November",
    # Old style or new, nobody knows.
    "Monday 25 October 1917",
]


@pytest.mark.parametrize("date", WRONG)
def test_a_wrong_weekday_is_found(date):
    (fault,) = found("weekday", f"<p>It opens {date}.</p>")

    assert fault.message.startswith("Paragraph 1: ")


@pytest.mark.parametrize("date", RIGHT)
def test_a_right_one_passes(date):
    assert found("weekday", f"<p>It opens {date}.</p>") == []


def test_the_right_weekday_is_said():
    (fault,) = found("weekday", "<p>Monday 24 November 2026</p>")

    assert "is a Tuesday" in fault.message
