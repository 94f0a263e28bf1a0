"""What changed in an original since a translation was right for it: found, put into words, asked of the database."""

import datetime

import pytest
from django.utils import timezone

from articles import changes, workflow
from articles.changes import behind, changed
from articles.models import Edition
from articles.translations import family
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "<p>One.</p><p>Two.</p>"


@pytest.fixture
def original(author, at):
    at("2022-05-28 10:00")
    return factories.publish(factories.draft(by=author, headline="The bridge is open", body=BODY)).release


def translate(release, by, language="ru"):
    """Return the translation of a release, live."""
    return factories.publish(written(workflow.translate(release, by=by, language=language), by), by=None)


def written(draft, by):
    """Return a translation's draft with words of its own."""
    words = {"headline": "Мост открыт", "lead": "Движение открыто.", "body": "<p>Один.</p><p>Два.</p>"}
    return workflow.save(draft, by=by, revision=draft.revision, contents=words)


def change(release, by, kind="correction", body="<p>One.</p><p>Three.</p>", note="The number was wrong.", **how):
    """Publish another edition of a release, and return it."""
    draft = workflow.new_edition(release, by=by)
    workflow.save(draft, by=by, revision=draft.revision, contents={"body": body})
    return factories.publish(draft, kind=kind, public_note="" if kind == "minor" else note, **how)


def found(edition):
    """Return what `Changed` for an edition, as the database has it now."""
    edition = Edition.objects.select_related("release").get(pk=edition.pk)
    return changed(edition, family(edition.release, timezone.now()))


def test_nothing_has_changed_for_what_is_in_step(original, author):
    assert found(translate(original, author)) is None
    assert found(original.editions.get()) is None


def test_the_original_is_compared_as_it_was_translated_and_as_it_is(original, author, at):
    translation = translate(original, author)
    at("2022-05-30 09:00")
    minor = change(original, author, kind="minor", body="<p>One!</p><p>Two.</p>")
    at("2022-05-30 10:00")
    correction = change(original, author)
    its = found(translation)
    assert (its.before["body"], its.after["body"]) == (BODY, "<p>One.</p><p>Three.</p>")
    assert its.since == [minor, correction]
    assert its.is_behind


def test_a_draft_begun_to_bring_it_up_to_date_shows_what_changed_since_the_one_before_it(original, author, at):
    translation = translate(original, author)
    at("2022-05-30 09:00")
    correction = change(original, author)
    draft = workflow.bring_up_to_date(translation.release, by=author)
    its = found(draft)
    assert (its.before["body"], its.after["body"]) == (BODY, "<p>One.</p><p>Three.</p>")
    assert its.since == [correction]
    assert not its.is_behind
    # And all of it, where the original goes on changing.
    at("2022-05-31 09:00")
    change(original, author, body="<p>One.</p><p>Four.</p>")
    its = found(draft)
    assert (its.before["body"], its.after["body"]) == (BODY, "<p>One.</p><p>Four.</p>")
    assert its.is_behind
    factories.publish(draft, kind="correction", public_note="Исправлено.")


def test_what_a_draft_takes_into_account_is_shown_no_more(original, author, at):
    translation = translate(original, author)
    draft = workflow.new_edition(translation.release, by=author)
    at("2022-05-30 09:00")
    correction = change(original, author)
    assert found(draft).is_behind
    workflow.confirm(draft, by=author, original=correction)
    assert found(draft) is None
    assert found(translation).is_behind
    at("2022-05-31 09:00")
    change(original, author, body="<p>One.</p><p>Four.</p>")
    assert found(draft).before["body"] == "<p>One.</p><p>Three.</p>"


def test_an_original_that_is_still_written_is_compared_as_it_was_when_its_translation_began(author, at):
    at("2022-05-28 10:00")
    draft = factories.draft(by=author, body=BODY)
    translation = workflow.translate(draft.release, by=author, language="ru")
    assert found(translation) is None
    at("2022-05-28 10:05")
    draft.refresh_from_db()
    workflow.save(draft, by=author, revision=draft.revision, contents={"body": "<p>One.</p><p>Three.</p>"})
    its = found(translation)
    assert (its.before["body"], its.after["body"]) == (BODY, "<p>One.</p><p>Three.</p>")
    assert its.since == [draft]


# In words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("correction", "The original was corrected on May 30, 2022."),
        ("update", "The original was updated on May 30, 2022."),
        ("minor", "The original was changed a little on May 30, 2022."),
    ],
)
def test_a_change_is_said_by_its_kind_and_day(original, author, at, kind, words):
    now = at("2022-05-30 09:00")
    assert changes.sentence(change(original, author, kind=kind), now) == words


