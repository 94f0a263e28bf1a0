"""The bundles that readers get work as their sources do, and nothing else of that kind is asked for."""

import re

import pytest
from django.contrib.staticfiles.finders import get_finders

from pressroom.static_files import BUNDLES, bundled
from tests.world import busy_release

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_a_release_works_with_one_style_sheet_and_one_module(page, live_server, editor, moderator):
    paths = {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}
    kinds = {"css": "text/css", "js": "text/javascript"}

    def answer(route):
        name = route.request.url.partition("/static/")[2]
        route.fulfill(body=bundled(name, paths), content_type=kinds[name.rpartition(".")[2]])

    for name in BUNDLES:
        page.route(f"**/static/{name}", answer)
    asked = []
    page.on("request", lambda request: asked.extend(re.findall(r"/static/(.+\.(?:css|js))$", request.url)))
    release = busy_release(editor, moderator)
    page.goto(release.get_absolute_url())
    # One thing of each module, and of the first and the last style sheet.
    page.locator("[data-like] button").click()
    page.locator("[data-like] button[aria-pressed=true]").wait_for()
    page.locator("[data-reply-form] textarea").focus()
    page.locator("[data-reply-form][data-fetched]").wait_for()
    page.locator(".share__tools button").first.wait_for()
    page.locator(".quotation-tools button").wait_for()
    assert page.locator(".release__headline").evaluate("element => getComputedStyle(element).fontFamily").count("serif")
    page.emulate_media(media="print")
    assert not page.locator(".footer").is_visible()
    assert sorted(asked) == ["css/site.css", "js/release.js", "js/sight-first.js", "js/sight.js"]
