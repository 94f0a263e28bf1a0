"""The factories make what they promise: other tests stand on them."""

import pytest
from django.utils import timezone

from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_live_release_is_live_and_filed_under_its_day(at):
    moment = at("2022-05-28 10:30")
    at("2022-06-01 09:00")
    release = factories.live_release(moment, headline="A bridge")
    edition = Edition.objects.live(timezone.now()).get()
    assert edition.release == release
    assert edition.live_from == moment
    assert release.date.isoformat() == "2022-05-28"


def test_a_scheduled_release_is_not_live_yet(at):
    now = at("2022-05-28 10:30")
    release = factories.scheduled_release()
    assert not Edition.objects.live(now).exists()
    assert Edition.objects.scheduled(now).get().release == release


def test_a_draft_has_its_contents():
    category, contact, image = factories.CategoryFactory(), factories.ContactFactory(), factories.image()
    edition = factories.draft(categories=[category], contacts=[contact], lead_image=image, body="<p>Text.</p>")
    assert edition.stage == Edition.Stage.DRAFT
    assert list(edition.categories.all()) == [category]
    assert list(edition.contacts.all()) == [contact]
    assert edition.lead_image.image == image
    assert edition.lead_image.alternative_text == image.alternative_text


def test_two_photographs_are_two():
    assert factories.image() != factories.image()


def test_a_reply_waits_under_a_live_release():
    reply = factories.CommentFactory()
    assert reply.status == "waiting"
    assert Edition.objects.live(timezone.now()).filter(release=reply.release).exists()


def test_people_have_the_rights_of_their_groups(author, editor, moderator, admin):
    assert author.has_perm("articles.change_edition")
    assert not author.has_perm("articles.approve_edition")
    assert editor.has_perm("articles.approve_edition")
    assert moderator.has_perm("comments.moderate_comment")
    assert not moderator.has_perm("articles.change_edition")
    assert admin.has_perm("auth.add_user")


def test_a_client_is_signed_in(client_for, author):
    assert client_for(author).session["_auth_user_id"] == str(author.pk)
    assert "_auth_user_id" not in client_for().session
