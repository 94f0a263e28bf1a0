"""A translation beside its original: which block renders which, and which of them have changed."""

import pytest

from articles.side_by_side import side_by_side

pytestmark = pytest.mark.django_db

ENGLISH = "<p>One is here.</p><h2>A heading</h2><p>Two is here.</p><ul><li>Three is here.</li></ul><p>Four is here.</p>"
RUSSIAN = "<p>Один.</p><h2>Заголовок</h2><p>Два.</p><ul><li>Три.</li></ul><p>Четыре.</p>"


def contents(body):
    said = {"headline": "", "lead": "", "dateline": "", "categories": [], "contacts": [], "images": []}
    return {**said, "body": body}


def pairs(before, after, translation=RUSSIAN):
    """Return (kind, where, words of the translation) of each pair."""
    found = side_by_side(contents(before), contents(after), contents(translation), language="en")
    return [(pair.change.kind, pair.where, pair.words) for pair in found.pairs]


def changed(*args):
    return [pair for pair in pairs(*args) if pair[0] != "same"]


def test_block_stands_by_block_and_bears_the_name_that_the_checks_give_it():
    assert pairs(ENGLISH, ENGLISH) == [
        ("same", "Paragraph 1", "Один."),
        ("same", "Heading “A heading”", "Заголовок"),
        ("same", "Paragraph 2", "Два."),
        ("same", "List item 1", "Три."),
        ("same", "Paragraph 3", "Четыре."),
    ]


def test_a_changed_paragraph_stands_beside_its_translation():
    assert changed(ENGLISH, ENGLISH.replace("Two is", "Two was")) == [("changed", "Paragraph 2", "Два.")]


def test_what_was_added_has_no_translation_and_moves_nothing_that_has_one():
    after = ENGLISH.replace("<h2>", "<p>It is all new.</p><h2>").replace("Four is", "Four was")
    assert changed(ENGLISH, after) == [("added", "Paragraph 2", ""), ("changed", "Paragraph 4", "Четыре.")]


def test_what_was_removed_is_named_as_it_was_called_then():
    after = ENGLISH.replace("<p>Two is here.</p>", "")
    assert changed(ENGLISH, after) == [("removed", "Paragraph 2", "Два.")]


def test_what_was_moved_stands_beside_the_translation_of_what_it_was():
    after = "<p>Four is here.</p>" + ENGLISH.replace("<p>Four is here.</p>", "")
    assert ("moved", "Paragraph 1", "Четыре.") in changed(ENGLISH, after)


def test_a_translation_that_has_the_new_paragraph_by_now_is_paired_with_the_original_as_it_is():
    after = ENGLISH.replace("<h2>", "<p>It is all new.</p><h2>")
    russian = RUSSIAN.replace("<h2>", "<p>Это новое.</p><h2>")
    assert pairs(ENGLISH, after, russian)[1] == ("added", "Paragraph 2", "Это новое.")
    assert pairs(ENGLISH, after, russian)[-1] == ("same", "Paragraph 4", "Четыре.")


def test_a_shorter_translation_has_nothing_beside_what_it_lacks():
    assert [words for _kind, _where, words in pairs(ENGLISH, ENGLISH, "<p>Один.</p>")] == ["Один.", "", "", "", ""]


def test_rows_quotations_and_photographs_have_their_names():
    body = (
        "<table><tbody><tr><td>Year</td><td>Sum</td></tr></tbody></table><blockquote><p>It was <q>worth</q> it.</p>"
        '</blockquote><blockquote><p>It was not.</p></blockquote><figure><img data-image="7"></figure>'
    )
    assert [where for _kind, where, _words in pairs(body, body, "")] == [
        "Table 1",
        "Quotation 1",
        "Quotation 2",
        "Photograph",
    ]
