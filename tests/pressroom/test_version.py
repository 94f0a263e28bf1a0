"""The site has another version after whatever changes what the public sees, and after nothing else."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from articles import library, workflow
from articles.models import Notice
from comments import moderation
from pressroom import identity, version
from pressroom.models import PublicChange
from tests import factories

pytestmark = pytest.mark.django_db


def name_of_category(client, editor):
    text = factories.CategoryFactory().texts.get()
    form = {
        "position": "1",
        "texts-TOTAL_FORMS": "1",
        "texts-INITIAL_FORMS": "1",
        "texts-0-id": text.pk,
        "texts-0-category": text.category_id,
        "texts-0-language": "en",
        "texts-0-name": "Roads and bridges",
        "texts-0-slug": text.slug,
        "texts-0-description": "",
    }
    return lambda: client.post(f"/admin/articles/category/{text.category_id}/change/", form)


def notice_is_deleted(client, editor):
    notice = Notice.objects.create(text="Flood")
    return lambda: client.post(f"/admin/articles/notice/{notice.pk}/delete/", {"post": "yes"})


def notice_is_written(client, editor):
    form = {"text": "Flood", "language": "en", "link": "", "shown_from": "2022-05-28T10:00", "shown_until": ""}
    return lambda: client.post("/admin/articles/notice/add/", form)


def photograph_is_cut(client, editor):
    image = factories.image()
    return lambda: library.change(image, by=editor, focal_x=10)


def release_is_published(client, editor):
    draft = factories.draft(by=factories.UserFactory(is_superuser=True))
    return lambda: factories.publish(draft, by=editor)


def release_is_removed(client, editor):
    release = factories.live_release()
    return lambda: workflow.remove(release, by=editor, reason="A court said so.")


def reply_is_approved(client, editor):
    comment = factories.CommentFactory()
    return lambda: moderation.approve([comment], by=factories.desk())


def name_of_site(client, editor):
    return lambda: identity.save({"name_en": "Press service"}, by=factories.desk())


CHANGES = (
    name_of_category,
    name_of_site,
    notice_is_deleted,
    notice_is_written,
    photograph_is_cut,
    release_is_published,
    release_is_removed,
    reply_is_approved,
)


@pytest.mark.parametrize("prepare", CHANGES, ids=lambda function: function.__name__)
def test_a_public_change_makes_another_version(prepare, client_for, editor):
    change = prepare(client_for(editor), editor)
    before = version.current()
    change()
    after = version.current()
    assert after.token != before.token
    # What stands around all pages is the same after a reply.
    assert (after.around == before.around) == (prepare is reply_is_approved)


def test_what_the_public_does_not_see_leaves_the_version_as_it_was(author):
    release = factories.live_release()
    before = version.current().token
    workflow.submit(factories.draft(by=author), by=author)
    factories.CommentFactory(release=release)
    assert version.current().token == before


def test_a_change_that_is_rolled_back_is_none(editor):
    release = factories.live_release()
    before = version.current()
    with transaction.atomic():
        workflow.remove(release, by=editor, reason="A court said so.")
        transaction.set_rollback(True)
    assert version.current() == before


def test_old_changes_are_forgotten_but_for_the_latest():
    now = timezone.now()
    for days in (3, 2):
        PublicChange.objects.create(at=now - datetime.timedelta(days=days))
    before = version.current()
    assert version.forget(now) == 1
    assert version.current().changed_at == before.changed_at
    assert version.forget(now) == 0


def test_the_latest_change_of_each_kind_is_not_forgotten():
    """Else the version would be again what it was before the first."""
    now = timezone.now()
    at_first = version.current()
    PublicChange.objects.create(at=now - datetime.timedelta(days=3))
    changed = version.current()
    for days in (2, 1):
        PublicChange.objects.create(at=now - datetime.timedelta(days=days, hours=1), is_of_replies=True)
    assert version.forget(now) == 1
    assert at_first.around != version.current().around == changed.around
