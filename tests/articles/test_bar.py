"""The bar that people of the desk see on public pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from pressroom.models import Profile
from tests import factories

pytestmark = pytest.mark.django_db

CHANGE = "Change it: new edition"


def bar(client, path):
    """Return what the bar says on the page at a path."""
    response = client.get(reverse("admin:bar"), {"path": path})
    assert response.status_code == 200
    assert {"private", "no-store"} <= {*response["Cache-Control"].split(", ")}
    return response.json()["html"]


def test_whoever_is_not_of_the_desk_gets_nothing_at_all(client_for, django_user_model, editor):
    path = factories.live_release(by=editor).get_absolute_url()
    reader = django_user_model.objects.create_user("reader", password="a long password of one's own")
    for client in (client_for(), client_for(reader)):
        response = client.get(reverse("admin:bar"), {"path": path})
        assert (response.status_code, response.content) == (204, b"")
    assert CHANGE in bar(client_for(editor), path)


def test_of_what_is_live_it_offers_to_begin_a_new_edition(client_for, author):
    release = factories.live_release()
    client = client_for(author)
    found = bar(client, release.get_absolute_url())
    verb = reverse("admin:articles_release_verb", args=[release.pk, "new-edition"])
    assert f'action="{verb}"' in found
    assert "pill--live" in found
    assert reverse("admin:articles_release_change", args=[release.pk]) in found
    client.post(verb)
    draft = release.editions.order_by("number").last()
    found = bar(client, release.get_absolute_url())
    assert reverse("admin:articles_edition_change", args=[draft.pk]) in found
    assert "Continue the draft" in found
    assert CHANGE not in found


def test_what_waits_for_a_decision_is_offered_to_who_may_decide(client_for, author, editor):
    release = factories.live_release(by=editor)
    draft = workflow.new_edition(release, by=author)
    draft = workflow.save(draft, by=author, revision=draft.revision, contents={}, kind="minor")
    workflow.submit(draft, by=author)
    path = release.get_absolute_url()
    assert "Read and decide" in bar(client_for(editor), path)
    assert "Read it" in bar(client_for(author), path)


def test_a_page_below_a_release_has_its_bar(client_for, editor):
    release = factories.live_release(language="ru")
    assert CHANGE in bar(client_for(editor), f"{release.get_absolute_url()}history/")


def test_a_removed_release_is_offered_to_be_put_back(client_for, editor):
    release = factories.live_release()
    path = release.get_absolute_url()
    workflow.remove(release, by=editor, reason="An error.", redirect_to="")
    found = bar(client_for(editor), path)
    assert "pill--removed" in found
    assert "Put it back" in found


@pytest.mark.parametrize("path", ["", "/", "/nothing/", "2022", "/2022/02/31/award/", "/category/2022/05/28/", "/\0/"])
def test_elsewhere_it_is_short(client_for, author, path):
    found = bar(client_for(author), path)
    assert "New release" in found
    assert "Record" not in found


def test_a_moderator_is_told_of_replies_alone(client_for, moderator):
    release = factories.live_release()
    found = bar(client_for(moderator), release.get_absolute_url())
    assert CHANGE not in found
    assert "New release" not in found
    assert reverse("admin:index") in found


def test_it_speaks_the_language_of_the_person(client_for, editor):
    Profile.objects.update_or_create(user=editor, defaults={"language": "ru"})
    found = bar(client_for(editor), factories.live_release().get_absolute_url())
    assert '<aside class="deskbar" lang="ru"' in found
    assert CHANGE not in found


def test_it_asks_as_few_questions_as_that(client_for, editor):
    client, path = client_for(editor), factories.live_release().get_absolute_url()
    bar(client, path)
    with CaptureQueriesContext(connection) as queries:
        bar(client, path)
    assert len(queries) <= 8
