"""Translating: begun from the original, kept in step, confirmed, parted; and never public before what it renders."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import workflow
from articles.contents import contents
from articles.models import Confirmation, Edition, EditorialEvent, Release
from articles.translations import Public, carried, contents_seen, families, family
from pressroom.refusals import Conflict, Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS, HOUR

pytestmark = pytest.mark.django_db

RUSSIAN = {"headline": "Мост открыт", "lead": "Движение по мосту через Волгу открыто.", "dateline": "Астрахань"}
RUSSIAN_BODY = "<p>Машины пошли в полдень.</p>"


def write_in_russian(draft, by):
    """Save a translation's draft with Russian words, photographs described, and return it."""
    images = [{**use, "alternative_text": "Мост", "caption": "В полдень"} for use in contents(draft)["images"]]
    words = {**RUSSIAN, "body": RUSSIAN_BODY, "images": images}
    return workflow.save(draft, by=by, revision=draft.revision, contents=words)


def step_of(edition):
    """Return the `Step` of an edition as the database has it now."""
    edition = Edition.objects.select_related("release").get(pk=edition.pk)
    return family(edition.release, timezone.now()).step(edition)


def correct(release, *, by, body="<p>Cars went over at one.</p>", kind="correction", **how):
    """Publish the next edition of a release with another text and return it."""
    draft = workflow.new_edition(release, by=by)
    workflow.save(draft, by=by, revision=draft.revision, contents={"body": body})
    note = {} if kind == "minor" else {"public_note": "The hour was wrong."}
    return factories.publish(draft, kind=kind, **note, **how)


@pytest.fixture
def translation(live, author, editor):
    """The live Russian translation of `live`; the clock stands where it was published."""
    draft = write_in_russian(workflow.translate(live.release, by=author, language="ru"), author)
    return factories.publish(draft, by=editor)


def test_a_translation_takes_everything_along_but_the_words_of_photographs(author, editor, now):
    image = factories.image(caption="At noon", credit="Pressroom")
    category, contact = factories.CategoryFactory(), factories.ContactFactory()
    original = factories.publish(
        factories.draft(by=author, lead_image=image, categories=[category], contacts=[contact]), by=editor
    )
    draft = workflow.translate(original.release, by=author, language="ru")
    said = contents(draft)
    assert draft.renders == original
    assert draft.release.translation_key == original.release.translation_key
    assert draft.release.language == "ru"
    assert {**said, "images": []} == {**contents(original), "images": []}
    assert said["images"] == [
        {**contents(original)["images"][0], "alternative_text": "", "caption": "", "credit": "Pressroom"}
    ]


def test_a_translation_is_filed_under_the_day_of_its_original(live, author, at):
    at("2022-06-02 09:00")
    draft = workflow.translate(live.release, by=author, language="ru")
    assert draft.release.typed_date == live.release.date


def test_there_is_one_translation_a_language(live, author):
    workflow.translate(live.release, by=author, language="ru")
    with pytest.raises(Conflict, match="already"):
        workflow.translate(live.release, by=author, language="ru")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(language="ru", slug="x", translation_key=live.release.translation_key)
    assert Release.objects.filter(language="ru").count() == 1


def test_a_translation_of_a_translation_renders_the_original(live, translation, author):
    draft = workflow.translate(translation.release, by=author, language="kk")
    assert draft.renders == live


def test_a_translation_that_was_given_up_is_taken_up_again(live, author):
    first = workflow.translate(live.release, by=author, language="ru")
    workflow.discard(first, by=author)
    second = workflow.translate(live.release, by=author, language="ru")
    assert (second.release, second.number, second.renders) == (first.release, 2, live)


def test_nothing_is_brought_up_to_date_with_an_original_that_was_given_up(draft, author):
    translation = workflow.translate(draft.release, by=author, language="ru")
    workflow.discard(draft, by=author)
    with pytest.raises(Refused, match="given up"):
        workflow.bring_up_to_date(translation.release, by=author)


@pytest.mark.parametrize("language", ["en", "xx"])
def test_nothing_is_translated_into_its_own_language_or_none(live, author, language):
    with pytest.raises(Refused):
        workflow.translate(live.release, by=author, language=language)
    assert workflow.translate(live.release, by=author, language="ru")


