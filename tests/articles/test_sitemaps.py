"""Sitemaps and news sitemaps, held against the published schemas, and against what the pages themselves say."""

import datetime
import re
from xml.etree import ElementTree

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import sitemaps, workflow
from articles.models import Page, Release
from pressroom.front import marks
from tests import factories

pytestmark = pytest.mark.django_db

PROTOCOL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
# The profile of ISO 8601 at https://www.w3.org/TR/NOTE-datetime, with the time and its offset.
MOMENT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d[+-][01]\d:[0-5]\d")
SITE = "https://press.example.org"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.SITE_NAME = "Press of the Region"


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def publish(live_from="2022-05-28 10:30", **kwargs):
    return factories.live_release(moment(live_from), **kwargs)


def read(client, path):
    """Return the entries of a sitemap by their paths, having held it against the schemas."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314 - it is our own
    is_index = root.tag == f"{PROTOCOL}sitemapindex"
    assert is_index or root.tag == f"{PROTOCOL}urlset"
    assert len(response.content) < 50 * 2**20
    assert len(root) <= 50_000
    assert len(root) >= 1 or "news" in path
    found = {}
    for entry in root:
        assert entry.tag == PROTOCOL + ("sitemap" if is_index else "url")
        names = [child.tag for child in entry]
        assert names[0] == f"{PROTOCOL}loc"
        # After the address comes its last change, after that what is of other schemas.
        assert f"{PROTOCOL}lastmod" not in names[2:]
        assert set(names) <= {f"{PROTOCOL}loc", f"{PROTOCOL}lastmod"} | (
            set() if is_index else {f"{XHTML}link", f"{NEWS}news"}
        )
        address = entry.findtext(f"{PROTOCOL}loc")
        assert address.startswith(f"{SITE}/")
        assert len(address) < 2048
        assert address.isascii()
        modified = entry.findtext(f"{PROTOCOL}lastmod")
        assert modified is None or MOMENT.fullmatch(modified)
        for link in entry.iter(f"{XHTML}link"):
            assert link.get("rel") == "alternate"
            assert link.get("href").startswith(f"{SITE}/")
        assert address not in found
        found[address.removeprefix(SITE)] = entry
    return found


def modified(entry):
    return entry.findtext(f"{PROTOCOL}lastmod")


def alternates(entry):
    return [(link.get("hreflang"), link.get("href")) for link in entry.iter(f"{XHTML}link")]


def every(client):
    """Return all that the sitemaps of the index list, as {path: entry}, each path once."""
    found = {}
    for path in read(client, "/sitemap.xml"):
        entries = read(client, path)
        assert not found.keys() & entries.keys()
        found |= entries
    return found


def of_releases(release):
    """Return the path of the sitemap that a release is in."""
    number = (release.pk - 1) // sitemaps.SPAN + 1
    prefix = "" if release.language == "en" else f"/{release.language}"
    return f"{prefix}/sitemap-releases-{number}.xml"


def change(release, kind, at, now, note="", **contents):
    at(now)
    edition = workflow.new_edition(release, by=factories.desk())
    edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents=contents)
    factories.publish(edition, kind=kind, public_note=note)


def family(*languages):
    releases = {code: publish(language=code, slug="a") for code in languages}
    first = next(iter(releases.values()))
    Release.objects.filter(slug="a").update(translation_key=first.translation_key)
    return releases


class TestTheIndex:
    def test_names_what_has_anything_live_in_it_with_its_latest_change(self, client):
        publish("2022-05-27 09:00")
        english, russian = publish(), publish("2022-05-29 08:00", language="ru")
        factories.scheduled_release(language="kk", slug="later")
        found = {path: modified(entry) for path, entry in read(client, "/sitemap.xml").items()}
        assert found == {
            "/sitemap-pages.xml": "2022-05-28T10:30:00+04:00",
            of_releases(english): "2022-05-28T10:30:00+04:00",
            "/ru/sitemap-pages.xml": "2022-05-29T08:00:00+04:00",
            of_releases(russian): "2022-05-29T08:00:00+04:00",
        }

    def test_of_an_empty_site_names_its_pages(self, client):
        assert list(read(client, "/sitemap.xml")) == ["/sitemap-pages.xml"]
        assert list(read(client, "/sitemap-pages.xml")) == ["/", "/about/accessibility/"]
        assert client.get("/ru/sitemap-pages.xml").status_code == 404

    def test_tells_of_a_page_that_was_changed(self, client, at):
        publish()
        at("2022-06-01 10:00")
        Page.objects.create(slug="privacy", title="Privacy")
        assert modified(read(client, "/sitemap.xml")["/sitemap-pages.xml"]) == "2022-06-01T10:00:00+04:00"


class TestReleases:
    def test_stand_with_the_moment_of_the_live_edition(self, client, at):
        release = publish(slug="award")
        path = release.get_absolute_url()
        assert modified(read(client, of_releases(release))[path]) == "2022-05-28T10:30:00+04:00"
        # A search engine reads the page again after a change of which readers aren't told, too.
        change(release, "minor", at, "2022-05-30 12:00", headline="Respelt")
        assert modified(read(client, of_releases(release))[path]) == "2022-05-30T12:00:00+04:00"

    def test_stay_when_they_are_withdrawn_and_go_when_they_are_removed(self, client, editor):
        kept, removed = publish(slug="kept"), publish(slug="removed")
        workflow.withdraw(kept, by=editor, reason="A mistake.")
        assert read(client, of_releases(kept)).keys() == {"/2022/05/28/kept/", "/2022/05/28/removed/"}
        workflow.remove(removed, by=editor, reason="By order of the court.")
        assert read(client, of_releases(kept)).keys() == {"/2022/05/28/kept/"}

    def test_that_are_not_public_are_in_none(self, client):
        live = publish()
        factories.draft()
        factories.scheduled_release()
        assert [path for path in every(client) if path.count("/") > 4] == [live.get_absolute_url()]

    def test_have_the_alternates_that_their_pages_have(self, client, editor):
        publish(language="kk", slug="other")
        releases = family("ru", "en", "kk")
        alone = publish(slug="alone")
        workflow.remove(releases["kk"], by=editor, reason="By order of the court.")
        entries = every(client)
        for release in (releases["en"], releases["ru"], alone):
            path = release.get_absolute_url()
            tree = html5lib.parse(client.get(path).content.decode(), namespaceHTMLElements=False)
            links = [link for link in tree.iter("link") if link.get("hreflang")]
            assert alternates(entries[path]) == [(link.get("hreflang"), link.get("href")) for link in links]
        english, russian = alternates(entries["/2022/05/28/a/"]), alternates(entries["/ru/2022/05/28/a/"])
        assert english == russian
        assert [code for code, _address in english] == ["en", "ru", "x-default"]
        assert english[0][1] == english[2][1] == f"{SITE}/2022/05/28/a/"
        assert alternates(entries[alone.get_absolute_url()]) == []

    def test_stand_each_in_the_one_sitemap_of_its_language_and_range(self, client, monkeypatch):
        monkeypatch.setattr(sitemaps, "SPAN", 3)
        paths = {publish(slug=f"s{n}", language=("en", "ru")[n % 2]).get_absolute_url() for n in range(8)}
        assert {path for path in every(client) if path.endswith(tuple(f"/s{n}/" for n in range(8)))} == paths
        for path in read(client, "/sitemap.xml"):
            assert all(one.startswith("/ru/") == path.startswith("/ru/") for one in read(client, path))
            assert len(read(client, path)) <= 3 or "pages" in path

    def test_in_no_range_are_not_found(self, client):
        number = int(re.search(r"\d+", of_releases(publish()))[0])
        # Nor is there another way to write a number, or a number too long for the database.
        for unknown in (0, f"0{number}", f"+{number}", number + 1, 10**10 - 1, 10**10, 2**63, 10**40):
            assert client.get(f"/sitemap-releases-{unknown}.xml").status_code == 404
        assert client.get(f"/ru/sitemap-releases-{number}.xml").status_code == 404
        assert client.get(f"/sitemap-releases-{number}.xml").status_code == 200


def test_other_pages_are_the_front_page_lists_with_releases_and_pages_of_the_language(client):
    full, empty = (factories.CategoryFactory(text__slug=slug) for slug in ("culture", "sport"))
    factories.CategoryTextFactory(category=full, language="ru", slug="kultura")
    publish("2021-03-01 09:00", categories=[full])
    publish("2022-05-28 10:30", categories=[full])
    publish("2022-04-02 10:30")
    publish("2022-06-02 10:30", language="ru", categories=[empty])
    Page.objects.create(slug="privacy", title="Privacy")
    found = {path: modified(entry) for path, entry in read(client, "/sitemap-pages.xml").items()}
    last = "2022-05-28T10:30:00+04:00"
    assert MOMENT.fullmatch(found.pop("/about/privacy/"))
    assert found == {
        "/": last,
        "/category/culture/": last,
        "/2021/": "2021-03-01T09:00:00+04:00",
        "/2022/": last,
        "/2021/03/": "2021-03-01T09:00:00+04:00",
        "/2022/04/": "2022-04-02T10:30:00+04:00",
        "/2022/05/": last,
        "/about/accessibility/": None,
    }
    assert [path for path in every(client) if client.get(path).status_code != 200] == []


class TestNews:
    def test_is_named_and_dated_as_the_standard_has_it(self, client, at):
        at("2022-05-29 10:00")
        release = publish(headline='"Bread" & <honour>\x0b', language="ru", slug="a")
        entry = read(client, "/ru/news-sitemap.xml")[release.get_absolute_url()]
        (news,) = entry.findall(f"{NEWS}news")
        assert [child.tag.removeprefix(NEWS) for child in news] == ["publication", "publication_date", "title"]
        publication = {child.tag.removeprefix(NEWS): child.text for child in news[0]}
        assert publication == {"name": "Press of the Region", "language": "ru"}
        assert news[1].text == "2022-05-28T10:30:00+04:00"
        assert news[2].text == "«Bread» & <honour>"
        assert read(client, "/news-sitemap.xml") == {}

    def test_is_what_was_first_published_in_the_last_two_days(self, client, at, editor):
        old = publish("2022-05-27 09:59", slug="old")
        publish("2022-05-27 10:01", slug="recent")
        # An earlier day in its address makes it no older.
        publish("2022-05-29 09:00", slug="today", typed_date=datetime.date(2022, 5, 1))
        withdrawn = publish("2022-05-29 09:30", slug="withdrawn")
        change(old, "update", at, "2022-05-29 09:50", "More is known.")
        workflow.withdraw(withdrawn, by=editor, reason="A mistake.")
        at("2022-05-29 10:00")
        assert list(read(client, "/news-sitemap.xml")) == ["/2022/05/01/today/", "/2022/05/27/recent/"]
        at("2022-05-31 09:00")
        assert list(read(client, "/news-sitemap.xml")) == []

    def test_is_no_more_than_is_taken(self, client, at, monkeypatch):
        monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
        at("2022-05-28 12:00")
        for hour in ("09", "11", "10"):
            publish(f"2022-05-28 {hour}:00", slug=f"at-{hour}")
        assert list(read(client, "/news-sitemap.xml")) == ["/2022/05/28/at-11/", "/2022/05/28/at-10/"]


def test_every_surface_changes_in_the_second_of_the_schedule(client, at):
    at("2022-05-28 09:00")
    publish("2022-05-27 09:00")
    release = factories.scheduled_release(moment("2022-05-28 10:30"), slug="award")
    path, sitemap = release.get_absolute_url(), of_releases(release)

    def shown():
        index = modified(read(client, "/sitemap.xml")[sitemap]).startswith("2022-05-28")
        surfaces = [path in read(client, name) for name in (sitemap, "/news-sitemap.xml")]
        page = client.get(path)
        data = b'"@type": "NewsArticle"' in page.content
        return {
            index,
            modified(read(client, "/sitemap-pages.xml")["/2022/05/"]).startswith("2022-05-28"),
            *surfaces,
            data,
        }

    at("2022-05-28 10:29:59")
    tags = {
        name: client.get(name)["ETag"] for name in ("/sitemap.xml", sitemap, "/sitemap-pages.xml", "/news-sitemap.xml")
    }
    assert shown() == {False}
    assert all(client.get(name, headers={"If-None-Match": tag}).status_code == 304 for name, tag in tags.items())
    at("2022-05-28 10:30:00")
    assert shown() == {True}
    assert all(client.get(name, headers={"If-None-Match": tag}).status_code == 200 for name, tag in tags.items())


@pytest.mark.parametrize("kind", ["index", "releases", "pages"])
def test_who_has_a_sitemap_is_told_so_until_something_changes(client, client_for, editor, kind):
    first, second = publish(slug="a"), publish(slug="b")
    path = {"index": "/sitemap.xml", "releases": of_releases(first), "pages": "/sitemap-pages.xml"}[kind]
    before = client.get(path)
    assert before["Cache-Control"].startswith("public, max-age=0, ")
    again = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", before["Cache-Control"])
    workflow.remove(second, by=editor, reason="By order of the court.")
    assert client.get(path, headers={"If-None-Match": before["ETag"]}).status_code == 200
    after = client.get(path)
    page = {"language": "en", "slug": "privacy", "title": "Privacy", "position": 0, "body": "<p>None is kept.</p>"}
    assert client_for(editor).post("/admin/articles/page/add/", page).status_code == 302
    assert client.get(path, headers={"If-None-Match": after["ETag"]}).status_code == 200
    # The tag of a sitemap is no other's.
    unknown = client.get("/sitemap-releases-99.xml", headers={"If-None-Match": client.get(path)["ETag"]})
    assert unknown.status_code == 404


@pytest.mark.parametrize(("kind", "most"), [("index", 9), ("releases", 3), ("pages", 6), ("news", 2)])
def test_a_sitemap_costs_a_constant_number_of_queries(client, kind, most):
    now = timezone.now()
    family("en", "ru", "kk")
    release = factories.live_release(now, categories=[factories.CategoryFactory()])
    path = {
        "index": "/sitemap.xml",
        "releases": of_releases(release),
        "pages": "/sitemap-pages.xml",
        "news": "/news-sitemap.xml",
    }[kind]
    # The first one after a change: what is live is looked up first, for the index.
    with CaptureQueriesContext(connection) as of_few:
        read(client, path)
    for day in range(6):
        moment = now - datetime.timedelta(days=day * 20)
        factories.live_release(moment, slug=f"s{day}", categories=[factories.CategoryFactory()])
    with CaptureQueriesContext(connection) as of_many:
        assert len(read(client, path)) > 1
    assert len(of_few) == len(of_many) == most
    tag = client.get(path)["ETag"]
    with CaptureQueriesContext(connection) as of_who_has_it:
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert len(of_who_has_it) == 2


def test_the_news_sitemap_holds_until_the_oldest_of_it_grows_too_old(client, at):
    at("2022-05-28 10:00")
    assert marks.UNTIL not in client.get("/news-sitemap.xml").wsgi_request.META
    publish("2022-05-27 09:00")
    publish("2022-05-28 08:00")
    response = client.get("/news-sitemap.xml")
    assert response.wsgi_request.META[marks.UNTIL] == moment("2022-05-29 09:00").timestamp()
    at("2022-05-29 08:59:59")
    assert len(read(client, "/news-sitemap.xml")) == 2
    at("2022-05-29 09:00")
    assert len(read(client, "/news-sitemap.xml")) == 1


def test_no_address_comes_from_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    path = of_releases(publish())
    for name in ("/sitemap.xml", path, "/sitemap-pages.xml", "/robots.txt"):
        assert "evil.example" not in client.get(name, headers={"Host": "evil.example"}).content.decode()
