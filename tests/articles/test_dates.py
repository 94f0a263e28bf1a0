"""Days, moments and numbers, as each language has them."""

import datetime
import re

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from articles.models import Release
from articles.showing import days
from articles.templatetags.counters import grouped
from tests import factories

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
    assert [text.replace("\xa0", " ") for text in found] == said


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
        html = days.day(when)
    assert '<time class="day" datetime="2022-05-28">' in html
    assert re.sub("<[^>]+>", "", html).strip() == said
    for part in ("figure", "month", "year", "mark", "weekday"):
        assert html.count(f'class="day__{part}"') == 1
    assert '<span class="day__figure">28</span>' in html


@pytest.mark.parametrize(("language", "said"), [("en", "12,345"), ("ru", "12\xa0345"), ("kk", "12\xa0345")])
def test_thousands_are_set_apart_as_the_language_does(language, said):
    with translation.override(language):
        assert grouped(12345) == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        *(("ru", 1, "1 отметка"), ("ru", 2, "2 отметки"), ("ru", 5, "5 отметок"), ("ru", 21, "21 отметка")),
        *(("kk", 1, "1 ұнату"), ("kk", 5, "5 ұнату")),
    ],
)
def test_what_is_counted_stands_in_the_form_that_its_number_asks_for(client, language, number, said):
    release = factories.live_release(language=language)
    Release.objects.filter(pk=release.pk).update(likes=number)
    html = client.get(release.url("articles:like")).content.decode()
    assert re.search(rf"\b{said}\b", html)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("ru", 1, "1 релиз"), ("ru", 3, "3 релиза"), ("ru", 5, "5 релизов"), ("kk", 3, "3 хабарлама")],
)
def test_a_month_counts_its_releases_and_heads_its_calendar_in_its_language(client, language, number, said):
    for _time in range(number):
        factories.live_release(MOMENT, language=language)
    html = client.get(f"/{language}/2022/").content.decode()
    month, monday, day = {
        "ru": ("Май", "Понедельник", "28 мая"),
        "kk": ("Мамыр", "Дүйсенбі", "28 мамыр"),
    }[language]
    assert re.search(rf'<h2 class="year__name"><a [^>]+>{month}</a>\s*<span class="year__count">{said}</span>', html)
    # Weeks begin on Monday.
    assert re.search(rf'<thead><tr><th scope="col"><abbr title="{monday}">', html)
    assert f'aria-label="{day}: {said}">28</a>' in html
