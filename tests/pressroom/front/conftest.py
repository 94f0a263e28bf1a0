"""What the tests of the front have in common."""

import pytest

from tests import factories
from tests.articles.lists import moment
from tests.pressroom.front.asking import Asking


@pytest.fixture
def ask():
    """A front of one's own, to be asked as the server asks it."""
    return Asking()


@pytest.fixture
def release(at):
    """A release that has been live for two hours, at noon."""
    at("2022-05-28 12:00")
    return factories.live_release(headline="The lotus fields open", live_from=moment("2022-05-28 10:00"))
