"""Links to nowhere, links called 'here', and broken links within the site."""

import datetime
import time
import tracemalloc

import pytest
from django.utils import timezone

from articles import checks, short_addresses, workflow
from articles.models import CategoryText, Page
from tests import factories
from tests.articles.checks.reading import found


def link(href, words="the timetable"):
    return f'<p>See <a href="{href}">{words}</a>.</p>'


@pytest.mark.parametrize(
    "href", ["#", "#top", "http://localhost:9/", "https://intranet/news", "mailto:press", "tel:-", "?page=2", ""]
)
def test_a_link_to_nowhere_is_found_or_was_never_kept(href):
    faults = found("link-to-nowhere", link(href))

    assert len(faults) == (href not in {"?page=2", ""})


@pytest.mark.parametrize(
    "href", ["/", "/about/privacy/", "https://example.org/", "mailto:press@example.org", "tel:+78512510000"]
)
def test_a_link_to_somewhere_passes(href):
    assert found("link-to-nowhere", link(href)) == []


@pytest.mark.parametrize(
    "words", "here|Click here|link|HERE!|тут|здесь|по ссылке|По этой ссылке.|осында|<em>here</em>|—".split("|")
)
def test_a_link_whose_words_say_nothing_is_found(words):
    assert len(found("link-name", link("https://example.org/", words))) == 1


@pytest.mark.parametrize("words", ["the timetable", "Hereford", "расписание по ссылке ниже", "2026"])
def test_a_link_that_is_named_passes(words):
    assert found("link-name", link("https://example.org/", words)) == []


def test_a_link_is_shown_with_its_paragraph_words_and_address():
    (fault,) = found("link-to-nowhere", f"<p>One.</p>{link('#')}")

    assert "Paragraph 2" in fault.message
    assert "“the timetable”" in fault.message
    assert "(#)" in fault.message


def is_broken(href, *, planned_for=None, **kwargs):
    edition = factories.draft(body=link(href), **kwargs)
    edition.planned_for = planned_for
    return [fault.check for fault in checks.report(edition)] == ["broken-link"]


