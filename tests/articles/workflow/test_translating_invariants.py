"""A release and its translation, whatever is pressed on either: neither breaks its own rules nor those between them."""

import datetime

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import workflow
from articles.models import Edition, Release
from articles.translations import Public, family
from pressroom import roles
from pressroom.refusals import Refused
from tests.articles.workflow.conftest import CONTENTS
from tests.articles.workflow.test_invariants import START, VERBS, ahead, hold, latest
from tests.articles.workflow.test_translating import write_in_russian
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def step_of(release):
    edition = latest(release, stage__in=["draft", "in review", "approved"])
    step = family(release, timezone.now()).step(edition)
    if step is None:
        raise Refused("it is an original")
    return edition, step


def confirm(release, who):
    edition, step = step_of(release)
    workflow.confirm(edition, by=who, original=step.newest)


def together(release, who):
    others = Release.objects.filter(translation_key=release.translation_key).exclude(pk=release.pk)
    waiting = [latest(other, stage="in review") for other in others]
    workflow.approve_together(
        latest(release, stage="in review"), translations=waiting, by=who, live_from=ahead(3), kind="minor"
    )


FAMILY_VERBS = {
    **VERBS,
    "bring up to date": lambda release, who: workflow.bring_up_to_date(release, by=who),
    "confirm": confirm,
    "detach": lambda release, who: workflow.detach(release, by=who),
    "together": together,
}


def hold_between(original, translation, rendered, now):
    """Assert what is true of an original and its translation at every moment."""
    for edition in Edition.objects.filter(release=translation):
        assert rendered.setdefault(edition.pk, edition.renders_id) == edition.renders_id, "what it renders has changed"
        assert edition.renders_id, "an edition of a translation renders nothing"
    original, translation = Release.objects.get(pk=original.pk), Release.objects.get(pk=translation.pk)
    if original.translation_key != translation.translation_key:
        return
    if translation.published_at:
        assert original.published_at, "a translation is approved and its original isn't"
        assert original.published_at <= translation.published_at, "a translation is out before its original"
    live = Edition.objects.live(now).filter(release=translation).select_related("release").first()
    if live is not None:
        step = family(translation, now).step(live)
        notice = Public(live, now).notice
        assert step.is_behind or notice is None, "readers are told of what the desk doesn't know"


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(sorted(FAMILY_VERBS)),
            st.sampled_from(["original", "translation"]),
            st.sampled_from(["one", "two"]),
            st.sampled_from([1, 60, 400]),
        ),
        max_size=16,
    )
)
def test_the_rules_hold_between_a_release_and_its_translation(editor, steps):
    people = {"one": editor, "two": UserFactory(username="two", role=roles.EDITORS)}
    with transaction.atomic(), time_machine.travel(START, tick=False) as clock:
        draft = workflow.create(by=editor, language="en", contents=CONTENTS)
        translated = write_in_russian(workflow.translate(draft.release, by=editor, language="ru"), editor)
        releases, rendered = {"original": draft.release, "translation": translated.release}, {}
        clock.shift(datetime.timedelta(minutes=1))
        for verb, which, who, minutes in steps:
            before = list(Edition.objects.order_by("pk").values())
            try:
                with transaction.atomic():
                    FAMILY_VERBS[verb](Release.objects.get(pk=releases[which].pk), people[who])
            except Refused:
                assert list(Edition.objects.order_by("pk").values()) == before, "a refusal changed something"
            for _now in (1, 2):
                for release in releases.values():
                    hold(release, timezone.now())
                hold_between(*releases.values(), rendered, timezone.now())
                clock.shift(datetime.timedelta(minutes=minutes / 2))
        transaction.set_rollback(True)
