"""Likes: given once, taken back once, by cookie or for a day without one, with script or not."""

import re
from http.cookies import SimpleCookie

import pytest
from django.utils import timezone

from articles import counters
from articles.models import DailyCount, Like
from articles.views import counters as views
from tests.articles.counting import FIREFOX, ask, press, reader, see, totals
from tests.factories import live_release


@pytest.fixture
def release(db, at):
    at("2022-05-28 10:00")
    return live_release()


def test_a_like_is_given_once_and_taken_back_once(release):
    client = reader()
    for wanted, expected in (("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        response = press(client, release, wanted)
        assert (response.status_code, response["Location"]) == (303, release.url("articles:like"))
        assert totals(release) == (0, expected)
    assert Like.objects.count() == 1


def test_the_cookie_is_set_by_a_like_alone_and_tells_nothing(release, settings):
    client = reader()
    for response in (
        see(client, release),
        client.get(release.url("articles:pixel")),
        client.get(release.url("articles:state")),
        client.get(release.url("articles:like")),
        press(client, release, "0"),
        press(client, release, "both"),
    ):
        assert not response.cookies
    cookie = press(client, release).cookies["likes"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 365 * 24 * 3600
    assert not cookie["secure"]
    token, _signature = cookie.value.split(":", 1)
    assert re.fullmatch("[A-Za-z0-9_-]{43}", token)


def test_the_cookie_is_secure_under_https(release, settings):
    settings.IS_HTTPS = True
    assert press(reader(), release).cookies["likes"]["secure"]


def test_the_cookie_is_the_same_visitor_from_anywhere_and_on_any_day(release, at):
    client = reader()
    press(client, release)
    at("2022-09-01 10:00")
    client.defaults.update(REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Another")
    assert ask(client, release) == {"views": 0, "likes": 1, "liked": True}
    press(client, release)
    assert totals(release) == (0, 1)
    press(client, release, "0")
    assert totals(release) == (0, 0)
    assert list(DailyCount.objects.order_by("day").values_list("likes", flat=True)) == [1, -1]


@pytest.mark.parametrize("forged", ["rubbish", "a" * 43, "a:b:c", ""])
def test_a_cookie_that_was_not_signed_here_is_nobodys(release, forged):
    press(reader(), release)
    client = reader(address="192.0.2.9")
    client.cookies = SimpleCookie({"likes": forged})
    assert ask(client, release)["liked"] is False
    press(client, release, "0")
    assert totals(release) == (0, 1)


def test_a_cookie_does_for_likes_alone(release):
    signed_elsewhere = SimpleCookie()
    client = reader()
    press(client, release)
    signed_elsewhere["sessionid"] = client.cookies["likes"].value
    client.cookies = signed_elsewhere
    assert ask(client, release)["liked"] is False


def test_without_cookies_a_like_counts_once_a_day_and_can_be_taken_back(release):
    press(reader(), release)
    press(reader(), release)
    assert totals(release) == (0, 1)
    assert "You like this release" in reader().get(release.url("articles:like")).content.decode()
    press(reader(), release, "0")
    assert totals(release) == (0, 0)


def test_an_older_cookie_and_a_new_one_are_two_visitors(release):
    press(reader(), release)
    press(reader(address="192.0.2.2"), release)
    assert totals(release) == (0, 2)


def test_a_script_is_told_the_new_state(release):
    client = reader()
    see(client, release)
    counters.fold()
    response = press(client, release, Accept="application/json")
    assert (response.status_code, response.json()) == (200, {"views": 1, "likes": 1, "liked": True})
    response = press(client, release, "0", Accept="application/json")
    assert response.json() == {"views": 1, "likes": 0, "liked": False}


def test_a_browsers_form_gets_the_page(release):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert press(reader(), release, Accept=accept).status_code == 303
    assert press(reader(), release, Accept="*/*").status_code == 303


def test_the_page_offers_what_would_change_something(release):
    client = reader()
    page = client.get(release.url("articles:like")).content.decode()
    assert 'name="wanted" value="1"' in page
    press(client, release)
    page = client.get(release.url("articles:like")).content.decode()
    assert 'name="wanted" value="0"' in page
    assert "It has 1 like." in page


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("data", [{}, {"wanted": ""}, {"wanted": "2"}])
def test_a_press_that_says_nothing_is_refused_in_words(release, data, accept):
    response = reader().post(release.url("articles:like"), data, headers={"Accept": accept})
    assert response.status_code == 400
    assert "Press the button again" in response.content.decode()
    assert totals(release) == (0, 0)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_who_presses_too_often_is_told_when_to_come_back(release, at, accept):
    client = reader()
    for n in range(views.LIKES_AN_HOUR):
        assert press(client, release, str(n % 2)).status_code == 303
    at("2022-05-28 10:40:30")
    response = press(client, release, "0", Accept=accept)
    assert (response.status_code, response["Retry-After"]) == (429, str(19 * 60 + 30))
    assert "Try again in 20 minutes" in response.content.decode()
    assert totals(release) == (0, 1)
    at("2022-05-28 11:00")
    press(client, release, "0")
    assert totals(release) == (0, 0)


def test_one_address_with_ever_new_names_is_stopped(release, monkeypatch):
    monkeypatch.setattr(views, "LIKES_AN_HOUR_FROM_A_NETWORK", 3)
    answers = [press(reader(agent=f"{FIREFOX} {n}"), release).status_code for n in range(5)]
    assert answers == [303, 303, 303, 429, 429]
    assert totals(release) == (0, 3)


def test_a_post_of_another_site_is_refused(release):
    assert press(reader(), release, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert totals(release) == (0, 0)
    assert press(reader(), release, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303
    assert totals(release) == (0, 1)


def test_likes_that_came_without_a_row_are_not_taken_back(release):
    assert not counters.unlike(release, "a" * 43, timezone.now())
    assert totals(release) == (0, 0)
