"""Two editions on record against each other, in public: the very words, and nothing that is the desk's alone."""

import re

import pytest
from django.utils import timezone

from articles import workflow
from articles.comparison import compare
from articles.models import Category
from articles.views import record
from pressroom.fragments import Pieces
from tests import factories
from tests.articles.record.conftest import ADDRESS, links, words

pytestmark = pytest.mark.django_db


def marked(html):
    """Return what is struck out and what is added, in order, without the words for those who don't see it."""
    html = re.sub(
        r'<span class="visually-hidden[^>]*>[^<]*</span>', "", html.partition('<p class="comparison__key">')[2]
    )
    html = html.partition("</p>")[2]
    return [
        (tag, re.sub(r"<[^>]*>", "", text).strip())
        for tag, text in re.findall(r"<(del|ins)>(.*?)</\1>", html, re.DOTALL)
    ]


def updated(client):
    return re.search(r"<entry>.*?<updated>(.*?)</updated>", client.get("/feed/atom/").content.decode(), re.DOTALL)[1]


def guids(client):
    rss, atom = client.get("/feed/").content.decode(), client.get("/feed/atom/").content.decode()
    return re.findall(r"<guid[^>]*>(.*?)</guid>", rss), re.findall(r"<entry>.*?<id>(.*?)</id>", atom, re.DOTALL)


def test_a_correction_shows_its_very_words_and_moves_what_it_should(client, read, change, release):
    """The proof: 12 becomes 15 million. Then a slip of spelling, of which nobody is told, and which is there too."""
    first, before = guids(client), updated(client)
    change(
        "2022-05-30 09:05",
        "correction",
        "It was 15 million, not 12.",
        body="<p>It cost 15 million in all.</p><p>It is open.</p>",
    )
    html = read("history/1/2/")
    assert marked(html) == [("del", "12"), ("ins", "15 million")]
    assert f"{ADDRESS}history/1/2/" in links(read())
    assert "Last changed May 30, 2022, 09:05" in words(read())
    assert guids(client) == first
    assert (before, updated(client)) == ("2022-05-28T06:00:00+00:00", "2022-05-30T05:05:00+00:00")

    change("2022-06-01 09:05", "minor", body="<p>It cost 15 million in all.</p><p>It is opened.</p>")
    assert "Last changed May 30, 2022, 09:05" in words(read())
    assert (guids(client), updated(client)) == (first, "2022-05-30T05:05:00+00:00")
    assert "Minor change In force since June 1, 2022, 09:05" in words(read("history/"))
    assert marked(read("history/2/3/")) == [("del", "open"), ("ins", "opened")]
    assert marked(read("history/1/3/")) == [("del", "12"), ("ins", "15 million"), ("del", "open"), ("ins", "opened")]


def test_headline_lead_and_captions_are_compared_too(read, change):
    image = factories.image()
    use = {"image": image.pk, "role": "lead", **image.words}
    change("2022-05-29 10:00", "minor", images=[{**use, "caption": "The bridge in March"}])
    change(
        "2022-05-30 10:00",
        "update",
        "It is open.",
        headline="The bridge cost 15 million",
        lead="The other lead.",
        images=[{**use, "caption": "The bridge in May"}],
    )
    html = read("history/2/3/")
    assert [text for tag, text in marked(html) if tag == "ins"] == ["15", "other", "May"]
    assert "Changed: Headline Lead Photographs Key:" in words(html)
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


def test_the_public_sees_no_title_of_the_library_and_no_key(read, change):
    image, plain = (factories.image(factories.jpeg(name="DSC 0042 final.jpg")) for _number in range(2))
    said = {"role": "gallery", "caption": "", "credit": "Pressroom"}
    category = factories.CategoryFactory()
    # It has a name in no language that the page could use.
    nameless = Category.objects.create(position=7)
    body = f'<p>It cost 12.</p><figure><img data-image="{image.pk}"></figure>'
    change("2022-05-29 10:00", "minor", body=body, categories=[nameless.pk])
    change(
        "2022-05-30 10:00",
        "update",
        "Photographs.",
        body="<p>It cost 12.</p>",
        images=[
            {"image": image.pk, "alternative_text": "A bridge", **said},
            {"image": plain.pk, "alternative_text": "", "is_decorative": True, **said},
        ],
        categories=[category.pk],
    )
    html = read("history/2/3/")
    assert "DSC" not in html
    text = words(html)
    assert "removed: A bridge" in text
    assert "Added photograph 2 gallery" in text
    assert "removed: a category that is gone" in text
    assert str(nameless.pk) not in re.findall(r"\((\d+)\)", text)


def test_what_leads_on_are_the_changes_before_and_after(read, change):
    for day in (29, 30, 31):
        change(f"2022-05-{day} 10:00", "minor", lead=f"Lead {day}.")
    assert {f"{ADDRESS}history/1/2/", f"{ADDRESS}history/3/4/"} <= set(links(read("history/2/3/")))
    html = read("history/1/4/")
    assert "onward" not in html


def test_people_to_call_are_named_in_the_language_of_the_release_or_marked(client, at):
    marina, anna = factories.ContactFactory(name="Marina", role=""), factories.ContactFactory(name="Anna", role="")
    factories.ContactTextFactory(contact=marina, language="ru", name="Марина", role="Пресс-секретарь")
    at("2022-05-29 10:00")
    release = factories.live_release(timezone.now(), language="ru", slug="most")
    edition = workflow.new_edition(release, by=factories.desk())
    said = {"contacts": [marina.pk, anna.pk]}
    edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents=said)
    at("2022-05-30 10:00")
    factories.publish(edition, kind="minor")
    html = client.get(release.url("articles:comparison", before=1, after=2)).content.decode()
    assert "<span>Марина, Пресс-секретарь</span>" in html
    assert '<span lang="en">Anna</span>' in html


def test_a_comparison_is_made_once_until_a_name_in_it_changes(read, change, monkeypatch):
    made = []

    def counted(*contents, **how):
        made.append(contents)
        return compare(*contents, **how)

    monkeypatch.setattr(record, "compare", counted)
    monkeypatch.setattr(record, "_kept", Pieces(1_000_000))
    contact = factories.ContactFactory(name="Marina")
    change("2022-05-30 10:00", "minor", contacts=[contact.pk])
    assert "Marina" in read("history/1/2/")
    assert read("history/1/2/") == read("history/1/2/")
    assert len(made) == 1
    contact.name = "Aigerim"
    contact.save()
    assert "Aigerim" in read("history/1/2/")
    assert len(made) == 2
