"""The version for poor sight as its readers use it: chosen with the keyboard, there before the first paint, whole."""

import json
import re

import pytest
from playwright.sync_api import expect

from pressroom.colours import contrast
from tests.world import World, busy_release

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

SCHEMES = ("white", "black", "blue", "brown")
OPENER = "Version for poor sight"
# Each colour that text has, on each ground that it may stand on.
INKS = ("ink", "soft", "accent", "amber", "red", "green", "edge")
GROUNDS = ("paper", "mist", "amber-ground", "red-ground", "green-ground")
# What axe looks at in each scheme, since all else is as in the usual version: 7:1, and links that are seen to be such.
RULES = {"type": "rule", "values": ["color-contrast-enhanced", "link-in-text-block", "target-size"]}


def choose(page, **choices):
    """Keep choices in the browser as the settings do; what isn't named is the usual one."""
    page.evaluate("stored => localStorage.setItem('sight', stored)", json.dumps(choices))


def shown(page):
    """Return what the page was made to look like."""
    return page.evaluate("({...document.documentElement.dataset})")


def test_settings_are_chosen_by_keyboard_kept_and_taken_back(open_page, author):
    world, page = World(author), open_page(viewport={"width": 1280, "height": 900})
    page.goto("/")
    opener = page.get_by_role("button", name=OPENER)
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.press("Space")
    expect(page.get_by_role("radio", name="100 %")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    for _group in range(2):
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    opener = page.get_by_role("button", name="Settings for poor sight")
    expect(opener).to_be_focused()
    expect(page.get_by_role("radio", name="200 %")).to_be_hidden()
    everywhere = {"text": "200", "spacing": "wide", "scheme": "black", "sight": ""}
    assert shown(page) == everywhere
    paper = page.locator("meta[name=theme-color]").first
    expect(paper).to_have_attribute("content", "#000000")

    # The next page has them, and so has another tab that was open already, from which they are taken back.
    other = page.context.new_page()
    other.goto(world.live.get_absolute_url())
    assert shown(other) == everywhere
    assert other.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert other.evaluate("getComputedStyle(document.querySelector('.prose p')).letterSpacing") != "normal"
    usual = other.get_by_role("link", name="Usual version")
    usual.press("Enter")
    expect(other.get_by_role("status").filter(has_text="This is the usual version.")).to_be_visible()
    expect(other.get_by_role("button", name=OPENER)).to_be_focused()
    assert shown(other) == {}
    page.wait_for_function("!document.documentElement.hasAttribute('data-sight')")
    expect(paper).to_have_attribute("content", "#ffffff")
    page.reload()
    assert shown(page) == {}


def test_what_was_chosen_holds_before_anything_is_painted(open_page, author):
    World(author)
    page = open_page()
    page.goto("/")
    choose(page, scheme="brown", text="150")
    # What the first frame finds. While the script that sets the choice is on its way, all else is there but painted.
    page.add_init_script("""
        window.first = new Promise((found) => {
            requestAnimationFrame(() => { window.isPainted = true; found({...document.documentElement.dataset}); });
        });
    """)
    held = []
    page.route("**/sight-first*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.locator("footer").wait_for(state="attached")
    assert not page.evaluate("window.isPainted")
    held[0].continue_()
    assert page.evaluate("first") == {"scheme": "brown", "text": "150", "sight": ""}


def test_what_is_stored_foolishly_changes_nothing(open_page, db):
    page = open_page()
    page.goto("/")
    for stored in ('{"text": "900", "scheme": ["white"], "images": null}', "[]", "{", "7"):
        page.evaluate("stored => localStorage.setItem('sight', stored)", stored)
        page.reload()
        assert shown(page) == {}, stored


def test_a_browser_that_stores_nothing_still_shows_it_and_says_so(open_page, db):
    page = open_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('private'); }})")
    page.goto("/")
    page.get_by_role("button", name=OPENER).click()
    page.get_by_role("radio", name="Brown on beige").check()
    assert shown(page) == {"scheme": "brown", "sight": ""}
    expect(page.get_by_role("status").filter(has_text="Your browser keeps no settings")).to_be_visible()


