"""What tells a page's own language from another, on pages that are made up."""

import pytest

from tests.foreign import Words

SKIP = "Skip to the text"
LONG = "Your account does not allow this. Ask an administrator for the right to do it."


@pytest.fixture
def found():
    """A function that returns what is foreign on a Russian page with such a body."""
    return lambda body: Words("ru").found_in(f'<html lang="ru"><body>{body}</body></html>')


def test_a_message_that_was_not_translated_is_found_as_a_text_and_inside_one(found):
    assert found(f"<a>{SKIP}</a>") == [SKIP]
    assert LONG in found(f"<p>Так: {LONG} И вот.</p>")


def test_a_message_of_a_third_language_is_found(found):
    assert found("<p>Мәтінге өту</p>") == ["Мәтінге өту"]


def test_what_is_spoken_is_read_too(found):
    assert found(f'<img alt="{SKIP}">') == found(f'<p aria-label="{SKIP}">') == [SKIP]
    assert found(f'<input type="submit" value="{SKIP}">') == [SKIP]


def test_what_is_marked_as_in_another_language_may_be_in_it(found):
    assert found(f'<p lang="en">{SKIP}</p><p>По-русски</p>') == []
    assert found(f'<p lang="en">Words<br></p><p>{SKIP}</p>') == [SKIP]


def test_what_somebody_typed_is_theirs(found):
    assert found(f'<input value="{SKIP}"><textarea>{SKIP}</textarea>') == []


def test_a_placeholder_stands_for_any_words(found):
    assert found("<p>“Мост”: It is removed, withdrawn, or another edition of it is scheduled.</p>")
    assert found("<p>Опубликовано сегодня</p>") == []
