"""What is searched for is counted, without anything about who it was, and the desk is told."""

import datetime
import re
import threading
from html import unescape

import pytest
from django.core import signing
from django.db import connection
from django.urls import reverse

from articles import searched
from articles.models import SearchedWords
from articles.search import question
from articles.views import searching
from pressroom import cleaning
from pressroom.models import RateCount
from tests import factories
from tests.articles.counting import FIREFOX, reader

TODAY = datetime.date(2022, 5, 28)


@pytest.fixture
def bridge(db, at):
    at("2022-05-28 12:00")
    return factories.live_release(headline="The bridge opens")


def token(q, path="/search/", **asked):
    """Return the token on the page that answers a search, or ''."""
    html = reader().get(path, {"q": q, **asked}).text
    found = re.search('data-token="([^"]*)"', html)
    return unescape(found[1]) if found else ""


def see(client, its_token, path="/search/searched/"):
    """Do what the page's script does once the page has been seen."""
    return client.post(path, {"token": its_token})


def counted():
    """Return what was counted, as (language, words, times, found)."""
    return list(SearchedWords.objects.order_by("language", "words").values_list("language", "words", "times", "found"))


class TestCounting:
    """What counts as a search, and what doesn't."""

    def test_reading_the_page_counts_nothing_and_its_script_does(self, bridge):
        its = token("Bridge")
        assert counted() == []
        assert see(reader(), its).status_code == 204
        assert counted() == [("en", "bridge", 1, 1)]

    def test_a_visitor_is_counted_once_a_day_for_the_same_words(self, bridge, at):
        for q in ("bridge", "  BRIDGE ", "ferry", "bridge"):
            see(reader(), token(q))
        assert counted() == [("en", "bridge", 1, 1), ("en", "ferry", 1, 0)]
        at("2022-05-29 12:00")
        see(reader(), token("bridge"))
        assert SearchedWords.objects.filter(words="bridge").values_list("day", "times").count() == 2

    def test_each_visitor_counts(self, bridge):
        its = token("bridge")
        for client in (reader(), reader(address="192.0.2.2"), reader(agent=FIREFOX + "1")):
            see(client, its)
        assert counted() == [("en", "bridge", 3, 1)]

    def test_the_pixel_and_the_script_count_one_search_between_them(self, bridge):
        html = reader().get("/search/?q=bridge").text
        pixel = unescape(re.search(r'<noscript><img [^>]*src="([^"]*)"', html)[1])
        response = reader().get(pixel)
        assert (response.status_code, response["Content-Type"], len(response.content)) == (200, "image/gif", 43)
        see(reader(), token("bridge"))
        assert counted() == [("en", "bridge", 1, 1)]

    def test_the_language_is_that_of_the_page(self, bridge):
        its = token("bridge", "/ru/search/")
        see(reader(), its, "/ru/search/searched/")
        assert counted() == [("ru", "bridge", 1, 0)]

    def test_what_it_found_last_is_kept(self, bridge):
        see(reader(), token("bridge"))
        factories.live_release(headline="Another bridge")
        see(reader(address="192.0.2.2"), token("bridge"))
        assert counted() == [("en", "bridge", 2, 2)]

    @pytest.mark.parametrize(
        "asked", [{"language": "all"}, {"from": "2022-01-01"}, {"before": "1-2099-01-01-1"}, {"language": "zz"}]
    )
    def test_a_part_of_the_results_has_no_token(self, bridge, asked):
        assert token("bridge")
        assert token("bridge", **asked) == ""

    @pytest.mark.parametrize("q", ["", "?!", "-bridge"])
    def test_what_asks_for_nothing_has_no_token(self, bridge, q):
        assert token(q) == ""

    def test_one_network_with_ever_new_names_is_counted_up_to_a_limit(self, bridge, monkeypatch):
        monkeypatch.setattr(searching, "SEARCHES_AN_HOUR_FROM_A_NETWORK", 3)
        its = token("bridge")
        assert {see(reader(agent=f"{FIREFOX} {n}"), its).status_code for n in range(6)} == {204}
        assert counted() == [("en", "bridge", 3, 1)]
        # The three who were counted, and the network: who isn't leaves nothing behind.
        assert RateCount.objects.count() == 4
        see(reader(address="192.0.2.2"), its)
        assert counted() == [("en", "bridge", 4, 1)]

    @pytest.mark.parametrize(
        "headers", [{"User-Agent": "Googlebot/2.1"}, {"User-Agent": ""}, {"Sec-Purpose": "prefetch"}]
    )
    def test_robots_are_answered_and_not_counted(self, bridge, headers):
        client, its = reader(**headers), token("bridge")
        assert see(client, its).status_code == 204
        assert client.get("/search/searched.gif", {"token": its}).status_code == 200
        assert counted() == []

    @pytest.mark.parametrize("its", ["", "x", "x:y", "WyJlbiJd:AAAA", "\0", "a" * 5000, ".eJy:x"])
    def test_what_was_not_signed_here_counts_nothing(self, bridge, its):
        assert see(reader(), its).status_code == 204
        assert reader().get("/search/searched.gif", {"token": its}).status_code == 200
        assert reader().post("/search/searched/").status_code == 204
        assert counted() == []

    def test_a_token_signed_for_something_else_counts_nothing(self, bridge):
        other = signing.Signer(salt="another").sign_object(["en", "bridge", 1])
        assert see(reader(), other).status_code == 204
        assert counted() == []

    def test_a_post_of_another_site_is_refused_and_its_image_not_counted(self, bridge):
        its = token("bridge")
        assert see(reader(Origin="https://evil.example"), its).status_code == 403
        foreign = reader(**{"Sec-Fetch-Site": "cross-site"})
        assert foreign.get("/search/searched.gif", {"token": its}).status_code == 200
        assert counted() == []
        see(reader(Origin="http://testserver"), its)
        assert counted() == [("en", "bridge", 1, 1)]

    def test_nobody_keeps_an_answer_and_other_methods_mean_nothing(self, bridge):
        for response in (see(reader(), token("bridge")), reader().get("/search/searched.gif")):
            assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
            assert not response.cookies
        assert reader().get("/search/searched/").status_code == 405
        assert reader().post("/search/searched.gif").status_code == 405


