"""The record of a release and its buttons."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin import verbs
from articles.models import Edition, EditorialEvent, OldAddress, Release
from pressroom import roles
from tests import factories


def record(release):
    return reverse("admin:articles_release_change", args=[release.pk])


def do(release, verb):
    return reverse("admin:articles_release_verb", args=[release.pk, verb])


@pytest.fixture
def desk_client(client_for, editor):
    return client_for(editor)


def test_the_record_tells_what_is_live_and_what_happened(desk_client, editor):
    release = factories.live_release(headline="The bridge is open")
    workflow.pin(release, by=editor)
    text = desk_client.get(record(release)).content.decode()
    assert "The bridge is open" in text
    assert release.get_absolute_url() in text
    assert "made the lead story" in text
    assert "Lead story" in text


@pytest.mark.parametrize("make", [factories.live_release, factories.scheduled_release])
def test_the_record_opens_whatever_the_status(desk_client, make):
    assert desk_client.get(record(make())).status_code == 200


def test_the_record_of_a_draft_and_of_a_discarded_one_open(desk_client, editor):
    draft = factories.draft()
    assert desk_client.get(record(draft.release)).status_code == 200
    workflow.discard(draft, by=editor)
    assert "pill--discarded" in desk_client.get(record(draft.release)).content.decode()


def test_a_record_costs_no_more_queries_with_more_editions(desk_client, django_assert_max_num_queries, editor):
    release = factories.live_release(categories=[factories.CategoryFactory()])

    def change():
        factories.publish(workflow.new_edition(release, by=editor), by=editor, kind="minor")

    change()
    desk_client.get(record(release))
    with django_assert_max_num_queries(100) as few:
        desk_client.get(record(release))
    for _number in range(4):
        change()
    with django_assert_max_num_queries(len(few)):
        desk_client.get(record(release))


def test_a_record_that_never_was_is_404(desk_client):
    assert desk_client.get("/admin/articles/release/404/change/").status_code in {302, 404}
    assert desk_client.get(reverse("admin:articles_release_verb", args=[404, "pin"])).status_code == 404
    release = factories.live_release()
    assert desk_client.get(do(release, "explode")).status_code == 404


def test_nobody_posts_to_a_record_or_deletes_it(desk_client):
    release = factories.live_release()
    assert desk_client.post(record(release), {}).status_code == 405
    assert desk_client.post(f"/admin/articles/release/{release.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Release.objects.filter(pk=release.pk).exists()


def test_a_live_release_is_changed_by_a_new_edition(desk_client):
    release = factories.live_release()
    response = desk_client.post(do(release, "new-edition"))
    draft = release.editions.get(stage=Edition.Stage.DRAFT)
    assert response.url == reverse("admin:articles_edition_change", args=[draft.pk])
    assert draft.number == 2


def test_withdrawing_asks_for_a_reason_first(desk_client):
    release = factories.live_release()
    page = desk_client.get(do(release, "withdraw"))
    assert "Readers will see it" in page.content.decode()
    refused = desk_client.post(do(release, "withdraw"), {"reason": " "})
    assert refused.status_code == 422
    assert release.editions.count() == 1
    done = desk_client.post(do(release, "withdraw"), {"reason": "A wrong figure."}, follow=True)
    assert "pill--withdrawn" in done.content.decode()
    assert Edition.objects.live(timezone.now()).get().public_note == "A wrong figure."


def test_a_withdrawn_release_is_restored(desk_client, editor):
    release = factories.live_release()
    workflow.withdraw(release, by=editor, reason="A wrong figure.")
    desk_client.post(do(release, "restore"), {"reason": "It was right."})
    assert Edition.objects.live(timezone.now()).get().kind == Edition.Kind.UPDATE


def test_a_release_is_removed_and_put_back(desk_client):
    release = factories.live_release()
    desk_client.post(do(release, "remove"), {"reason": "Personal data.", "redirect_to": ""})
    release.refresh_from_db()
    assert release.is_removed
    desk_client.post(do(release, "put-back"))
    release.refresh_from_db()
    assert not release.is_removed


def test_the_verbs_refusal_is_shown_with_what_was_typed(desk_client):
    release = factories.live_release()
    response = desk_client.post(do(release, "remove"), {"reason": "A reason.", "redirect_to": "javascript:alert(1)"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "The redirect must be a path" in text
    assert "A reason." in text


def test_another_address_leaves_the_old_one_working(desk_client):
    release = factories.live_release(slug="old")
    old = release.get_absolute_url()
    desk_client.post(do(release, "readdress"), {"slug": "new", "typed_date": ""})
    assert OldAddress.objects.get().path == old
    release.refresh_from_db()
    assert release.slug == "new"


def test_a_scheduled_edition_is_moved_and_taken_back(desk_client, at):
    now = at("2026-03-02 09:00")
    release = factories.scheduled_release()
    desk_client.post(do(release, "reschedule"), {"live_from": "2026-03-05T10:30"})
    edition = release.editions.get()
    assert timezone.localtime(edition.live_from).strftime("%Y-%m-%d %H:%M") == "2026-03-05 10:30"
    assert edition.live_from > now
    done = desk_client.post(do(release, "unschedule"), follow=True)
    edition.refresh_from_db()
    assert edition.stage == Edition.Stage.REVIEW
    assert timezone.localtime(edition.planned_for).strftime("%Y-%m-%d %H:%M") == "2026-03-05 10:30"
    assert "It is in review again." in done.content.decode()


def test_a_schedule_in_the_past_is_refused(desk_client):
    release = factories.scheduled_release()
    response = desk_client.post(do(release, "reschedule"), {"live_from": "2001-01-01T10:30"})
    assert response.status_code == 422
    assert "That moment has passed" in response.content.decode()


def test_the_lead_story_is_pinned_until_a_moment_and_unpinned(desk_client, at):
    now = at("2026-03-02 09:00")
    release = factories.live_release()
    desk_client.post(do(release, "pin"), {"pinned_until": "2026-03-03T18:00"})
    release.refresh_from_db()
    assert release.pinned_until == now + datetime.timedelta(days=1, hours=9)
    desk_client.post(do(release, "unpin"))
    release.refresh_from_db()
    assert release.pinned_from is None


def test_replies_are_closed_and_opened(desk_client):
    release = factories.live_release()
    desk_client.post(do(release, "close-replies"))
    release.refresh_from_db()
    assert not release.is_open_for_replies
    desk_client.post(do(release, "open-replies"))
    release.refresh_from_db()
    assert release.is_open_for_replies


def test_a_draft_is_discarded(desk_client):
    draft = factories.draft()
    desk_client.post(do(draft.release, "discard"), {"remark": "Not needed."})
    draft.refresh_from_db()
    assert draft.stage == Edition.Stage.DISCARDED


def test_a_verb_that_no_longer_fits_is_refused(desk_client):
    release = factories.live_release()
    response = desk_client.post(do(release, "put-back"))
    assert response.status_code == 422
    assert "changed meanwhile" in response.content.decode()


def test_a_button_pressed_twice_is_done_once_and_says_so(desk_client):
    draft = factories.draft()
    desk_client.post(do(draft.release, "discard"), {"remark": ""})
    again = desk_client.post(do(draft.release, "discard"), {"remark": ""}, follow=True)
    assert "That is done already: discarded." in again.content.decode()
    assert draft.events.filter(what="discarded").count() == 1


def test_who_comes_second_learns_who_came_first_and_keeps_what_was_typed(desk_client):
    release = factories.live_release()
    other = factories.UserFactory(role=roles.EDITORS, first_name="Aliya", last_name="Serik")
    workflow.withdraw(release, by=other, reason="A wrong figure.")
    response = desk_client.post(do(release, "withdraw"), {"reason": "The wrong figure."})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Aliya Serik" in text
    assert "withdrawn" in text
    assert "The wrong figure." in text


@pytest.mark.parametrize("hand", ["other", "own"])
def test_what_is_in_review_is_decided_where_it_is_read(desk_client, author, editor, hand):
    edition = workflow.submit(factories.draft(by=author), by=author if hand == "other" else editor)
    text = desk_client.get(record(edition.release)).content.decode()
    assert f'href="{reverse("admin:articles_edition_change", args=[edition.pk])}">' in text
    assert ("Read and decide" in text) == (hand == "other")


def test_what_was_forced_is_countersigned_from_the_record_by_another_editor(desk_client, client_for, editor):
    draft = factories.draft()
    workflow.force(draft, by=editor, reason="The river rises.")
    sign = reverse("admin:articles_edition_countersign", args=[draft.pk])
    mine = desk_client.get(record(draft.release)).content.decode()
    assert "The river rises." in mine
    assert sign not in mine
    other = client_for(factories.UserFactory(role=roles.EDITORS))
    assert sign in other.get(record(draft.release)).content.decode()
    assert "Not countersigned" not in other.post(sign, follow=True).content.decode()


def test_what_is_scheduled_is_checked_again_whenever_its_record_is_opened(desk_client):
    release = factories.scheduled_release()
    assert "Before the hour" not in desk_client.get(record(release)).content.decode()
    Edition.objects.update(lead="")
    text = desk_client.get(record(release)).content.decode()
    assert "Before the hour" in text
    assert "banner--red" in text


# The story


def test_a_long_story_has_a_way_to_what_is_older(desk_client, author):
    draft = factories.draft(by=author)
    EditorialEvent.objects.bulk_create(
        EditorialEvent(edition=draft, what="remarked", by=author, remark=f"Remark {number}.") for number in range(205)
    )
    first = desk_client.get(record(draft.release))
    assert len(first.context["events"]) == 200
    older = desk_client.get(record(draft.release), {"before": first.context["older"]})
    assert [event.remark for event in older.context["events"]] == [
        f"Remark {number}." for number in range(4, -1, -1)
    ] + [""]
    assert older.context["older"] is None


@pytest.mark.parametrize("before", ["x", "-1", "0", "99999999999999999999999"])
def test_a_foolish_place_in_the_story_does_no_harm(desk_client, before):
    response = desk_client.get(record(factories.draft().release), {"before": before})
    assert response.status_code in {200, 400}


# Who may do what

ROLES = {"author": roles.AUTHORS, "editor": roles.EDITORS, "moderator": roles.MODERATORS, "admin": roles.ADMINISTRATORS}


def brought_to(state, writer):
    """Return a release in a state, written and submitted by `writer`."""
    if state in {"live", "scheduled", "withdrawn", "removed"}:
        release = factories.scheduled_release() if state == "scheduled" else factories.live_release()
        if state == "withdrawn":
            workflow.withdraw(release, by=factories.desk(), reason="Wrong.")
        if state == "removed":
            workflow.remove(release, by=factories.desk(), reason="Wrong.")
        return release
    draft = factories.draft(by=writer)
    if state == "review":
        workflow.submit(draft, by=writer)
    return draft.release


KEEPING = "close-replies readdress"
TABLE = {
    # state: what an author who didn't write it is offered, and what an editor is offered besides
    "draft": ("", "discard close-replies"),
    "review": ("", KEEPING),
    "scheduled": ("", f"reschedule unschedule pin {KEEPING}"),
    "live": ("new-edition", f"withdraw remove pin {KEEPING}"),
    "withdrawn": ("", f"restore remove {KEEPING}"),
    "removed": ("", "put-back close-replies"),
}


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("state", TABLE)
def test_the_record_offers_each_role_its_verbs(client_for, author, state, who):
    release = brought_to(state, author)
    user = factories.UserFactory(username="somebody", role=ROLES[who])
    response = client_for(user).get(record(release))
    if who == "moderator":
        assert response.status_code == 403
        return
    authors, editors = (words.split() for words in TABLE[state])
    expected = set(authors) if who == "author" else {*authors, *editors}
    text = response.content.decode()
    assert {verb.name for verb in verbs.VERBS if do(release, verb.name) in text} == expected


@pytest.mark.parametrize("verb", [verb.name for verb in verbs.VERBS if verb.permission == verbs.EDITOR])
def test_an_author_may_not_do_what_editors_do(client_for, author, verb):
    release = factories.live_release()
    client = client_for(author)
    assert client.get(do(release, verb)).status_code == 403
    assert client.post(do(release, verb), {"reason": "x"}).status_code == 403
    assert do(release, verb) not in client.get(record(release)).content.decode()


@pytest.mark.parametrize("verb", [verb.name for verb in verbs.VERBS])
@pytest.mark.parametrize("state", TABLE)
def test_every_button_pressed_too_late_or_too_early_answers_in_words(client_for, author, admin, state, verb):
    release = brought_to(state, author)
    client = client_for(admin)
    assert client.get(do(release, verb)).status_code in {200, 302}
    assert client.post(do(release, verb), {"reason": "x", "remark": "x"}).status_code in {302, 422}


@pytest.mark.parametrize("verb", [verb.name for verb in verbs.VERBS])
def test_a_moderator_does_nothing_to_a_release(client_for, moderator, verb):
    release = factories.live_release()
    assert client_for(moderator).post(do(release, verb)).status_code == 403


def test_rescheduling_says_what_speaks_against_the_moment_while_it_is_chosen(editor_client):
    release = factories.scheduled_release()
    edition = release.editions.get()
    page = editor_client.get(do(release, "reschedule")).content.decode()
    assert f'data-moments="{reverse("admin:articles_edition_moment", args=[edition.pk])}"' in page
    assert 'data-ahead="Schedule for %s"' in page
    assert "data-moments" not in editor_client.get(do(factories.live_release(), "pin")).content.decode()
