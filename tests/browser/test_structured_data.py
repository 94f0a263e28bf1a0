"""The data for machines in a real browser: nothing of it runs, and the policy has nothing to say of it."""

import pytest

from tests import factories

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

HOSTILE = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'><!-- <script>"
READ = """() => JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)["@graph"][0]"""


def test_a_hostile_headline_is_read_as_it_is_and_runs_nowhere(page):
    release = factories.live_release(headline=HOSTILE, lead=HOSTILE, slug="hostile")
    page.goto(release.get_absolute_url())
    found = page.evaluate(READ)
    assert found["@type"] == "NewsArticle"
    assert page.title().startswith("</script><script>window.ran = 1</script>")
    assert found["headline"] == page.title().rpartition(" | ")[0]
    assert page.evaluate("window.ran") is None
