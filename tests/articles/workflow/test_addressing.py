"""The address of a release, and those that other systems gave it."""

import datetime

import pytest

from articles import categories, workflow
from articles.models import Category, CategoryText, OldAddress, Release
from pressroom import version
from pressroom.refusals import Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS
from tests.articles.workflow.test_importing import row

pytestmark = pytest.mark.django_db

PATH = "/2022/05/28/the-bridge-is-open/"


@pytest.fixture
def release(live):
    return live.release


def paths(**which):
    return list(OldAddress.objects.filter(**which).order_by("path").values_list("path", flat=True))


# As it is typed, and as it is kept.
KEPT = [
    ("/news/12/", "/news/12/"),
    ("/news/12", "/news/12/"),
    ("  /news/12/ ", "/news/12/"),
    ("/news//12///", "/news/12/"),
    ("/news/12/#comments", "/news/12/"),
    ("/news/12/?", "/news/12/"),
    ("/news/index.php?ELEMENT_ID=123", "/news/index.php?ELEMENT_ID=123"),
    ("/news/index.php/?b=1&a=2&b=1", "/news/index.php?a=2&b=1"),
    ("/?p=123", "/?p=123"),
    ("/ru/?p=123", "/ru/?p=123"),
    ("http://old.example.org?p=123", "/?p=123"),
    ("https://old.example.org:8080/news/12/", "/news/12/"),
    ("HTTP://Old.Example.ORG/News/12", "/News/12/"),
    ("http://user:secret@old.example.org/news/12", "/news/12/"),
    ("/press/2014/zapusk.html", "/press/2014/zapusk.html"),
    ("/новости/мост", "/новости/мост/"),
    ("http://old.example.org/%D0%BD%D0%BE%D0%B2/", "/нов/"),
    ("http://пресса.рф/новости/", "/новости/"),
    ("/%ed%ee%e2/", "/%ED%EE%E2/"),
    ("/a%20b/", "/a b/"),
    ("/" + "a" * 298 + "/", "/" + "a" * 298 + "/"),
    ("/2014/05/28/launch", "/2014/05/28/launch/"),
    ("/category/press", "/category/press/"),
    ("/RSS/12", "/RSS/12/"),
    ("/old/admin/12", "/old/admin/12/"),
]


def test_an_address_is_kept_in_one_form(release, editor):
    for typed, kept in KEPT:
        old = workflow.add_address(release, by=editor, address=typed)
        assert (old.path, old.is_foreign, old.release_id) == (kept, True, release.pk), typed
        assert paths() == [kept], typed
        workflow.drop_address(release, by=editor, address=old.path)


# What is refused, and a word of why.
REFUSED = [
    *[(typed, "one slash") for typed in ("news/12/", "old.example.org/news/", "", " ", "?p=12", "ftp://a/b/", "12")],
    *[(typed, "one slash") for typed in ("javascript:alert(1)", "//evil.example/x/", "http:///x/", "http://[/", "\\x")],
    *[(typed, "can't be seen") for typed in ("/a\x00b/", "/a\nb/", "/a\tb/", "/\u202eb/", "/\u200b/", "/a\x7f/")],
    *[
        (typed, "No page")
        for typed in ("/a%00b/", "/a%0ab/", "/../x/", "/a/%2e%2e/b/", "/./", "/?a=%0d%0a", "/%E2%80%AE/")
    ],
    *[(typed, "too long") for typed in ("/" + "a" * 300, "/?" + "a" * 300, "/" * 2001, "/" + "я" * 300)],
    *[
        (typed, "front page")
        for typed in ("/", "http://old.example.org", "http://old.example.org/#!/news/12", "/ru/", "/ru")
    ],
    *[
        (typed, "kept for")
        for typed in ("/admin/", "/admin", "/admin/x/12", "/admin/x.php?a", "/static/a.css", "/media/x")
    ],
    *[
        (typed, "kept for")
        for typed in ("/healthz", "/healthz/", "/robots.txt", "/feed/", "/feed", "/feed/atom/", "/r/nf")
    ],
    *[
        (typed, "kept for")
        for typed in ("/2014/", "/2014", "/2014/05/", "/2014/05/28", "/ru/2014/", "/about/us/", "/api/v1/x")
    ],
    *[
        (typed, "kept for")
        for typed in (PATH + "like/", "/2014/05/28/x/history/", "/category/x/feed/", "/category/x/2014/")
    ],
    *[(typed, "question mark") for typed in ("/2014/05/28/launch/?a=1", "/category/press/?a=1", PATH + "?a=1")],
    *[(typed, "present address") for typed in (PATH, PATH.rstrip("/"), "http://localhost" + PATH)],
    *[(typed, "something else") for typed in ("/2022/05/28/another/", "/category/roads/", "/category/roads")],
    *[(typed, "something else") for typed in ("/?p=1", "/2022/05/01/old/", "/category/ways/")],
    *[(typed, "already") for typed in ("/?p=2", "/2022/05/02/former/")],
]


