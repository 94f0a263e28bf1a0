"""Texts compared block by block."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import richtext
from articles.comparison.blocks import blocks_of
from articles.comparison.body import compare_bodies, passages_of

BRIDGE = "<p>The bridge over the Volga opens on Friday at noon.</p>"
SCHOOL = "<p>Every school of the region gets a new library this autumn.</p>"
HARVEST = "<p>Farmers of the delta expect a harvest of melons.</p>"


def compared(before, after):
    return compare_bodies(blocks_of(before), blocks_of(after), {})


def kinds(before, after):
    return [change.kind for change in compared(before, after)]


def marked(before, after):
    return [(run.kind, run.text) for change in compared(before, after) for run in change.runs if run.kind != "same"]


def notes(before, after):
    return [note for change in compared(before, after) for note in change.notes]


def lines(changes, without):
    left_out = {without, "left"}
    return [
        "".join(run.text for run in change.runs if run.kind != without)
        for change in changes
        if change.kind not in left_out
    ]


def test_one_word_of_a_paragraph_is_marked_and_not_the_paragraph():
    before = BRIDGE + "<p>It cost 12 million.</p>" + SCHOOL
    assert kinds(before, before.replace("12", "15")) == ["same", "changed", "same"]
    assert marked(before, before.replace("12", "15")) == [("removed", "12"), ("added", "15")]


def test_a_paragraph_added_and_one_removed_leave_the_others_alone():
    assert kinds(BRIDGE + SCHOOL, BRIDGE + HARVEST + SCHOOL) == ["same", "added", "same"]
    assert kinds(BRIDGE + HARVEST + SCHOOL, BRIDGE + SCHOOL) == ["same", "removed", "same"]


def test_a_moved_paragraph_is_told_where_it_stands_and_where_it_stood():
    changes = compared(BRIDGE + SCHOOL + HARVEST, HARVEST + BRIDGE + SCHOOL)
    assert [change.kind for change in changes] == ["moved", "same", "same", "left"]
    assert changes[0].notes == ["moved here from further down"]
    assert changes[3].notes == ["moved further up"]


def test_a_paragraph_moved_and_changed_shows_its_changed_words_where_it_stands():
    changes = compared(BRIDGE + SCHOOL + HARVEST, HARVEST.replace("melons", "tomatoes") + BRIDGE + SCHOOL)
    assert [change.kind for change in changes] == ["moved", "same", "same", "left"]
    assert [(run.kind, run.text) for run in changes[0].runs if run.kind != "same"] == [
        ("removed", "melons"),
        ("added", "tomatoes"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<p>Results</p>", "<h2>Results</h2>", "now a heading, before a paragraph"),
        ("<h2>Results</h2>", "<h3>Results</h3>", "now a subheading, before a heading"),
        (BRIDGE, f"<blockquote>{BRIDGE}</blockquote>", "now a quotation, before a paragraph"),
        (BRIDGE, "<ul><li>" + BRIDGE[3:-4] + "</li></ul>", "now a list item, before a paragraph"),
        (
            "<ol><li>One school</li></ol>",
            '<ol start="4"><li>One school</li></ol>',
            "now set otherwise: another level, number or language",
        ),
    ],
)
def test_another_kind_of_block_with_the_same_words_is_said_so(before, after, said):
    assert kinds(before, after) == ["changed"]
    assert notes(before, after) == [said]
    assert marked(before, after) == []


def test_bold_and_the_target_of_a_link_are_told_beside_the_words():
    before = '<p>Read the <a href="/en/old/">whole report</a> of the ministry.</p>'
    after = '<p>Read the <a href="/en/new/">whole report</a> of the <strong>ministry</strong>.</p>'
    (change,) = compared(before, after)
    assert [(run.text, run.notes) for run in change.runs if run.kind == "formatted"] == [
        ("whole report", ["link now leads to /en/new/, before to /en/old/"]),
        ("ministry", ["now bold"]),
    ]


def test_a_cell_of_a_table_is_marked_in_its_row():
    before = (
        "<table><tbody><tr><td>Yenotayevka</td><td>12</td></tr><tr><td>Akhtubinsk</td><td>9</td></tr></tbody></table>"
    )
    assert kinds(before, before.replace("12", "15")) == ["changed", "same"]
    assert marked(before, before.replace("12", "15")) == [("removed", "12"), ("added", "15")]


def test_a_photograph_in_the_text_comes_goes_and_moves():
    figure = '<figure><img data-image="7"></figure>'
    assert kinds(BRIDGE, BRIDGE + figure) == ["same", "added"]
    assert kinds(BRIDGE + figure, BRIDGE) == ["same", "removed"]
    assert sorted(kinds(figure + BRIDGE + SCHOOL, BRIDGE + SCHOOL + figure)) == ["left", "moved", "same", "same"]


def test_long_stretches_without_a_change_are_folded():
    text = "".join(f"<p>Paragraph number {n} of the text.</p>" for n in range(20))
    passages = passages_of(compared(text, text.replace("number 10 ", "number ten ")))
    assert [(passage.is_folded, len(passage.blocks)) for passage in passages] == [
        (True, 9),
        (False, 1),
        (False, 1),
        (False, 1),
        (True, 8),
    ]


PARTS = st.sampled_from([BRIDGE, SCHOOL, HARVEST, "<h2>Results</h2>", "<ul><li>One</li><li>Two</li></ul>", "<p>12</p>"])
BODIES = st.lists(PARTS, max_size=8).map("".join) | st.text(alphabet="<>/pbliult \n&;ab", max_size=60).map(
    richtext.clean
)


@given(BODIES)
def test_a_text_against_itself_has_no_change(body):
    assert not any(change.is_changed for change in compared(body, body))


@given(BODIES, BODIES)
def test_both_texts_can_be_rebuilt(before, after):
    changes = compared(before, after)
    assert lines(changes, "removed") == [block.line.text for block in blocks_of(after)]
    # What was moved is told where it stands, so the order of before is not to be had from the words alone.
    assert sorted(lines(changes, "added")) == sorted(block.line.text for block in blocks_of(before))


@given(st.text(max_size=80))
def test_anything_at_all_can_be_read(text):
    for block in blocks_of(text):
        assert block.line.text.strip() or block.image is not None


@pytest.mark.parametrize("vocabulary", [40, 400, 4_000])
def test_two_hundred_paragraphs_against_wholly_different_ones_take_well_under_a_second(vocabulary):
    chance = random.Random(7)

    def body():
        return "".join(
            "<p>" + " ".join(f"w{chance.randrange(vocabulary)}" for _word in range(60)) + "</p>" for _part in range(200)
        )

    before, after = body(), body()
    began = time.process_time()
    compared(before, after)
    # It takes a tenth of this where nothing else runs.
    assert time.process_time() - began < 1.5
