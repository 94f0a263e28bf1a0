"""Beginning, saving, continuing and giving up."""

import pytest

from articles import workflow
from articles.contents import contents
from articles.models import Category, Edition, EditorialEvent
from pressroom.refusals import Conflict, Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS, HOUR

pytestmark = pytest.mark.django_db


def test_a_release_begins_as_a_draft_with_an_address_made_from_its_headline(draft, author):
    assert draft.stage == Edition.Stage.DRAFT
    assert (draft.number, draft.author, draft.release.slug) == (1, author, "the-bridge-is-open")
    assert draft.release.date is None


def test_a_headline_in_russian_gives_a_slug_in_latin(author):
    edition = workflow.create(by=author, language="ru", contents={**CONTENTS, "headline": "Мост открыт"})
    assert edition.release.slug == "most-otkryt"


def test_a_moderator_may_not_write(moderator):
    with pytest.raises(Refused, match="account"):
        workflow.create(by=moderator, language="en", contents=CONTENTS)


@pytest.mark.parametrize("headline", ["", "   "])
def test_a_release_without_a_headline_is_refused(author, headline):
    with pytest.raises(Refused, match="headline"):
        workflow.create(by=author, language="en", contents={**CONTENTS, "headline": headline})


def test_each_save_is_kept_whole(draft, author, editor):
    category = Category.objects.create()
    workflow.save(draft, by=editor, revision=1, contents={"lead": "It took a year.", "categories": [category.pk]})
    edition = Edition.objects.get(pk=draft.pk)
    newest, oldest = edition.saves.all()
    assert (newest.by, oldest.by) == (editor, author)
    assert newest.contents == contents(edition)
    assert newest.contents["lead"] == "It took a year."
    assert newest.contents["categories"] == [category.pk]
    assert oldest.contents["lead"] == CONTENTS["lead"]


def leads(edition):
    return [save.contents["lead"] for save in edition.saves.all()]


def save(edition, by, lead):
    edition = Edition.objects.get(pk=edition.pk)
    return workflow.save(edition, by=by, revision=edition.revision, contents={"lead": lead})


def test_what_one_person_saves_within_ten_minutes_is_one_entry(draft, author, at):
    at("2022-05-28 12:04")
    save(draft, author, "Second.")
    at("2022-05-28 12:09")
    save(draft, author, "Third.")
    assert leads(draft) == ["Third."]
    entry = draft.saves.get()
    assert (entry.at - entry.began_at).total_seconds() == 9 * 60
    # Ten minutes after it began, whatever came in between: an afternoon of typing isn't one entry.
    at("2022-05-28 12:10")
    save(draft, author, "Fourth.")
    assert leads(draft) == ["Fourth.", "Third."]


def test_another_hand_begins_another_entry(draft, author, editor):
    save(draft, editor, "Second.")
    save(draft, author, "Third.")
    assert leads(draft) == ["Third.", "Second.", CONTENTS["lead"]]


def test_what_was_submitted_is_an_entry_that_nothing_overwrites(draft, author, editor, at):
    workflow.submit(draft, by=author)
    workflow.send_back(draft, by=editor, remark="Who says so?")
    at("2022-05-28 12:01")
    save(draft, author, "The mayor says so.")
    assert leads(draft) == ["The mayor says so.", CONTENTS["lead"]]


def test_a_draft_goes_back_to_an_earlier_text_and_what_was_there_stays(draft, author, editor, at):
    save(draft, editor, "Second.")
    at("2022-05-28 12:01")
    first = draft.saves.last()
    edition = Edition.objects.get(pk=draft.pk)
    reverted = workflow.revert(edition, by=editor, revision=edition.revision, kept=first)
    assert reverted.lead == CONTENTS["lead"]
    assert leads(draft) == [CONTENTS["lead"], "Second.", CONTENTS["lead"]]
    assert draft.events.first().what == EditorialEvent.What.REVERTED


def test_going_back_leaves_out_what_is_gone_since(author, now):
    category, contact = Category.objects.create(), factories.ContactFactory()
    edition = factories.draft(by=author, categories=[category], contacts=[contact])
    kept = edition.saves.get()
    at_all = {"categories": [], "contacts": [], "lead": "Nobody to call."}
    edition = workflow.save(edition, by=factories.desk(), revision=1, contents=at_all)
    contact.delete()
    edition = workflow.revert(edition, by=author, revision=2, kept=kept)
    assert (edition.lead, contents(edition)["categories"]) == ("The lead.", [category.pk])
    assert contents(edition)["contacts"] == []


def test_going_back_is_not_for_another_releases_text(draft, author):
    other = factories.draft(by=author)
    with pytest.raises(Refused, match="another release"):
        workflow.revert(draft, by=author, revision=1, kept=other.saves.get())


def test_going_back_over_a_newer_save_is_refused(draft, author, editor):
    kept = draft.saves.get()
    save(draft, editor, "Second.")
    with pytest.raises(Conflict, match="since you opened it"):
        workflow.revert(draft, by=author, revision=1, kept=kept)


def test_what_is_in_review_is_not_edited(draft, author):
    workflow.submit(draft, by=author)
    with pytest.raises(Refused, match="in review"):
        save(draft, author, "Second.")


def test_a_draft_keeps_the_moment_for_which_it_is_meant(draft, author, now):
    saved = workflow.save(draft, by=author, revision=1, contents={}, planned_for=now + HOUR)
    assert workflow.save(saved, by=author, revision=2, contents={"lead": "Other."}).planned_for == now + HOUR
    assert workflow.save(saved, by=author, revision=3, contents={}, planned_for=None).planned_for is None


def test_a_save_that_changes_nothing_leaves_no_trace(draft, author):
    saved = workflow.save(draft, by=author, revision=1, contents=contents(draft))
    assert (saved.revision, saved.saves.count()) == (1, 1)


def test_a_save_over_a_newer_one_is_refused_and_the_newer_one_stays(draft, author, editor):
    workflow.save(draft, by=editor, revision=1, contents={"lead": "The editor's."})
    with pytest.raises(Conflict, match="since you opened it"):
        workflow.save(draft, by=author, revision=1, contents={"lead": "The author's."})
    assert Edition.objects.get(pk=draft.pk).lead == "The editor's."
    assert workflow.save(draft, by=author, revision=2, contents={"lead": "Agreed."}).lead == "Agreed."


def test_what_is_live_cannot_be_saved(live, editor):
    with pytest.raises(Refused, match="no longer a draft"):
        workflow.save(live, by=editor, revision=1, contents={"lead": "Other."})
    assert Edition.objects.get(pk=live.pk).lead == CONTENTS["lead"]


def test_a_new_edition_is_a_copy(live, second_draft):
    assert contents(second_draft) == contents(live)
    assert (second_draft.number, second_draft.stage) == (2, Edition.Stage.DRAFT)


def test_one_edition_of_a_release_is_written_at_a_time(second_draft, author):
    with pytest.raises(Refused, match="already"):
        workflow.new_edition(second_draft.release, by=author)


def test_a_discarded_draft_is_kept_and_makes_room(second_draft, author):
    workflow.discard(second_draft, by=author)
    assert Edition.objects.get(pk=second_draft.pk).stage == Edition.Stage.DISCARDED
    assert workflow.new_edition(second_draft.release, by=author).number == 3


def test_someone_elses_draft_is_discarded_by_an_editor_alone(draft, editor):
    from pressroom import roles
    from tests.factories import UserFactory

    with pytest.raises(Refused, match="account"):
        workflow.discard(draft, by=UserFactory(role=roles.AUTHORS))
    workflow.discard(draft, by=editor)
