"""Approving, rescheduling, unscheduling, withdrawing, restoring."""

import datetime

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Edition, EditorialEvent
from pressroom import roles
from pressroom.refusals import Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS, HOUR
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def fresh(edition):
    return Edition.objects.select_related("release").get(pk=edition.pk)


def live_texts(moment=None):
    return list(Edition.objects.live(moment or timezone.now()).values_list("headline", flat=True))


def test_publishing_now_makes_a_draft_live_and_gives_the_release_its_date(draft, editor, now):
    factories.publish(draft, by=editor)
    edition = fresh(draft)
    assert edition.status(now) == Edition.Status.LIVE
    assert (edition.live_from, edition.live_until) == (now, None)
    assert edition.release.get_absolute_url() == "/2022/05/28/the-bridge-is-open/"
    assert edition.events.first().what == EditorialEvent.What.APPROVED


def test_the_date_is_the_local_day_of_the_moment(draft, editor, now):
    # 20:30 UTC is half past midnight of the next day in UTC+4.
    factories.publish(draft, by=editor, live_from=datetime.datetime(2022, 5, 28, 20, 30, tzinfo=datetime.UTC))
    assert fresh(draft).release.date == datetime.date(2022, 5, 29)


def test_an_earlier_day_that_was_typed_wins(author, editor, now):
    edition = workflow.create(by=author, language="en", typed_date=datetime.date(2022, 5, 20), contents=CONTENTS)
    factories.publish(edition, by=editor)
    assert fresh(edition).release.date == datetime.date(2022, 5, 20)


def test_a_day_that_lies_ahead_cannot_be_typed(author, now):
    with pytest.raises(Refused, match="lies ahead"):
        workflow.create(by=author, language="en", typed_date=datetime.date(2022, 5, 29), contents=CONTENTS)


def test_a_scheduled_edition_is_live_at_its_moment_and_not_a_second_before(scheduled, now):
    assert live_texts(now + HOUR - datetime.timedelta(seconds=1)) == []
    assert live_texts(now + HOUR) == [scheduled.headline]


def test_a_moment_that_has_passed_is_refused(draft, editor, now):
    with pytest.raises(Refused, match="passed"):
        factories.publish(draft, by=editor, live_from=now - datetime.timedelta(seconds=1))
    assert fresh(draft).stage == Edition.Stage.REVIEW


def test_a_draft_is_not_approved_before_it_is_submitted(draft, editor):
    with pytest.raises(Refused, match="submitted before"):
        workflow.approve(draft, by=editor)
    assert fresh(draft).stage == Edition.Stage.DRAFT


@pytest.mark.parametrize("hand", ["submitted", "saved"])
def test_nobody_approves_what_they_had_a_hand_in(draft, author, editor, hand):
    second = UserFactory(role=roles.EDITORS)
    if hand == "saved":
        draft = workflow.save(draft, by=editor, revision=1, contents={"lead": "Traffic crosses the river again."})
    workflow.submit(draft, by=editor if hand == "submitted" else author)
    with pytest.raises(Refused, match="Another editor has to read and approve it"):
        workflow.approve(draft, by=editor)
    workflow.approve(draft, by=second)


def test_approving_twice_gives_one_edition_and_one_refusal(draft, author, editor):
    workflow.submit(draft, by=author)
    workflow.approve(draft, by=editor)
    with pytest.raises(Refused, match="already"):
        workflow.approve(draft, by=editor)
    assert draft.events.filter(what=EditorialEvent.What.APPROVED).count() == 1


def test_a_draft_without_a_lead_is_refused(author, editor):
    edition = workflow.create(by=author, language="en", contents={**CONTENTS, "lead": ""})
    with pytest.raises(Refused, match="lead"):
        workflow.submit(edition, by=author)
    with pytest.raises(Refused, match="lead"):
        workflow.force(edition, by=editor, reason="The river rises.")


def test_what_has_come_to_fail_since_it_was_submitted_is_refused(draft, author, editor):
    workflow.submit(draft, by=author)
    Edition.objects.filter(pk=draft.pk).update(lead="")
    with pytest.raises(Refused, match="lead"):
        workflow.approve(draft, by=editor)


def test_the_second_of_two_releases_with_one_address_is_refused(draft, author, editor):
    factories.publish(draft, by=editor)
    twin = workflow.create(by=author, language="en", contents=CONTENTS)
    with pytest.raises(Refused, match="another slug"):
        factories.publish(twin, by=editor)
    workflow.readdress(twin.release, by=editor, slug="the-bridge-is-open-2", typed_date=None)
    factories.publish(twin, by=editor)


