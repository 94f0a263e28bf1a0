"""What a page sends in all, compressed as it is sent, without photographs; and that no reader waits for a script."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders

from pressroom.static_files import BUNDLES, bundled
from tests import factories
from tests.articles.lists import moment, read
from tests.world import busy_release

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def lightly(text):
    """Return how many bytes a text is, compressed; brotli takes less."""
    return len(gzip.compress(text.encode()))


def assets(html):
    """Return the style sheets and scripts that a page asks for: their names and the tags that name them."""
    tags = re.findall(r'<link rel="stylesheet"[^>]*>|<script[^>]* src="[^>]*>', html)
    return {re.search(r'/static/([^"]*)"', tag)[1]: tag for tag in tags}


def weight(html):
    paths = {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}

    def text(name):
        if name in BUNDLES:
            return bundled(name, paths)
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    return lightly(html) + sum(lightly(text(name)) for name in assets(html))


@pytest.fixture
def release(editor, moderator):
    """A release with everything that a page can show."""
    return busy_release(editor, moderator)


@pytest.fixture
def front():
    """As many releases as the front page shows, each with a photograph, a long headline and a long lead."""
    category, image = factories.CategoryFactory(text__slug="roads"), factories.image()
    for number in range(26):
        factories.live_release(
            moment("2022-05-28 10:00"),
            slug=f"release-{number}",
            headline=f"The bridge {number} " + "across the river is open " * 4,
            lead=f"Cars {number} " + "cross the river from now on " * 10,
            categories=[category],
            lead_image=image,
        )


def test_a_release_sends_under_60_kb(client, release):
    assert weight(read(client, release.get_absolute_url())) < 60_000


@pytest.mark.usefixtures("front")
@pytest.mark.parametrize("path", ["/", "/category/roads/"])
def test_a_list_sends_under_80_kb(client, path):
    html = read(client, path)
    assert html.count("<picture") >= 20
    assert weight(html) < 80_000


def test_no_script_holds_up_a_page(client, release):
    for path in ("/", release.get_absolute_url(), "/search/", release.url("articles:history")):
        scripts = {name: tag for name, tag in assets(read(client, path)).items() if name.endswith(".js")}
        assert "js/sight.js" in scripts
        for tag in scripts.values():
            assert re.search(r' type="module"| defer[> ]| async[> ]', tag), tag


def test_no_script_stands_in_a_page_and_none_there_would_be_run(client, release):
    for path in ("/", release.get_absolute_url(), "/2022/05/29/nothing/"):
        response = client.get(path)
        html = response.content.decode()
        assert {
            bool(text) for text in re.findall(r"<script(?! type=\"application)[^>]*>(.*?)</script>", html, re.DOTALL)
        } == {False}
        policy = {part.split()[0]: part.split()[1:] for part in response["Content-Security-Policy"].split(";")}
        assert policy["script-src"] == ["'self'"]


def test_what_painting_waits_for_is_light():
    assert len(Path(finders.find("js/sight-first.js")).read_bytes()) < 1000
