"""Empty headings and skipped levels."""

import pytest

from tests.articles.checks.reading import found


@pytest.mark.parametrize("inside", ["—", "\u2060", "\u00ad", "***"])
def test_a_heading_without_a_word_is_found_after_the_words_before_it(inside):
    (fault,) = found("empty-heading", f"<p>The bridge opens.</p><h2>{inside}</h2><p>On Monday.</p>")

    assert "The bridge opens." in fault.message


def test_a_text_that_begins_with_an_empty_heading_is_found():
    assert len(found("empty-heading", "<h2>…</h2><p>The bridge opens.</p>")) == 1


def test_a_heading_with_a_word_passes():
    assert found("empty-heading", "<h2>2026</h2><p>The bridge opens.</p>") == []


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("<h3>First</h3>", "Heading 2"),
        ("<h4>First</h4>", "Heading 2"),
        ("<h2>First</h2><h4>Second</h4>", "Heading 3"),
        ("<h2>First</h2><blockquote><h4>Second</h4></blockquote>", "Heading 3"),
    ],
)
def test_a_skipped_level_is_found_with_the_right_one(body, right):
    (fault,) = found("heading-level", body)

    assert right in fault.message


@pytest.mark.parametrize("body", ["<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2><h3>E</h3>", "<p>None.</p>"])
def test_levels_in_order_pass(body):
    assert found("heading-level", body) == []
