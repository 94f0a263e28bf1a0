"""A page is offered once in the language that the browser prefers, and nobody is led anywhere by it."""

import pytest
from django.utils import translation
from django.utils.translation import pgettext
from playwright.sync_api import expect

from articles.models import Release
from tests import factories

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

OFFER = ".offer__words"


@pytest.fixture
def paths():
    """The addresses of one release in English and in Russian."""
    body = "<p>The bridge carries cars and people across the river.</p>" * 30
    releases = [factories.live_release(language=code, slug="bridge", body=body) for code in ("en", "ru")]
    Release.objects.filter(pk=releases[1].pk).update(translation_key=releases[0].translation_key)
    return [release.get_absolute_url() for release in releases]


def words(language):
    """Return the words of the offer and of the button that closes it."""
    with translation.override(language):
        offer = pgettext("in the language itself", "This page is also available in English")
        return offer, pgettext("an offer", "Close")


def offered(page, path):
    """Open a page and return its offer, of which there may be none; scripts have run by then."""
    page.goto(path, wait_until="networkidle")
    return page.locator(OFFER)


def test_the_page_is_offered_in_the_words_of_the_browsers_language(open_page, paths, axe):
    page = open_page(locale="ru-RU", viewport={"width": 390, "height": 844})
    offer = offered(page, paths[0])
    text, close = words("ru")
    expect(offer).to_have_attribute("lang", "ru")
    link = offer.get_by_role("link", name=text)
    expect(link).to_have_attribute("href", paths[1])
    expect(offer.get_by_role("button", name=close)).to_be_visible()
    assert page.url.endswith(paths[0])
    axe(page)


def test_it_moves_nothing_and_is_in_view_and_first_for_the_keyboard(open_page, paths):
    page = open_page(locale="ru-RU", viewport={"width": 1280, "height": 700})
    page.add_init_script(
        "window.shifts = [];"
        "new PerformanceObserver((list) => list.getEntries().forEach((shift) => window.shifts.push("
        "...shift.sources.map((source) => source.node?.className ?? '')"
        "))).observe({ type: 'layout-shift', buffered: true });"
    )
    offer = offered(page, paths[0])
    expect(offer).to_be_in_viewport(ratio=1)
    assert page.evaluate("window.shifts") == []
    page.keyboard.press("Tab")  # 'Skip to the text'
    page.keyboard.press("Tab")
    expect(offer.get_by_role("link")).to_be_focused()
    # At the end of the page it lies under what is written there.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    foot, line = page.locator("footer").bounding_box(), offer.bounding_box()
    assert foot["y"] + foot["height"] <= line["y"] + 1


@pytest.mark.parametrize("answer", ["button", "Escape", "link", "switcher"])
def test_whoever_answered_is_asked_no_more(open_page, paths, answer):
    other = factories.live_release(slug="other")
    Release.objects.filter(pk=factories.live_release(language="ru", slug="other").pk).update(
        translation_key=other.translation_key
    )
    page = open_page(locale="ru-RU", viewport={"width": 1280, "height": 900})
    offer = offered(page, paths[0])
    if answer == "button":
        offer.get_by_role("button").click()
        expect(offer).to_have_count(0)
    elif answer == "Escape":
        offer.get_by_role("button").press("Escape")
        expect(offer).to_have_count(0)
    elif answer == "link":
        offer.get_by_role("link").click()
        page.wait_for_url(f"**{paths[1]}")
    else:
        page.get_by_role("navigation", name="Languages").get_by_role("link", name="Русский").click()
        page.wait_for_url(f"**{paths[1]}")
    assert offered(page, other.get_absolute_url()).count() == 0
    assert offered(page, paths[0]).count() == 0
    assert page.context.cookies() == []


def test_nothing_is_offered_to_those_who_read_the_page(open_page, paths):
    assert offered(open_page(locale="en-US"), paths[0]).count() == 0
    # The page isn't there in Kazakh, nor does the site speak German.
    assert offered(open_page(locale="kk-KZ"), paths[0]).count() == 0
    assert offered(open_page(locale="de-DE"), paths[0]).count() == 0


def test_without_script_nothing_of_it_is_seen(open_page, paths):
    page = open_page(locale="ru-RU", java_script_enabled=False)
    page.goto(paths[0])
    assert page.locator(OFFER).count() == 0
    assert page.locator(".offer").bounding_box()["height"] == 0


@pytest.mark.parametrize(("language", "number"), [("en", "12,345"), ("ru", "12\xa0345"), ("kk", "12\xa0345")])
def test_script_writes_numbers_as_the_server_does(open_page, language, number):
    release = factories.live_release(language=language)
    Release.objects.filter(pk=release.pk).update(views=12345)
    page = open_page(locale="en-US")
    with page.expect_response(f"**{release.url('articles:state')}"):
        page.goto(release.get_absolute_url())
    expect(page.locator("[data-views]")).to_have_text(number.replace("\xa0", " "))
    assert page.locator("[data-views]").inner_text() == number