@pytest.mark.django_db
def test_a_link_to_a_live_release_passes_and_to_none_is_broken(settings):
    url = factories.live_release(slug="bridge").get_absolute_url()

    assert not is_broken(url)
    assert not is_broken(settings.SITE_URL + url + "?a=b#replies")
    assert not is_broken(url.rstrip("/"))
    assert not is_broken(url + "replies/")
    assert is_broken(url.replace("bridge", "brigde"))
    assert is_broken(settings.SITE_URL + url.replace("bridge", "brigde"))
    assert is_broken("/ru" + url)
    assert not is_broken("https://elsewhere.example.org" + url.replace("bridge", "brigde"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/nowhere/", "/2022/13/01/a/", "/2022/02/30/a/", "/admin/", "/admin/login/", "/preview/a-token/", "/healthz"],
)
def test_a_link_that_no_reader_can_follow_is_broken(path):
    assert is_broken(path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/ru/", "/feed/", "/kk/feed/atom/", "/robots.txt"])
def test_a_link_to_what_is_always_there_passes(path):
    assert not is_broken(path)


@pytest.mark.django_db
def test_a_link_to_a_draft_is_broken():
    release = factories.draft(slug="bridge").release

    assert is_broken(f"/{timezone.localdate():%Y/%m/%d}/{release.slug}/")


@pytest.mark.django_db
def test_a_link_to_a_scheduled_release_holds_once_that_is_out():
    moment = timezone.now() + datetime.timedelta(days=2)
    url = factories.scheduled_release(moment).get_absolute_url()

    assert is_broken(url)
    assert is_broken(url, planned_for=moment - datetime.timedelta(hours=1))
    assert not is_broken(url, planned_for=moment)


@pytest.mark.django_db
def test_a_link_to_itself_passes():
    assert not is_broken(f"/{timezone.localdate():%Y/%m/%d}/itself/", slug="itself")


@pytest.mark.django_db
def test_a_link_to_a_withdrawn_release_passes_and_to_a_removed_one_is_broken(editor):
    release = factories.live_release()
    url = release.get_absolute_url()

    workflow.withdraw(release, by=editor, reason="It was wrong.")
    assert not is_broken(url)

    workflow.remove(release, by=editor, reason="It was unlawful.")
    assert is_broken(url)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/news/12", "/news/index.php?PAGE=2&ID=12", "/2014/05/28/launch/"])
def test_a_link_to_an_address_of_another_system_passes_once_it_leads_to_something(editor, path):
    assert is_broken(path)
    release = factories.live_release()
    workflow.add_address(release, by=editor, address=path)
    assert not is_broken(path)
    workflow.remove(release, by=editor, reason="It named a child.")
    assert is_broken(path)


@pytest.mark.django_db
def test_a_link_to_an_old_address_passes_as_long_as_it_leads_to_something(editor):
    release = factories.live_release(slug="old")
    url = release.get_absolute_url()
    workflow.readdress(release, by=editor, slug="new", typed_date=None)

    assert not is_broken(url)
    assert not is_broken(url + "replies/")

    workflow.remove(release, by=editor, reason="It was unlawful.")
    assert is_broken(url)


@pytest.mark.django_db
def test_a_link_to_an_edition_or_a_comparison_needs_them_on_record():
    release, moment = factories.live_release(), timezone.now() + datetime.timedelta(days=2)
    change = workflow.new_edition(release, by=factories.desk())
    factories.publish(change, live_from=moment, kind="correction", public_note="The hour.")
    for below, is_there in (("history/", True), ("history/1/", True), ("history/2/", False), ("history/1/2/", False)):
        assert is_broken(release.get_absolute_url() + below) is not is_there, below
    assert not is_broken(f"{release.get_absolute_url()}history/1/2/", planned_for=moment)


@pytest.mark.django_db
def test_a_link_by_a_short_address_needs_its_release():
    live, draft = factories.live_release(), factories.draft().release
    assert not is_broken(short_addresses.path(live))
    assert is_broken(short_addresses.path(draft))
    assert is_broken("/r/aaaa")


@pytest.mark.django_db
def test_a_link_to_a_category_or_page_needs_it_in_that_language():
    category = factories.CategoryFactory(text__slug="culture")
    CategoryText.objects.create(category=category, language="ru", slug="kultura", name="Культура")
    Page.objects.create(language="en", slug="privacy", title="Privacy")

    assert not is_broken("/category/culture/")
    assert not is_broken("/category/culture/feed/")
    assert not is_broken("/ru/category/kultura/")
    assert is_broken("/ru/category/culture/")
    assert not is_broken("/about/privacy/")
    assert is_broken("/kk/about/privacy/")


@pytest.mark.django_db
def test_a_link_to_a_period_needs_releases_in_it(at):
    factories.live_release(at("2022-05-28 10:00"))
    at("2026-11-22 10:00")

    for path in ("/2022/", "/2022/05/", "/2022/05/28/", "/2026/11/22/"):
        assert not is_broken(path), path
    for path in ("/2021/", "/2022/06/", "/2022/05/29/", "/2022/00/", "/2022/02/30/", "/ru/2022/"):
        assert is_broken(path), path


@pytest.mark.django_db
def test_a_link_to_a_photograph_needs_its_image():
    key = factories.image().pk

    assert not is_broken(f"/media/{key}/0/whole-960.jpg")
    assert is_broken(f"/media/{key + 1}/0/whole-960.jpg")
    assert is_broken(f"/media/{key}/0/whole-961.jpg")
    assert is_broken(f"/media/{10**30}/0/whole-960.jpg")


def test_marks_without_end_in_a_link_take_no_time():
    start = time.perf_counter()
    assert not found("link-name", link("/", "a" + "!" * 50_000 + "b"))
    assert time.perf_counter() - start < 2


@pytest.mark.django_db
def test_a_path_with_very_many_slashes_takes_no_memory():
    tracemalloc.start()
    try:
        assert is_broken("/admin/" + "a/" * 20_000)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
