"""The search page: what it shows, how results are narrowed down and walked through, what it says of foolish input."""

import datetime
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from articles import workflow
from articles.models import Edition
from articles.search import results
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
HOSTILE = [
    *('"', "'", "a' OR 1=1 --", "(" * 50, "a AND NOT (b", "*", "a*", "\\", "%", "\0", "a\0b", "ʼ", "½", "a" * 10_000),
    *("headline:a", "<script>alert(1)</script>", "a" + "\u0301" * 300, "-" * 300, '""""', "NEAR(a b)", "a & !b:*"),
]


def page(client, path="/search/", **asked):
    """Return the answer to a search; names that Python keeps for itself end in '_'."""
    return client.get(path, {name.rstrip("_"): value for name, value in asked.items()})


def shown(response):
    """Return the headlines of the results, in order."""
    found = re.findall(r'<h3 class="story__headline"><a [^>]*>(.*?)</a>', response.text)
    return [unescape(re.sub("</?mark>", "", headline)) for headline in found]


def words(response):
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def link(response, name):
    """Return where the link with this text leads, as a path; the last of them, those of the filters."""
    found = [
        unescape(href)
        for href, text in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', response.text, re.DOTALL)
        if re.match(rf"{name}\b", unescape(re.sub(r"<[^>]+>|\s+", " ", text)).strip())
    ]
    assert found, name
    return f"/search/{found[-1]}" if found[-1].startswith("?") else found[-1]


def asked(path):
    """Return the query of an address as a dict."""
    return {name: value[0] for name, value in parse_qs(urlsplit(path).query).items()}


@pytest.fixture
def bridges(at):
    """Three releases about bridges in English, each in its own tier, one in Russian, and one about something else."""
    now = at("2022-05-28 12:00")
    roads, health = (
        factories.CategoryFactory(text__slug=slug, text__name=slug.title()) for slug in ("roads", "health")
    )
    said = {"lead": "The lead.", "body": "<p>The text.</p>"}
    factories.live_release(now - 500 * DAY, **said | {"headline": "The bridge opens"}, categories=[roads])
    factories.live_release(now - 2 * DAY, **said | {"headline": "On roads", "lead": "All bridges."}, categories=[roads])
    factories.live_release(
        now - DAY, **said | {"headline": "On the river", "body": "<p>Below a bridge.</p>"}, categories=[health]
    )
    factories.live_release(now, **said | {"headline": "Lotus"})
    factories.live_release(now, **said | {"headline": "Мост и bridge"}, language="ru")


class TestResults:
    """What is shown, and why it stands where it stands."""

    def test_they_stand_in_groups_that_say_where_the_words_are(self, client, bridges):
        response = page(client, q="bridge")
        assert response.status_code == 200
        assert shown(response) == ["The bridge opens", "On roads", "On the river"]
        groups = re.findall(r'<h2 class="search__why"[^>]*>([^<]*)<', response.text)
        assert groups == ["In the headline", "In headline and lead", "In the text"]
        assert "3 releases found" in response.text

    def test_by_date_the_latest_comes_first_in_one_group(self, client, bridges):
        response = client.get(link(page(client, q="bridge"), "date"))
        assert shown(response) == ["On the river", "On roads", "The bridge opens"]
        assert "search__why" not in response.text
        assert asked(link(response, "relevance")) == {"q": "bridge"}

    def test_the_words_are_marked_in_headline_and_extract(self, client, bridges):
        response = page(client, q="bridges")
        assert "The <mark>bridge</mark> opens</a>" in response.text
        assert "All <mark>bridges</mark>." in response.text
        assert "Below a <mark>bridge</mark>." in response.text

    def test_a_result_has_its_day_its_categories_and_what_became_of_it(self, client, editor, at):
        now = at("2022-05-28 12:00")
        release = factories.live_release(
            now - DAY, headline="The bridge", categories=[factories.CategoryFactory(text__name="Roads")]
        )
        workflow.withdraw(release, by=editor, reason="Not decided.")
        assert "May 27 , 2022 Friday Withdrawn Roads The bridge" in words(page(client, q="bridge"))

    def test_results_of_another_language_are_marked_as_such(self, client, bridges):
        response = page(client, q="bridge", language="ru")
        assert shown(response) == ["Мост и bridge"]
        assert ' lang="ru">Мост и <mark>' in response.text
        assert '<span lang="ru">Русский</span>' in response.text

    def test_each_language_has_a_page_of_its_own(self, client, bridges):
        response = page(client, "/ru/search/", q="bridge")
        assert shown(response) == ["Мост и bridge"]
        assert response["Content-Language"] == "ru"
        assert '<a href="/search/?q=bridge" hreflang="en"' in response.text
        assert '<a href="/ru/search/?q=bridge" hreflang="ru" aria-current="true"' in response.text
        assert 'href="/ru/search/?q=bridge" hreflang="ru" lang="ru"' in page(client, q="bridge").text

    def test_what_the_public_may_not_see_is_not_found(self, client, author):
        factories.draft(by=author, headline="The bridge")
        factories.scheduled_release(headline="The bridge of tomorrow")
        assert "No release has all of these words." in page(client, q="bridge").text

    def test_the_title_says_the_question_and_no_robot_keeps_it(self, client, bridges):
        response = page(client, q="<bridge>")
        assert "<title>&lt;bridge&gt; | Search | " in response.text
        assert '<meta name="robots" content="noindex">' in response.text
        assert "public" in response["Cache-Control"]
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