def test_an_address_that_cant_lead_there_is_refused_in_words(release, editor):
    other = factories.live_release(datetime.datetime(2022, 5, 28, 6, tzinfo=datetime.UTC), slug="another")
    text = factories.CategoryFactory(text__slug="roads").texts.get()
    OldAddress.objects.create(path="/category/ways/", category_text=text)
    OldAddress.objects.create(path="/2022/05/01/old/", release=other)
    OldAddress.objects.create(path="/2022/05/02/former/", release=release)
    workflow.add_address(other, by=editor, address="/?p=1")
    workflow.add_address(release, by=editor, address="/?p=2")
    before = paths()
    for typed, why in REFUSED:
        with pytest.raises(Refused) as refused:
            workflow.add_address(release, by=editor, address=typed)
        assert why in str(refused.value), typed
        assert paths() == before, typed


def test_both_verbs_are_in_the_story_and_change_what_the_public_sees(release, editor):
    before = version.current()
    workflow.add_address(release, by=editor, address="/news/12")
    added = version.current()
    workflow.drop_address(release, by=editor, address="/news/12/")
    assert len({before, added, version.current()}) == 3
    events = release.editions.get().events.filter(what__startswith="address").order_by("pk")
    assert list(events.values_list("what", "remark", "by")) == [
        ("address added", "/news/12/", editor.pk),
        ("address dropped", "/news/12/", editor.pk),
    ]
    assert paths() == []


def test_what_is_dropped_leads_nowhere_and_is_free_again(client, release, editor):
    workflow.add_address(release, by=editor, address="/news/12/")
    assert client.get("/news/12/").status_code == 301
    workflow.drop_address(release, by=editor, address="/news/12/")
    assert client.get("/news/12/").status_code == 404
    workflow.add_address(factories.live_release(), by=editor, address="/news/12/")
    with pytest.raises(Refused, match="doesn't lead to this"):
        workflow.drop_address(release, by=editor, address="/news/12/")


def test_an_address_of_this_site_is_never_dropped(release, editor):
    workflow.readdress(release, by=editor, slug="bridge", typed_date=None)
    with pytest.raises(Refused, match="for ever"):
        workflow.drop_address(release, by=editor, address=PATH)
    assert paths() == [PATH]


@pytest.mark.parametrize("address", ["/news/12", "/nothing/", "", "\x00", "/" * 10_000])
def test_what_leads_elsewhere_can_not_be_dropped(release, editor, address):
    with pytest.raises(Refused, match="doesn't lead to this"):
        workflow.drop_address(release, by=editor, address=address)


def test_an_author_neither_adds_nor_drops(release, author, editor):
    workflow.add_address(release, by=editor, address="/?p=1")
    for verb, address in ((workflow.add_address, "/?p=2"), (workflow.drop_address, "/?p=1")):
        with pytest.raises(Refused, match="account"):
            verb(release, by=author, address=address)
    assert paths() == ["/?p=1"]


def test_nobody_else_takes_an_address_of_another_system(release, editor, author):
    workflow.add_address(release, by=editor, address="/2022/05/28/flood/")
    other = workflow.create(by=author, language="en", contents=CONTENTS | {"headline": "Flood"})
    with pytest.raises(Refused, match="old address"):
        factories.publish(other, by=editor)
    workflow.drop_address(release, by=editor, address="/2022/05/28/flood/")
    assert factories.publish(other, by=editor).release.get_absolute_url() == "/2022/05/28/flood/"


def test_a_release_may_go_where_it_was_in_another_system(client, release, editor):
    workflow.add_address(release, by=editor, address="/2022/05/28/bridge/")
    release = workflow.readdress(release, by=editor, slug="bridge", typed_date=None)
    assert release.get_absolute_url() == "/2022/05/28/bridge/"
    assert paths(is_foreign=True) == []
    assert client.get("/2022/05/28/bridge/").status_code == 200
    workflow.readdress(release, by=editor, slug="bridge-open", typed_date=None)
    assert paths(is_foreign=False) == ["/2022/05/28/bridge/", PATH]


@pytest.mark.parametrize("is_new", [True, False])
def test_no_category_takes_an_address_of_another_system(release, editor, is_new):
    workflow.add_address(release, by=editor, address="/category/press/")
    text = CategoryText(category=Category.objects.create(), language="en", name="Press", slug="press")
    if is_new:
        with pytest.raises(Refused, match="old address"):
            categories.check(text)
    else:
        text.slug = "roads"
        text.save()
        with pytest.raises(Refused, match="old address"):
            categories.rename(text, by=editor, slug="press")


def test_an_import_brings_old_addresses_along(client, django_assert_max_num_queries):
    rows = [row(slug=f"b-{n}", old_addresses=[f"/?p={n}", f"/news/{n}", f"/news/{n}/"]) for n in range(100)]
    rows.append(row())
    with django_assert_max_num_queries(25):
        releases = workflow.import_approved(rows)
    assert len(paths(is_foreign=True)) == 200
    assert client.get("/news/7")["Location"] == releases[7].get_absolute_url()
    assert client.get("/?p=99")["Location"] == releases[99].get_absolute_url()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("news/12", "one slash"),
        ("/admin/", "kept for"),
        ("/2021/03/04/bridge/", "something else"),
        ("/2021/03/04/second/", "present address"),
        ("/?p=1", "something else"),
        ("/?p=2", "something else"),
    ],
)
def test_an_import_refuses_an_address_as_the_desk_does(release, editor, address, why):
    workflow.add_address(release, by=editor, address="/?p=1")
    rows = [row(old_addresses=["/?p=2"]), row(slug="second", old_addresses=[address])]
    with pytest.raises(Refused, match=why):
        workflow.import_approved(rows)
    assert list(Release.objects.all()) == [release]
    assert paths() == ["/?p=1"]
