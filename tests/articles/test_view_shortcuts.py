"""What the counters answer before Django: the same as Django does, or nothing."""

import pytest
from django.test import RequestFactory

from articles.counters import spool
from articles.models import Release
from articles.views import shortcuts
from pressroom import visitors
from tests.articles.counting import FIREFOX, press, reader, see, totals
from tests.factories import live_release


@pytest.fixture
def release(transactional_db, at):
    at("2022-05-28 10:00")
    return live_release()


def environ(release, name="view", method="post", address="192.0.2.1", **headers):
    """Return the environ of what `reader()` asks for, a read when it comes from the front."""
    headers = {"User-Agent": FIREFOX, "Host": "testserver", **headers}
    request = getattr(RequestFactory(), method)(release.url(f"articles:{name}"), headers=headers, REMOTE_ADDR=address)
    return request.META


def told(response):
    """Return (status, headers, body) of Django's answer as a shortcut gives it."""
    kept = sorted((name, value) for name, value in response.items() if name != "Expires")
    return f"{response.status_code} {response.reason_phrase}", kept, response.content


def short(answer):
    status, headers, body = answer
    return status, sorted([*headers, *([("Content-Length", "0")] if not body else [])]), body


def test_a_view_is_answered_as_django_does_and_counted_once(release):
    of_django = told(see(reader(), release))
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.2"):
        assert short(shortcuts.view(environ(release, address=address), release.pk)) == of_django
    assert totals(release) == (2, 0)
    cache_control = dict(of_django[1])["Cache-Control"].split(", ")
    assert {"private", "no-store"} <= set(cache_control)


def test_a_robot_is_answered_the_same_and_not_counted(release):
    of_django = told(see(reader(), release))
    assert short(shortcuts.view(environ(release, **{"User-Agent": "Examplebot"}), release.pk)) == of_django
    assert short(shortcuts.view(environ(release, **{"Sec-Purpose": "prefetch"}), release.pk)) == of_django
    assert totals(release) == (1, 0)


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_what_another_site_sends_is_left_to_django_which_refuses_it(release, headers, is_ours):
    see(reader(), release)
    assert bool(shortcuts.view(environ(release, address="192.0.2.2", **headers), release.pk)) is is_ours
    assert see(reader(address="192.0.2.3", **headers), release).status_code == (204 if is_ours else 403)
    assert totals(release) == (3 if is_ours else 1, 0)


def test_nothing_is_answered_that_django_has_not_answered_before(release):
    assert shortcuts.view(environ(release), release.pk) is None
    assert shortcuts.state(environ(release, "state", "get"), release.pk) is None
    see(reader(), release)
    reader().get(release.url("articles:state"))
    # Nor over HTTPS, where more is said, what was learned without.
    secure = {"wsgi.url_scheme": "https"}
    assert shortcuts.view(environ(release) | secure, release.pk) is None
    assert shortcuts.state(environ(release, "state", "get") | secure, release.pk) is None


def test_nothing_is_answered_where_no_page_is_kept_or_no_salt_is_known_or_the_disk_is_full(release, monkeypatch):
    see(reader(), release)
    assert shortcuts.view(environ(release), None) is None
    known = visitors.known_day
    monkeypatch.setattr(visitors, "known_day", lambda now: None)
    assert shortcuts.view(environ(release), release.pk) is None
    monkeypatch.setattr(visitors, "known_day", known)
    assert shortcuts.view(environ(release), release.pk)
    spool.here.rotate()
    monkeypatch.setattr("articles.counters.spool.os.write", lambda file, whole: 0)
    assert shortcuts.view(environ(release), release.pk) is None


def test_the_numbers_are_told_as_django_tells_them_and_asked_for_once_a_second(release, monkeypatch):
    now = 100.0
    monkeypatch.setattr(shortcuts.time, "monotonic", lambda: now)
    Release.objects.update(views=12345)
    of_django = told(reader().get(release.url("articles:state")))
    asked = environ(release, "state", "get")
    assert short(shortcuts.state(asked, release.pk)) == of_django
    assert shortcuts.state(asked, None) is None
    assert shortcuts.state(asked, release.pk + 1) is None
    now += 1
    # One asks, and the others are told what was known.
    assert shortcuts.state(asked, release.pk) is None
    assert short(shortcuts.state(asked, release.pk)) == of_django
    Release.objects.update(views=12346)
    reader().get(release.url("articles:state"))
    assert b"12346" in shortcuts.state(asked, release.pk)[2]
    now += 5
    assert shortcuts.state(asked, release.pk) is None


def test_who_may_like_it_is_told_by_django(release):
    reader().get(release.url("articles:state"))
    client = reader()
    press(client, release)
    cookie = f"a=b; likes={client.cookies['likes'].value}"
    assert shortcuts.state(environ(release, "state", "get", Cookie=cookie), release.pk) is None
    assert shortcuts.state(environ(release, "state", "get", Cookie="a=b"), release.pk)
    # Nor is what one is told kept for the others.
    client.get(release.url("articles:state"))
    assert b"false" in shortcuts.state(environ(release, "state", "get"), release.pk)[2]


def test_the_numbers_that_are_kept_are_bounded(release, monkeypatch):
    monkeypatch.setattr(shortcuts, "MOST", 3)
    for _number in range(5):
        reader().get(live_release().url("articles:state"))
    assert len(shortcuts._numbers) <= 3
