"""The list worked in bulk: each release gets its own answer."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.admin import bulk
from articles.models import Edition, Release
from tests import factories

URL = "/admin/articles/release/"


@pytest.fixture
def desk_client(client_for, editor):
    return client_for(editor)


def run(client, action, *releases, **more):
    data = {"action": action, "index": 0, "_selected_action": [release.pk for release in releases], **more}
    return client.post(URL, data, follow=True)


def in_review(by, planned_for=None, **kwargs):
    draft = factories.draft(by=by, **kwargs)
    if planned_for:
        draft = workflow.save(draft, by=by, revision=draft.revision, contents={}, planned_for=planned_for)
    return workflow.submit(draft, by=by)


def confirm(client, page):
    """Press the button of the page that asks, with what stands in its hidden fields."""
    rows = page.context["rows"]
    more = {"confirmed": "yes", "as_read": [row.get("as_read", "") for row in rows]}
    return run(client, page.context["action"], *(row["edition"].release for row in rows), **more)


def test_drafts_are_submitted_in_bulk_and_what_refuses_stops_nothing(client_for, author):
    good, bad = factories.draft(headline="good", by=author), factories.draft(headline="bad", lead="", by=author)
    response = run(client_for(author), "submit", good.release, bad.release)
    assert dict(Edition.objects.values_list("headline", "stage")) == {"good": "in review", "bad": "draft"}
    text = response.content.decode()
    assert "bad: Write the lead" in text
    assert "1 submitted." in text


def test_a_bulk_approval_asks_first_and_says_when_each_is_published(desk_client, author, at):
    now = at("2026-03-02 09:00")
    soon = in_review(author, headline="soon")
    later = in_review(author, headline="later", planned_for=now + datetime.timedelta(days=5))
    late = in_review(author, headline="late", planned_for=now + datetime.timedelta(hours=1))
    draft = factories.draft(headline="unfinished")
    at("2026-03-02 11:00")
    page = run(desk_client, "approve", soon.release, later.release, late.release, draft.release)
    assert [(row["edition"].headline, row["moment"]) for row in page.context["rows"]] == [
        ("late", "now"),
        ("later", "Saturday 7 March 2026, 09:00 (UTC+4)"),
        ("soon", "now"),
    ]
    text = page.content.decode()
    assert "weekend" in text
    assert "has to be submitted first" in text
    assert "autofocus>Leave them as they are" in text
    assert not Edition.objects.filter(stage=Edition.Stage.APPROVED).exists()
    done = confirm(desk_client, page).content.decode()
    assert "2 published." in done
    assert "1 scheduled." in done


def test_a_bulk_approval_leaves_out_what_one_wrote_oneself_and_what_has_a_fault(desk_client, author, editor):
    own, faulty, good = in_review(editor, headline="own"), in_review(author, headline="bad"), in_review(author)
    Edition.objects.filter(pk=faulty.pk).update(lead="")
    page = run(desk_client, "approve", own.release, faulty.release, good.release)
    assert [row["edition"] for row in page.context["rows"]] == [good]
    assert dict(page.context["left_out"])["own"].startswith("You saved it last")
    assert "lead" in dict(page.context["left_out"])["bad"]


def test_what_changed_after_a_bulk_approval_asked_is_not_published(desk_client, author, editor):
    changed, good = in_review(author, headline="changed"), in_review(author, headline="good")
    page = run(desk_client, "approve", changed.release, good.release)
    workflow.send_back(changed, by=editor, remark="Who says so?")
    workflow.save(changed, by=author, revision=changed.revision, contents={"lead": "Another."})
    workflow.submit(changed, by=author)
    done = confirm(desk_client, page).content.decode()
    assert "changed: It was changed since you were asked" in done
    assert dict(Edition.objects.values_list("headline", "stage")) == {"changed": "in review", "good": "approved"}


def test_a_bulk_approval_without_anything_to_approve_says_why(desk_client):
    draft = factories.draft(headline="unfinished")
    text = run(desk_client, "approve", draft.release).content.decode()
    assert "unfinished: It is a draft. It has to be submitted first." in text


def test_a_later_edition_is_approved_in_bulk_with_what_its_writers_tell(desk_client, author):
    release = factories.live_release()
    second = workflow.new_edition(release, by=author)
    told = {"kind": "correction", "public_note": "The figure was wrong."}
    second = workflow.save(second, by=author, revision=second.revision, contents={"lead": "Right."}, **told)
    workflow.submit(second, by=author)
    page = run(desk_client, "approve", release)
    assert "The figure was wrong." in page.content.decode()
    confirm(desk_client, page)
    second.refresh_from_db()
    assert (second.stage, second.kind, second.public_note) == ("approved", "correction", "The figure was wrong.")


def test_what_is_in_review_is_returned_in_bulk_with_one_remark(desk_client, author):
    one, two, draft = in_review(author), in_review(author), factories.draft(headline="unfinished")
    page = run(desk_client, "send_back", one.release, two.release, draft.release)
    assert "unfinished" in page.content.decode()
    empty = run(desk_client, "send_back", one.release, two.release, confirmed="yes", remark=" ")
    assert empty.status_code == 422
    done = run(desk_client, "send_back", one.release, two.release, confirmed="yes", remark="Who says so?")
    assert "2 returned." in done.content.decode()
    assert Edition.objects.filter(stage=Edition.Stage.DRAFT).count() == 3
    assert one.events.get(what="returned").remark == "Who says so?"


def test_a_category_is_added_to_drafts_in_bulk(client_for, author):
    old, new = factories.CategoryFactory(), factories.CategoryFactory()
    draft, live = factories.draft(by=author, categories=[old]), factories.live_release(headline="live")
    client = client_for(author)
    assert run(client, "add_category", draft.release).context["rows"]
    done = run(client, "add_category", draft.release, live, confirmed="yes", category=new.pk)
    assert "1 draft has it now." in done.content.decode()
    assert "live: " in done.content.decode()
    assert set(draft.categories.all()) == {old, new}


def test_scheduled_releases_are_unscheduled_in_bulk(desk_client):
    release = factories.scheduled_release()
    text = run(desk_client, "unschedule", release).content.decode()
    assert release.editions.get().stage == Edition.Stage.REVIEW
    assert "1 unscheduled. It is in review again." in text


def test_what_the_filter_no_longer_shows_gets_its_answer_all_the_same(desk_client):
    release = factories.live_release(headline="faster")
    data = {"action": "unschedule", "index": 0, "_selected_action": [release.pk]}
    text = desk_client.post(f"{URL}?status=scheduled", data, follow=True).content.decode()
    assert "faster: Nothing of it is scheduled." in text


def test_more_than_anybody_has_read_is_not_worked_at_once(desk_client, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    one, two = factories.scheduled_release(), factories.scheduled_release()
    assert "too many at once" in run(desk_client, "unschedule", one, two).content.decode()
    assert not Edition.objects.exclude(stage=Edition.Stage.APPROVED).exists()


@pytest.mark.parametrize("action", ["submit", "unschedule", "approve"])
def test_each_row_of_a_bulk_action_costs_the_same(desk_client, author, action):
    def make():
        if action == "unschedule":
            return factories.scheduled_release()
        return in_review(author).release if action == "approve" else factories.draft(by=author).release

    def cost(*releases):
        more = {}
        if action == "approve":
            page = run(desk_client, action, *releases)
            more = {"confirmed": "yes", "as_read": [row["as_read"] for row in page.context["rows"]]}
        with CaptureQueriesContext(connection) as queries:
            desk_client.post(
                URL, {"action": action, "index": 0, "_selected_action": [one.pk for one in releases], **more}
            )
        return len(queries)

    cost(make())
    one, three, five = cost(make()), cost(*(make() for _ in range(3))), cost(*(make() for _ in range(5)))
    assert five - three <= three - one


@pytest.mark.parametrize(("action", "is_open"), [("close_replies", False), ("open_replies", True)])
def test_replies_are_closed_and_opened_in_bulk(desk_client, action, is_open):
    release = factories.live_release()
    Release.objects.update(is_open_for_replies=not is_open)
    run(desk_client, action, release)
    release.refresh_from_db()
    assert release.is_open_for_replies is is_open


@pytest.mark.parametrize("action", ["approve", "send_back", "unschedule", "close_replies"])
def test_an_author_has_none_of_an_editors_bulk_actions(client_for, author, editor, action):
    edition = in_review(editor)
    run(client_for(author), action, edition.release, confirmed="yes", remark="x")
    edition.refresh_from_db()
    assert edition.stage == Edition.Stage.REVIEW
    assert edition.release.is_open_for_replies
