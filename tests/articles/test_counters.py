"""Views, the addresses of the counters, what they cost, and what becomes of many visitors at once."""

import base64
import datetime
import re
import threading

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from articles import counters
from articles.counters import limits, spool
from articles.models import DailyCount, Like
from pressroom import visitors
from pressroom.models import Salt
from tests.articles.counting import FIREFOX, ask, days_kept, press, reader, see, totals, traces
from tests.factories import live_release, scheduled_release


@pytest.fixture
def release(db, at):
    at("2022-05-28 10:00")
    return live_release()


class TestViews:
    """What counts as a view, and what doesn't."""

    def test_a_visitor_is_counted_once_a_day(self, release, at):
        assert see(reader(), release).status_code == 204
        see(reader(), release)
        assert totals(release) == (1, 0)
        at("2022-05-29 00:01")
        see(reader(), release)
        assert totals(release) == (2, 0)
        assert list(DailyCount.objects.order_by("day").values_list("views", flat=True)) == [1, 1]

    def test_each_visitor_and_each_release_counts(self, release):
        other = live_release()
        for client in (reader(), reader(address="192.0.2.2"), reader(agent=FIREFOX + "1")):
            see(client, release)
        see(reader(), other)
        assert (totals(release), totals(other)) == ((3, 0), (1, 0))

    def test_the_pixel_and_the_script_count_one_view_between_them(self, release):
        see(reader(), release)
        response = reader().get(release.url("articles:pixel"))
        assert (response.status_code, response["Content-Type"], len(response.content)) == (200, "image/gif", 43)
        assert totals(release) == (1, 0)

    def test_the_pixel_counts_by_itself(self, release):
        reader().get(release.url("articles:pixel"))
        assert totals(release) == (1, 0)

    @pytest.mark.parametrize(
        "headers",
        [
            {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
            {"User-Agent": ""},
            {"Sec-Purpose": "prefetch;prerender"},
            {"Purpose": "prefetch"},
        ],
    )
    def test_robots_and_prefetches_are_answered_and_not_counted(self, release, headers):
        client = reader(**headers)
        assert see(client, release).status_code == 204
        assert client.get(release.url("articles:pixel")).status_code == 200
        assert totals(release) == (0, 0)

    def test_head_of_the_pixel_is_not_counted(self, release):
        assert reader().head(release.url("articles:pixel")).status_code == 200
        assert totals(release) == (0, 0)

    def test_the_pixel_in_a_page_of_another_site_is_not_counted(self, release):
        assert reader(**{"Sec-Fetch-Site": "cross-site"}).get(release.url("articles:pixel")).status_code == 200
        assert totals(release) == (0, 0)

    def test_a_post_of_another_site_is_refused(self, release):
        assert see(reader(Origin="https://evil.example"), release).status_code == 403
        assert totals(release) == (0, 0)
        assert see(reader(Origin="http://testserver"), release).status_code == 204
        assert totals(release) == (1, 0)

    def test_one_address_with_ever_new_names_is_counted_up_to_a_limit(self, release, monkeypatch):
        monkeypatch.setattr(limits, "AN_HOUR", 3)
        answers = {see(reader(agent=f"{FIREFOX} {n}"), release).status_code for n in range(6)}
        assert answers == {204}
        assert totals(release) == (3, 0)
        assert len(traces()) == 3
        see(reader(address="192.0.2.2"), release)
        assert totals(release) == (4, 0)

    def test_what_is_not_live_is_not_counted(self, release):
        later = scheduled_release()
        assert see(reader(), later).status_code == 404
        assert reader().get(later.url("articles:pixel")).status_code == 404
        assert totals(later) == (0, 0)

    def test_rows_of_past_days_go_and_the_totals_stay(self, release, at):
        for day in ("2022-05-28", "2022-05-29", "2022-05-30", "2022-05-31"):
            at(f"{day} 12:00")
            see(reader(), release)
            counters.fold()
            counters.forget(timezone.now())
        assert days_kept() == [datetime.date(2022, 5, 30), datetime.date(2022, 5, 31)]
        assert totals(release) == (4, 0)

    def test_nothing_kept_holds_the_address_or_the_browser(self, release):
        see(reader(address="203.0.113.77"), release)
        press(reader(address="203.0.113.77"), release)
        waiting = b"".join(path.read_bytes() for path in spool.here.folder.glob("*.spool"))
        assert not re.search(rb"203\.0|Firefox|\xcb\x00\x71\x4d|\x4d\x71\x00\xcb", waiting)
        counters.fold()
        asked = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": FIREFOX}
        day = visitors.day(timezone.now().timestamp())
        trace, _network = visitors.traces(asked, day, release.pk)
        # Of which view it is the trace, nobody can say but by the salt, which is destroyed.
        assert traces() == [trace]
        token = Like.objects.get().visitor
        assert len(token) == 43
        # Nor can who likes be found among who read.
        assert base64.urlsafe_b64decode(f"{token}=")[:8] != trace


class TestAddresses:
    """What each address answers, and that nobody keeps the answer."""

    @pytest.mark.parametrize(
        ("name", "method", "status", "allowed"),
        [
            ("view", "post", 204, ""),
            ("view", "get", 405, "POST"),
            ("view", "head", 405, "POST"),
            ("pixel", "get", 200, ""),
            ("pixel", "post", 405, "GET, HEAD"),
            ("state", "get", 200, ""),
            ("state", "post", 405, "GET, HEAD"),
            ("like", "get", 200, ""),
            ("like", "put", 405, "GET, HEAD, POST"),
            ("like", "delete", 405, "GET, HEAD, POST"),
        ],
    )
    def test_only_the_methods_that_mean_something_are_answered(self, release, name, method, status, allowed):
        response = getattr(reader(), method)(release.url(f"articles:{name}"))
        assert (response.status_code, response.get("Allow", "")) == (status, allowed)
        assert "likes" not in response.cookies

    @pytest.mark.parametrize(
        ("name", "method"), [("view", "post"), ("pixel", "get"), ("state", "get"), ("like", "get"), ("like", "post")]
    )
    def test_nobody_keeps_an_answer(self, release, name, method):
        cache_control = getattr(reader(), method)(release.url(f"articles:{name}"))["Cache-Control"]
        assert {"private", "no-store"} <= set(cache_control.split(", "))

    def test_a_release_in_another_language_has_them_below_its_own_address(self, release, at):
        russian = live_release(language="ru", slug="premiya")
        assert russian.url("articles:like").startswith("/ru/")
        assert press(reader(), russian)["Location"] == russian.url("articles:like")
        see(reader(), russian)
        assert totals(russian) == (1, 1)

    @pytest.mark.parametrize("name", ["view", "pixel", "state", "like"])
    def test_there_is_nothing_below_an_address_that_never_was(self, db, name):
        method = "post" if name == "view" else "get"
        address = {"pixel": "view.gif"}.get(name, f"{name}/")
        assert getattr(reader(), method)(f"/2022/05/28/never/{address}").status_code == 404


class TestPartial:
    """The eye and the heart as they stand in a page."""

    def shown(self, release, **context):
        return render_to_string("articles/_counters.html", {"release": release, **context})

    def test_zeros_are_shown(self, release):
        assert re.findall(r"data-(views|likes)>([^<]*)<", self.shown(release)) == [("views", "0"), ("likes", "0")]

    def test_thousands_are_set_apart(self, release):
        release.views = 12_345
        assert "data-views>12,345<" in self.shown(release)

    def test_it_leads_to_the_pages_below_the_release(self, release):
        shown = self.shown(release)
        for name in ("view", "pixel", "like", "state"):
            assert f'"{release.url(f"articles:{name}")}"' in shown

    def test_a_preview_counts_nothing(self, release):
        shown = self.shown(release, is_preview=True)
        assert re.findall(r"number\">([^<]*)<", shown) == ["0", "0"]
        assert not re.search("data-|<form|<img|<script", shown)


class TestCosts:
    """Queries, so that a busy page stays cheap. SAVEPOINT, BEGIN and their ends are counted too."""

    def test_state_costs_two_queries_with_a_cookie_and_one_without(self, release, django_assert_num_queries):
        client = reader()
        with django_assert_num_queries(1):
            ask(client, release)
        press(client, release)
        with django_assert_num_queries(2):
            ask(client, release)

    @pytest.mark.django_db(transaction=True)
    def test_a_view_costs_the_look_at_what_is_there(self, at, django_assert_num_queries):
        at("2022-05-28 10:00")
        release = live_release()
        see(reader(), release)
        for client in (reader(), reader(address="192.0.2.2")):
            with django_assert_num_queries(1):
                see(client, release)

    def test_many_views_are_folded_by_as_many_statements_as_few(self, release, django_assert_num_queries):
        others = [live_release() for _number in range(3)]
        # A savepoint and its release, what others have counted, the batch, what exists, two totals; and on PostgreSQL
        # the queue, and how long that and a release are waited for.
        expected = 10 if connection.vendor == "postgresql" else 7
        # Of a day all that there is is read first.
        see(reader(address="192.0.2.99"), release)
        counters.fold()
        see(reader(), release)
        with django_assert_num_queries(expected):
            counters.fold()
        for number, other in enumerate([*others, *others]):
            see(reader(address=f"192.0.2.{number}"), other)
        with django_assert_num_queries(expected):
            assert counters.fold() == 6


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Several threads with a connection each: what a server with several workers does."""

    def together(self, number, function):
        start, answers = threading.Barrier(number), []

        def run(index):
            try:
                start.wait()
                answers.append(function(index))
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=[index]) for index in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == number
        return answers

    def test_ten_views_of_one_visitor_count_once(self, at):
        at("2022-05-28 10:00")
        release = live_release()
        answers = self.together(10, lambda index: see(reader(), release).status_code)
        assert answers == [204] * 10
        assert totals(release) == (1, 0)
        assert (len(traces()), Salt.objects.count()) == (1, 1)

    def test_views_of_ten_visitors_count_ten(self, at):
        at("2022-05-28 10:00")
        release = live_release()
        self.together(10, lambda index: see(reader(address=f"192.0.2.{index}"), release))
        assert totals(release) == (10, 0)

    def test_ten_presses_of_one_visitor_are_one_like_and_one_taken_back(self, at):
        moment = at("2022-05-28 10:00")
        release = live_release()
        assert sum(self.together(10, lambda index: counters.like(release, "a" * 43, moment))) == 1
        assert totals(release) == (0, 1)
        assert sum(self.together(10, lambda index: counters.unlike(release, "a" * 43, moment))) == 1
        assert totals(release) == (0, 0)

    def test_giving_and_taking_back_at_once_leaves_rows_and_totals_agreed(self, at):
        moment = at("2022-05-28 10:00")
        release = live_release()
        verbs = [counters.like, counters.unlike]
        self.together(10, lambda index: verbs[index % 2](release, "a" * 43, moment))
        assert totals(release) == (0, Like.objects.count())