class TestFilters:
    """Languages, categories, years and days."""

    def test_each_has_how_many_there_are_and_leads_there(self, client, bridges):
        first = page(client, q="bridge")
        filters = words(first).partition("Language ")[2]
        assert "All languages 4 4 releases English 3 3 releases Русский 1 1 release" in filters
        assert "Roads 2 2 releases Health 1 1 release" in filters
        assert "2022 2 2 releases 2021 1 1 release" in filters
        of_roads = client.get(link(first, "Roads"))
        assert shown(of_roads) == ["The bridge opens", "On roads"]
        of_year = client.get(link(of_roads, "2022"))
        assert shown(of_year) == ["On roads"]
        assert asked(link(first, "2022")) == {"q": "bridge", "from": "2022-01-01", "until": "2022-12-31"}

    def test_each_can_be_taken_away_while_the_others_stay(self, client, bridges):
        narrow = page(client, q="bridge", category="roads", from_="2022-01-01", until="2022-12-31", sort="date")
        chosen = re.search('<ul class="search__chosen.*?</ul>', narrow.text, re.DOTALL)[0]
        ways = [asked(unescape(href)) for href in re.findall('href="([^"]*)"', chosen)]
        assert ways == [
            {"q": "bridge", "from": "2022-01-01", "until": "2022-12-31", "sort": "date"},
            {"q": "bridge", "category": "roads", "sort": "date"},
        ]
        assert narrow.text.count('aria-current="true"><span>Roads') == 1
        assert narrow.text.count('aria-current="true"><span>2022') == 1

    def test_days_may_be_open_at_either_end(self, client, bridges):
        assert shown(page(client, q="bridge", from_="2022-05-27")) == ["On the river"]
        until = page(client, q="bridge", until="2022-05-26")
        assert shown(until) == ["The bridge opens", "On roads"]
        assert "until May 26, 2022" in until.text

    def test_the_form_keeps_what_it_has_no_field_for(self, client, bridges):
        response = page(client, q="bridge", category="roads", language="all", sort="date", until="2022-05-26")
        for name, value in (("category", "roads"), ("language", "all"), ("sort", "date")):
            assert f'<input type="hidden" name="{name}" value="{value}">' in response.text
        assert 'name="until" value="2022-05-26"' in response.text

    def test_what_another_language_has_is_offered_where_this_one_has_nothing(self, client, bridges):
        response = page(client, "/kk/search/", q="bridge")
        assert shown(response) == []
        assert asked(link(response, "English")) == {"q": "bridge", "language": "en"}
        assert shown(client.get("/kk/search/" + "?q=bridge&language=en")) == [
            "The bridge opens",
            "On roads",
            "On the river",
        ]

    def test_filters_that_hide_everything_can_be_dropped_at_once(self, client, bridges):
        response = page(client, q="bridge", category="health", until="2022-01-01", sort="date")
        assert "Nothing of that is within the filters that are set." in response.text
        assert asked(link(response, "Search without the filters")) == {"q": "bridge", "sort": "date"}


