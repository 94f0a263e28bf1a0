"""What nginx keeps of the site's answers: for the rest of a second, and for longer only where no node answers."""

import threading
import time

import pytest

from tests.deploy import stub
from tests.deploy.stub import Site


def test_a_public_page_is_asked_for_once(site, visitor, another, path):
    assert [visitor.ask(path).kept, visitor.ask(path).kept, another().ask(path).kept] == ["MISS", "HIT", "HIT"]
    assert site.paths == [path]


def test_a_cookie_makes_no_difference(site, visitor, path):
    assert [visitor.ask(path, Cookie=f"sessionid={key}").kept for key in "ab"] == ["MISS", "HIT"]


def test_another_query_is_another_page(site, visitor, path):
    assert [visitor.ask(path + query).kept for query in ("?page=1", "?page=2", "?page=1")] == ["MISS", "MISS", "HIT"]


def test_head_is_answered_by_what_was_kept_for_get(site, visitor, path):
    visitor.ask(path)
    answer = visitor.ask(path, "HEAD")
    assert (answer.kept, answer.body, answer.headers["Content-Length"]) == ("HIT", b"", "7")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "br"),
        ("br;q=0.5", "br"),
        ("BR", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=0.5,br;q=0", "gzip"),
        ("br; q=0.000, gzip", "gzip"),
        ("br;q=0, gzip;q=0.0", None),
        ("brotli, x-gzip", None),
        ("identity", None),
        ("deflate", None),
        ("*", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_browser_takes_is_put_in_one_of_three_ways(site, visitor, said, asked):
    site.answer = stub.private()
    visitor.ask("/", **({} if said is None else {"Accept_Encoding": said}))
    assert site.asked[0].headers.get("accept-encoding") == asked


def test_each_encoding_is_kept_by_itself(site, visitor, path):
    def answer(asked):
        encoding = asked.headers.get("accept-encoding", "")
        named = {"Content_Encoding": encoding} if encoding else {}
        return stub.page(f"In {encoding or 'nothing'}.".encode(), Vary="Accept-Encoding", **named)(asked)

    site.answer = answer
    first = {said: visitor.ask(path, Accept_Encoding=said) for said in ("gzip, br", "gzip", "")}
    again = {said: visitor.ask(path, Accept_Encoding=said) for said in ("gzip, deflate, br", "gzip;q=1", "deflate")}
    assert [answer.body for answer in first.values()] == [b"In br.", b"In gzip.", b"In nothing."]
    assert [answer.body for answer in again.values()] == [b"In br.", b"In gzip.", b"In nothing."]
    assert [answer.kept for answer in first.values()] == ["MISS"] * 3
    assert [answer.kept for answer in again.values()] == ["HIT"] * 3
    assert [answer.headers["Content-Encoding"] for answer in again.values()] == ["br", "gzip", None]
    assert {answer.headers["Vary"] for answer in again.values()} == {"Accept-Encoding"}


@pytest.mark.parametrize("answer", [stub.private(), stub.page(Set_Cookie="a=b"), stub.private(status=404)])
def test_what_is_for_one_reader_is_never_kept(site, visitor, path, answer):
    site.answer = answer
    assert "HIT" not in [visitor.ask(path).kept for _time in range(3)]
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    "where",
    [
        "/admin/",
        "/admin/login/",
        "/preview/token/",
        "/healthz",
        "/media/1/a/wide-320.jpg",
        "/2022/05/28/a/view/",
        "/2022/05/28/a/view.gif",
        "/ru/2022/05/28/a/state/",
        "/2022/05/28/a/like/",
        "/2022/05/28/a/reply/",
        "/2022/05/28/a/reply/signed:by/",
        "/search/searched/",
        "/kk/search/searched.gif",
    ],
)
def test_for_what_is_private_nginx_never_looks_whatever_is_said_of_it(site, visitor, where):
    assert [visitor.ask(where).kept for _time in range(2)] == [None, None]
    assert site.paths == [where, where]


def test_a_page_of_a_second_that_is_over_is_asked_for_anew(site, visitor, path):
    site.answer = stub.page(until=-1)
    assert [visitor.ask(path).kept for _time in range(3)] == ["MISS", "EXPIRED", "EXPIRED"]
    assert len(site.asked) == 3


def test_a_page_of_this_second_is_used_in_this_second(site, visitor, path):
    site.answer = stub.page(until=0)
    for number in range(100):
        second = int(time.time())
        answers = [visitor.ask(f"{path}{number}/").kept for _time in range(2)]
        if int(time.time()) == second:
            # All of it happened in one second: as good as always.
            assert answers == ["MISS", "HIT"]
            return
    raise AssertionError("This machine takes a second for everything.")


def test_no_answer_was_made_before_the_second_in_which_it_was_asked_for(site, visitor, path):
    site.answer = lambda asked: stub.page(str(int(time.time())).encode(), until=0)(asked)
    for _time in range(300):
        second = int(time.time())
        assert int(visitor.ask(path).body) >= second


def test_an_unchanged_page_is_asked_for_by_its_tag_and_holds_again(site, visitor, path):
    site.answer = stub.page(b"First.", until=-1, ETag='"1"')
    visitor.ask(path)
    site.answer = stub.page(b"", status=304, ETag='"1"')
    answers = [visitor.ask(path) for _time in range(2)]
    assert site.asked[1].headers["if-none-match"] == '"1"'
    assert [(answer.status, answer.kept, answer.body) for answer in answers] == [
        (200, "REVALIDATED", b"First."),
        (200, "HIT", b"First."),
    ]
    assert len(site.asked) == 2


def test_a_reader_who_has_the_page_is_told_so_by_nginx(site, visitor, path):
    site.answer = stub.page(ETag='"1-br"')
    visitor.ask(path)
    answer = visitor.ask(path, If_None_Match='W/"1-br"')
    assert (answer.status, answer.kept, answer.body) == (304, "HIT", b"")
    assert len(site.asked) == 1


def test_who_comes_while_a_new_page_is_made_waits_and_has_it_made_no_second_time(site, another, path):
    begun, ready = _hold(site, stub.page())
    first, second = another(), another()
    _send(first, path)
    assert begun.wait(30)
    _send(second, path)
    ready.set()
    assert [first.getresponse().read(), second.getresponse().read()] == [b"A page."] * 2
    assert site.paths == [path]


def test_who_comes_while_a_page_is_made_anew_is_not_shown_the_old_one(site, another, path):
    site.answer = stub.page(b"Old.", until=-1)
    another().ask(path)
    begun, ready = _hold(site, stub.page(b"New."))
    first, second = another(), another()
    _send(first, path)
    assert begun.wait(30)
    _send(second, path)
    ready.set()
    assert [first.getresponse().read(), second.getresponse().read()] == [b"New."] * 2


def test_an_old_page_is_shown_where_no_node_answers_and_no_longer(running, visitor, path):
    site = Site(running.nodes[0])
    site.answer = stub.page(b"Old.", until=-1)
    assert visitor.ask(path).kept == "MISS"
    site.kill()
    answer = visitor.ask(path)
    assert (answer.status, answer.kept, answer.body) == (200, "STALE", b"Old.")
    assert visitor.ask(path + "never-asked-for/").status == 502
    site = Site(running.nodes[0])
    site.answer = stub.page(b"New.")
    answer = visitor.ask(path)
    assert (answer.status, answer.kept, answer.body) == (200, "EXPIRED", b"New.")
    site.kill()


@pytest.mark.parametrize("status", [500, 503, 404, 410])
def test_an_answer_is_shown_though_an_older_one_was_nicer(site, visitor, path, status):
    site.answer = stub.page(until=-1)
    visitor.ask(path)
    site.answer = stub.private(b"No.", status=status)
    answer = visitor.ask(path)
    assert (answer.status, answer.body) == (status, b"No.")


def test_what_was_removed_does_not_come_back_when_no_node_answers(running, visitor, path):
    site = Site(running.nodes[0])
    site.answer = stub.page(b"What is to be removed.", until=-1)
    visitor.ask(path)
    site.answer = stub.page(b"Removed.", status=410, until=-1)
    visitor.ask(path)
    site.kill()
    answer = visitor.ask(path)
    assert (answer.status, answer.kept, answer.body) == (410, "STALE", b"Removed.")


def _hold(site, answer):
    """Let the site begin an answer and not end it until it is told so; return the two events."""
    begun, ready = threading.Event(), threading.Event()

    def held(asked):
        begun.set()
        assert ready.wait(30)
        return answer(asked)

    site.answer = held
    return begun, ready


def _send(visitor, path):
    """Ask, and don't wait for the answer."""
    visitor.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    visitor.putheader("Host", "press.example.org")
    visitor.endheaders()
