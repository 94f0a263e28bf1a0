"""One release: its editions on record, and that nothing else of it is told."""

import pytest

from articles import workflow
from articles.models import Release
from tests import factories
from tests.world import busy_release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://press.example.org"


def path(release):
    return f"/api/v1/releases/{release.pk}/"


def read(client, release):
    response = client.get(path(release))
    assert response.status_code == 200
    return response.json()


def test_each_edition_on_record_is_told_whole(client, editor, moderator):
    release = busy_release(editor, moderator)
    found = read(client, release)
    first, second = found["editions"]
    assert (first["kind"], first["live_until"]) == ("first", second["live_from"])
    assert (second["kind"], second["note"], second["live_until"]) == ("correction", "The hour was wrong.", None)
    assert found["lead"] == second["contents"]["lead"] == "Cars cross the Volga."
    assert first["contents"]["lead"] != "Cars cross the Volga."
    assert {name: second[name] for name in found["edition"]} == found["edition"]
    said = second["contents"]
    contact = release.editions.last().contacts.get()
    assert said["contacts"] == [
        {"name": contact.name, "role": contact.role, "telephone": contact.telephone, "email": contact.email}
    ]
    assert [image["role"] for image in said["images"]] == ["lead", "gallery", "body"]
    assert "Cars went over at noon." in said["text"]
    assert "<" not in said["text"]
    assert said["categories"] == found["categories"] != []


def test_the_addresses_in_its_text_are_whole(client):
    image, other = factories.image(), factories.live_release()
    body = f'<p><a href="{other.get_absolute_url()}">The other</a></p><figure><img data-image="{image.pk}"></figure>'
    body = read(client, factories.publish(factories.draft(body=body)).release)["editions"][0]["contents"]["body"]
    assert f'href="https://press.example.org{other.get_absolute_url()}"' in body
    assert f'src="https://press.example.org/media/{image.pk}/' in body
    assert '"/' not in body
    assert ", /" not in body


def test_a_translation_is_named_and_speaks_its_language(client, editor):
    category = factories.CategoryFactory(text__name="Roads")
    factories.CategoryTextFactory(category=category, language="ru", name="Дороги")
    release = factories.live_release(categories=[category])
    draft = workflow.translate(release, by=editor, language="ru")
    assert read(client, release)["translations"] == []
    words = {"headline": "Мост открыт", "lead": "В полдень.", "body": "<p>Он открыт.</p>"}
    factories.publish(workflow.save(draft, by=editor, revision=draft.revision, contents=words))
    (translation,) = read(client, release)["translations"]
    assert (translation["id"], translation["language"]) == (draft.release_id, "ru")
    assert translation["url"] == f"https://press.example.org{path(draft.release)}"
    found = client.get(path(draft.release))
    assert [one["name"] for one in found.json()["categories"]] == ["Дороги"]
    assert "Дороги" in found.content.decode()


def test_of_what_is_scheduled_nothing_is_told_beforehand(client, editor, at):
    at("2022-05-28 10:30")
    release = factories.live_release(headline="Before")
    moment = at("2022-05-29 12:00")
    at("2022-05-28 11:00")
    draft = workflow.new_edition(release, by=editor)
    draft = workflow.save(draft, by=editor, revision=draft.revision, contents={"headline": "After"})
    factories.publish(draft, kind="correction", public_note="It is another.", live_from=moment)
    at("2022-05-29 11:59:59")
    found = read(client, release)
    assert found["headline"] == "Before"
    # The end of the present edition would tell when the next one comes.
    assert found["edition"]["live_until"] is None
    assert [edition["live_until"] for edition in found["editions"]] == [None]
    at("2022-05-29 12:00:00")
    found = read(client, release)
    assert found["headline"] == "After"
    assert found["editions"][0]["live_until"] == found["edition"]["live_from"] == "2022-05-29T12:00:00+04:00"


def test_a_draft_is_as_if_it_were_not(client):
    draft = factories.draft().release
    response = client.get(path(draft))
    assert response.status_code == 404
    assert response.content == client.get("/api/v1/releases/999999/").content
    factories.publish(draft.latest_edition)
    assert client.get(path(draft)).status_code == 200


def test_a_removed_one_is_gone_with_the_public_reason(client, editor):
    release = factories.live_release()
    assert client.get(path(release)).status_code == 200
    workflow.remove(release, by=editor, reason="A court forbade it.")
    response = client.get(path(release))
    assert response.status_code == 410
    assert response.json()["detail"] == "A court forbade it."
    assert "no-store" in response["Cache-Control"]
    assert client.get("/api/v1/releases/").json()["releases"] == []


def test_of_one_that_was_removed_for_another_the_other_is_told(client, editor):
    release = factories.live_release()
    workflow.remove(release, by=editor, reason="Twice.", redirect_to="/about/privacy/")
    response = client.get(path(release))
    assert response.status_code == 410
    assert "https://press.example.org/about/privacy/" in response.json()["detail"]


def test_nobody_of_the_desk_is_named(client, author, editor):
    author.email = "secret@desk.example.org"
    author.save()
    draft = factories.draft(by=author)
    factories.publish(draft, by=editor)
    told = client.get(path(Release.objects.get())).content.decode() + client.get("/api/v1/releases/").content.decode()
    for secret in (author.username, author.email, editor.username):
        assert f'"{secret}"' not in told


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("0", 400),
        ("9223372036854775807", 404),
        ("9223372036854775808", 400),
        ("9" * 5000, 404),
        ("-1", 404),
        ("%00", 404),
    ],
)
@pytest.mark.parametrize("kind", ["releases", "images"])
def test_a_hostile_key_is_refused(client, kind, key, status):
    response = client.get(f"/api/v1/{kind}/{key}/")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"


def test_it_costs_the_same_however_many_editions_there_are(client, editor, moderator, django_assert_num_queries):
    release = busy_release(editor, moderator)
    client.get(path(release))
    for number in (2, 4):
        # The salt of the day and the count of the limit come before.
        with django_assert_num_queries(2 + 6):
            assert len(read(client, release)["editions"]) == number
        for _number in range(2):
            factories.publish(workflow.new_edition(release, by=editor), by=editor, kind="minor")
