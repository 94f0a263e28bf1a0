"""Every address of the public site, with the clock moved across all that can happen to a release.

A reader asks each of them before and after each step, and keeps what it got as long as it is told that this holds: what
was made before is nowhere shown after it. For what was scheduled nothing but the clock is moved.
"""

import re

import pytest
from django.urls import get_resolver, resolve

from articles import cards, renditions, short_addresses, sitemaps, workflow
from articles.models import Release
from pressroom import identity
from tests import factories
from tests.articles.lists import moment, publish
from tests.pressroom.front.asking import MEGABYTE, Asking

pytestmark = pytest.mark.django_db

# Public at the five steps: nothing, the first words, the second ones, these as withdrawn, that it was removed.
FIRST, SECOND = "The lotus fields open on Sunday", "The lotus fields open on Monday"
FOREIGN = "/news/index.php?id=12"

# By their names: a page that isn't of releases, or shows no word of them, or is of one reader or of drafts.
OTHERS = {
    "healthz",
    "theme",
    "emblem",
    "admin_password_reset",
    "password_reset_confirm",
    "password_reset_done",
    "password_reset_complete",
    "articles:page",
    "articles:api",
    "articles:api_openapi",
    "articles:robots",
    "articles:searched",
    "articles:searched_pixel",
    "articles:shared",
    "articles:shared_rendition",
    "articles:view",
    "comments:sent",
}


class Reader:
    """Somebody who asks again and again, and shows the answer that is kept where the site says that it holds."""

    def __init__(self, client):
        self.client, self.kept = client, {}

    def read(self, path):
        """Return the text at a path where there is one, else the status."""
        kept = self.kept.get(path)
        headers = {"If-None-Match": kept["ETag"]} if kept is not None and kept.has_header("ETag") else {}
        if kept is not None and kept.has_header("Last-Modified"):
            headers |= {"If-Modified-Since": kept["Last-Modified"]}
        response = self.client.get(path, headers=headers)
        if response.status_code == 304:
            return self.text_of(kept)
        self.kept[path] = response
        return self.text_of(response) if response.status_code == 200 else str(response.status_code)

    @staticmethod
    def text_of(response):
        """Return an answer as text; of a picture only that there is one."""
        if response["Content-Type"].startswith("image/"):
            return "picture"
        return response.content.decode()


def words(text):
    """Say which of the headlines are in an answer, or its status."""
    text = re.sub("</?mark>", "", text)
    found = " ".join(name for name, headline in (("1st", FIRST), ("2nd", SECOND)) if headline in text)
    return found or (text if text.isdecimal() else "")


def status(text):
    """Say the status alone, of what shows no headline."""
    return text if text.isdecimal() else "200"


def found(pattern):
    """Return what says what a pattern finds in an answer, '' for nothing."""

    def say(text):
        match = re.search(pattern, text, re.DOTALL)
        return match[1] if match else ""

    return say


@pytest.fixture
def release(at):
    """A release with everything that can be shown of it, for half past nine; its correction is for half past ten."""
    at("2022-05-29 08:00")
    category = factories.CategoryFactory(text__slug="nature")
    # An older one of each list, so that none is missing for being empty.
    older = publish("2022-05-29 00:00", slug="older", categories=[category])
    translation = publish("2022-05-29 00:00", slug="lotos", language="ru")
    draft = factories.draft(headline=FIRST, slug="lotus", categories=[category], lead_image=factories.image())
    Release.objects.filter(pk=translation.pk).update(translation_key=draft.release.translation_key)
    release = factories.publish(draft, live_from=moment("2022-05-29 09:30")).release
    workflow.add_address(release, by=factories.desk(), address=FOREIGN)
    release.refresh_from_db()
    release.older, release.translated = older, translation
    return release