class TestPages:
    """From results to more of them."""

    @pytest.fixture
    def ferries(self, at, monkeypatch):
        monkeypatch.setattr(results.find, "__kwdefaults__", results.find.__kwdefaults__ | {"size": 2})
        now = at("2022-05-28 12:00")
        for number in range(5):
            factories.live_release(now - number * DAY, headline=f"Ferry {number}")

    @pytest.mark.parametrize("sort", ["", "date"])
    def test_more_and_previous_show_each_once(self, client, ferries, sort):
        first = page(client, q="ferry", sort=sort)
        second = client.get(link(first, "More results"))
        third = client.get(link(second, "More results"))
        assert [*shown(first), *shown(second), *shown(third)] == [f"Ferry {number}" for number in range(5)]
        assert "More results" not in third.text
        back = client.get(link(third, "Previous results"))
        assert shown(back) == shown(second)
        assert shown(client.get(link(back, "To the first results"))) == shown(first)
        assert "Previous results" not in first.text

    @pytest.mark.parametrize(
        "place",
        ["before=x", "before=1-2022-99-99-1", "before=2022-05-28-1", "after=9-2022-05-28-1", "before=1-1999-01-01-1"],
    )
    @pytest.mark.parametrize("q", ["ferry", ""])
    def test_a_place_that_is_none_is_404(self, client, ferries, place, q):
        assert client.get(f"/search/?q={q}&{place}").status_code == 404

    def test_both_places_at_once_are_404(self, client, ferries):
        key = asked(link(page(client, q="ferry"), "More results"))["before"]
        assert page(client, q="ferry", before=key).status_code == 200
        assert page(client, q="ferry", before=key, after=key).status_code == 404


class TestFoolishInput:
    """A plain sentence, and what was typed."""

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("language", "zz", "The site has no such language."),
            ("category", "nothing", "There is no such category."),
            ("category", "a\0b", "Category"),
            ("sort", "size", "Results are sorted by relevance or by date."),
            ("from", "yesterday", "Write a day as year, month and day: 2022-05-28."),
            ("until", "2022-02-30", "Write a day as year, month and day: 2022-05-28."),
        ],
    )
    def test_it_is_said_and_answered_400(self, client, bridges, name, value, sentence):
        response = client.get("/search/", {"q": "bridge", name: value})
        assert response.status_code == 400
        assert sentence in words(response)
        assert "<title>Error: bridge | " in response.text
        assert 'value="bridge"' in response.text
        if name in {"from", "until"}:
            assert f'<input type="text" name="{name}" value="{value}"' in response.text
            assert 'aria-invalid="true"' in response.text
        else:
            assert asked(link(response, f"{name}.*".capitalize().replace("Sort", "Order"))) == {"q": "bridge"}
            assert f'name="{name}"' not in response.text

    def test_days_in_the_wrong_order_are_said(self, client, bridges):
        response = page(client, q="bridge", from_="2022-05-28", until="2022-05-27")
        assert response.status_code == 400
        assert "This day is before the first one." in response.text

    @pytest.mark.parametrize(
        ("q", "sentence"),
        [
            ("", "What are you looking for?"),
            ("  ", "What are you looking for?"),
            ("?!", "There is no word in that."),
            ("-bridge", "A word with a minus leaves releases out."),
        ],
    )
    def test_what_asks_for_nothing_is_told_what_to_do(self, client, bridges, q, sentence):
        response = page(client, q=q)
        assert response.status_code == 200
        assert sentence in response.text
        assert shown(response) == []

    @pytest.mark.parametrize("language", ["en", "kk", "all"])
    def test_nothing_that_is_typed_raises(self, client, bridges, language):
        for q in HOSTILE:
            response = page(client, q=q, language=language)
            assert response.status_code == 200, q[:30]
            assert len(response.content) < 100_000, q[:30]
            assert "<script>alert" not in response.text, q[:30]

    def test_what_is_too_long_is_searched_by_its_beginning(self, client, bridges):
        assert "its beginning was" in page(client, q="bridge " * 40).text
        assert "its beginning was" not in page(client, q="bridge").text

    def test_it_is_only_read(self, client):
        assert client.post("/search/").status_code == 405


