"""Long headlines, leads and sentences."""

import pytest

from tests.articles.checks.reading import found


@pytest.mark.parametrize(("name", "limit"), [("headline", 65), ("lead", 160)])
def test_a_line_is_advised_against_beyond_its_limit(name, limit):
    assert found(f"long-{name}", **{name: "x" * limit}) == []
    assert [one.field for one in found(f"long-{name}", **{name: "x" * (limit + 1)})] == [name]


def test_a_sentence_of_36_words_is_found_where_it_stands():
    (fault,) = found("long-sentence", f"<p>Short.</p><p>Short. Then {'word ' * 35}.</p>")

    assert "Paragraph 2" in fault.message
    assert "36" in fault.message


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{'word ' * 35}.</p>",
        f"<p>{'word ' * 30}. “{'Word ' * 30}.” Then {'word ' * 30}.</p>",
        f"<p>{'word ' * 30}?» И {'слово ' * 30}… {'Сөз ' * 30}</p>",
        f"<p>{'word ' * 30}<br>{'word ' * 30}</p>",
        f"<p>{'word — ' * 30}</p>",
        f"<ul><li>{'word ' * 20}</li><li>{'word ' * 20}</li></ul>",
        f"<h2>{'word ' * 40}</h2>",
    ],
)
def test_sentences_that_end_in_time_pass(body):
    assert found("long-sentence", body) == []


def test_a_lead_of_one_long_sentence_is_found_in_the_lead():
    assert [one.field for one in found("long-sentence", lead="слово " * 36)] == ["lead"]
