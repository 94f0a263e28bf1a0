"""An edition to write letters about."""

import pytest

from articles import letters, workflow
from pressroom import roles
from tests import factories
from tests.articles.letters.post import NOON


@pytest.fixture
def second(db):
    """Another press officer who publishes."""
    return factories.UserFactory(username="second", role=roles.EDITORS)


@pytest.fixture
def clock(at):
    """The clock, stopped at a Monday's noon."""
    at(NOON)
    return at


@pytest.fixture
def draft(clock, author):
    """A draft of the author's."""
    return factories.draft(by=author, headline="The bridge is open")


@pytest.fixture
def submitted(draft, author):
    """The draft, submitted, and nobody told of it."""
    with letters.silence():
        return workflow.submit(draft, by=author, remark="Please look at the sums.")