class TestPrivacy:
    """Nothing tells who it was, and what may be somebody's is not counted."""

    @pytest.mark.parametrize(
        "q",
        [
            "aigerim@example.org",
            "bridge 123456",
            "+7 (8512) 51-00-00",
            "8 927 123 45 67",
            "51-00-00",
            "112-233-445 95",
            "4510 123456",
        ],
    )
    def test_what_may_say_who_somebody_is_has_no_token(self, bridge, q):
        assert token(q) == ""

    @pytest.mark.parametrize("q", ["2021-2022", "covid-19", "28.05.2022", "школа 12345", "1941 1945", "№ 44-ФЗ"])
    def test_other_figures_are_counted(self, bridge, q):
        assert token(q)

    def test_no_address_and_no_browser_is_stored(self, bridge):
        see(reader(address="203.0.113.77"), token("bridge"))
        names = {field.name for field in SearchedWords._meta.fields}
        assert names == {"id", "day", "language", "words", "times", "found"}
        assert all(re.fullmatch("[0-9a-f]{64}", key) for key in RateCount.objects.values_list("key", flat=True))

    def test_words_are_cut_and_what_grows_as_small_letters_too(self, bridge):
        see(reader(), token("İ" * 200))
        ((_language, words, _times, _found),) = counted()
        assert len(words) == 200

    def test_it_is_kept_for_ninety_days(self, bridge, at):
        for days in (0, 90, 91):
            SearchedWords.objects.create(day=TODAY - datetime.timedelta(days=days), language="en", words="x", times=1)
        removed = {str(label): count for label, count in cleaning.clean(at("2022-05-28 12:00"))}
        assert removed["counts of what was searched for long ago"] == 1
        assert SearchedWords.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_each_counts(at):
    moment = at("2022-05-28 12:00")
    errors = []

    def count():
        try:
            searched.count("en", "bridge", 1, moment)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=count) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert counted() == [("en", "bridge", 8, 1)]


