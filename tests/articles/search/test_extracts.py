"""What part of a text is shown beside what was found."""

import time

import pytest
from django.utils import timezone

from articles.search import extracts, question, results
from tests import factories


def extract(text, words, language="en"):
    """Return the extract of a text, given as it is kept."""
    pieces = extracts.Marker(question.read(words), language).extract(text)
    return "".join(piece.text for piece in pieces)


@pytest.mark.django_db
def test_an_extract_keeps_within_its_section():
    images = [
        {"image": factories.image().pk, "role": role, "alternative_text": "A ferry", "caption": caption}
        for role, caption in (("lead", "The ferry at\n\nthe pier"), ("gallery", "Gulls"))
    ]
    factories.live_release(
        headline="The delta",
        lead="A boat sails",
        body="<p>It goes as far as the bridge</p><p>and back.</p>",
        images=images,
        contacts=[factories.ContactFactory(name="Denis Trubnikov")],
    )
    for words, shown in {
        "delta": "A boat sails",
        "boat": "A boat sails",
        "bridge": "It goes as far as the bridge and back.",
        "ferry": "The ferry at the pier",
        "gulls": "Gulls",
        "trubnikov": "Denis Trubnikov",
    }.items():
        (edition,) = results.find(question.read(words), timezone.now()).editions
        pieces = extracts.Marker(question.read(words), "en").extract(edition.search_entry.text)
        assert "".join(piece.text for piece in pieces) == shown


def test_a_part_of_a_section_says_that_there_is_more_of_it():
    text = f"The lead.\n\n{'Nothing here. ' * 20}A bridge opens. {'Nothing here. ' * 20}\n\nA caption"
    shown = extract(text, "bridge")
    assert shown.startswith("… A bridge opens. Nothing here.")
    assert shown.endswith("here. …")
    assert len(shown) <= extracts.LENGTH + 4
    assert extract(text, "lead") == "The lead."


def test_of_several_parts_the_one_with_the_most_of_the_words_is_shown():
    filler = "Nothing here. " * 20
    text = f"A bridge opens. {filler}A bridge and a ferry. {filler}A ferry and a bridge."
    assert extract(text, "ferry bridge").startswith("… A bridge and a ferry.")


def test_no_extract_begins_in_the_section_before():
    text = f"The lead says little.\n\n{'x' * 140} bridge and more"
    assert extract(text, "bridge").endswith("bridge and more")


@pytest.mark.parametrize(
    "text",
    [
        "A  bridge,   a ferry\nand the bridge's keeper: a bridge",
        'The "bridge" - a ferry - and ... the bridge -- opens',
        f"{'Nothing here. ' * 30}A bridge,  a  ferry. {'Nothing here. ' * 30}",
    ],
)
def test_what_is_marked_is_what_would_be_found_in_the_extract(text):
    marker = extracts.Marker(question.read("bridge ferry"), "en")
    shown = marker.extract(text)
    assert shown == marker.pieces("".join(piece.text for piece in shown))
    assert [piece.text for piece in shown if piece.is_hit]


def test_a_long_text_of_nothing_but_hits_takes_no_time():
    begun = time.process_time()
    extract("мост новый берег ветер " * 5_000, "м н б ветер дом", language="kk")
    # It took a minute when each hit was held against every other.
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("mark", ["'", "’", "ʼ", "\u00ad"])
def test_a_mark_inside_of_a_word_moves_no_hit(mark):
    text = f"The city{mark}s new O{mark}Brien bridge, and its neighbour{mark}s bridge."
    pieces = extracts.Marker(question.read("bridge obrien"), "en").pieces(text)
    assert [piece.text for piece in pieces if piece.is_hit] == [f"O{mark}Brien", "bridge", "bridge"]
