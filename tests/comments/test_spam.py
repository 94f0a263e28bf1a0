"""What is counted as a link, and what is left of a text once the unseen is taken out."""

import pytest

from comments import spam, texts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("no link here", 0),
        ("http://a.example", 1),
        ("HTTPS://A.EXAMPLE and www.b.example", 2),
        ("https://www.a.example", 1),
        ('<a href="https://www.a.example">word</a>', 1),
        ("[url=https://a.example]word[/url]", 1),
        ("[url]a.example[/url]", 1),
    ],
)
def test_links_are_counted_however_they_are_written(text, number):
    assert spam.links(text) == number


@pytest.mark.parametrize(("number", "too_many"), [(2, False), (3, True)])
def test_two_links_are_enough(number, too_many):
    assert spam.has_too_many_links(" http://a.example" * number) is too_many


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  Aigerim\tK.  ", "Aigerim K."),
        ("Ai\u200bge\u202erim", "Aigerim"),
        ("Әйгерім", "Әйгерім"),
        ("a\r\nb", "a b"),
        ("a\x00b", "a b"),
    ],
)
def test_a_line_holds_what_can_be_seen(typed, line):
    assert texts.one_line(typed) == line


def test_lines_are_kept_with_one_empty_one_between_paragraphs():
    assert texts.lines("\n a\r\nb\r\n \r\n\r\n\r\nc\x1b[0m \n") == "a\nb\n\nc [0m"


@pytest.mark.parametrize(
    ("text", "says"), [("a", True), ("7", True), ("👍", True), (" \u200d\u2060.", False), ("", False)]
)
def test_something_is_said_by_a_letter_a_figure_or_a_sign(text, says):
    assert texts.says_something(text) is says
