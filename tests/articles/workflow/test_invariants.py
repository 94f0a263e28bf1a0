"""Whatever is pressed, in whatever order: the rules of the design hold after each verb."""

import datetime
import itertools

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import workflow
from articles.models import Edition, Release
from pressroom.refusals import Refused
from tests.articles.workflow.conftest import CONTENTS, HOUR

pytestmark = pytest.mark.django_db

START = datetime.datetime(2022, 5, 28, 8, 0, tzinfo=datetime.UTC)


def latest(release, **filters):
    edition = release.editions.filter(**filters).order_by("-number").first()
    if edition is None:
        raise Refused("there is none")
    return edition


def approve(release, who, hours):
    moment = timezone.now() + hours * HOUR if hours else None
    workflow.approve(
        latest(release, stage="draft"), by=who, live_from=moment, kind="correction", public_note="It was wrong."
    )


VERBS = {
    "approve now": lambda release, who: approve(release, who, 0),
    "schedule": lambda release, who: approve(release, who, 3),
    "reschedule sooner": lambda release, who: workflow.reschedule(
        latest(release, stage="approved"), by=who, live_from=timezone.now() + HOUR / 2
    ),
    "reschedule later": lambda release, who: workflow.reschedule(
        latest(release, stage="approved"), by=who, live_from=timezone.now() + 9 * HOUR
    ),
    "unschedule": lambda release, who: workflow.unschedule(latest(release, stage="approved"), by=who),
    "new edition": lambda release, who: workflow.new_edition(release, by=who),
    "discard": lambda release, who: workflow.discard(latest(release, stage="draft"), by=who),
    "withdraw": lambda release, who: workflow.withdraw(release, by=who, reason="Not decided."),
    "restore": lambda release, who: workflow.restore(release, by=who, reason="Decided."),
    "remove": lambda release, who: workflow.remove(release, by=who, reason="It named a child."),
    "put back": lambda release, who: workflow.put_back(release, by=who),
    "readdress": lambda release, who: workflow.readdress(
        release, by=who, slug=f"bridge-{timezone.now():%H%M}", typed_date=None
    ),
}


def hold(release, now):
    """Assert what is true of every release at every moment."""
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


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from([1, 60, 400])), max_size=14))
def test_the_rules_hold_after_every_sequence_of_verbs(editor, steps):
    with transaction.atomic(), time_machine.travel(START, tick=False) as clock:
        release = workflow.create(by=editor, language="en", contents=CONTENTS).release
        for verb, minutes in steps:
            before = list(release.editions.order_by("pk").values())
            try:
                with transaction.atomic():
                    VERBS[verb](Release.objects.get(pk=release.pk), editor)
            except Refused:
                assert list(release.editions.order_by("pk").values()) == before, "a refusal changed something"
            hold(release, timezone.now())
            clock.shift(datetime.timedelta(minutes=minutes))
            hold(release, timezone.now())
        transaction.set_rollback(True)