class TestFromElsewhere:
    """The form in the masthead, and on pages that say that nothing is there."""

    def test_the_masthead_leads_to_the_page_of_its_language(self, client, bridges):
        for path, search in (("/", "/search/"), ("/ru/", "/ru/search/")):
            html = client.get(path).text
            assert f'<form class="masthead__search" method="get" action="{search}" role="search">' in html
            assert f'<a class="masthead__find" href="{search}">' in html

    def test_the_search_page_has_one_form_to_search(self, client, bridges):
        html = page(client, q="bridge").text
        assert html.count('role="search"') == 1
        assert '<a class="masthead__find" href="/search/" aria-current="page">' in html

    def test_where_nothing_is_one_can_search(self, client, editor):
        release = factories.live_release(headline="The bridge")
        path = release.get_absolute_url()
        workflow.remove(release, by=editor, reason="It named a child.")
        for address, status in (("/nothing/", 404), (path, 410)):
            response = client.get(address)
            assert response.status_code == status
            assert '<form class="search__form" id="search" method="get" action="/search/"' in response.text

    def test_the_large_version_stays_large(self, client, bridges):
        response = page(client, q="bridge", view="large")
        assert response.text.count('<input type="hidden" name="view" value="large">') == 1
        assert asked(link(response, "Roads")) == {"q": "bridge", "category": "roads", "view": "large"}


class TestCosts:
    """Queries: those of the surroundings and of the search, whatever is found."""

    @pytest.mark.parametrize("query", ["q=bridge", "q=bridge&category=roads&from=2020-01-01&language=all&sort=date"])
    def test_a_page_costs_three_queries(self, client, bridges, django_assert_num_queries, query):
        client.get("/search/?q=ferry")
        with django_assert_num_queries(3):
            client.get(f"/search/?{query}")

    def test_more_results_cost_no_more(self, client, bridges, django_assert_num_queries):
        for number in range(12):
            factories.live_release(
                headline=f"The bridge of {number}",
                lead_image=factories.image(),
                categories=[factories.CategoryFactory()],
            )
        client.get("/search/?q=ferry")
        with django_assert_num_queries(3):
            response = client.get("/search/?q=bridge")
        assert len(shown(response)) == 15

    def test_nothing_found_costs_two_and_an_empty_page_one(self, client, bridges, django_assert_num_queries):
        client.get("/search/?q=ferry")
        for query, count in (("?q=nothing", 2), ("", 1), ("?q=bridge&language=zz", 1)):
            with django_assert_num_queries(count):
                client.get(f"/search/{query}")

    def test_the_same_page_twice_is_the_same(self, client, bridges):
        assert page(client, q="bridge").content == page(client, q="bridge").content


def test_an_edition_replaced_between_the_two_questions_is_left_out(client, bridges, monkeypatch):
    """A search finds its words, and before it reads the text somebody publishes the next edition."""
    ask = results._ask

    def and_replace(*args):
        found = ask(*args)
        index_entry = Edition.objects.get(headline="On roads").search_entry
        index_entry.delete()
        return found

    monkeypatch.setattr(results, "_ask", and_replace)
    assert shown(page(client, q="bridge")) == ["The bridge opens", "On the river"]


def test_the_words_are_quoted_in_every_address(client, at):
    at("2022-05-28 12:00")
    factories.live_release(headline='Rock & roll "50%"', categories=[factories.CategoryFactory(text__name="Music")])
    response = page(client, q='rock & "roll" #50%')
    assert shown(response)
    assert asked(link(response, "Music"))["q"] == 'rock & "roll" #50%'
