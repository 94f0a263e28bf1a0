"""The list of releases: what is in it, in which order, and what may be asked of it."""

import pytest

from articles import workflow
from tests import factories

pytestmark = pytest.mark.django_db

PATH = "/api/v1/releases/"


def publish(at, moment, **kwargs):
    at(moment)
    return factories.live_release(**kwargs)


def listed(client, **asked):
    response = client.get(PATH, asked)
    assert response.status_code == 200, response.content
    return response.json()


def headlines(client, **asked):
    return [one["headline"] for one in listed(client, **asked)["releases"]]


def test_the_latest_come_first_with_what_a_list_shows(client, at, settings):
    settings.SITE_URL = "https://press.example.org"
    roads = factories.CategoryFactory(text__name="Roads", text__slug="roads")
    image = factories.image(caption="At noon")
    publish(at, "2022-05-27 10:30", headline="The older one")
    release = publish(
        at,
        "2022-05-28 10:30",
        headline="The newer one",
        slug="newer",
        lead="It is.",
        categories=[roads],
        lead_image=image,
    )
    found = listed(client)
    assert found["next"] is None
    assert found["total"] is None
    first, second = found["releases"]
    assert second["headline"] == "The older one"
    edition, photograph = first.pop("edition"), first.pop("image")
    page = "https://press.example.org/2022/05/28/newer/"
    assert first == {
        "id": release.pk,
        "url": f"https://press.example.org{PATH}{release.pk}/",
        "page": page,
        "language": "en",
        "date": "2022-05-28",
        "published_at": "2022-05-28T10:30:00+04:00",
        "is_withdrawn": False,
        "headline": "The newer one",
        "lead": "It is.",
        "dateline": first["dateline"],
        "categories": [
            {
                "id": roads.pk,
                "language": "en",
                "name": "Roads",
                "slug": "roads",
                "page": "https://press.example.org/category/roads/",
            }
        ],
    }
    assert edition["live_from"] == "2022-05-28T10:30:00+04:00"
    assert (edition["number"], edition["kind"], edition["live_until"]) == (1, "first", None)
    assert edition["page"] == f"{page}history/1/"
    assert photograph["url"] == f"https://press.example.org/api/v1/images/{image.pk}/"
    assert (photograph["role"], photograph["caption"]) == ("lead", "At noon")
    assert client.get(photograph["jpeg"].removeprefix("https://press.example.org")).status_code == 200


def test_it_is_narrowed_down_by_language_category_and_days(client, at):
    roads = factories.CategoryFactory(text__slug="roads")
    publish(at, "2022-05-27 10:30", headline="A", categories=[roads])
    publish(at, "2022-05-28 10:30", headline="B")
    publish(at, "2022-05-29 10:30", headline="C", language="ru")
    assert headlines(client) == ["C", "B", "A"]
    assert headlines(client, language="ru") == ["C"]
    assert headlines(client, category="roads") == ["A"]
    assert headlines(client, **{"from": "2022-05-28"}) == ["C", "B"]
    assert headlines(client, until="2022-05-28") == ["B", "A"]
    assert headlines(client, language="en", category="roads", until="2022-05-26") == []


def test_a_slug_is_that_of_the_language_that_is_asked_for(client, at):
    english, russian = factories.CategoryFactory(text__slug="sport"), factories.CategoryFactory()
    factories.CategoryTextFactory(category=russian, language="ru", slug="sport")
    publish(at, "2022-05-28 10:30", headline="A", categories=[english])
    publish(at, "2022-05-28 10:30", headline="B", categories=[russian], language="ru")
    assert headlines(client, category="sport", language="en") == ["A"]
    assert headlines(client, category="sport", language="ru") == ["B"]


def test_words_are_found_and_counted(client, at):
    publish(at, "2022-05-27 10:30", headline="The school is open")
    publish(at, "2022-05-28 10:30", headline="The road", lead="It leads to schools.")
    publish(at, "2022-05-29 10:30", headline="The bridge")
    assert headlines(client, q="school") == ["The school is open", "The road"]
    assert headlines(client, q="school", sort="date") == ["The road", "The school is open"]
    assert headlines(client, q="school -road") == ["The school is open"]
    assert listed(client, q="school", limit="1")["total"] == 2
    assert listed(client, q="!!") == {"next": None, "total": 0, "releases": []}


