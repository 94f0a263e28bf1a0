"""People of the desk, signed in."""

import pytest

from articles import workflow
from tests import factories


@pytest.fixture
def author_client(client_for, author):
    return client_for(author)


@pytest.fixture
def editor_client(client_for, editor):
    return client_for(editor)


@pytest.fixture
def submitted(author):
    """An edition in review, written and submitted by the author."""
    return workflow.submit(factories.draft(by=author, headline="The bridge opens"), by=author, remark="For Tuesday.")


@pytest.fixture
def own(editor):
    """An edition in review, written and submitted by the editor."""
    return workflow.submit(factories.draft(by=editor), by=editor)
