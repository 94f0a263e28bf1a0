"""Addresses live for ever: what moved, what was renamed, what was removed, and what another system called it."""

import datetime

import pytest

from articles import categories, workflow
from articles.models import OldAddress
from tests import factories

pytestmark = pytest.mark.django_db

OLD = "/2022/05/28/bridge/"
NEW = "/2022/05/27/the-bridge-is-open/"
MOMENT = datetime.datetime(2022, 5, 28, 8, 0, tzinfo=datetime.UTC)
DAY = datetime.date(2022, 5, 27)


def live(slug="bridge", **more):
    return factories.live_release(MOMENT, slug=slug, **more)


def move(release, editor):
    """Give a release another slug, another day and a third slug."""
    for slug, day in (("the-bridge", None), ("the-bridge", DAY), ("the-bridge-is-open", DAY)):
        release = workflow.readdress(release, by=editor, slug=slug, typed_date=day)
    return release


def answer(response):
    return response.status_code, response.get("Location", "")


@pytest.fixture
def moved(editor):
    """A release at its fourth address."""
    return move(live(), editor)


@pytest.fixture
def renamed(editor):
    """A category under its third slug, with a release in it."""
    text = factories.CategoryFactory(text__slug="roads").texts.get()
    live("another", categories=[text.category])
    for slug in ("ways", "transport"):
        text = categories.rename(text, by=editor, slug=slug)
    return text


# What is asked for below an old address, and what of it comes back below the present one.
BELOW_RELEASE = [
    *[(below, below) for below in ("", "history/", "history/1/", "history/1/2/", "like/", "state/", "view.gif")],
    *[(below, below) for below in ("card-0123456789.png", "?a=1&b=%D1%8F", "history/?a", "reply/", "view/")],
    *[("like", "like/"), ("history?a=1", "history/?a=1"), ("/like//", "like/"), ("history/?", "history/")],
]
POSTED = {"view/", "reply/"}


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("old", [OLD, "/2022/05/28/the-bridge/", "/2022/05/27/the-bridge/"])
def test_whatever_was_below_a_release_is_one_step_away(client, moved, method, old):
    expected = {below: (308 if below in POSTED else 301, NEW + there) for below, there in BELOW_RELEASE}
    asked = {below: getattr(client, "post" if below in POSTED else method) for below in expected}
    assert {below: answer(ask(old + below)) for below, ask in asked.items()} == expected


@pytest.mark.parametrize("path", [OLD, OLD.rstrip("/")])
def test_the_last_slash_may_be_missing(client, moved, path):
    assert answer(client.get(path)) == (301, NEW)
    assert answer(client.get(path + "?a=1")) == (301, NEW + "?a=1")


def test_a_translation_moves_on_its_own(client, editor, author):
    original = live()
    workflow.translate(original, by=author, language="ru")
    russian = factories.live_release(MOMENT, language="ru", slug="bridge")
    move(russian, editor)
    assert client.get(OLD).status_code == 200
    assert answer(client.get("/ru" + OLD)) == (301, "/ru" + NEW)
    assert answer(client.get("/ru" + OLD.rstrip("/"))) == (301, "/ru" + NEW)
    assert client.get("/kk" + OLD).status_code == 404


BELOW_CATEGORY = ["", "?a=1", "feed/", "2022/", "2022/05/", "2022/05/28/", "2022/05/?before=x"]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("old", ["roads", "ways"])
def test_whatever_was_below_a_category_is_one_step_away(client, renamed, method, old):
    ask = getattr(client, method)
    expected = {below: (301, f"/category/transport/{below}") for below in BELOW_CATEGORY}
    assert {below: answer(ask(f"/category/{old}/{below}")) for below in BELOW_CATEGORY} == expected


def test_a_category_is_found_without_its_last_slash(client, renamed):
    assert answer(client.get("/category/roads")) == (301, "/category/transport/")
    assert answer(client.get("/category/roads/2022?a")) == (301, "/category/transport/2022/?a")


def test_a_renamed_category_moves_no_release(client, renamed):
    assert client.get("/2022/05/28/another/").status_code == 200


