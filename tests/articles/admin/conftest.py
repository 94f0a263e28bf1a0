"""People of the desk, signed in."""

import pytest

from articles import workflow
from tests import factories
from tests.articles.admin.translations import ENGLISH, write


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


@pytest.fixture
def original(author, at):
    """The live original, of the day before."""
    at("2022-05-28 10:00")
    image = factories.image(alternative_text="A bridge", caption="Cars at noon")
    draft = factories.draft(by=author, headline="The bridge is open", body=ENGLISH, lead_image=image)
    release = factories.publish(draft).release
    at("2022-05-29 10:00")
    return release


@pytest.fixture
def draft(original, author):
    """The draft of its Russian translation, as it is begun."""
    return workflow.translate(original, by=author, language="ru")


@pytest.fixture
def translation(draft, author, at):
    """The live Russian translation; it is the day after."""
    edition = factories.publish(write(draft, author))
    at("2022-05-30 10:00")
    return edition