@pytest.mark.parametrize("verb", ["withdraw", "remove"])
def test_what_was_taken_away_is_not_translated(live, author, editor, verb):
    getattr(workflow, verb)(live.release, by=editor, reason="Not decided.")
    with pytest.raises(Refused):
        workflow.translate(live.release, by=author, language="ru")


def test_only_a_writer_translates(live, moderator, author):
    with pytest.raises(Refused):
        workflow.translate(live.release, by=moderator, language="ru")
    assert workflow.translate(live.release, by=author, language="ru")


def test_a_translation_falls_behind_when_its_original_is_changed_however_little(live, translation, author, at):
    assert not step_of(translation).is_behind
    at("2022-05-30 10:00")
    minor = correct(live.release, by=author, kind="minor")
    step = step_of(translation)
    assert step.is_behind
    assert (step.rendered, step.newest) == (live, minor)


def test_readers_are_told_from_the_moment_of_a_change_until_it_is_confirmed(live, translation, author, editor, at):
    at("2022-05-29 10:00")
    correct(live.release, by=author, kind="minor")
    at("2022-05-30 10:00")
    correction = correct(
        live.release, by=author, body="<p>Cars went at two.</p>", live_from=at("2022-05-30 10:00") + HOUR
    )
    edition = Edition.objects.get(pk=translation.pk)
    assert Public(edition, at("2022-05-30 10:59")).notice is None
    notice = Public(edition, at("2022-05-30 11:00")).notice
    assert (notice.rendered, notice.change) == (live, correction)
    confirmation = workflow.confirm(edition, by=editor, original=correction)
    assert (confirmation.edition, confirmation.original, confirmation.by) == (edition, correction, editor)
    assert Public(edition, timezone.now()).notice is None
    assert not step_of(edition).is_behind
    assert Edition.objects.get(pk=translation.pk).renders == live


def test_bringing_up_to_date_ends_the_notice(live, translation, author, editor, at):
    at("2022-05-30 10:00")
    correction = correct(live.release, by=author)
    draft = workflow.bring_up_to_date(translation.release, by=author)
    assert draft.renders == correction
    assert draft.headline == RUSSIAN["headline"]
    at("2022-05-30 12:00")
    workflow.save(draft, by=author, revision=draft.revision, contents={"body": "<p>Машины пошли в час.</p>"})
    published = factories.publish(draft, by=editor, kind="correction", public_note="Неверный час.")
    assert Public(published, timezone.now()).notice is None
    assert not step_of(published).is_behind


def test_a_change_of_the_translation_alone_does_not_hide_that_it_is_behind(live, translation, author, editor, at):
    at("2022-05-30 10:00")
    correct(live.release, by=author)
    at("2022-05-30 12:00")
    slip = workflow.new_edition(translation.release, by=author)
    workflow.save(slip, by=author, revision=slip.revision, contents={"headline": "Мост открыли"})
    published = factories.publish(slip, by=editor, kind="minor")
    assert published.renders == live
    assert Public(published, timezone.now()).notice is not None


def test_a_draft_falls_behind_again_while_it_is_written(live, translation, author, at):
    at("2022-05-30 10:00")
    correct(live.release, by=author)
    draft = workflow.bring_up_to_date(translation.release, by=author)
    assert not step_of(draft).is_behind
    at("2022-05-31 10:00")
    second = correct(live.release, by=author, body="<p>Cars went over at two.</p>")
    assert step_of(draft).is_behind
    workflow.confirm(draft, by=author, original=second)
    assert not step_of(draft).is_behind


def test_what_changes_in_a_draft_that_is_translated_is_known(draft, author, at):
    translated = workflow.translate(draft.release, by=author, language="ru")
    assert not step_of(translated).is_behind
    # Within the ten minutes that are otherwise one entry of the history.
    at("2022-05-28 12:05")
    workflow.save(draft, by=author, revision=draft.revision, contents={"lead": "Another lead."})
    step = step_of(translated)
    assert step.is_behind
    assert contents_seen(step.rendered, step.seen_at)["lead"] == CONTENTS["lead"]
    workflow.confirm(translated, by=author, original=step.newest)
    at("2022-05-28 12:06")
    draft.refresh_from_db()
    workflow.save(draft, by=author, revision=draft.revision, contents={"lead": "A third lead."})
    step = step_of(translated)
    assert contents_seen(step.rendered, step.seen_at)["lead"] == "Another lead."


