"""People of the desk, signed in."""

import pytest


@pytest.fixture
def author_client(client_for, author):
    return client_for(author)


@pytest.fixture
def editor_client(client_for, editor):
    return client_for(editor)