class TestReading:
    """What the desk is told."""

    def row(self, words, times, found, days=0, language="en"):
        SearchedWords.objects.create(
            day=TODAY - datetime.timedelta(days=days), language=language, words=words, times=times, found=found
        )

    @pytest.fixture
    def month(self, db, at):
        moment = at("2022-05-28 12:00")
        self.row("bridge", 5, 2, days=3)
        self.row("bridge", 4, 3)
        self.row("lotus", 7, 0, days=20)
        self.row("ferry", 6, 0, days=5)
        self.row("ferry", 1, 1)
        self.row("lotus", 2, 0, language="ru")
        self.row("old", 99, 0, days=30)
        self.row("ahead", 99, 0, days=-1)
        return moment

    def test_the_days_add_up_and_what_was_found_last_is_told(self, month):
        assert searched.read(month, 10).most == [
            ("en", "bridge", 9, 3),
            ("en", "ferry", 7, 1),
            ("en", "lotus", 7, 0),
            ("ru", "lotus", 2, 0),
        ]

    def test_in_vain_is_what_never_found_anything(self, month):
        assert searched.read(month, 10).in_vain == [("en", "lotus", 7, 0), ("ru", "lotus", 2, 0)]
        assert searched.read(month, 10, "ru").in_vain == [("ru", "lotus", 2, 0)]
        assert searched.read(month, 1).most == [("en", "bridge", 9, 3)]

    def test_it_costs_three_queries_a_minute(self, month, django_assert_num_queries):
        with django_assert_num_queries(3):
            searched.read(month, 10)
        with django_assert_num_queries(0):
            searched.read(month, 10)

    def test_the_first_page_shows_both_lists_and_leads_to_the_public_search(self, month, client_for, author):
        html = client_for(author).get(reverse("admin:index")).text
        panel = re.search('aria-labelledby="panel-searches".*?</section>', html, re.DOTALL)[0]
        assert panel.count('href="/search/?q=lotus"') == 2
        assert '<a class="line__name" href="/ru/search/?q=lotus" lang="ru">' in panel
        assert f'href="{reverse("admin:searches")}"' in panel
        assert "3 found" in panel

    def test_the_table_shows_a_language_alone(self, month, client_for, author):
        client = client_for(author)
        html = client.get(reverse("admin:searches")).text
        assert "bridge" in html
        html = client.get(reverse("admin:searches") + "?language=ru").text
        assert "bridge" not in html
        assert "lotus" in html
        assert client.get(reverse("admin:searches") + "?language=zz").status_code == 404

    def test_before_anybody_has_searched_it_says_so(self, client_for, author, db):
        for name in ("admin:index", "admin:searches"):
            assert "Nobody has searched yet." in client_for(author).get(reverse(name)).text

    def test_where_everything_was_found_it_says_so(self, client_for, author, at):
        at("2022-05-28 12:00")
        self.row("bridge", 5, 2)
        for name in ("admin:index", "admin:searches"):
            assert "Every search found something." in client_for(author).get(reverse(name)).text

    def test_whoever_may_not_see_editions_sees_no_searches(self, month, client_for, moderator):
        client = client_for(moderator)
        assert "panel-searches" not in client.get(reverse("admin:index")).text
        assert client.get(reverse("admin:searches")).status_code == 403


def test_the_same_search_has_the_same_token_so_that_a_page_stays_as_it_is(at):
    at("2022-05-28 12:00")
    first = searched.token(question.read("bridge"), "en", 3)
    at("2022-05-29 12:00")
    assert searched.token(question.read("Bridge"), "en", 3) == first
    assert searched.told(first) == ("en", "bridge", 3)