def test_nothing_below_an_old_address_leads_to_nothing(client, moved):
    assert client.get(OLD + "nothing/").status_code == 404
    assert client.get(OLD + "history/x/").status_code == 404


def test_a_permanent_redirect_may_be_kept_like_a_page(client, moved, editor):
    workflow.add_address(moved, by=editor, address="/?p=12")
    for path in (OLD, OLD + "like/", "/?p=12"):
        response = client.get(path)
        assert "public" in response["Cache-Control"]
        assert "max-age=0" in response["Cache-Control"]
        assert not response.cookies
    assert "no-store" in client.get("/nothing/")["Cache-Control"]


# What was removed


BELOW_REMOVED = ["", "history/", "like/", "view.gif", "nothing/", "card-0123456789.png", "?a=1"]


@pytest.mark.parametrize("base", [OLD, "/2022/05/28/the-bridge/", NEW])
def test_what_is_gone_says_so_everywhere_below_it(client, moved, editor, base):
    workflow.remove(moved, by=editor, reason="It named a child.")
    for below in BELOW_REMOVED:
        response = client.get(base + below)
        assert response.status_code == 410, below
        assert "It named a child." in response.content.decode(), below


def test_what_is_gone_says_so_without_a_last_slash_and_in_its_language(client, editor):
    russian = move(factories.live_release(MOMENT, language="ru", slug="bridge"), editor)
    workflow.add_address(russian, by=editor, address="/news/12/")
    workflow.remove(russian, by=editor, reason="По решению суда.")
    for path in ("/ru" + OLD.rstrip("/"), "/ru" + NEW.rstrip("/"), "/ru" + NEW + "x/", "/news/12"):
        response = client.get(path)
        assert (response.status_code, response["Content-Language"]) == (410, "ru"), path


@pytest.mark.parametrize("path", [OLD, NEW, NEW + "like/", "/?p=12", "/news/12/"])
def test_a_removal_may_lead_elsewhere_from_each_address(client, moved, editor, path):
    for address in ("/?p=12", "/news/12/"):
        workflow.add_address(moved, by=editor, address=address)
    workflow.remove(moved, by=editor, reason="Told better there.", redirect_to="/about/privacy/")
    assert answer(client.get(path)) == (302, "/about/privacy/")


def test_a_removal_leads_past_what_was_removed_or_moved_since(client, editor, settings):
    first, second, third = (live(slug) for slug in ("first", "second", "third"))
    paths = [release.get_absolute_url() for release in (first, second, third)]
    workflow.remove(first, by=editor, reason="Told twice.", redirect_to=settings.SITE_URL + paths[1] + "#replies")
    workflow.remove(second, by=editor, reason="Told twice.", redirect_to=paths[2] + "?a=1")
    assert answer(client.get(paths[0])) == answer(client.get(paths[1])) == (302, paths[2] + "?a=1")
    third = workflow.readdress(third, by=editor, slug="moved", typed_date=None)
    assert answer(client.get(paths[0])) == (302, third.get_absolute_url())
    # Of the last one it is said there what became of it.
    workflow.remove(third, by=editor, reason="Told twice.")
    assert answer(client.get(paths[0])) == (302, paths[2] + "?a=1")


def test_removals_that_lead_to_each_other_say_410(client, editor):
    first, second = live("first"), live("second")
    paths = [release.get_absolute_url() for release in (first, second)]
    workflow.remove(first, by=editor, reason="Told twice.", redirect_to=paths[1])
    workflow.remove(second, by=editor, reason="Told twice.", redirect_to=paths[0] + "history/")
    for path in paths:
        assert answer(client.get(path)) == (410, "")


@pytest.mark.parametrize("target", ["/about/privacy/", "https://example.org/2022/05/28/bridge/", "/2022/05/28/soon/"])
def test_a_removal_leads_to_whatever_else_was_named(client, editor, at, target):
    at("2022-05-28 12:30")
    factories.scheduled_release(slug="soon", typed_date=MOMENT.date())
    release = live()
    workflow.remove(release, by=editor, reason="Told twice.", redirect_to=target)
    assert answer(client.get(OLD)) == (302, target)


