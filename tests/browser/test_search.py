"""A search from the front page to its second page and back: by the mouse, by the keyboard alone, and without script."""

import datetime
import itertools

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.addresses import localized
from articles.models import SearchedWords
from tests import factories

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

HEADLINES = "main .story__headline"


@pytest.fixture
def ferries(transactional_db):
    """More releases than a page of results has, all but the last of them about roads."""
    roads = factories.CategoryFactory(text__name="Roads", text__slug="roads")
    now = timezone.now()
    for number in range(23):
        categories = [roads] if number < 22 else []
        factories.live_release(
            now - datetime.timedelta(hours=number), headline=f"Ferry {number:02d}", categories=categories
        )


def test_from_the_masthead_to_a_filter_to_the_second_page_and_back(page, ferries):
    page.goto("/")
    page.get_by_role("textbox", name="Search in the releases").fill("ferries")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.get_by_text("23 releases found")).to_be_visible()
    expect(page.get_by_role("textbox", name="Words to search for")).to_have_value("ferries")
    expect(page.locator(f"{HEADLINES} mark").first).to_have_text("Ferry")
    page.get_by_role("navigation", name="Category").get_by_role("link", name="Roads").click()
    expect(page.get_by_text("22 releases found")).to_be_visible()
    page.get_by_role("link", name="More results").click()
    expect(page.locator(HEADLINES)).to_have_text(["Ferry 20", "Ferry 21"])
    page.get_by_role("link", name="Previous results").click()
    expect(page.locator(HEADLINES).first).to_have_text("Ferry 00")
    page.get_by_role("link", name="Take away the filter: Roads").click()
    expect(page.get_by_text("23 releases found")).to_be_visible()
    # The days are fields of the same form, though they stand beside the results.
    page.get_by_label("Until").fill("2020-01-01")
    page.get_by_role("button", name="Show these days").click()
    expect(page.get_by_text("Nothing of that is within the filters that are set.")).to_be_visible()
    page.get_by_role("link", name="Search without the filters").click()
    expect(page.get_by_text("23 releases found")).to_be_visible()


def test_with_the_keyboard_alone(page, ferries):
    page.goto("/")
    field = page.get_by_role("textbox", name="Search in the releases")
    for _step in range(12):
        page.keyboard.press("Tab")
        if field.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    expect(page.locator(HEADLINES)).to_have_count(20)
    page.get_by_role("link", name="More results").press("Enter")
    expect(page.locator(HEADLINES)).to_have_count(3)
    page.get_by_role("link", name="Previous results").press("Enter")
    expect(page.locator(HEADLINES)).to_have_count(20)


def test_on_a_phone_the_masthead_leads_to_the_form(open_page, ferries):
    page = open_page(viewport={"width": 390, "height": 800})
    page.goto("/")
    find = page.get_by_role("link", name="Search", exact=True)
    box = find.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    find.click()
    page.get_by_role("textbox", name="Words to search for").fill("ferry")
    page.keyboard.press("Enter")
    expect(page.locator(HEADLINES)).to_have_count(20)
    page.get_by_role("link", name="Narrow it down").click()
    expect(page.get_by_role("navigation", name="Category")).to_be_in_viewport()


def test_a_search_is_counted_once_though_the_page_is_loaded_again(page, ferries):
    for _time in range(2):
        with page.expect_response("**/search/searched/") as answered:
            page.goto("/search/?q=Ferry")
        assert answered.value.status == 204
    assert SearchedWords.objects.values_list("words", "times", "found").get() == ("ferry", 1, 23)


def test_without_script_it_works_and_is_counted(open_page, ferries):
    page = open_page(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page.goto("/")
    page.get_by_role("textbox", name="Search in the releases").fill("ferry")
    with page.expect_response("**/search/searched.gif*"):
        page.keyboard.press("Enter")
    page.get_by_role("link", name="More results").click()
    expect(page.locator(HEADLINES)).to_have_count(3)
    assert SearchedWords.objects.values_list("words", "times", "found").get() == ("ferry", 1, 23)


def test_the_summary_of_what_is_wrong_takes_focus_and_leads_to_the_field(page, ferries):
    page.goto("/search/?q=ferry&from=yesterday")
    expect(page.get_by_role("group", name="That can’t be searched for")).to_be_focused()
    page.get_by_role("link", name="From: Write a day").click()
    expect(page.get_by_label("From")).to_be_focused()
    expect(page.get_by_label("From")).to_have_value("yesterday")


def test_on_a_narrow_phone_what_is_wrong_and_the_orders_stand_apart(open_page, ferries):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto("/search/?q=ferry&from=yesterday&until=tomorrow&language=xx&sort=age&category=none")
    links = page.get_by_role("group", name="That can’t be searched for").get_by_role("link")
    expect(links).to_have_count(5)
    words = """links => links.map((link) => {
      const range = document.createRange();
      range.selectNodeContents(link);
      return range.getBoundingClientRect().toJSON();
    })"""
    boxes = links.evaluate_all(words)
    assert all(below["top"] - above["bottom"] >= 12 for above, below in itertools.pairwise(boxes))
    page.goto("/search/?q=ferry")
    # In a language with long words they take two lines, the second of which begins at the edge.
    page.locator(".search__orders a").evaluate_all("links => links.forEach((link) => link.append(' of everything'))")
    orders = page.locator(".search__orders a").evaluate_all(words)
    assert orders[0]["bottom"] < orders[1]["top"]
    assert orders[1]["left"] == page.locator(".search__orders").bounding_box()["x"]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_no_filter_is_longer_than_its_column(page, language):
    factories.live_release(headline="5 G", language=language)
    page.goto(f"{localized('articles:search', language)}?q=5")
    filters = page.locator("#filters a")
    expect(filters).to_have_count(2)
    assert filters.evaluate_all("links => links.every((link) => link.scrollWidth <= link.clientWidth)")
