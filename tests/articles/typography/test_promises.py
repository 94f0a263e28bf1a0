"""What holds of every text: once is enough, words and tags stay, and time grows with the text and no faster."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.typography import typeset, typeset_html, typeset_plain

LANGUAGES = st.sampled_from(["en", "ru", "kk"])
PIECES = st.sampled_from(
    [
        *"\"'«»„“”‘’ \n—–-.,!?…()№%/5авиs",
        *(
            " - ",
            " -- ",
            "  ",
            "\xa0",
            "\u0301",
            "\xad",
            "слово",
            "word",
            "s",
            "10",
            "2019",
            "2021",
            "000",
            "км",
            "г.",
            "И.",
        ),
        *("Ю.", "Бабушкин", "т.", "д.", "же", "28", "мая", "May", "a@b.ru", "https://x.y", "ма", "мен", "Mr", "+7"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=30))
TAGS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<br>",
            "<strong>",
            "</strong>",
            "<q>",
            "</q>",
            "<code>",
            "</code>",
            "</cite>",
            "</a>",
            "<li>",
        ),
        *('<q lang="en">', '<cite lang="kk">', '<a href="/x">', "&quot;", "&nbsp;", "&amp;", "&lt;"),
    ]
)
HTML = st.lists(st.one_of(PIECES, TAGS), max_size=18).map("".join)

# What the rules may change: spaces, dashes and marks.
MAY_CHANGE = dict.fromkeys(map(ord, " \t\r\n\xa0-–—\"'«»„“”‘’"))


def without_what_may_change(text):
    return text.replace("&quot;", "").replace("&nbsp;", "").translate(MAY_CHANGE)


@settings(max_examples=400)
@given(TEXTS, LANGUAGES)
@example('("‘а\n—мен«г. »мая»', "ru")
def test_what_is_set_is_set(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once


@settings(max_examples=300)
@given(HTML, LANGUAGES)
def test_html_that_is_set_is_set(html, language):
    once = typeset_html(html, language)
    assert typeset_html(once, language) == once


@settings(max_examples=300)
@given(TEXTS, LANGUAGES)
def test_nothing_but_spaces_dashes_and_marks_changes(text, language):
    assert without_what_may_change(typeset(text, language)) == without_what_may_change(text)


@settings(max_examples=300)
@given(HTML, LANGUAGES)
def test_html_keeps_its_tags_and_its_words(html, language):
    shown = typeset_html(html, language)
    assert re.findall("<[^<>]*>", shown) == re.findall("<[^<>]*>", html)
    assert without_what_may_change(shown) == without_what_may_change(html)


@given(st.text(alphabet="абвгдеёжABCabc0123456789\n,.", max_size=40), LANGUAGES)
def test_a_text_without_spaces_dashes_and_marks_stays(text, language):
    assert typeset(text, language) == text


def test_what_is_typeset_is_still_to_be_escaped():
    assert type(typeset("<b>", "ru")) is str
    assert typeset("<b> & в", "ru") == "<b> & в"


def test_titles_have_the_marks_and_ordinary_spaces():
    assert typeset_plain('"Лотос" - 5 км', "ru") == "«Лотос» — 5 км"


def seconds(function, text):
    begun = time.process_time()
    function(text, "ru")
    return time.process_time() - begun


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "а",
            "А",
            "1",
            " ",
            "-",
            '"',
            "« ",
            '«"',
            "'а ",
            "в ",
            "И. ",
            " - ",
            "1 000 ",
            "a@",
            "a.",
            "1-2 ",
            '5" ',
            "IV",
        ),
        *(
            "http://",
            "www.",
            "Иванов И. И. ",
            "<p>",
            "<q>",
            '<q>"</q>',
            "<a>x.y</a>",
            "<b></i>",
            "<!--",
            "<a '",
            "&amp;",
        ),
        *('<a "<a\'" ', '<i lang="en">', "&", "<", "т. "),
    ],
)
def test_eight_times_the_text_takes_no_more_than_some_eight_times_as_long(piece):
    function = typeset_html if piece[0] in "<&" else typeset
    short, long = (piece * (length // len(piece)) for length in (6_000, 48_000))
    # The best of some: what else the machine does is none of the function's doing. A square would be 64 times.
    quick = min(seconds(function, short) for _ in range(3))
    assert min(seconds(function, long) for _ in range(2)) < max(quick * 32, 0.03)
