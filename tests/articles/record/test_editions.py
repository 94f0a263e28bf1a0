"""One edition on record at its permanent address: its words and photographs as they were, and where it stands now."""

import re

import pytest

from articles import renditions, workflow
from tests import factories
from tests.articles.record.conftest import ADDRESS, links, words

pytestmark = pytest.mark.django_db


def head(html, pattern):
    found = re.search(pattern, html)
    return found[1] if found else None


def test_a_superseded_edition_is_shown_as_it_was_under_a_line_that_says_so(read, change):
    old, new = factories.CategoryFactory(text__name="Roads"), factories.CategoryFactory(text__name="Money")
    change("2022-05-29 10:00", "minor", categories=[old.pk], contacts=[factories.ContactFactory(name="Marina").pk])
    change(
        "2022-05-30 09:05",
        "correction",
        "It was 15 million.",
        headline="The bridge cost 15 million",
        categories=[new.pk],
        contacts=[factories.ContactFactory(name="Aigerim").pk],
    )
    html = read("history/2/")
    text = words(html)
    assert "Edition 2 of this release, in force from May 29, 2022, 10:00 until May 30, 2022, 09:05." in text
    assert "Read what holds now See what has changed since" in text
    assert head(html, "<h1[^>]*>([^<]*)</h1>") == "The bridge cost 12\xa0million"
    assert "Roads" in text
    assert "Marina" in text
    assert "Aigerim" not in text
    # What readers were told later stands in no earlier edition; who reads it now can't reply to it or like it.
    assert "It was 15 million." not in text
    assert "Leave a Reply" not in text
    assert "counters" not in html
    assert {ADDRESS, f"{ADDRESS}history/", f"{ADDRESS}history/2/3/", f"{ADDRESS}history/1/2/"} <= set(links(html))


def test_the_edition_in_force_says_so_and_each_names_the_release_to_search_engines(read, change, settings):
    change("2022-05-30 09:05", "correction", "It was 15 million.", headline="The bridge cost 15 million")
    html = read("history/2/")
    assert "It is what holds now." in words(html)
    assert head(html, 'rel="canonical" href="([^"]*)"') == settings.SITE_URL + ADDRESS
    html = read("history/1/")
    assert "It no longer holds." in words(html)
    assert head(html, 'rel="canonical" href="([^"]*)"') == settings.SITE_URL + ADDRESS


@pytest.mark.parametrize("below", ["history/0/", "history/3/", "history/99999999999999999999/"])
def test_a_number_that_is_not_on_record_is_nowhere(read, change, below):
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    assert "Page not found" in read(below, status=404)


def test_an_edition_has_one_address(client, change):
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    for wrong, right in (("02/", "2/"), ("01/2/", "1/2/"), ("2/1/", "1/2/"), ("2/2/", "2/")):
        response = client.get(f"{ADDRESS}history/{wrong}")
        assert (response.status_code, response["Location"]) == (301, f"{ADDRESS}history/{right}")


def test_the_photographs_of_a_superseded_edition_are_public_until_the_release_is_removed(client, read, change, release):
    image = factories.image(caption="At noon.")
    change("2022-05-29 10:00", "minor", images=[{"image": image.pk, "role": "lead", **image.words}])
    change("2022-05-30 09:05", "correction", "It was another bridge.", images=[])
    path = renditions.url(image, "wide", 320, "jpg")
    assert "At noon." in read("history/2/")
    assert path.rpartition("-")[0] in read("history/2/")
    assert client.get(path).status_code == 200
    workflow.remove(release, by=factories.desk(), reason="By order of the court.")
    assert client.get(path).status_code == 404


def test_in_another_language_no_word_is_marked_as_foreign(client, at):
    with_note = factories.live_release(slug="most", language="ru", headline="Мост за 12 миллионов")
    draft = workflow.new_edition(with_note, by=factories.desk())
    contents = {"headline": "Мост за 15 миллионов"}
    workflow.save(draft, by=factories.desk(), revision=draft.revision, contents=contents)
    factories.publish(draft, kind="correction", public_note="Ошибка в числе.")
    html = client.get(with_note.url("articles:history")).content.decode()
    assert '<html lang="ru">' in html
    assert '<p class="editions__note">Ошибка в\xa0числе.</p>' in html
    html = client.get(with_note.url("articles:comparison", before=1, after=2)).content.decode()
    assert '<p class="comparison__headline">' in html
    assert ' lang="' not in html.partition("<main")[2].partition("</main>")[0]
    assert '<p class="pair__note">Ошибка в\xa0числе.</p>' in html
