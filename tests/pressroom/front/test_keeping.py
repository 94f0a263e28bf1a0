"""What the front keeps and for whom, what it never keeps, and that its memory has a bound."""

import gzip
import ipaddress
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import renditions
from pressroom import caching
from pressroom.front import application
from tests import factories
from tests.pressroom.front.asking import Asking

pytestmark = pytest.mark.django_db


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
    for is_weak in (encoding is not None, False, False):
        found = ask.get("/", headers={"Accept-Encoding": accepted})
        assert found["ETag"].startswith("W/") == is_weak
        assert found.headers.get("content-encoding") == encoding
        assert unpack(found.content) == plain.content
        assert found["Vary"] == "Accept-Encoding"
        assert int(found["Content-Length"]) == len(found.content)
    assert (found["ETag"] == plain["ETag"]) == (encoding is None)


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_a_page_that_is_asked_for_again_has_fewer_bytes(ask, release, accepted, unpack):
    found = [ask.get(release.get_absolute_url(), headers={"Accept-Encoding": accepted}) for _time in range(3)]
    sizes = [len(one.content) for one in found]
    assert sizes[1] == sizes[2] < 0.9 * sizes[0]
    assert len({unpack(one.content) for one in found}) == 1
    assert found[0]["ETag"] == f"W/{found[1]['ETag']}"
    assert ask.rendered == [release.get_absolute_url()]


def test_a_proxy_that_has_what_was_soon_done_gets_what_all_others_will(ask, release, settings):
    path, taken = release.get_absolute_url(), {"Accept-Encoding": "br"}
    first = ask.get(path, headers=taken)
    # A reader is told that it is the same.
    same = ask.get(path, headers=taken | {"If-None-Match": first["ETag"]})
    assert (same.status_code, same["ETag"]) == (304, first["ETag"])
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.1/32")]
    # Another process than the one that answered first does no worse.
    for asking in (ask, Asking()):
        later = asking.get(path, headers=taken | {"If-None-Match": first["ETag"]})
        assert (later.status_code, len(later.content) < 0.9 * len(first.content)) == (200, True)
        same = asking.get(path, headers=taken | {"If-None-Match": later["ETag"]})
        assert (same.status_code, same["ETag"]) == (304, later["ETag"])
        assert not later["ETag"].startswith("W/")


@pytest.mark.parametrize("accepted", ["", "gzip", "br"])
def test_who_has_the_page_already_is_told_so(ask, accepted):
    taken = {"Accept-Encoding": accepted}
    first, tag = (ask.get("/", headers=taken)["ETag"] for _time in range(2))
    for asked in (first, tag, f"W/{tag}", f'"other", {tag}', "*"):
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


def test_head_is_answered_from_what_was_kept_without_a_body(ask, at):
    at("2022-05-28 12:00")
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