def test_what_is_put_back_leads_on_again(client, moved, editor):
    workflow.remove(moved, by=editor, reason="It named a child.")
    workflow.put_back(moved, by=editor)
    assert answer(client.get(OLD)) == (301, NEW)


# Addresses of another system


# What it was there, and how it may be asked for.
FOREIGN = [
    ("/news/12/", ["/news/12/", "/news/12", "/news//12/"]),
    ("/news/index.php?ELEMENT_ID=12", ["/news/index.php?ELEMENT_ID=12", "/news/index.php?ELEMENT_ID=12&"]),
    ("/news/index.php?b=2&a=1", ["/news/index.php?a=1&b=2", "/news/index.php?b=2&a=1"]),
    ("/?p=12", ["/?p=12", "/?p=12#more"]),
    ("/ru/?p=12", ["/ru/?p=12"]),
    ("/press/2014/zapusk.html", ["/press/2014/zapusk.html", "/press/2014/zapusk.html/"]),
    ("/новости/мост/", ["/новости/мост/", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%BC%D0%BE%D1%81%D1%82"]),
    ("/%d0%bd%D0%BE%D0%B2/", ["/нов/"]),
    ("/й/", ["/и\u0306/"]),
    # In windows-1251, as Russian sites were.
    ("/%ed%ee%e2/", ["/%ED%EE%E2/", "/%ed%ee%e2"]),
    ("/search.asp?q=%D0%BC", ["/search.asp?q=м", "/search.asp?q=%d0%bc"]),
    ("http://old.example.org/news/12/?x=1#top", ["/news/12/?x=1"]),
    ("/100%/", ["/100%25/"]),
    ("/2014/05/28/launch/", ["/2014/05/28/launch/", "/2014/05/28/launch"]),
    ("/category/press/", ["/category/press/", "/category/press"]),
    ("/a b/", ["/a%20b/"]),
]


@pytest.mark.parametrize(("typed", "asked"), FOREIGN)
def test_an_address_of_another_system_leads_to_the_release(client, moved, editor, typed, asked):
    workflow.add_address(moved, by=editor, address=typed)
    for path in asked:
        assert answer(client.get(path)) == answer(client.head(path)) == (301, NEW), path


def test_it_leads_to_wherever_the_release_moves(client, editor):
    release = live()
    workflow.add_address(release, by=editor, address="/?p=12")
    move(release, editor)
    assert answer(client.get("/?p=12")) == (301, NEW)


def test_what_stands_beside_it_in_the_query_is_kept(client, moved, editor):
    for address in ("/?p=12", "/news/12/"):
        workflow.add_address(moved, by=editor, address=address)
    assert answer(client.get("/?utm_source=%D1%8F&p=12&view=large")) == (301, NEW + "?utm_source=%D1%8F&view=large")
    assert answer(client.get("/news/12?view=large")) == (301, NEW + "?view=large")


def test_the_address_that_says_most_is_the_one(client, moved, editor):
    other = live("another")
    workflow.add_address(moved, by=editor, address="/news.php?id=12")
    workflow.add_address(other, by=editor, address="/news.php?id=12&part=2")
    workflow.add_address(other, by=editor, address="/news.php")
    assert answer(client.get("/news.php?part=2&id=12")) == (301, other.get_absolute_url())
    assert answer(client.get("/news.php?part=3&id=12")) == (301, NEW + "?part=3")
    assert answer(client.get("/news.php?id=13")) == (301, other.get_absolute_url() + "?id=13")


def test_nothing_else_is_meant_by_it(client, moved, editor):
    workflow.add_address(moved, by=editor, address="/news/12/")
    for path in ("/news/12/x/", "/news/", "/NEWS/12/", "/news/1/", "/news/12.html", "/news/../news/12/"):
        assert client.get(path).status_code == 404, path


def test_another_query_is_another_page(client, moved, editor):
    workflow.add_address(moved, by=editor, address="/news/?id=12")
    for path in ("/news/", "/news/?id=1", "/news/?id=123", "/news/?ID=12", "/news/?id=12%26a"):
        assert client.get(path).status_code == 404, path


def test_what_is_posted_to_another_system_is_not_sent_on(client, moved, editor):
    workflow.add_address(moved, by=editor, address="/news/12/")
    assert client.get("/news/12/").status_code == 301
    assert client.post("/news/12/", {"text": "Buy."}).status_code == 404
    assert client.post("/wp-login.php", {"log": "admin"}).status_code == 404


def test_it_leads_nowhere_before_the_release_is_live(client, editor, at):
    now = at("2022-05-28 10:00")
    release = factories.scheduled_release(now + datetime.timedelta(hours=1), slug="bridge")
    for address in ("/?p=12", "/news/12/"):
        workflow.add_address(release, by=editor, address=address)
    assert client.get("/news/12/").status_code == 404
    assert client.get("/?p=12").status_code == 200
    at("2022-05-28 11:00")
    for path in ("/news/12/", "/?p=12"):
        assert answer(client.get(path)) == (301, OLD)


def test_it_costs_pages_that_exist_nothing(client, moved, django_assert_num_queries, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(100) as plain:
        client.get("/")
    for query in ("?before=", "?after=", "?view=large"):
        with django_assert_num_queries(len(plain)):
            assert client.get("/" + query).status_code == 200
    with django_assert_num_queries(len(plain) + 1):
        assert client.get("/?utm_source=x").status_code == 200


def test_what_never_was_costs_one_question(client, django_assert_num_queries):
    client.get("/nothing/")
    with django_assert_num_queries(2):  # the other is for what stands around every page
        assert client.get("/nothing/?a=1&b=2").status_code == 404


# Hostile ones


HOSTILE = [
    *["//evil.example", "//evil.example/", "///evil.example/%2e%2e", "/\\evil.example", "/%5cevil.example/"],
    *["/%0d%0aSet-Cookie:a=b/", "/a%00b/", "/%ff%fe/", "/%c3%28/", "/" * 10_000, "/a" * 10_000, "/" + "a" * 10_000],
    *["/%25%30%30/", "/?%00", "/?a=%00&%ff=%fe", "/?" + "&".join(f"a{n}" for n in range(900)), "/?" + "a" * 10_000],
    *[
        "/x/?" + "&".join(f"a{n}" for n in range(5000)),
        "/..;/admin/",
        "/x/../../etc/passwd",
        "/%E2%80%AE/",
        "/%ED%A0%80/",
    ],
    *["/2022/05/28/", "/2022/02/31/x/", "/0000/00/00/x/y/", "/2022/99/99/bridge/x/", "/category/%00/", "/ru//", "/?"],
    *["/x?y?z", "/x/?=&=&&", "/x/?%", "/%", "/%2", "/admin/nothing/", "/static/nothing.css", "/media/nothing"],
]


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_no_address_breaks_it_or_leads_out(client, moved, editor, method):
    workflow.add_address(moved, by=editor, address="/?p=12")
    for path in HOSTILE:
        response = getattr(client, method)(path)
        assert response.status_code in {200, 301, 302, 400, 404, 405}, path[:30]
        if location := response.get("Location"):
            assert location.startswith("/"), path[:30]
            assert not location.startswith(("//", "/\\")), path[:30]


@pytest.mark.parametrize("path", [OLD, "/news/12/"])
def test_a_query_that_is_kept_stays_a_query(client, moved, editor, path):
    workflow.add_address(moved, by=editor, address="/news/12/")
    for query in ("a=%0d%0aSet-Cookie:x=y", "//evil.example", "a=b\r\nX: y", "\x00", "я", "a=%", "#top"):
        response = client.get(path, QUERY_STRING=query.encode().decode("latin-1"))
        assert response.status_code == 301, query
        assert response["Location"].startswith(NEW + "?"), query
        assert not set(response["Location"]) & set("\r\n\x00#"), query


def test_the_last_parts_of_a_path_are_quoted_when_they_are_kept(client, moved):
    OldAddress.objects.create(path="/2022/05/01/x/", release=moved)
    location = client.post("/2022/05/01/x/history/%0a/")
    assert location.status_code in {404, 405}
