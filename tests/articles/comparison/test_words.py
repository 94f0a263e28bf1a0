"""Words compared: what is marked, what is joined, and that nothing is lost."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.comparison.matching import longest_increasing, matching
from articles.comparison.words import Line, compare_words, is_changed

TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(["the", "a", "of", "12", "1,500.5", "million", "–", ",", ".", "Ақтау", "йод", "\xa0", "\n", "<b>"]),
    max_size=40,
).map(" ".join)
FORMATS = st.sampled_from([(), (("strong", ""),), (("a", "/en/"),), (("a", "/ru/"), ("em", ""))])
LINES = st.lists(st.tuples(TEXTS, FORMATS), max_size=4).map(Line.of)


def compared(before, after):
    return [(run.kind, run.text) for run in compare_words(Line.plain(before), Line.plain(after))]


def rebuilt(runs, without):
    return "".join(run.text for run in runs if run.kind != without)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("It costs 12 million.", "It costs 15 million.", [("removed", "12"), ("added", "15")]),
        ("1,200.50 people", "1,200.75 people", [("removed", "1,200.50"), ("added", "1,200.75")]),
        ("a big bridge", "a very big bridge", [("added", "very ")]),
        ("Schools, roads and parks", "Schools, roads, and parks", [("added", ",")]),
        ("One. Three.", "One. Two. Three.", [("added", "Two. ")]),
        ("well-known faces", "known faces", [("removed", "well-known"), ("added", "known")]),
        (
            "12 of 40 schools",
            "15 of 50 schools",
            [*[("removed", "12"), ("added", "15")], ("removed", "40"), ("added", "50")],
        ),
        ("12 million", "12\xa0million", [("removed", " "), ("added", "\xa0")]),
        ("Мэр открыл мост", "Мэр закрыл мост", [("removed", "открыл"), ("added", "закрыл")]),
    ],
)
def test_the_changed_words_are_marked_and_no_others(before, after, changes):
    assert [run for run in compared(before, after) if run[0] != "same"] == changes


def test_changes_that_a_short_word_parts_are_told_as_one():
    runs = compared(
        "On Monday morning the minister of finance opened a bridge",
        "On Monday morning two young engineers of Astana built a bridge",
    )
    assert [kind for kind, _text in runs] == ["same", "removed", "added", "same"]
    assert runs[1][1] == "the minister of finance opened"


def test_a_text_with_next_to_nothing_in_common_is_said_anew():
    runs = compared("The harvest is in, and the barns of the delta are full", "Tomorrow the museum shows old coins")
    assert [kind for kind, _text in runs] == ["removed", "added"]


def test_formatting_alone_is_told_as_such():
    before = Line.of([("See the ", ()), ("report", (("a", "/old/"),)), (" of May", ())])
    after = Line.of([("See ", ()), ("the ", (("strong", ""),)), ("report", (("a", "/new/"),)), (" of May", ())])
    told = [(run.kind, run.text, run.notes) for run in compare_words(before, after) if run.kind != "same"]
    assert told == [
        ("formatted", "the ", ["now bold"]),
        ("formatted", "report", ["link now leads to /new/, before to /old/"]),
    ]


@given(LINES)
def test_a_line_against_itself_has_no_change(line):
    assert not is_changed(compare_words(line, line))


@given(LINES, LINES)
@example(Line.plain("a b"), Line.plain("a  b"))
@settings(max_examples=300)
def test_both_texts_can_be_rebuilt_from_the_runs(before, after):
    runs = compare_words(before, after)
    assert rebuilt(runs, "added") == before.text
    assert rebuilt(runs, "removed") == after.text
    assert all(run.text for run in runs)


@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_what_matches_is_the_same_and_in_order(before, after):
    pairs = matching(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(st.lists(st.integers(0, 99), max_size=30))
def test_the_longest_increase_increases(numbers):
    chosen = [numbers[place] for place in longest_increasing(numbers)]
    assert chosen == sorted(set(chosen))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 10_000, "b c a " * 7_000),
        (" ".join(f"s{n} u{n}" for n in range(8_000)), " ".join(f"s{n} v{n}" for n in range(8_000))),
        (" ".join(map(str, range(8_000))), " ".join(map(str, reversed(range(8_000))))),
        ("the of and " * 4_000, "and the or " * 4_000),
    ],
)
def test_no_text_takes_long(before, after):
    began = time.process_time()
    runs = compare_words(Line.plain(before), Line.plain(after))
    assert time.process_time() - began < 3
    assert rebuilt(runs, "added") == before
    assert rebuilt(runs, "removed") == after


def test_no_line_of_many_formats_takes_long():
    before, after = (
        Line.of([piece for n in range(4_000) for piece in ((f"s{n}", (("strong", ""),)), (f" {word} ", ()))])
        for word in ("is", "was")
    )
    began = time.process_time()
    runs = compare_words(before, after)
    assert time.process_time() - began < 3
    for line, without in ((before, "added"), (after, "removed")):
        assert rebuilt(runs, without) == line.text