@pytest.mark.parametrize("asked", [{}, {"q": "bridge"}, {"q": "bridge", "sort": "date"}])
def test_who_follows_next_meets_every_release_once(client, at, asked):
    for number in range(5):
        publish(at, f"2022-05-2{number} 10:30", headline=f"Bridge {number}")
    found = listed(client, limit="2", language="en", **asked)
    met = [one["headline"] for one in found["releases"]]
    publish(at, "2022-05-28 10:30", headline="Bridge, published meanwhile")
    while found["next"]:
        assert "language=en" in found["next"]
        found = client.get(found["next"]).json()
        met += [one["headline"] for one in found["releases"]]
    assert met == [f"Bridge {number}" for number in (4, 3, 2, 1, 0)]


def test_a_withdrawn_release_stays_in_the_list_and_is_marked(client, at, editor):
    release = publish(at, "2022-05-27 10:30", headline="Withdrawn")
    at("2022-05-27 11:00")
    workflow.withdraw(release, by=editor, reason="It was a mistake.")
    (found,) = listed(client)["releases"]
    assert found["is_withdrawn"] is True
    assert (found["edition"]["kind"], found["edition"]["note"]) == ("withdrawal", "It was a mistake.")


def test_a_schedule_is_kept_to_the_second(client, at):
    at("2022-05-28 09:00")
    moment = at("2022-05-28 10:30")
    at("2022-05-28 09:00")
    release = factories.scheduled_release(moment, headline="Of the future")
    path = f"{PATH}{release.pk}/"
    at("2022-05-28 10:29:59")
    assert headlines(client) == headlines(client, q="future") == []
    never = client.get(f"{PATH}999999/")
    assert (client.get(path).status_code, client.get(path).content) == (404, never.content)
    at("2022-05-28 10:30:00")
    assert headlines(client) == headlines(client, q="future") == ["Of the future"]
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("color=red", "color"),
        ("limit=2&limit=3", "limit"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=101", "limit"),
        ("limit=" + "9" * 30, "limit"),
        ("limit=1.0", "limit"),
        ("limit=%202", "limit"),
        ("limit=", "limit"),
        ("language=de", "language"),
        ("language=%FF", "language"),
        ("category=a%00b", "category"),
        ("category=" + "a" * 10_000, "category"),
        ("from=1653696000", "from"),
        ("from=2022-02-30", "from"),
        ("from=2022-05-28T10:30:00", "from"),
        ("until=20220528", "until"),
        ("since=2022-05-28", "since"),
        ("q=", "q"),
        ("q=" + "a" * 10_000, "q"),
        ("sort=views", "sort"),
        ("cursor=x", "cursor"),
        ("cursor=2022-13-01-5", "cursor"),
        ("a" * 10_000 + "=1", "a" * 100),
    ],
)
def test_a_foolish_parameter_is_refused_by_its_name(client, query, parameter):
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize(
    "query",
    [
        "q=a%00b",
        "q=%FF%FE",
        "q=%27%22)%20OR%201=1--",
        "q=" + "%22" * 200,
        "q=NEAR(a%20b)",
        "q=%F0%9F%98%80",
        "from=2022-05-28&until=2022-05-27",
        "from=0001-01-01&until=9999-12-31",
        "q=a&from=0001-01-01&until=9999-12-31",
        "sort=relevance",
    ],
)
def test_what_is_odd_but_right_is_answered(client, query):
    assert client.get(f"{PATH}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("category=nothing-like-it", "category"),
        ("cursor=2022-02-30-5", "cursor"),
        ("cursor=1000-01-01-999999999999999999", "cursor"),
        ("q=bridge&cursor=2022-02-30-5", "cursor"),
        ("q=bridge&cursor=2-2022-02-30-5", "cursor"),
        ("q=bridge&cursor=2-2022-02-28-5", "cursor"),
        ("cursor=2-2022-05-28-5", "cursor"),
    ],
)
def test_a_place_that_is_none_is_not_found(client, query, parameter):
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 404
    assert response.json()["errors"][0]["parameter"] == parameter


def test_thousands_of_parameters_are_a_bad_request(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
    response = client.get(PATH + "?" + "&".join(f"a{number}=1" for number in range(100)))
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("asked", "queries"), [({}, 4), ({"category": "roads"}, 4), ({"q": "bridge"}, 6)])
def test_a_list_costs_the_same_however_long_it_is(client, at, asked, queries, django_assert_num_queries):
    roads = factories.CategoryFactory(text__slug="roads")
    for number in range(6):
        publish(at, "2022-05-28 10:30", headline=f"Bridge {number}", categories=[roads], lead_image=factories.image())
    headlines(client, **asked)
    for limit in ("1", "5"):
        # The salt of the day and the count of the limit come before.
        with django_assert_num_queries(2 + queries):
            assert len(headlines(client, limit=limit, **asked)) == int(limit)