def test_an_author_confirms_a_draft_and_only_an_editor_what_is_live(live, translation, author, editor, at):
    at("2022-05-30 10:00")
    correction = correct(live.release, by=author)
    with pytest.raises(Refused):
        workflow.confirm(translation, by=author, original=correction)
    assert not Confirmation.objects.exists()
    assert workflow.confirm(translation, by=editor, original=correction)


def test_what_changed_since_it_was_compared_is_not_confirmed(live, translation, author, editor, at):
    at("2022-05-30 10:00")
    first = correct(live.release, by=author)
    at("2022-05-30 11:00")
    second = correct(live.release, by=author, body="<p>Cars went over at two.</p>")
    with pytest.raises(Conflict):
        workflow.confirm(translation, by=editor, original=first)
    assert workflow.confirm(translation, by=editor, original=second)
    with pytest.raises(Refused, match="in step"):
        workflow.confirm(translation, by=editor, original=second)


def test_a_withdrawn_original_is_told_and_its_translation_withdrawn_with_it_is_in_step(live, translation, editor, at):
    at("2022-05-30 10:00")
    withdrawal = workflow.withdraw(live.release, by=editor, reason="Not decided.")
    assert Public(translation, timezone.now()).notice.change == withdrawal
    with pytest.raises(Refused, match="withdrawn"):
        workflow.bring_up_to_date(translation.release, by=editor)
    at("2022-05-30 11:00")
    withdrawn = workflow.withdraw(translation.release, by=editor, reason="Не решено.")
    assert withdrawn.renders == withdrawal
    assert Public(withdrawn, timezone.now()).notice is None
    at("2022-05-30 12:00")
    workflow.restore(live.release, by=editor, reason="Decided.")
    at("2022-05-30 13:00")
    restored = workflow.restore(translation.release, by=editor, reason="Решено.")
    assert Public(restored, timezone.now()).notice is None


def test_a_correction_in_between_is_not_hidden_by_withdrawing(live, translation, author, editor, at):
    at("2022-05-30 10:00")
    correction = correct(live.release, by=author)
    at("2022-05-30 11:00")
    workflow.withdraw(live.release, by=editor, reason="Not decided.")
    at("2022-05-30 12:00")
    withdrawn = workflow.withdraw(translation.release, by=editor, reason="Не решено.")
    assert withdrawn.renders == live
    assert carried(withdrawn, timezone.now()) == live
    assert Public(withdrawn, timezone.now()).notice.change.live_from > correction.live_from


def test_a_change_that_was_rewritten_after_it_was_confirmed_is_told(live, translation, author, editor, at):
    at("2022-05-30 10:00")
    later = correct(live.release, by=author, live_from=timezone.now() + HOUR)
    workflow.confirm(translation, by=editor, original=later)
    at("2022-05-30 10:10")
    workflow.unschedule(later, by=editor)
    later = workflow.send_back(later, by=editor, remark="Look again.")
    later = workflow.save(later, by=author, revision=later.revision, contents={"body": "<p>At three.</p>"})
    factories.publish(later)
    at("2022-05-30 10:20")
    translation = Edition.objects.select_related("release").get(pk=translation.pk)
    assert Public(translation, timezone.now()).notice.change == later
    later = Edition.objects.get(pk=later.pk)
    workflow.confirm(translation, by=editor, original=later)
    assert Public(translation, timezone.now()).notice is None


def test_an_original_of_its_own_is_told_nothing_and_knows_where_it_came_from(live, translation, author, editor, at):
    at("2022-05-30 10:00")
    with pytest.raises(Refused):
        workflow.detach(translation.release, by=author)
    release = workflow.detach(translation.release, by=editor)
    correct(live.release, by=author)
    edition = Edition.objects.select_related("release").get(pk=translation.pk)
    assert edition.renders == live
    assert step_of(edition) is None
    public = Public(edition, timezone.now())
    assert (public.notice, public.alternates) == (None, {})
    assert EditorialEvent.objects.filter(edition=edition, what="detached").exists()
    with pytest.raises(Refused):
        workflow.detach(release, by=editor)
    assert workflow.translate(release, by=author, language="kk").renders == edition


