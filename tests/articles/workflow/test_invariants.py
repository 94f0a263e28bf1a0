"""Whatever is pressed, in whatever order: the rules of the design hold after each verb."""

import datetime
import itertools

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import catalogue, workflow
from articles.contents import contents
from articles.models import Edition, EditionSave, Release
from pressroom import roles
from pressroom.refusals import Refused
from tests.articles.known import require_true
from tests.articles.workflow.conftest import CONTENTS, HOUR
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.long]

START = datetime.datetime(2022, 5, 28, 8, 0, tzinfo=datetime.UTC)


def latest(release, **filters):
    edition = release.editions.filter(**filters).order_by("-number").first()
    if edition is None:
        raise Refused("there is none")
    return edition


def ahead(hours):
    return timezone.now() + hours * HOUR if hours else None


def open_one(release):
    return latest(release, stage__in=["draft", "in review"])


def save(release, who):
    draft = latest(release, stage="draft")
    workflow.save(
        draft,
        by=who,
        revision=draft.revision,
        contents={"lead": f"At {timezone.now()}."},
        kind="update",
        public_note="!",
    )


def revert(release, who):
    draft = latest(release, stage="draft")
    kept = EditionSave.objects.filter(edition__release=release).earliest("pk")
    workflow.revert(draft, by=who, revision=draft.revision, kept=kept)


VERBS = {
    "save": save,
    "revert": revert,
    "submit": lambda release, who: workflow.submit(latest(release, stage="draft"), by=who),
    "return": lambda release, who: workflow.send_back(latest(release, stage="in review"), by=who, remark="No."),
    "approve now": lambda release, who: workflow.approve(open_one(release), by=who),
    "schedule": lambda release, who: workflow.approve(open_one(release), by=who, live_from=ahead(3)),
    "force now": lambda release, who: workflow.force(open_one(release), by=who, reason="Flood.", kind="minor"),
    "force ahead": lambda release, who: workflow.force(
        open_one(release), by=who, reason="Flood.", kind="minor", live_from=ahead(2)
    ),
    "countersign": lambda release, who: workflow.countersign(latest(release, stage="approved"), by=who),
    "reschedule sooner": lambda release, who: workflow.reschedule(
        latest(release, stage="approved"), by=who, live_from=ahead(0.5)
    ),
    "reschedule later": lambda release, who: workflow.reschedule(
        latest(release, stage="approved"), by=who, live_from=ahead(9)
    ),
    "unschedule": lambda release, who: workflow.unschedule(latest(release, stage="approved"), by=who),
    "new edition": lambda release, who: workflow.new_edition(release, by=who),
    "discard": lambda release, who: workflow.discard(open_one(release), by=who),
    "withdraw": lambda release, who: workflow.withdraw(release, by=who, reason="Not decided."),
    "restore": lambda release, who: workflow.restore(release, by=who, reason="Decided."),
    "remove": lambda release, who: workflow.remove(release, by=who, reason="It named a child."),
    "put back": lambda release, who: workflow.put_back(release, by=who),
    "readdress": lambda release, who: workflow.readdress(
        release, by=who, slug=f"bridge-{timezone.now():%H%M}", typed_date=None
    ),
}


def hold(release, now):
    """Assert what is true of the editions of every release at every moment."""
    release = Release.objects.get(pk=release.pk)
    editions = list(release.editions.select_related("release"))
    approved = sorted((e for e in editions if e.stage == "approved"), key=lambda e: e.live_from)
    for earlier, later in itertools.pairwise(approved):
        assert earlier.live_until == later.live_from, "the chain has a gap or an overlap"
    assert not approved or approved[-1].live_until is None
    assert sum(e.is_open for e in editions) <= 1
    assert (release.date is None) == (not approved)
    assert not approved or release.published_at == approved[0].live_from
    assert sum(e.live_from > now for e in approved) <= 1, "two are scheduled"
    if release.is_removed:
        assert all(e.live_from <= now for e in approved), "something is scheduled for a removed release"
    for moment in [now, *(e.live_from for e in approved), now + 100 * HOUR]:
        live = set(Edition.objects.live(moment).filter(release=release))
        assert len(live) <= 1
        by_status = {e for e in editions if e.status(moment) in {Edition.Status.LIVE, Edition.Status.WITHDRAWN}}
        assert live == by_status, "the query and the property disagree"


def hold_on_record(release):
    """Assert what is true of the story of every release, which the clock alone doesn't change."""
    for edition in release.editions.select_related("release"):
        # The history is whole: its newest entry is the text as it stands.
        assert edition.saves.first().contents == contents(edition)
        if edition.stage != "approved":
            continue
        # Whatever came out was read by two, or says that it wasn't.
        approval = edition.events.filter(what__in=["approved", "scheduled"]).first()
        if approval is not None and edition.forced_by_id is None:
            assert approval.by_id not in (edition.submitted_by_id, edition.saved_by_id)
        assert edition.countersigned_by_id is None or edition.countersigned_by_id != edition.forced_by_id


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(["one", "two"]), st.sampled_from([1, 60, 400])),
        max_size=14,
    )
)
def test_the_rules_hold_after_every_sequence_of_verbs(editor, steps):
    people = {"one": editor, "two": UserFactory(username="two", role=roles.EDITORS)}
    with transaction.atomic(), time_machine.travel(START, tick=False) as clock:
        catalogue.forget()
        release = workflow.create(by=editor, language="en", contents=CONTENTS).release
        for verb, who, minutes in steps:
            before = list(release.editions.order_by("pk").values())
            try:
                with transaction.atomic():
                    VERBS[verb](Release.objects.get(pk=release.pk), people[who])
            except Refused:
                assert list(release.editions.order_by("pk").values()) == before, "a refusal changed something"
                # The next change may have the key of one that was taken back; but the clock stands still here alone.
                catalogue.forget()
            hold_on_record(release)
            hold(release, timezone.now())
            require_true()
            clock.shift(datetime.timedelta(minutes=minutes))
            hold(release, timezone.now())
            require_true()
        transaction.set_rollback(True)