def test_a_choice_wins_over_the_variant_and_the_usual_version_leads_out_of_it(open_page, axe, author):
    World(author)
    page = open_page()
    page.goto("/?view=large")
    assert shown(page) == {"large": "", "sight": "", "text": "150", "spacing": "wide", "scheme": "white"}
    page.get_by_role("button", name="Settings for poor sight").click()
    expect(page.get_by_role("radio", name="150 %")).to_be_checked()
    page.get_by_role("radio", name="White on black").check()
    axe(page)
    page.reload()
    assert shown(page)["scheme"] == "black"
    page.get_by_role("link", name="Usual version").click()
    page.wait_for_url(re.compile(r"/$"))
    assert shown(page) == {}


def test_without_script_the_link_leads_to_the_variant_and_back(open_page, author):
    world, page = World(author), open_page(java_script_enabled=False)
    path = world.live.get_absolute_url()
    page.goto(path)
    page.get_by_role("link", name=OPENER).click()
    assert page.url.endswith(f"{path}?view=large")
    expect(page.get_by_role("link", name="Settings for poor sight")).to_be_hidden()
    page.get_by_role("link", name="Usual version").click()
    assert page.url.endswith(path)


def test_without_images_their_words_stand_there_and_no_photograph_is_fetched(open_page, editor, moderator):
    release = busy_release(editor, moderator)
    page, asked = open_page(viewport={"width": 1280, "height": 5000}), []
    page.goto("/healthz")
    choose(page, images="off")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(release.get_absolute_url(), wait_until="networkidle")
    lazy = page.locator("img[loading=lazy]")
    assert lazy.count()
    assert not page.locator("img:visible").count()
    words = page.locator(".gallery picture").first
    assert "A bridge" in words.evaluate("element => getComputedStyle(element, '::before').content")
    assert words.bounding_box()["height"] > 20
    sources = lazy.evaluate_all("images => images.flatMap(image => [image.src.replace(/[^/]*$/, '')])")
    eager = page.locator("img:not([loading])").evaluate_all("all => all.map(image => image.src.replace(/[^/]*$/, ''))")
    photographs = set(sources) - set(eager)
    assert photographs
    assert not [url for url in asked if url.startswith(tuple(photographs))]


def test_each_scheme_is_at_least_seven_to_one_and_axe_finds_nothing(open_page, axe, editor, moderator):
    release = busy_release(editor, moderator)
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto("/")
    for scheme in SCHEMES:
        # In the dark, where the usual colours are others.
        page.emulate_media(color_scheme="dark" if scheme == "white" else "light")
        choose(page, scheme=scheme, text="150", spacing="widest")
        for path in ("/", release.get_absolute_url()):
            page.goto(path)
            axe(page, runOnly=RULES)
        colours = page.evaluate(
            "names => Object.fromEntries(names.map(name => "
            "[name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)]))",
            [*INKS, *GROUNDS, "on-accent"],
        )
        pairs = [(ink, ground) for ink in INKS for ground in GROUNDS] + [("on-accent", "accent")]
        low = {pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 7}
        assert not low, scheme


def test_at_twice_the_size_nothing_is_wider_than_a_phone(open_page, author, editor, moderator):
    world, release = World(author), busy_release(editor, moderator)
    page = open_page(viewport={"width": 390, "height": 800})
    page.goto("/healthz")
    choose(page, text="200", spacing="widest", scheme="blue")
    path = release.get_absolute_url()
    names = ("category", "year", "month", "day", "page")
    paths = ["/", path, *(world.path(f"articles:{name}") for name in names), "/no/", f"{path}reply/", f"{path}like/"]
    wide = {}
    for where in paths:
        page.goto(where)
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if (reach := page.evaluate("document.documentElement.scrollWidth")) > width:
                wide[where, width] = reach
    assert not wide
