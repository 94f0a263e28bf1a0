"""The bar of the desk on public pages: whom it comes to, and how it stands there."""

import pytest
from playwright.sync_api import expect

from tests import factories

# What the database has no part in.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

PASSWORD = "a long password of one's own"
# How far an element is from the top of the page.
TOP = "element => element.getBoundingClientRect().top + scrollY"


@pytest.fixture
def by_password(editor):
    editor.set_password(PASSWORD)
    editor.save()

    def do(page):
        page.goto("/admin/login/")
        page.locator("[name=username]").fill(editor.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[type=submit]").click()
        page.wait_for_url("**/admin/")

    return do


def test_nobody_asks_for_it_who_never_signed_in(open_page):
    path = factories.live_release().get_absolute_url()
    page, asked = open_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    assert page.context.cookies() == []
    assert not [url for url in asked if "bar" in url.rpartition("/static/")[2] and "sight" not in url]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_stands_at_the_foot_of_the_window_and_moves_nothing(open_page, axe, by_password, width, scheme):
    release = factories.live_release(body="<p>A long text.</p>" * 60)
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(release.get_absolute_url())
    before = [page.locator(part).first.evaluate(TOP) for part in ("h1", ".prose", "footer")]
    by_password(page)
    page.goto(release.get_absolute_url())
    bar = page.get_by_role("complementary", name="Desk")
    expect(bar.get_by_role("button", name="Change it: new edition")).to_be_visible()
    assert [page.locator(part).first.evaluate(TOP) for part in ("h1", ".prose", "footer")] == before
    box = bar.bounding_box()
    assert box["y"] + box["height"] == pytest.approx(800, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    axe(page)


def test_its_button_begins_the_new_edition_by_keyboard(open_page, by_password):
    release = factories.live_release()
    page = open_page()
    by_password(page)
    page.goto(release.get_absolute_url())
    button = page.get_by_role("button", name="Change it: new edition")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    assert release.editions.count() == 2


def test_after_signing_out_no_page_asks_any_more(open_page, by_password):
    path = factories.live_release().get_absolute_url()
    page = open_page()
    by_password(page)
    assert {"desk", "sessionid"} <= {cookie["name"] for cookie in page.context.cookies()}
    # As where the session is over, and the browser has not heard of it.
    page.context.clear_cookies(name="sessionid")
    with page.expect_response("**/admin/bar/**") as response:
        page.goto(path)
    assert response.value.status == 204
    page.wait_for_function("!document.cookie.includes('desk')")
    expect(page.get_by_role("complementary", name="Desk")).to_have_count(0)
