"""A draft and a link to it."""

import pytest

from tests.articles.preview_links.links import share, whole_draft


@pytest.fixture
def draft():
    return whole_draft()


@pytest.fixture
def link(draft):
    return share(draft)
