"""A draft that would pass the checks, and a release in each state that a verb may meet it in."""

import datetime

import pytest
from django.utils import timezone

from articles import workflow
from tests import factories

HOUR = datetime.timedelta(hours=1)

CONTENTS = {
    "headline": "The bridge is open",
    "lead": "Traffic crosses the Volga again.",
    "dateline": "Astrakhan",
    "body": "<p>Cars went over at noon.</p>",
}


@pytest.fixture
def now(at):
    """The moment at which the clock stands still: noon of 28 May 2022, local time."""
    return at("2022-05-28 12:00")


@pytest.fixture
def draft(author, now):
    """A first draft."""
    return workflow.create(by=author, language="en", contents=CONTENTS)


@pytest.fixture
def live(draft, editor, at):
    """A live first edition; the clock stands an hour after its publication."""
    edition = factories.publish(draft, by=editor)
    at("2022-05-28 13:00")
    return edition


@pytest.fixture
def scheduled(draft, editor, now):
    """A first edition scheduled for an hour from now."""
    return factories.publish(draft, by=editor, live_from=now + HOUR)


@pytest.fixture
def second_draft(live, author):
    """The draft of a second edition."""
    return workflow.new_edition(live.release, by=author)


@pytest.fixture
def second_scheduled(second_draft, editor):
    """A correction of a live release, scheduled for an hour from now."""
    return factories.publish(
        second_draft, by=editor, live_from=timezone.now() + HOUR, kind="correction", public_note="Wrong hour."
    )
