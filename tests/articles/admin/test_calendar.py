"""A month of what was published, is scheduled and is planned."""

import datetime
import re

import pytest
from django.utils import timezone

from articles import workflow
from pressroom.models import Profile
from tests import factories

URL = "/admin/calendar/"


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def _monday(at):
    at("2026-11-23 10:00")


@pytest.fixture
def read(client_for, author):
    """A function that returns the page of a month, of this one if none is given."""
    client = client_for(author)

    def get(month=None):
        response = client.get(URL, {"month": month} if month else {})
        assert response.status_code == 200
        return response.content.decode()

    return get


def day(html, number):
    """Return the cell of a day."""
    for cell in re.findall(r'<td class="month__day.*?</td>', html, re.S):
        if f'month__number">{number}</span>' in cell:
            return cell
    raise AssertionError(f"no day {number}")


def planned(text, by, **kwargs):
    edition = factories.draft(by=by, **kwargs)
    return workflow.save(edition, by=by, revision=edition.revision, contents={}, planned_for=moment(text))


def test_this_month_is_shown_with_today_marked(read):
    html = read()
    assert "<h1" in html
    assert "November 2026</h1>" in html
    assert 'aria-current="date"' in day(html, 23)
    assert html.count('aria-current="date"') == 1
    assert len(re.findall("month__number", html)) == 30
    assert re.findall(r'<th scope="col"><abbr title="(\w+)"', html)[0] == "Monday"


def test_weekdays_that_stand_alone_have_capitals(read, author):
    Profile.objects.create(user=author, language="kk")
    assert '<abbr title="Дүйсенбі">Дс</abbr>' in read()


def test_each_day_has_what_was_published_is_scheduled_and_is_planned(read, author):
    live = factories.live_release(moment("2026-11-10 09:30"), headline="A bridge")
    factories.scheduled_release(moment("2026-11-24 23:45"), headline="A school")
    draft = planned("2026-11-26 12:00", author, headline="A road")
    html = read()
    assert "09:30" in day(html, 10)
    assert f'href="/admin/articles/release/{live.pk}/change/"' in day(html, 10)
    assert "scheduled" in day(html, 24)
    assert "A school" in day(html, 24)
    assert "planned, draft" in day(html, 26)
    assert f'href="/admin/articles/edition/{draft.pk}/change/"' in day(html, 26)


def test_a_month_holds_its_own_days_alone(read):
    factories.live_release(moment("2026-10-31 23:59"), headline="October")
    factories.live_release(moment("2026-11-01 00:00"), headline="November the first")
    factories.scheduled_release(moment("2026-12-01 00:00"), headline="December the first")
    html = read()
    assert "November the first" in day(html, 1)
    assert ">October<" not in html
    assert "December the first" not in html
    assert "December the first" in day(read("2026-12"), 1)


def test_a_later_edition_says_what_it_is(read, author):
    release = factories.live_release(moment("2026-11-10 09:30"), headline="A bridge")
    factories.publish(workflow.new_edition(release, by=author), kind="correction", public_note="The year was wrong.")
    html = read()
    assert "correction" in day(html, 23)
    assert "correction" not in day(html, 10)


def test_what_was_removed_or_discarded_is_left_out(read, author, editor):
    workflow.remove(factories.live_release(headline="Gone"), by=editor, reason="Sent by mistake.")
    workflow.discard(planned("2026-11-26 12:00", author, headline="Given up"), by=author)
    html = read()
    assert "Gone" not in html
    assert "Given up" not in html


def test_a_holiday_is_named(read):
    assert "Unity Day" in day(read(), 4)


def test_an_empty_month_says_so(read):
    assert "Nothing was published in this month" in read("2020-02")


def test_the_months_beside_it_are_one_click_away(read):
    html = read("2027-01")
    for month in ("2026-12", "2027-02"):
        assert f'href="?month={month}"' in html
    assert "This month" in html
    assert "This month" not in read()


def test_the_first_and_the_last_month_that_have_addresses_are_the_ends(read):
    assert 'href="?month=' in read("1000-01")
    assert "month=0999-12" not in read("1000-01")
    assert "month=3000-01" not in read("2999-12")


@pytest.mark.parametrize(
    "month", ["", "2026", "2026-13", "2026-00", "0999-12", "3000-01", "November", "2026-11-01", "٢٠٢٦-١١", "2026-1\n"]
)
def test_a_foolish_month_is_not_found(client_for, author, month):
    assert client_for(author).get(URL, {"month": month}).status_code == 404


def test_a_busy_day_shows_five_and_counts_the_others(read, author):
    for number in range(7):
        factories.live_release(moment(f"2026-11-10 {10 + number}:30"), headline=f"Live {number}")
        planned(f"2026-11-26 {10 + number}:00", author, headline=f"Planned {number}")
    html = read()
    assert re.findall(r"Live \d", day(html, 10)) == [f"Live {number}" for number in range(5)]
    assert "+2 more" in day(html, 10)
    assert "?date__year=2026&amp;date__month=11&amp;date__day=10" in day(html, 10)
    assert "+2 more planned" in day(html, 26)


def test_where_the_others_are_the_list_shows_that_day(client_for, author):
    factories.live_release(moment("2026-11-10 10:30"), headline="The tenth")
    factories.live_release(moment("2026-11-11 10:30"), headline="The eleventh")
    query = {"date__year": 2026, "date__month": 11, "date__day": 10}
    text = client_for(author).get("/admin/articles/release/", query).content.decode()
    assert "The tenth" in text
    assert "The eleventh" not in text


def test_who_may_not_see_drafts_is_refused(client_for, moderator):
    assert client_for(moderator).get(URL).status_code == 403
    assert "/admin/calendar/" not in client_for(moderator).get("/admin/").content.decode()
    assert client_for().get(URL).status_code == 302


def test_the_sidebar_leads_to_it(client_for, author):
    text = client_for(author).get(URL).content.decode()
    assert re.search(r'href="/admin/calendar/" aria-current="page"', text)


def test_a_month_costs_the_same_with_more_in_it(client_for, author, django_assert_max_num_queries):
    client = client_for(author)

    def make(number):
        factories.live_release(moment(f"2026-11-{number:02} 10:30"))
        planned(f"2026-11-{number + 10} 12:00", author)

    make(1)
    client.get(URL)
    with django_assert_max_num_queries(50) as few:
        client.get(URL)
    for number in range(2, 8):
        make(number)
    with django_assert_max_num_queries(len(few)):
        client.get(URL)
