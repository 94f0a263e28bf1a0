"""Pages that several processes have in common by Redis; where none listens, this is left out and says so."""

import os
import threading
from unittest import mock

import pytest
import redis
from django.core.handlers.wsgi import WSGIHandler

from pressroom.front import shared
from tests import factories
from tests.articles.lists import moment
from tests.pressroom.front.asking import Asking

URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def _listens():
    try:
        return redis.Redis.from_url(URL, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return False


pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.skipif(not _listens(), reason=f"no Redis listens at {URL}"),
]


@pytest.fixture
def nodes(settings):
    """Two fronts as two processes of one site have them; what this site keeps in Redis is gone in the end."""
    settings.REDIS_URL = URL
    settings.SECRET_KEY = os.urandom(32).hex()
    nodes = Asking(), Asking()
    yield nodes
    server = redis.Redis.from_url(URL)
    for name in server.scan_iter(f"pressroom:{nodes[0].front._shared._space}:*"):
        server.delete(name)


def test_a_page_is_rendered_once_for_all_processes(nodes, at):
    at("2022-05-28 12:00")
    release = factories.live_release()
    first, second = (node.get(release.get_absolute_url()) for node in nodes)
    assert (first.is_rendered, second.is_rendered) == (True, False)
    assert (first.content, first.headers) == (second.content, second.headers)
    # What lies below it is known in each process.
    for node in nodes:
        assert node.front.subjects.get(release.get_absolute_url(), node.front.freshness.state()) == release.pk


def test_what_was_rendered_before_a_moment_is_not_shared_after_it(nodes, at):
    at("2022-05-28 12:00")
    factories.scheduled_release(moment("2022-05-28 12:30"), headline="Out at half past twelve")
    nodes[0].get("/")
    at("2022-05-28 12:30")
    assert b"Out at half past twelve" in nodes[1].get("/").content


def test_another_software_or_site_shares_nothing(nodes, settings):
    nodes[0].get("/")
    with mock.patch.object(shared.software, "checksum", return_value="another"):
        assert Asking().get("/").is_rendered
    settings.SITE_URL = "https://another.example"
    assert Asking().get("/").is_rendered


def test_who_misses_while_another_process_renders_waits_for_it(nodes):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(environ, start_response):
        begun.set()
        go_on.wait(10)
        return WSGIHandler()(environ, start_response)

    nodes[0]._handler = slowly
    waited = []

    def look(seconds):
        waited.append(seconds)
        go_on.set()
        first.join(0.05)

    first = threading.Thread(target=lambda: nodes[0].get("/robots.txt"))
    with mock.patch.object(shared.time, "sleep", look):
        first.start()
        begun.wait(10)
        second = nodes[1].get("/robots.txt")
    first.join()
    assert (second.status_code, second.is_rendered, bool(waited)) == (200, False, True)


def test_what_cannot_be_kept_holds_nobody_up(nodes):
    for node in nodes:
        assert node.get("/2022/05/28/nothing/").status_code == 404


def test_a_forked_process_gives_up_nothing_that_another_one_took(nodes):
    common, state = nodes[0].front._shared, nodes[0].front.freshness.state()
    key = ("http", "/", "")
    assert common.get(key, state, wait=0) is None
    with mock.patch.object(shared.os, "getpid", return_value=1):
        common.put(key, state, None)
        assert common._redis.exists(f"{common._name(key, state)}:lock")
    common.put(key, state, None)
    assert not common._redis.exists(f"{common._name(key, state)}:lock")


def test_a_redis_that_does_not_answer_is_left_alone_for_a_while(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    node = Asking()
    assert node.get("/").is_rendered
    with mock.patch.object(node.front._shared, "_redis") as asked:
        assert node.get("/feed/").is_rendered
    assert asked.mock_calls == []
    assert not node.get("/").is_rendered
