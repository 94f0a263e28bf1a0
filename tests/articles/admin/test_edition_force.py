"""Publishing without second eyes and countersigning, remarks, checks that are set aside."""

from articles import checks
from articles.models import Edition
from pressroom import roles
from tests import factories
from tests.articles.admin.forms import change, door, record, stage


def test_publishing_without_second_eyes_needs_a_reason(editor_client, own):
    assert "no other editor has read it" in editor_client.get(door(own, "force")).content.decode()
    refused = editor_client.post(door(own, "force"), {"reason": " ", "live_from": ""})
    assert refused.status_code == 422
    assert stage(own) == Edition.Stage.REVIEW
    response = editor_client.post(door(own, "force"), {"reason": "A flood warning.", "live_from": ""})
    assert response.url == record(own)
    edition = Edition.objects.get(pk=own.pk)
    assert (edition.stage, edition.is_unsigned) == ("approved", True)


def test_a_draft_is_published_without_second_eyes(editor_client, editor, at):
    at("2026-11-22 09:00")
    edition = factories.draft(by=editor)
    data = {"reason": "A flood warning.", "live_from": "2026-11-24T09:30", "said": "2026-11-24T09:30"}
    response = editor_client.post(door(edition, "force"), data, follow=True)
    assert "Scheduled for Tuesday 24 November 2026, 09:30 (UTC+4). Another editor has to" in response.content.decode()


def test_checks_hold_a_force_back_and_are_said_before(editor_client, editor):
    edition = factories.draft(by=editor, lead="")
    message = checks.blocking(edition)[0].message
    assert message in editor_client.get(door(edition, "force")).content.decode()
    response = editor_client.post(door(edition, "force"), {"reason": "A flood.", "live_from": ""})
    assert response.status_code == 422
    assert "A flood." in response.content.decode()
    assert stage(edition) == Edition.Stage.DRAFT


def test_another_editor_countersigns(editor_client, client_for, own):
    editor_client.post(door(own, "force"), {"reason": "A flood warning.", "live_from": ""})
    mine = editor_client.get(change(own)).content.decode()
    assert "editor published edition 1 without second eyes" in mine
    assert "A flood warning." in mine
    assert door(own, "countersign") not in mine
    assert editor_client.post(door(own, "countersign")).status_code == 409
    other = client_for(factories.UserFactory(role=roles.EDITORS))
    assert door(own, "countersign") in other.get(change(own)).content.decode()
    for _press in range(2):
        assert other.post(door(own, "countersign")).status_code == 302
    assert not Edition.objects.get(pk=own.pk).is_unsigned
    assert "without second eyes</h2>" not in other.get(change(own)).content.decode()


# Remarks and overrides


def test_a_remark_is_added_from_the_page_of_any_edition(author_client, submitted):
    live = factories.live_release().editions.get()
    for edition in (submitted, live):
        assert author_client.post(door(edition, "remark"), {"remark": " "}).status_code == 422
        response = author_client.post(door(edition, "remark"), {"remark": "Call the ministry."}, follow=True)
        assert "Call the ministry." in response.content.decode()


def test_an_editor_sets_a_check_aside_with_a_reason(editor_client, author):
    edition = factories.draft(by=author, lead_image=factories.image(alternative_text=""))
    fault = checks.blocking(edition)[0]
    named = {"check": fault.check, "subject": fault.subject}
    assert fault.message in editor_client.get(door(edition, "override"), named).content.decode()
    assert editor_client.post(door(edition, "override"), named | {"reason": ""}).status_code == 422
    assert checks.blocking(edition)
    for _press in range(2):
        response = editor_client.post(door(edition, "override"), named | {"reason": "A plain ground."})
        assert (response.status_code, response.url) == (302, change(edition))
    text = editor_client.get(change(edition)).content.decode()
    assert "editor: A plain ground." in text
    assert fault not in checks.blocking(Edition.objects.get())


def test_what_is_not_there_is_not_set_aside(editor_client, author):
    edition = factories.draft(by=author)
    named = {"check": "alternative-text", "subject": "999"}
    assert editor_client.get(door(edition, "override"), named).url == change(edition)
    assert editor_client.post(door(edition, "override"), named | {"reason": "No."}).status_code == 422


def test_the_headline_is_never_set_aside(editor_client, author):
    edition = factories.draft(by=author, lead="")
    text = editor_client.get(change(edition)).content.decode()
    for fault in checks.blocking(edition):
        assert fault.can_be_overridden or fault.check not in text.split('name="_aside" value="')[-1][:40]