def test_a_correction_ends_the_edition_before_it_and_begins_at_the_same_moment(live, second_draft, editor):
    factories.publish(second_draft, by=editor, kind="correction", public_note="Wrong hour.")
    first, second = fresh(live), fresh(second_draft)
    assert first.live_until == second.live_from == timezone.now()
    assert first.status(timezone.now()) == Edition.Status.SUPERSEDED
    assert (second.kind, second.public_note) == ("correction", "Wrong hour.")
    assert second.release.published_at == first.live_from


@pytest.mark.parametrize("kind", ["correction", "update"])
def test_a_change_that_readers_are_told_of_needs_its_note(second_draft, editor, kind):
    with pytest.raises(Refused, match="public note"):
        factories.publish(second_draft, by=editor, kind=kind, public_note=" ")
    factories.publish(second_draft, by=editor, kind=kind, public_note="Wrong hour.")


@pytest.mark.parametrize("kind", [None, "", "first", "withdrawal", "nonsense"])
def test_a_later_edition_says_what_kind_of_change_it_is(second_draft, editor, kind):
    with pytest.raises(Refused, match="minor change"):
        factories.publish(second_draft, by=editor, kind=kind, public_note="Wrong hour.")
    factories.publish(second_draft, by=editor, kind="minor")


def test_rescheduling_a_first_edition_moves_its_date(scheduled, editor, now):
    workflow.reschedule(scheduled, by=editor, live_from=now + 36 * HOUR)
    edition = fresh(scheduled)
    assert edition.live_from == edition.release.published_at == now + 36 * HOUR
    assert edition.release.date == datetime.date(2022, 5, 30)


def test_what_a_draft_says_of_the_change_need_not_be_said_again(second_draft, author, editor):
    draft = workflow.save(second_draft, by=author, revision=1, contents={}, kind="update", public_note="It is open.")
    factories.publish(draft, by=editor)
    assert (fresh(draft).kind, fresh(draft).public_note) == ("update", "It is open.")


@pytest.mark.parametrize("hours", [0.5, 5])
def test_rescheduling_a_later_edition_moves_the_end_of_the_one_before(live, second_scheduled, editor, hours):
    moment = timezone.now() + hours * HOUR
    workflow.reschedule(second_scheduled, by=editor, live_from=moment)
    assert fresh(live).live_until == fresh(second_scheduled).live_from == moment


def test_what_is_live_can_be_neither_rescheduled_nor_unscheduled(live, editor):
    with pytest.raises(Refused, match="not scheduled"):
        workflow.reschedule(live, by=editor, live_from=timezone.now() + HOUR)
    with pytest.raises(Refused, match="not scheduled"):
        workflow.unschedule(live, by=editor)


def test_unscheduling_a_first_edition_takes_its_date_away_and_keeps_the_typed_day(author, editor, now):
    day = datetime.date(2022, 5, 20)
    edition = workflow.create(by=author, language="en", typed_date=day, contents=CONTENTS)
    factories.publish(edition, by=editor, live_from=now + HOUR)
    workflow.unschedule(edition, by=editor)
    release = fresh(edition).release
    assert (release.date, release.published_at, release.typed_date) == (None, None, day)
    edition = fresh(edition)
    assert (edition.stage, edition.planned_for) == (Edition.Stage.REVIEW, now + HOUR)


def test_unscheduling_a_later_edition_reopens_the_one_before(live, second_scheduled, editor):
    workflow.unschedule(second_scheduled, by=editor)
    assert fresh(live).live_until is None
    assert fresh(live).release.date == datetime.date(2022, 5, 28)


def test_unscheduling_is_refused_once_the_moment_has_passed(scheduled, editor, at):
    at("2022-05-28 13:00")
    with pytest.raises(Refused, match="moment has passed"):
        workflow.unschedule(scheduled, by=editor)


def test_no_second_edition_is_begun_while_one_is_scheduled(second_scheduled, author):
    with pytest.raises(Refused, match="scheduled already"):
        workflow.new_edition(second_scheduled.release, by=author)


