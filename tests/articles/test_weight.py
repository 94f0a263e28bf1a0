"""What a page sends in all, compressed as it is sent, without photographs; and that no reader waits for a script."""

import gzip
import re

import pytest
from django.contrib.staticfiles.finders import get_finders

from pressroom import first_script
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


def test_the_one_script_in_the_page_is_the_one_that_is_allowed(client, release):
    response = client.get(release.get_absolute_url())
    assert re.findall(r"<script>(.*?)</script>", response.content.decode(), re.DOTALL) == [first_script.TEXT]
    policy = {part.split()[0]: part.split()[1:] for part in response["Content-Security-Policy"].split(";")}
    assert policy["script-src"] == ["'self'", first_script.ALLOWED]
    assert len(first_script.TEXT) < 600
