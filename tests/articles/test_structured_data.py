"""What machines read of a page as JSON-LD, parsed out of the page as they do."""

import io
import json
import re

import html5lib
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image as Picture

from articles import preview_links, workflow
from tests import factories

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

SITE = "https://press.example.org"
OFFICE = {"@id": f"{SITE}/#office"}
TRANSLATED = {"headline": "Награда", "lead": "Вводная.", "body": "<p>Текст.</p>"}
HOSTILE = "</script><script>alert(1)</script> <!-- <script> ]]> & \\u003c \"'\\ \u2028\u2029 &lt;"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.SITE_NAME = "Press of the Region"


def scripts(html):
    """Return the scripts of data in the head of a page."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    others = [script.text for script in tree.iter("script") if script.get("type") != "application/ld+json"]
    assert set(others) == {None}
    return [script.text for script in tree.find("head").iter("script") if script.get("type") == "application/ld+json"]


def read(client, path):
    """Return the nodes of a page by their types; a type of two parts goes by the first."""
    response = client.get(path)
    assert response.status_code == 200
    (text,) = scripts(response.content.decode())
    data = json.loads(text)
    assert data.keys() == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    found = {node["@type"] if isinstance(node["@type"], str) else node["@type"][0]: node for node in data["@graph"]}
    assert len(found) == len(data["@graph"])
    return found


def article(client, release):
    return read(client, release.get_absolute_url())["NewsArticle"]


def way(client, path):
    """Return the way to a page as (name, path); the places are counted from one, and each is there."""
    items = read(client, path)["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert {item["@type"] for item in items} == {"ListItem"}
    found = [(item["name"], item["item"].removeprefix(SITE)) for item in items]
    assert {client.get(path).status_code for _name, path in found} == {200}
    return found


def change(release, kind, at, now, note="", **contents):
    at(now)
    edition = workflow.new_edition(release, by=factories.desk())
    edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents=contents)
    factories.publish(edition, kind=kind, public_note=note)


class TestAnArticle:
    def test_says_what_the_page_says(self, client, at):
        at("2022-05-28 10:30")
        culture = factories.CategoryFactory()
        factories.CategoryTextFactory(category=culture, language="ru", name="Культура")
        release = factories.live_release(
            language="ru",
            slug="award",
            headline='Лотосы "цветут"',
            lead="Их видно - с моста.",
            dateline="Астрахань",
            categories=[culture],
            lead_image=factories.image(factories.jpeg(2000, 1500)),
        )
        address = f"{SITE}/ru/2022/05/28/award/"
        found = article(client, release)
        images = found.pop("image")
        assert found == {
            "@type": "NewsArticle",
            "@id": f"{address}#article",
            "url": address,
            "mainEntityOfPage": address,
            "headline": "Лотосы «цветут»",
            "description": "Их видно — с моста.",
            "dateline": "Астрахань",
            "inLanguage": "ru",
            "datePublished": "2022-05-28T10:30:00+04:00",
            "dateModified": "2022-05-28T10:30:00+04:00",
            "author": OFFICE,
            "publisher": OFFICE,
            "articleSection": ["Культура"],
            "isAccessibleForFree": True,
        }
        sizes = []
        for image in images:
            response = client.get(image.removeprefix(SITE))
            assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
            sizes.append(Picture.open(io.BytesIO(response.content)).size)
        assert sizes == [(1280, 720), (1280, 960), (1280, 1280)]

    def test_of_the_office_says_who_that_is(self, client):
        factories.identity_of_ones_own()
        nodes = read(client, factories.live_release().get_absolute_url())
        office = nodes["GovernmentOrganization"]
        assert nodes["NewsArticle"]["author"] == {"@id": office["@id"]}
        assert (office["name"], office["url"]) == ("Press of the Region", f"{SITE}/")
        assert client.get(office["logo"]["url"].removeprefix(SITE))["Content-Type"] == "image/png"

    def test_without_a_photograph_has_the_card_and_without_words_says_nothing(self, client):
        release = factories.live_release(lead="", body="<p>A text.</p>")
        found = article(client, release)
        (image,) = found["image"]
        assert client.get(image.removeprefix(SITE))["Content-Type"] == "image/png"
        assert found["description"] == "A text."
        assert not {"dateline", "articleSection", "correction", "translationOfWork", "workTranslation"} & found.keys()

    def test_tells_of_corrections_and_is_modified_as_feeds_say(self, client, at):
        at("2022-05-28 10:30")
        release = factories.live_release(slug="award")
        change(release, "correction", at, "2022-05-29 09:00", "The hour was wrong.")
        change(release, "update", at, "2022-05-30 09:00", "More is known.")
        change(release, "minor", at, "2022-05-31 09:00", headline="Respelt")
        found = article(client, release)
        assert found["headline"] == "Respelt"
        assert found["datePublished"] == "2022-05-28T10:30:00+04:00"
        assert found["dateModified"] == "2022-05-30T09:00:00+04:00"
        assert found["correction"] == [
            {
                "@type": "CorrectionComment",
                "text": "The hour was wrong.",
                "datePublished": "2022-05-29T09:00:00+04:00",
                "url": f"{SITE}/2022/05/28/award/history/",
            }
        ]

    def test_that_was_withdrawn_says_so_and_why_until_it_is_restored(self, client, at, editor):
        at("2022-05-28 10:30")
        release = factories.live_release(headline="A bridge")
        at("2022-05-29 10:30")
        workflow.withdraw(release, by=editor, reason="Nothing is decided.")
        found = article(client, release)
        assert found["headline"] == "Withdrawn: A bridge"
        assert found["creativeWorkStatus"] == "Withdrawn"
        assert [note["text"] for note in found["correction"]] == ["Nothing is decided."]
        assert found["dateModified"] == "2022-05-29T10:30:00+04:00"
        at("2022-05-30 10:30")
        workflow.restore(release, by=editor, reason="It is decided.")
        found = article(client, release)
        assert found["headline"] == "A bridge"
        assert not {"creativeWorkStatus", "correction"} & found.keys()

    def test_and_its_translations_name_each_other(self, client, editor):
        original = factories.live_release(slug="award")
        releases = {"en": original}
        for language in ("ru", "kk"):
            draft = workflow.translate(original, by=editor, language=language)
            draft = workflow.save(draft, by=editor, revision=draft.revision, contents=TRANSLATED)
            releases[language] = factories.publish(draft).release
        works = {
            code: {key: article(client, release)[key] for key in ("@type", "@id", "url", "inLanguage")}
            for code, release in releases.items()
        }
        found = article(client, original)
        assert sorted(found["workTranslation"], key=lambda work: work["inLanguage"]) == [works["kk"], works["ru"]]
        assert "translationOfWork" not in found
        found = article(client, releases["ru"])
        assert found["translationOfWork"] == works["en"]
        assert "workTranslation" not in found
        workflow.remove(original, by=editor, reason="By order of the court.")
        assert not {"translationOfWork", "workTranslation"} & article(client, releases["ru"]).keys()


def test_no_headline_leads_out_of_the_data(client, editor):
    category = factories.CategoryFactory(text__name=HOSTILE[:80])
    release = factories.live_release(
        headline=HOSTILE, lead=HOSTILE, dateline=HOSTILE[:80], categories=[category], slug="hostile"
    )
    change_note = workflow.new_edition(release, by=editor)
    factories.publish(change_note, kind="correction", public_note=HOSTILE)
    html = client.get(release.get_absolute_url()).content.decode()
    (text,) = scripts(html)
    assert not re.search("[<>&\u2028\u2029]", text)
    found = article(client, release)
    # The words are those of the page's title, in which quotation marks and dashes are set.
    title = html5lib.parse(html, namespaceHTMLElements=False).findtext(".//title").partition(" | Press")[0]
    assert found["headline"] == title
    assert found["headline"].startswith("</script><script>alert(1)</script> <!-- <script> ]]> & \\u003c")
    assert "\u2028\u2029" in found["headline"]
    assert found["articleSection"] == [HOSTILE[:80]]
    assert "</script>" in found["correction"][0]["text"]
    for path in (release.url("articles:history"), "/category/" + category.texts.get().slug + "/"):
        assert "</script>" in json.dumps(read(client, path)["BreadcrumbList"])


class TestTheWay:
    def test_to_a_release_and_its_record_is_its_address(self, client, at, editor):
        at("2022-05-28 10:30")
        release = factories.live_release(slug="award", headline="Award")
        change(release, "correction", at, "2022-05-29 09:00", "A name.", headline="Order")
        path = release.get_absolute_url()
        to_release = [
            ("Press of the Region", "/"),
            ("2022", "/2022/"),
            ("May 2022", "/2022/05/"),
            ("May 28, 2022", "/2022/05/28/"),
            ("Order", path),
        ]
        assert way(client, path) == to_release
        to_history = [*to_release, ("History", f"{path}history/")]
        assert way(client, f"{path}history/") == to_history
        assert way(client, f"{path}history/1/") == [*to_history, ("Edition 1", f"{path}history/1/")]
        assert way(client, f"{path}history/1/2/") == [*to_history, ("Editions 1 and 2", f"{path}history/1/2/")]

    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_to_a_list_leads_through_the_longer_ones(self, client, at, settings, language):
        at("2022-05-28 10:30")
        culture = factories.CategoryFactory(text__slug="culture")
        factories.CategoryTextFactory(category=culture, language="ru", name="Культура", slug="culture")
        factories.live_release(categories=[culture], language=language)
        prefix = "" if language == "en" else "/ru"
        front = ("Press of the Region", f"{prefix}/")
        category = (culture.texts.get(language=language).name, f"{prefix}/category/culture/")
        month, day = ("May 2022", "May 28, 2022") if language == "en" else ("Май 2022\xa0г.", "28 мая 2022\xa0г.")
        dates = [("2022", "2022/"), (month, "2022/05/"), (day, "2022/05/28/")]
        for start, before in ((f"{prefix}/", [front]), (category[1], [front, category])):
            for depth in range(0 if start == category[1] else 1, 4):
                steps = [(name.lower(), start + part) for name, part in dates[:depth]]
                path = steps[-1][1] if steps else start
                found = way(client, path)
                assert found[: len(before)] == before
                assert [(name.lower(), url) for name, url in found[len(before) :]] == steps


class TestTheFrontPage:
    def test_says_what_the_site_is_and_how_it_is_searched(self, client):
        for front, language in (("/", "en"), ("/ru/", "ru")):
            found = read(client, front)
            assert found.keys() == {"WebSite", "GovernmentOrganization"}
            assert found["WebSite"] == {
                "@type": "WebSite",
                "@id": f"{SITE}{front}#website",
                "url": f"{SITE}{front}",
                "name": "Press of the Region",
                "inLanguage": language,
                "publisher": OFFICE,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {"@type": "EntryPoint", "urlTemplate": f"{SITE}{front}search/?q={{search_term_string}}"},
                    "query-input": "required name=search_term_string",
                },
            }

    def test_says_who_publishes_it(self, client):
        plain = read(client, "/")["GovernmentOrganization"]
        logo = plain.pop("logo")
        assert plain == {
            "@type": ["GovernmentOrganization", "NewsMediaOrganization"],
            **OFFICE,
            "name": "Press of the Region",
            "url": f"{SITE}/",
        }
        assert logo["url"].startswith(f"{SITE}/static/")
        identity = factories.identity_of_ones_own()
        found = read(client, "/")["GovernmentOrganization"]
        assert found["address"] == "1 Example Street"
        assert found["contactPoint"] == {
            "@type": "ContactPoint",
            "contactType": "press office",
            "telephone": "+7 8512 00-00-00",
            "email": "press@example.org",
        }
        assert found["sameAs"] == [network.url for network in identity.networks]
        assert found["parentOrganization"] == {"@type": "GovernmentOrganization", "url": "https://example.org/"}
        with translation.override("ru"):
            assert gettext("History") != "History"

    def test_alone_does_so(self, client):
        for n in range(26):
            factories.live_release(slug=f"s{n}")
        older = re.search(r'rel="next" href="(\?before=[^"]+)"', client.get("/").content.decode())[1]
        assert scripts(client.get(f"/{older}").content.decode()) == []


def test_what_is_not_there_or_not_public_says_nothing(client, client_for, author, editor):
    removed = factories.live_release(slug="removed")
    workflow.remove(removed, by=editor, reason="By order of the court.")
    draft = factories.draft(by=author)
    shared = reverse("articles:shared", args=[preview_links.token(preview_links.share(draft, by=author, name="L."))])
    preview = reverse("admin:articles_edition_preview_page", args=[draft.pk])
    answers = {
        404: client.get("/2022/05/28/nothing/"),
        410: client.get(removed.get_absolute_url()),
        200: client.get(shared),
        "desk": client_for(author).get(preview),
    }
    assert {name: response.status_code for name, response in answers.items()} == {
        404: 404,
        410: 410,
        200: 200,
        "desk": 200,
    }
    for response in answers.values():
        html = response.content.decode()
        assert scripts(html) == []
        # Nor is it to be found.
        assert '<meta name="robots" content="noindex' in html
