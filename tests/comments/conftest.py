"""What the tests of replies share."""

import datetime

import pytest
from django.utils import timezone

from comments import stamp
from tests.factories import live_release


@pytest.fixture
def release(db):
    """A release that has been live since May 2022 and takes replies."""
    return live_release(datetime.datetime(2022, 5, 28, 9, tzinfo=datetime.UTC), headline="A bridge is opened")


@pytest.fixture
def typed(release):
    """A function that returns what a browser sends for a good reply; what is named is sent instead."""

    def fill(**changes):
        data = {
            "text": "When will the second lane open?",
            "name": "Aigerim",
            "email": "aigerim@example.org",
            "website": "",
            "subject": "",
            "stamp": stamp.rendered(release, timezone.now()),
        }
        return data | changes

    return fill


@pytest.fixture
def send(client, typed, release):
    """A function that posts a reply, to another release if one is given, and returns the response."""

    def post(to_release=release, headers=None, **changes):
        changes.setdefault("stamp", stamp.rendered(to_release, timezone.now()))
        return client.post(to_release.url("comments:reply"), typed(**changes), headers=headers)

    return post