def test_a_withdrawal_keeps_the_words_and_says_why(live, editor):
    withdrawal = workflow.withdraw(live.release, by=editor, reason="It was not decided yet.")
    now = timezone.now()
    assert fresh(withdrawal).status(now) == Edition.Status.WITHDRAWN
    assert (withdrawal.body, withdrawal.public_note) == (live.body, "It was not decided yet.")
    assert list(Edition.objects.live(now)) == [withdrawal]
    assert list(Edition.objects.live(now).news()) == []


def test_a_withdrawal_unschedules_what_was_scheduled(second_scheduled, editor):
    workflow.withdraw(second_scheduled.release, by=editor, reason="It was not decided yet.")
    assert fresh(second_scheduled).stage == Edition.Stage.REVIEW
    assert live_texts(timezone.now() + 2 * HOUR) == [second_scheduled.headline]


def test_while_withdrawn_only_restoring_publishes(live, second_draft, editor, author, at):
    workflow.withdraw(live.release, by=editor, reason="It was not decided yet.")
    at("2022-05-28 14:00")
    with pytest.raises(Refused, match="Restore it"):
        factories.publish(second_draft, by=editor, kind="minor")
    restored = workflow.restore(live.release, by=editor, reason="It is decided now.")
    assert fresh(restored).status(timezone.now()) == Edition.Status.LIVE
    assert (restored.kind, restored.public_note) == ("update", "It is decided now.")
    assert fresh(second_draft).stage == Edition.Stage.DRAFT


def test_force_publishes_without_second_eyes_and_says_so_until_another_editor_signs(draft, editor, now):
    with pytest.raises(Refused, match="can't wait"):
        workflow.force(draft, by=editor, reason=" ")
    forced = workflow.force(draft, by=editor, reason="The river rises.")
    assert list(Edition.objects.live(now)) == list(Edition.objects.unsigned()) == [forced]
    assert forced.events.first().remark == "The river rises."
    with pytest.raises(Refused, match="Another editor"):
        workflow.countersign(forced, by=editor)
    signed = workflow.countersign(forced, by=UserFactory(role=roles.EDITORS))
    assert (signed.is_unsigned, list(Edition.objects.unsigned())) == (False, [])


def test_unscheduling_undoes_a_force(draft, editor, now):
    forced = workflow.force(draft, by=editor, reason="The river rises.", live_from=now + HOUR)
    workflow.unschedule(forced, by=editor)
    assert (fresh(draft).stage, fresh(draft).forced_by) == (Edition.Stage.REVIEW, None)
    assert list(Edition.objects.unsigned()) == []


def test_what_began_this_very_moment_is_not_followed_in_the_same(scheduled, editor, at):
    at("2022-05-28 13:00")
    with pytest.raises(Refused, match="Try again"):
        workflow.withdraw(scheduled.release, by=editor, reason="It was not decided yet.")
    at("2022-05-28 13:01")
    workflow.withdraw(scheduled.release, by=editor, reason="It was not decided yet.")


def test_a_withdrawal_needs_its_reason(live, editor):
    with pytest.raises(Refused, match="public note"):
        workflow.withdraw(live.release, by=editor, reason="")
    assert fresh(live).live_until is None


def test_links_are_checked_for_the_moment_of_publication_and_not_for_the_planned_one(author, editor, now):
    plan = factories.scheduled_release(now + HOUR, slug="plan")
    body = f'<p><a href="{plan.get_absolute_url()}">The plan</a></p>'
    draft = workflow.create(by=author, language="en", planned_for=now + 2 * HOUR, contents=CONTENTS | {"body": body})
    submitted = workflow.submit(draft, by=author)
    with pytest.raises(Refused, match="readers find nothing"):
        workflow.approve(submitted, by=editor)
    with pytest.raises(Refused, match="readers find nothing"):
        workflow.force(submitted, by=editor, reason="The river rises.")
    assert workflow.approve(submitted, by=editor, live_from=now + 2 * HOUR).stage == "approved"


def test_an_address_that_is_taken_is_found_when_a_draft_is_submitted(draft, author, editor, now):
    factories.publish(draft, by=editor)
    twin = workflow.create(by=author, language="en", contents=CONTENTS)
    with pytest.raises(Refused, match="May 28, 2022 has the address"):
        workflow.submit(twin, by=author)
    assert fresh(twin).release.date is None
    # Of another day it is another address.
    twin = workflow.save(twin, by=author, revision=1, contents={}, planned_for=now + 24 * HOUR)
    workflow.submit(twin, by=author)
