"""What the front keeps and for how long, what it never keeps, and that its memory has a bound."""

import gzip
import ipaddress
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import brotli
import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import renditions, workflow
from articles.models import Notice, Release
from pressroom import caching, version
from pressroom.front import application, freshness
from tests import factories
from tests.articles.lists import moment
from tests.pressroom.front.asking import Asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask():
    return Asking()


@pytest.fixture
def release(at):
    at("2022-05-28 12:00")
    return factories.live_release(headline="The lotus fields open", live_from=moment("2022-05-28 10:00"))


def test_the_second_reader_gets_what_the_first_had_rendered_without_any_query(ask, release):
    first = ask.get(release.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        second = ask.get(release.get_absolute_url())
    assert (first.status_code, first.is_rendered, second.is_rendered, len(queries)) == (200, True, False, 0)
    assert second.content == first.content
    assert b"The lotus fields open" in second.content
    assert second.headers == first.headers
    assert int(second["Content-Length"]) == len(second.content)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.0", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_a_page_goes_out_compressed_as_its_reader_takes_it(ask, accepted, encoding, unpack):
    plain = ask.get("/")
    for _first_and_second in range(2):
        found = ask.get("/", headers={"Accept-Encoding": accepted})
        assert found.headers.get("content-encoding") == encoding
        assert unpack(found.content) == plain.content
        assert found["Vary"] == "Accept-Encoding"
        assert int(found["Content-Length"]) == len(found.content)
    assert (found["ETag"] == plain["ETag"]) == (encoding is None)


@pytest.mark.parametrize("accepted", ["", "gzip", "br"])
def test_who_has_the_page_already_is_told_so(ask, accepted):
    taken = {"Accept-Encoding": accepted}
    tag = ask.get("/", headers=taken)["ETag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        same = ask.get("/", headers=taken | {"If-None-Match": asked})
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert ask.get("/", headers=taken | {"If-None-Match": '"other"'}).status_code == 200
    assert ask.rendered == ["/"]


def test_the_first_reader_may_have_it_too_and_it_is_kept_all_the_same(ask):
    tag = ask.get("/")["ETag"]
    another = Asking()
    assert another.get("/", headers={"If-None-Match": tag}).status_code == 304
    assert another.get("/").status_code == 200
    assert another.rendered == ["/"]


def test_a_feed_says_its_own_tag_and_date(ask, release, at):
    at("2022-05-28 13:00")
    feed = ask.get("/feed/")
    assert ask.get("/feed/", headers={"If-Modified-Since": feed["Last-Modified"]}).status_code == 304
    earlier = "Sat, 28 May 2022 00:00:00 GMT"
    assert ask.get("/feed/", headers={"If-Modified-Since": earlier}).status_code == 200
    assert ask.get("/feed/", headers={"If-None-Match": feed["ETag"]}).status_code == 304
    assert ask.rendered == ["/feed/"]


def test_head_is_answered_from_what_was_kept_without_a_body(ask):
    page = ask.get("/")
    head = ask.ask("/", method="HEAD")
    assert (head.is_rendered, head.content, head.headers) == (False, b"", page.headers)


def test_a_session_makes_no_difference(ask, editor):
    client = Client()
    client.force_login(editor)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    staff = ask.get("/", headers={"Cookie": cookies})
    public = ask.get("/")
    assert (staff.is_rendered, public.is_rendered) == (True, False)
    assert staff.content == public.content
    assert "Set-Cookie" not in public


def test_what_can_be_no_session_makes_no_difference_either(ask, at):
    at("2022-05-28 12:00")
    found = ask.get("/", headers={"Cookie": "sessionid=x"})
    assert "Set-Cookie" not in found
    assert not ask.get("/").is_rendered
    assert found.headers == ask.get("/").headers


def test_what_is_one_readers_or_an_error_is_never_kept(ask, release):
    page = release.get_absolute_url()
    for path, status in (
        ("/admin/", 302),
        (f"{page}state/", 200),
        (f"{page}like/", 200),
        (f"{page}reply/", 200),
        (f"{page}view.gif", 200),
        ("/healthz", 200),
        ("/2022/05/28/nothing/", 404),
        ("/search/?q=a&from=nonsense", 400),
        (page.rstrip("/"), 301),
    ):
        for _twice in range(2):
            found = ask.get(path)
            assert (found.status_code, found.is_rendered) == (status, True), path
            if status == 200:
                assert found["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private", path


def test_a_foreign_host_is_refused_and_all_names_of_the_site_get_the_same(ask):
    page = ask.get("/")
    for host in ("127.0.0.1", "localhost:8000", "LOCALHOST"):
        found = ask.get("/", headers={"Host": host})
        assert (found.is_rendered, found.content) == (False, page.content), host
    for host in ("evil.example.net", "localhost:evil", ""):
        assert ask.get("/", headers={"Host": host}, SERVER_NAME="evil.example.net").status_code == 400, host


def test_names_that_are_longer_than_any_host_take_no_memory(ask):
    application._is_allowed.cache_clear()
    for number in range(3):
        assert ask.get("/", headers={"Host": f"{number}{'a' * 100_000}"}).status_code == 400
    assert application._is_allowed.cache_info().currsize == 0


def test_only_a_trusted_proxy_is_believed_that_a_request_came_by_https(settings):
    settings.TRUSTED_PROXIES = []
    settings.SECURE_SSL_REDIRECT = True
    ask = Asking()
    by_https = {"X-Forwarded-Proto": "https"}
    assert ask.get("/", headers=by_https).status_code == 301
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.1")]
    assert ask.get("/", headers=by_https).status_code == 200
    assert ask.get("/").status_code == 301
    assert ask.get("/", headers=by_https, REMOTE_ADDR="192.0.2.1").status_code == 301


def test_the_marks_of_those_who_led_a_reader_here_make_no_new_page(ask, release):
    page = release.get_absolute_url()
    first = ask.get(page)
    for query in ("fbclid=IwAR123", "utm_source=vk&utm_medium=social", "yclid=1&gclid=2", "_openstat=x"):
        found = ask.get(f"{page}?{query}")
        assert (found.is_rendered, found.content) == (False, first.content), query
    large = ask.get(f"{page}?view=large&fbclid=1")
    assert b"data-large" in large.content
    assert b"fbclid" not in large.content
    assert not ask.get(f"{page}?fbclid=2&view=large").is_rendered


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


def test_the_version_is_asked_for_five_times_a_second_and_no_more(ask, at):
    at("2022-05-28 12:00:00")
    ask.get("/")
    with CaptureQueriesContext(connection) as queries:
        for hundredths in range(0, 100, 2):
            at(f"2022-05-28 12:00:00.{hundredths:02d}")
            ask.get("/")
    assert 3 <= len(queries) <= 5


@pytest.mark.django_db(transaction=True)
def test_a_hundred_who_miss_at_once_have_it_rendered_once():
    ask, gate = Asking(), []

    def slowly(environ, start_response):
        gate.append(True)
        return ask._django(environ, start_response)

    ask.front._django = slowly

    def reader(_number):
        try:
            return ask.get("/").content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        contents = set(pool.map(reader, range(100)))
    assert (len(gate), len(contents)) == (1, 1)


def test_a_clock_that_was_ahead_for_a_while_hides_no_moment(ask, at):
    at("2022-05-28 12:00")
    factories.scheduled_release(moment("2022-05-28 12:30"), headline="Out at half past twelve")
    assert ask.get("/robots.txt").status_code == 200
    at("2022-05-28 13:10")
    ask.get("/robots.txt")
    at("2022-05-28 12:10")
    assert b"Out at half past twelve" not in ask.get("/").content
    at("2022-05-28 12:30")
    assert b"Out at half past twelve" in ask.get("/").content


def test_a_clock_that_is_put_back_while_the_database_is_away_keeps_nobody_from_asking_it(ask, at):
    at("2022-05-28 12:00")
    with mock.patch.object(version, "current", side_effect=OperationalError("away")):
        ask.get("/")
    at("2022-05-28 11:00")
    ask.get("/")
    assert not ask.get("/").is_rendered


def test_memory_has_a_bound_and_made_up_queries_push_out_no_page_without_one(release):
    ask = Asking(400_000)
    assert ask.get(release.get_absolute_url()).is_rendered
    for number in range(40):
        assert ask.get(f"/?view=large&before=&n={number}").status_code == 200
        assert ask.front.store.size <= 400_000
    assert len(ask.front.store) > 2
    assert not ask.get(release.get_absolute_url()).is_rendered
    for year in range(60):
        # Refused or found: an address without a query.
        ask.get(f"/about/accessibility/?{year}")
    assert ask.front.store.size <= 400_000


def test_without_memory_every_page_is_rendered_and_compressed_all_the_same():
    ask = Asking(0)
    for _twice in range(2):
        found = ask.get("/", headers={"Accept-Encoding": "gzip"})
        assert (found.is_rendered, found["Content-Encoding"]) == (True, "gzip")


def test_while_the_database_is_away_what_was_kept_is_shown_for_a_minute(ask, at):
    at("2022-05-28 12:00")
    ask.get("/")
    with mock.patch.object(version, "current", side_effect=OperationalError("away")):
        at("2022-05-28 12:00:30")
        assert not ask.get("/").is_rendered
        assert ask.get("/")["X-Accel-Expires"] == f"@{int(moment('2022-05-28 12:00').timestamp())}"
        at("2022-05-28 12:01")
        assert ask.get("/").is_rendered
    at("2022-05-28 12:01:10")
    ask.get("/")
    assert not ask.get("/").is_rendered


def test_while_the_database_is_away_nothing_is_shown_beyond_a_moment(ask, at):
    at("2022-05-28 12:00")
    factories.scheduled_release(moment("2022-05-28 12:00:20"))
    ask.get("/")
    with mock.patch.object(version, "current", side_effect=OperationalError("away")):
        at("2022-05-28 12:00:19")
        assert not ask.get("/").is_rendered
        at("2022-05-28 12:00:20")
        assert ask.get("/").is_rendered


def test_the_version_is_read_anew_in_each_second_of_the_clock_so_that_nginx_may_keep_until_it_ends(at):
    at("2022-05-28 12:00:00.95")
    known = freshness.Freshness()
    known.state()
    at("2022-05-28 12:00:01.05")
    assert known.state().read_at == moment("2022-05-28 12:00:01.05").timestamp()


def test_a_database_that_is_away_is_asked_twice_a_second(at):
    at("2022-05-28 12:00")
    known = freshness.Freshness()
    known.state()
    with mock.patch.object(version, "current", side_effect=OperationalError("away")) as asked:
        for tenths in range(20):
            at(f"2022-05-28 12:00:{1 + tenths // 10:02d}.{tenths % 10}")
            known.state()
    assert asked.call_count == 4


def test_a_database_that_hangs_holds_nobody_up_for_long(at, monkeypatch):
    at("2022-05-28 12:00")
    known = freshness.Freshness()
    state = known.state()
    monkeypatch.setattr(freshness, "PATIENCE", 0.01)
    at("2022-05-28 12:00:10")
    # Another thread asks, and gets no answer.
    with known._asking:
        assert known.state() is state
        monkeypatch.setattr(freshness, "PATIENCE", 3600)
        # For a while nobody waits again.
        assert known.state() is state
    at("2022-05-28 12:00:11")
    assert known.state().read_at > state.read_at


def test_headers_of_files_that_nginx_sends_are_kept_for_as_long_as_the_file_is_public(ask, release, settings, at):
    image = factories.image()
    url = renditions.url(image, "wide", 320, "jpg")
    settings.MEDIA_ACCEL = "/protected/"
    assert [ask.get(url).status_code for _twice in range(2)] == [404, 404]
    factories.live_release(lead_image=image)
    at("2022-05-28 12:00:02")
    first, second = ask.get(url), ask.get(url)
    assert (first.is_rendered, second.is_rendered, second.content) == (True, False, b"")
    assert second["X-Accel-Redirect"] == first["X-Accel-Redirect"]
    assert second["Cache-Control"] == "public, max-age=600"
    assert second["Content-Type"] == "image/jpeg"
    assert ask.get(url, headers={"If-None-Match": second["ETag"]}).status_code == 304
    settings.MEDIA_ACCEL = ""
    assert ask.get(url).is_rendered


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


def test_a_page_that_varies_or_sets_a_cookie_is_not_kept_whatever_its_view_says(ask):
    for name, value in (("Vary", "Cookie"), ("Set-Cookie", "a=b"), ("Cache-Control", "private")):

        def answer(environ, start_response, name=name, value=value):
            request = WSGIRequest(environ)
            response = caching.public(lambda request: HttpResponse("One reader's."))(request)
            response[name] = value
            start_response("200 OK", list(response.items()))
            return response

        ask._handler = answer
        assert ask.get("/").is_rendered
        found = ask.get("/")
        assert found.is_rendered, name
        # Nor by nginx, which looks at no Vary.
        assert "X-Accel-Expires" not in found, name
        assert "s-maxage=1" not in found["Cache-Control"], name


def test_what_one_reader_sees_and_files_are_not_compressed(ask):
    taken = {"Accept-Encoding": "gzip, br"}
    release = factories.live_release(lead_image=factories.image())
    photograph = renditions.url(release.editions.get().images.get().image, "wide", 320, "jpg")
    for path in (release.url("comments:reply"), release.url("articles:state"), photograph):
        found = ask.get(path, headers=taken)
        assert (found.status_code, "Content-Encoding" in found) == (200, False), path
    assert ask.get("/feed/", headers=taken)["Content-Encoding"] == "br"