def test_a_withdrawal_and_what_is_scheduled_are_said(original, author, editor, at):
    now = at("2022-05-30 09:00")
    scheduled = change(original, author, live_from=now + datetime.timedelta(days=1))
    assert changes.sentence(scheduled, now) == "A correction of the original is scheduled for May 31, 2022, 09:00."
    withdrawal = workflow.withdraw(original, by=editor, reason="Wrong.")
    assert changes.sentence(withdrawal, now) == "The original was withdrawn on May 30, 2022."


def test_what_changed_before_it_was_published_is_said_so(author, at):
    now = at("2022-05-30 09:00")
    words = "The original was changed on May 30, 2022, before it was published."
    draft = factories.draft(by=author)
    assert changes.sentence(draft, now) == words
    assert changes.sentence(factories.publish(draft), now) == words


def test_where_there_is_room_for_one_it_is_what_readers_were_told(original, author, at):
    at("2022-05-30 09:00")
    correction = change(original, author)
    at("2022-05-30 10:00")
    minor = change(original, author, kind="minor", body=BODY)
    assert changes.weightiest([correction, minor]) == correction
    assert changes.weightiest([minor]) == minor


# Taken back from its schedule


@pytest.fixture
def scheduled(original, author, at):
    """A correction of the original for 31 May, approved on 30 May; the clock stands at 9 on that day."""
    now = at("2022-05-30 09:00")
    return lambda: change(original, author, live_from=now + datetime.timedelta(days=1))


def is_behind(edition):
    edition = Edition.objects.select_related("release").get(pk=edition.pk)
    return family(edition.release, timezone.now()).step(edition).is_behind


def test_what_is_right_for_the_one_before_stays_in_step(original, scheduled, author, editor):
    translation = translate(original, author)
    workflow.confirm(translation, by=editor, original=scheduled())
    workflow.unschedule(original.editions.last(), by=editor)
    assert not is_behind(translation)
    assert found(translation) is None


def test_what_renders_it_is_behind_only_when_it_was_changed(original, scheduled, author, editor, at):
    translation, later = translate(original, author), scheduled()
    at("2022-05-30 10:00")
    draft = workflow.bring_up_to_date(translation.release, by=author)
    following = factories.publish(draft, kind="minor")
    workflow.unschedule(later, by=editor)
    assert not is_behind(following)
    assert following not in behind(timezone.now())
    at("2022-05-30 11:00")
    later = workflow.send_back(later, by=editor, remark="Look again.")
    workflow.save(later, by=author, revision=later.revision, contents={"body": BODY})
    assert is_behind(following)
    assert found(following).since == [later]
    factories.publish(later)
    assert following in behind(timezone.now())


# Asked of the database


def test_the_database_finds_what_will_be_behind_at_its_moment(original, author, at):
    draft = written(workflow.translate(original, by=author, language="ru"), author)
    waiting = factories.publish(draft, live_from=timezone.now() + datetime.timedelta(days=9))
    at("2022-05-30 09:00")
    assert waiting not in behind(timezone.now())
    change(original, author)
    assert waiting in behind(timezone.now())


def test_the_database_finds_what_is_behind_as_the_step_says(original, author, editor, at):
    """Live, first draft, in step, confirmed, detached, discarded: one question finds what the steps say of each."""
    russian, kazakh = translate(original, author), workflow.translate(original, by=author, language="kk")
    others = [factories.publish(factories.draft(by=author, body=BODY)).release for _number in range(4)]
    confirmed, detached, discarded, _in_step = translations = [translate(one, author) for one in others]
    draft = factories.draft(by=author)
    changed_before = written(workflow.translate(draft.release, by=author, language="ru"), author)
    at("2022-05-30 09:00")
    for release in (original, *others[:3]):
        correction = change(release, author)
        if release == confirmed.renders.release:
            workflow.confirm(confirmed, by=editor, original=correction)
    workflow.detach(detached.release, by=editor)
    workflow.discard(workflow.translate(others[2], by=author, language="kk"), by=author)
    draft.refresh_from_db()
    draft = workflow.save(draft, by=author, revision=draft.revision, contents={"body": BODY})
    factories.publish(draft)
    now = timezone.now()
    its = set(behind(now))
    assert its == {russian, kazakh, discarded, changed_before}
    for edition in (russian, kazakh, *translations, changed_before):
        edition.release.refresh_from_db()
        step = family(edition.release, now).step(edition)
        assert bool(step and step.is_behind) == (edition in its)
