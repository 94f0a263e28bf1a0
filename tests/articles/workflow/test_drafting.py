"""Beginning, saving, continuing and giving up."""

import pytest

from articles import workflow
from articles.contents import contents
from articles.models import Category, Edition
from pressroom.refusals import Conflict, Refused
from tests.articles.workflow.conftest import CONTENTS

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


def test_each_save_is_kept_whole(draft, author):
    category = Category.objects.create()
    workflow.save(draft, by=author, revision=1, contents={"lead": "It took a year.", "categories": [category.pk]})
    edition = Edition.objects.get(pk=draft.pk)
    newest, oldest = edition.saves.all()
    assert newest.contents == contents(edition)
    assert newest.contents["lead"] == "It took a year."
    assert newest.contents["categories"] == [category.pk]
    assert oldest.contents["lead"] == CONTENTS["lead"]


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
