"""When what the front kept ends: with a change, at a moment, after an hour; and what proxies are told of it."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from articles import workflow
from articles.models import Notice, Release
from pressroom import caching, version
from tests import factories
from tests.articles.lists import moment

pytestmark = pytest.mark.django_db


def test_an_edition_that_was_scheduled_is_there_in_its_second_without_any_job(ask, at):
    at("2022-05-28 12:00")
    factories.scheduled_release(moment("2022-05-28 12:30"), headline="Out at half past twelve")
    for time, is_there in (("12:00", False), ("12:29:59", False), ("12:30", True), ("12:30:01", True)):
        at(f"2022-05-28 {time}")
        assert (b"Out at half past twelve" in ask.get("/").content) is is_there, time
    # Kept for half an hour before, and again after it.
    assert len(ask.rendered) == 2


@pytest.mark.parametrize("end", ["12:45", None])
def test_a_notice_and_a_pin_begin_and_end_in_their_second(ask, at, end):
    at("2022-05-28 12:00")
    until = moment(f"2022-05-28 {end}") if end else None
    pinned = factories.live_release(headline="The pinned one", live_from=moment("2022-05-20 10:00"))
    factories.live_release(headline="A later one", live_from=moment("2022-05-27 10:00"))
    Release.objects.filter(pk=pinned.pk).update(pinned_from=moment("2022-05-28 12:40"), pinned_until=until)
    Notice.objects.create(
        text="Boil the water", language="en", shown_from=moment("2022-05-28 12:30"), shown_until=until
    )
    rendered = 0
    for time, is_noticed, is_pinned in (
        ("12:29:59", False, False),
        ("12:30", True, False),
        ("12:39:59", True, False),
        ("12:40", True, True),
        ("12:44:59", True, True),
        ("12:45", end is None, end is None),
    ):
        at(f"2022-05-28 {time}")
        page = ask.get("/").content
        assert (b"Boil the water" in page) is is_noticed, time
        assert (page.index(b"The pinned one") < page.index(b"A later one")) is is_pinned, time
        rendered += not ask.get("/").is_rendered
    assert rendered == 6


def test_nothing_is_kept_longer_than_an_hour(ask, at):
    at("2022-05-28 12:00")
    ask.get("/")
    at("2022-05-28 12:59")
    assert not ask.get("/").is_rendered
    at("2022-05-28 13:00")
    assert ask.get("/").is_rendered


def test_proxies_are_told_to_use_it_for_a_second_and_not_beyond_a_moment(ask, at):
    at("2022-05-28 12:00")
    factories.scheduled_release(moment("2022-05-28 12:30"))
    said = ask.get("/")
    seconds = int(moment("2022-05-28 12:00").timestamp())
    assert said["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=0"
    assert said["X-Accel-Expires"] == f"@{seconds}"
    at("2022-05-28 12:29:59.5")
    said = ask.get("/")
    assert said["Cache-Control"] == "public, max-age=0, s-maxage=0, must-revalidate, stale-while-revalidate=0"
    assert said["X-Accel-Expires"] == "0"


def test_the_time_that_rendering_takes_is_none_for_proxies(ask, at):
    at("2022-05-28 12:29:58")
    factories.scheduled_release(moment("2022-05-28 12:30"))

    def slowly(environ, start_response):
        at("2022-05-28 12:29:59.5")
        return handler(environ, start_response)

    handler, ask._handler = ask._handler, slowly
    assert ask.get("/")["Cache-Control"].startswith("public, max-age=0, s-maxage=0,")


@pytest.mark.django_db(transaction=True)
def test_what_is_gone_or_leads_on_replaces_what_proxies_keep(ask, release, editor):
    page = release.get_absolute_url()
    workflow.remove(release, by=editor, reason="It named a child.")
    gone = ask.get(page)
    assert (gone.status_code, gone["Cache-Control"]) == (410, ask.get("/")["Cache-Control"])
    assert gone["X-Accel-Expires"] == ask.get("/")["X-Accel-Expires"]
    assert "X-Accel-Expires" not in ask.get("/2022/05/28/nothing/")


@pytest.mark.django_db(transaction=True)
def test_a_change_by_this_process_shows_at_once(ask, release, editor):
    page = release.get_absolute_url()
    assert ask.get(page).status_code == 200
    # Before the transaction ends, nobody sees anything of it.
    workflow.remove(release, by=editor, reason="It named a child.")
    assert ask.get(page).status_code == 410
    workflow.put_back(release, by=editor)
    assert ask.get(page).status_code == 200


def test_a_change_by_another_process_shows_within_a_second(ask, release, at, monkeypatch):
    at("2022-05-28 12:00:10")
    assert b"New words" not in ask.get("/").content
    factories.live_release(headline="New words")
    at("2022-05-28 12:00:10.9")
    assert b"New words" in ask.get("/").content


def test_a_page_rendered_while_the_site_changed_is_not_kept(ask):
    state = ask.front.freshness.state()

    def changes_meanwhile(environ, start_response):
        version.changed()
        # What another process would see a fifth of a second later.
        ask.front.freshness._state = state._replace(read_at=0)
        return ask._django(environ, start_response)

    ask.front._django = changes_meanwhile
    ask.get("/")
    assert len(ask.front.store) == 0


def test_a_moment_that_a_view_names_ends_its_page(ask, at):
    at("2022-05-28 12:00")

    def named(environ, start_response):
        request = WSGIRequest(environ)
        response = caching.public(lambda request: HttpResponse("Until half past twelve."))(request)
        for time in ("13:00", "12:30", "12:45"):
            caching.fresh_until(request, moment(f"2022-05-28 {time}"))
        caching.fresh_until(request, None)
        start_response("200 OK", list(response.items()))
        return response

    ask._handler = named
    for time, is_rendered in (("12:00", True), ("12:29:59", False), ("12:30", True)):
        at(f"2022-05-28 {time}")
        assert ask.get("/").is_rendered is is_rendered, time
