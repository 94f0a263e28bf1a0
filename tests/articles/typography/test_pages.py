"""Where readers see typeset words: with no query of its own, and never in what is compared word by word."""

import pytest

from articles import workflow
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {
    "headline": 'Танец "Лотос" - в мае',
    "lead": 'Танец "Чайка" - в июне',
    "dateline": "г. Астрахань",
    "body": '<p>Танец <strong>"Волна</strong>" - в июле</p><p><a href="https://example.org/">https://example.org/"a"</a></p>',
}


@pytest.fixture
def release():
    return factories.live_release(language="ru", slug="tanets", **WORDS)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_release_is_typeset_in_its_language(client, release):
    html = read(client, release.get_absolute_url())
    assert "Танец «Лотос»\xa0— в\xa0мае</h1>" in html
    assert "Танец «Чайка»\xa0— в\xa0июне</p>" in html
    assert "г.\xa0Астрахань</p>" in html
    assert "<p>Танец <strong>«Волна</strong>»\xa0— в\xa0июле</p>" in html
    assert 'https://example.org/"a"</a>' in html


def test_titles_and_what_machines_read_have_ordinary_spaces(client, release):
    html = read(client, release.get_absolute_url())
    assert "<title>Танец «Лотос» — в мае |" in html
    assert '<meta property="og:title" content="Танец «Лотос» — в мае">' in html
    assert '<meta name="description" content="Танец «Чайка» — в июне">' in html


def test_lists_and_feeds_are_typeset(client, release):
    assert "Танец «Лотос»\xa0— в\xa0мае</a>" in read(client, "/ru/")
    feed = read(client, "/ru/feed/")
    assert "<title>Танец «Лотос» — в мае</title>" in feed
    assert "<description>Танец «Чайка»\xa0— в\xa0июне</description>" in feed
    assert "«Волна&lt;/strong&gt;»" in feed


def test_the_language_is_that_of_the_words_and_not_of_the_page(client, release):
    english = factories.live_release(headline='The "Lotus" dance', slug="lotus")
    assert "The “Lotus” dance</h1>" in read(client, english.get_absolute_url())


def test_what_is_compared_is_what_was_written(client, release, editor):
    draft = workflow.new_edition(release, by=editor)
    contents = {"headline": 'Танец "Лотос" - в июне'}
    workflow.save(draft, by=editor, revision=draft.revision, contents=contents)
    factories.publish(draft, kind="correction", public_note="Месяц.")
    html = read(client, release.url("articles:comparison", before=1, after=2))
    assert "&quot;Лотос&quot; - в " in html.partition('class="comparison__headline"')[2].partition("</p>")[0]


def test_what_is_stored_is_what_was_written(release):
    edition = release.editions.get()
    assert (edition.headline, edition.lead) == (WORDS["headline"], WORDS["lead"])
    assert '<strong>"Волна</strong>" - в июле' in edition.body
