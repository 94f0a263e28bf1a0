"""Days, moments and numbers, as each language has them."""

import datetime
import re

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.formats import date_format

from articles.templatetags.counters import grouped

MOMENT = datetime.datetime(2022, 5, 28, 7, 20, tzinfo=datetime.UTC)
WAYS = ["DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["May 28, 2022", "May 28, 2022, 11:20", "May 2022", "May 28"]),
        ("ru", ["28 мая 2022 г.", "28 мая 2022 г., 11:20", "Май 2022 г.", "28 мая"]),
        ("kk", ["2022 ж. 28 мамыр", "2022 ж. 28 мамыр, 11:20", "2022 ж. мамыр", "28 мамыр"]),
    ],
)
def test_each_language_says_days_and_moments_in_its_own_order(language, said):
    with translation.override(language):
        found = [date_format(timezone.localtime(MOMENT), way) for way in WAYS]
    # Django's catalogue of Kazakh has the months with a capital; ours may not be there yet.
    assert [text.replace("\xa0", " ").casefold() for text in found] == [text.casefold() for text in said]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "May 28, 2022 Saturday"),
        ("ru", "28 мая 2022\xa0г. Суббота"),
        ("kk", "2022\xa0ж. 28 мамыр Сенбі"),
    ],
)
@pytest.mark.parametrize("when", [MOMENT, datetime.date(2022, 5, 28)])
def test_a_day_reads_in_a_line_as_a_date_does_and_names_its_parts(language, said, when):
    with translation.override(language):
        html = Template("{% load site %}{% day when %}").render(Context({"when": when}))
    assert '<time class="day" datetime="2022-05-28">' in html
    assert re.sub("<[^>]+>", "", html).strip().casefold() == said.casefold()
    for part in ("figure", "month", "year", "mark", "weekday"):
        assert html.count(f'class="day__{part}"') == 1
    assert '<span class="day__figure">28</span>' in html


@pytest.mark.parametrize(("language", "said"), [("en", "12,345"), ("ru", "12\xa0345"), ("kk", "12\xa0345")])
def test_thousands_are_set_apart_as_the_language_does(language, said):
    with translation.override(language):
        assert grouped(12345) == said