def surfaces(release):
    """Return (path, what to read of it, what is read at each of the five steps)."""
    page = release.get_absolute_url()
    edition = release.editions.get()
    photograph = edition.images.get().image
    number = (release.pk - 1) // sitemaps.SPAN + 1
    lists, news = ("", "1st", "2nd", "2nd", ""), ("", "1st", "2nd", "", "")
    its_own = ("404", "1st", "2nd", "2nd", "410")
    there, no_file = ("404", "200", "200", "200", "410"), ("404", "200", "200", "200", "404")
    moments = ("00:00", "09:30", "10:30", "11:00", "00:00")
    counted = found(r"(\d+) releases?\b")
    return [
        ("/", words, news),
        *((path, counted, ("1", "2", "2", "2", "1")) for path in ("/2022/", "/2022/05/", "/2022/05/29/")),
        ("/2022/05/", words, lists),
        ("/2022/05/29/", words, lists),
        *((f"/category/nature/{below}", words, lists) for below in ("", "2022/", "2022/05/", "2022/05/29/")),
        ("/category/nature/", counted, ("1", "2", "2", "2", "1")),
        ("/search/?q=lotus", words, lists),
        # Superseded words don't find.
        ("/search/?q=Sunday", words, ("", "1st", "", "", "")),
        *((path, words, news) for path in ("/feed/", "/feed/atom/")),
        *((f"/category/nature/{path}", words, news) for path in ("feed/", "feed/atom/")),
        ("/news-sitemap.xml", words, news),
        ("/sitemap.xml", found(rf"{number}\.xml</loc><lastmod>2022-05-29T(..:..)"), moments),
        ("/sitemap-pages.xml", found(r"/2022/05/</loc><lastmod>2022-05-29T(..:..)"), moments),
        (
            f"/sitemap-releases-{number}.xml",
            found(rf"{page}</loc><lastmod>2022-05-29T(..:..)"),
            ("", *moments[1:4], ""),
        ),
        (f"/ru/sitemap-releases-{number}.xml", found('hreflang="(en)"'), ("", "en", "en", "en", "")),
        (release.translated.get_absolute_url(), found('hreflang="(en)"[^>]*lotus'), ("", "en", "en", "en", "")),
        # It leads to what comes after it.
        (release.older.get_absolute_url(), words, lists),
        ("/api/v1/releases/", words, lists),
        ("/api/v1/releases/?q=lotus", words, lists),
        (f"/api/v1/releases/{release.pk}/", words, ("404", "1st", "1st 2nd", "1st 2nd", "410")),
        ("/api/v1/categories/", found(r'"releases": (\d)'), ("1", "2", "2", "2", "1")),
        (f"/api/v1/images/{photograph.pk}/", status, no_file),
        (page, words, its_own),
        (page, found(r'"headline": "(?:Withdrawn: )?([^"]*)'), ("", FIRST, SECOND, SECOND, "")),
        (page, found(r'"creativeWorkStatus": "(\w+)'), ("", "", "", "Withdrawn", "")),
        (f"{page}history/", words, its_own),
        (f"{page}history/1/", words, ("404", "1st", "1st 2nd", "1st 2nd", "410")),
        (f"{page}history/2/", words, ("404", "404", "2nd", "2nd", "410")),
        (f"{page}history/1/2/", status, ("404", "404", "200", "200", "410")),
        *((page + below, status, there) for below in ("state/", "like/", "view.gif")),
        # Nobody replies to what was withdrawn.
        *((page + below, status, ("404", "200", "200", "403", "410")) for below in ("reply/", "reply/stamp/")),
        *((page + below, words, its_own) for below in ("replies/", "replies/feed/", "replies/feed/atom/")),
        (cards.url(edition, identity.load()), status, there),
        (renditions.url(photograph, "wide", 320, "jpg"), status, no_file),
        (short_addresses.path(release), status, ("404", "302", "302", "302", "410")),
        (FOREIGN, status, ("404", "301", "301", "301", "410")),
    ]


def test_every_surface_changes_in_the_second_in_which_the_release_does(client, release, at, editor):
    for step, unlike in follow(client, release, at, editor):
        assert unlike == [], step


@pytest.mark.django_db(transaction=True)
def test_the_front_keeps_no_surface_beyond_that_second(release, at, editor):
    front = Asking(20 * MEGABYTE)
    for step, unlike in follow(front, release, at, editor):
        assert unlike == [], step
    # What was read twice between two steps was kept.
    assert len(front.rendered) < front.asked


def follow(client, release, at, editor):
    """Ask for every surface before and after each thing that happens to the release.

    Yield each step, and what is read otherwise than it should be: (path, what is read, what should be).
    """
    asked, reader = surfaces(release), Reader(client)

    def unlike(step):
        read = [(path, say(reader.read(path)), steps[step]) for path, say, steps in asked]
        return [(path, there, expected) for path, there, expected in read if there != expected]

    at("2022-05-29 09:29:59")
    yield "before it is out", unlike(0)
    at("2022-05-29 09:30")
    yield "out", unlike(1)
    edition = workflow.new_edition(release, by=factories.desk())
    edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents={"headline": SECOND})
    told = {"kind": "correction", "public_note": "The day was wrong."}
    factories.publish(edition, live_from=moment("2022-05-29 10:30"), **told)
    at("2022-05-29 10:29:59")
    yield "a second before its correction", unlike(1)
    at("2022-05-29 10:30")
    yield "corrected", unlike(2)
    at("2022-05-29 11:00")
    workflow.withdraw(release, by=editor, reason="Not decided yet.")
    yield "withdrawn", unlike(3)
    workflow.remove(release, by=editor, reason="It named a child.")
    yield "removed", unlike(4)
    workflow.put_back(release, by=editor)
    yield "put back", unlike(3)


def test_no_kept_page_tells_by_which_name_the_site_was_asked(client, release, at):
    at("2022-05-29 09:30")
    for path, _say, _steps in surfaces(release):
        found, other = client.get(path), client.get(path, headers={"Host": "127.0.0.1:8000"})
        assert found.status_code == other.status_code, path
        if found["Cache-Control"].startswith("public"):
            assert found.content == other.content, path


def test_no_address_of_the_site_is_left_out(release):
    def names(patterns, prefix=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                namespace = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from names(pattern.url_patterns, prefix + namespace)
            elif pattern.name and not prefix.startswith("admin:"):
                yield prefix + pattern.name

    asked = {resolve(path.partition("?")[0]).view_name for path, _say, _steps in surfaces(release) if path != FOREIGN}
    assert set(names(get_resolver().url_patterns)) == asked | OTHERS