def test_a_translation_is_not_public_before_its_original(draft, author, editor, now):
    translated = write_in_russian(workflow.translate(draft.release, by=author, language="ru"), author)
    workflow.submit(translated, by=author)
    with pytest.raises(Refused, match="isn't approved yet"):
        workflow.approve(translated, by=editor)
    factories.publish(draft, by=editor, live_from=now + HOUR)
    with pytest.raises(Refused, match="can't be out before it"):
        workflow.approve(translated, by=editor, live_from=now + HOUR / 2)
    assert workflow.approve(translated, by=editor, live_from=now + HOUR).live_from == now + HOUR


@pytest.fixture
def together(draft, author, editor, now):
    """An original and its translation, scheduled together for an hour from now."""
    translated = write_in_russian(workflow.translate(draft.release, by=author, language="ru"), author)
    for edition in (draft, translated):
        workflow.submit(edition, by=author)
    return workflow.approve_together(draft, translations=[translated], by=editor, live_from=now + HOUR)


def test_what_is_approved_together_has_one_moment(together, now):
    assert [edition.live_from for edition in together] == [now + HOUR] * 2


def test_all_are_approved_or_none(draft, author, editor, now):
    untranslated = workflow.translate(draft.release, by=author, language="ru")
    workflow.submit(draft, by=author)
    with pytest.raises(Refused, match="draft"):
        workflow.approve_together(draft, translations=[untranslated], by=editor, live_from=now + HOUR)
    assert not Edition.objects.filter(stage="approved").exists()


def test_what_goes_out_together_is_rescheduled_together(together, editor, now):
    workflow.reschedule(together[0], by=editor, live_from=now + 5 * HOUR)
    assert set(Edition.objects.values_list("live_from", flat=True)) == {now + 5 * HOUR}


def test_a_translation_rescheduled_alone_leaves_its_original_and_is_not_moved_before_it(together, editor, now):
    original, translated = together
    with pytest.raises(Refused, match="can't be out before it"):
        workflow.reschedule(translated, by=editor, live_from=now + HOUR / 2)
    workflow.reschedule(translated, by=editor, live_from=now + 2 * HOUR)
    original.refresh_from_db()
    assert original.live_from == now + HOUR
    workflow.reschedule(original, by=editor, live_from=now + 3 * HOUR)
    translated.refresh_from_db()
    assert translated.live_from == now + 3 * HOUR


def test_what_goes_out_together_is_unscheduled_together(together, editor):
    workflow.unschedule(together[0], by=editor)
    assert set(Edition.objects.values_list("stage", flat=True)) == {"in review"}
    assert set(Release.objects.values_list("date", flat=True)) == {None}


def test_the_language_of_a_family_stays(live, draft, author):
    translated = workflow.translate(live.release, by=author, language="ru")
    with pytest.raises(Refused):
        workflow.change_language(translated.release, by=author, language="kk")
    alone = factories.draft(by=author)
    assert workflow.change_language(alone.release, by=author, language="kk").language == "kk"


def test_families_cost_the_same_however_many(live, translation, author, django_assert_max_num_queries):
    releases = [live.release, translation.release]
    for _number in range(3):
        other = factories.live_release()
        workflow.translate(other, by=author, language="ru")
        releases.append(other)
    with django_assert_max_num_queries(2):
        found = families(releases, timezone.now())
    assert len(found) == 4


def test_a_public_page_asks_once_for_its_family(live, translation, django_assert_num_queries):
    with django_assert_num_queries(1):
        public = Public(translation, timezone.now())
        assert list(public.alternates) == ["en"]
        assert public.notice is None


def test_a_translation_is_not_first_published_once_its_original_is_removed(live, author, editor):
    draft = write_in_russian(workflow.translate(live.release, by=author, language="ru"), author)
    workflow.submit(draft, by=author)
    workflow.remove(live.release, by=editor, reason="It named a child.")
    with pytest.raises(Refused, match="removed"):
        workflow.approve(draft, by=editor)
    workflow.put_back(live.release, by=editor)
    assert workflow.approve(draft, by=editor)


def test_what_is_moved_or_taken_back_along_is_told(together, editor, now):
    original, translated = together
    assert workflow.reschedule(original, by=editor, live_from=now + 5 * HOUR).along == [translated]
    original.refresh_from_db()
    assert workflow.unschedule(original, by=editor).along == [translated]
