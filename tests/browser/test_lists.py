"""What only a browser can show of the lists: that nothing breaks a date or leaves the page, whichever way one reads."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Edition
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

# The longest name of a month in each language, and a word that is longer than a line.
MONTHS = ("September", "сентября", "қыркүйек")
LONG = "Водохозяйственно-мелиоративно-рыбоохранный " * 5

# For each date in a margin: whether its month, its year or its weekday stands on more than one line.
BROKEN = """months => [...document.querySelectorAll('.river__date .day')].filter((day, number) => {
  day.querySelector('.day__month').textContent = months[number % months.length];
  return [...day.querySelectorAll('.day__month, .day__year, .day__weekday')].some(part => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
  });
}).length"""


def test_the_lists_hold_in_any_width_and_direction(open_page):
    category = factories.CategoryFactory(text__slug="water")
    for n in range(1, 8):
        moment = timezone.make_aware(datetime.datetime.fromisoformat(f"2022-09-{n:02} 12:00"))
        factories.live_release(
            moment, slug=f"r{n}", categories=[category], lead_image=factories.image() if n % 2 else None
        )
    Edition.objects.filter(number=1, release__slug__in=["r7", "r6", "r2"]).update(headline=LONG[:250])
    page = open_page()
    for path in ("/", "/category/water/", "/2022/09/", "/2022/09/02/", "/2022/"):
        page.goto(path)
        for width in (1920, 1440, 1152, 960, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            for direction in ("ltr", "rtl"):
                page.evaluate("direction => document.documentElement.dir = direction", direction)
                assert page.evaluate(BROKEN, MONTHS) == 0, f"a date breaks on {path} at {width}, {direction}"
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert wide == 0, f"{path} is {wide} px too wide at {width}, {direction}"


def test_the_menu_works_without_script_and_a_story_is_one_target(open_page):
    category = factories.CategoryFactory(text__name="Water", text__slug="water")
    release = factories.live_release(headline="The locks are open", categories=[category], lead_image=factories.image())
    page = open_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Categories").get_by_role("link", name="Water")
    assert not menu.is_visible()
    page.get_by_text("Menu", exact=True).click()
    menu.click()
    assert page.url.endswith("/category/water/")
    # The photograph leads to the release as the headline does, and the name of a category where it says.
    page.goto("/")
    page.locator(".story__picture").click(force=True)
    assert page.url.endswith(release.get_absolute_url())
    page.goto("/")
    page.locator(".story__kicker a").click()
    assert page.url.endswith("/category/water/")


def test_one_walks_through_a_list_by_the_keyboard_and_without_script(open_page):
    category = factories.CategoryFactory(text__name="Water", text__slug="water")
    for n in range(1, 26):
        moment = timezone.make_aware(datetime.datetime.fromisoformat(f"2022-09-{n:02} 12:00"))
        factories.live_release(moment, slug=f"r{n}", headline=f"Release {n}", categories=[category])
    page = open_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page.goto("/category/water/2022/09/")
    for way, first in (("Older releases", "Release 5"), ("Newer releases", "Release 25")):
        link = page.get_by_role("link", name=way, exact=True)
        link.focus()
        assert link.bounding_box()["height"] >= 44
        page.keyboard.press("Enter")
        assert page.locator(".story__headline").first.inner_text() == first
    page.get_by_role("link", name="Older releases", exact=True).press("Enter")
    page.get_by_role("link", name="To the latest").press("Enter")
    assert page.url.endswith("/category/water/2022/09/")
    page.locator(".calendar").get_by_role("link", name="September 25: 1 release").press("Enter")
    assert page.url.endswith("/category/water/2022/09/25/")
    assert page.locator("h1").inner_text().split() == ["Water", "September", "25,", "2022"]
