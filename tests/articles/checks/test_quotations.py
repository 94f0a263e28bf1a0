"""Quotations and their speakers."""

import pytest

from tests.articles.checks.reading import found

WORDS = "We shall build this bridge within one year."
NAMELESS = [
    f"<blockquote><p>{WORDS}</p></blockquote>",
    f"<p>The bridge is long.</p><blockquote><p>{WORDS}</p></blockquote><p>It is white.</p>",
    f"<p>“{WORDS}”</p>",
    f"<p>The bridge is long. “{WORDS}” It is white.</p>",
    "<p>«Мы построим этот мост за один год».</p>",
]
NAMED = [
    f"<blockquote><p>{WORDS}</p><p><cite>Aliya Serikova, engineer</cite></p></blockquote>",
    f"<blockquote><p>{WORDS}</p><p>— Aliya Serikova</p></blockquote>",
    f"<p>The engineer said:</p><blockquote><p>{WORDS}</p></blockquote>",
    f"<blockquote><p>{WORDS}</p></blockquote><p>So the engineer explained it.</p>",
    f"<p>“{WORDS[:-1]},” she said.</p>",
    f"<p>Aliya Serikova thinks of spring. “{WORDS}”</p>",
    f"<p>The engineer promised more.</p><p>“{WORDS}”</p>",
    "<p>«Мы построим этот мост за один год», — сказала она.</p>",
    "<p>«Мы построим этот мост за один год» — Алия Серикова.</p>",
    "<p>«Біз бұл көпірді бір жылда саламыз», — деді ол.</p>",
    "<p>The programme “Comfortable towns for all people of our region” goes on.</p>",
    "<p>Программа «Формирование комфортной городской среды на территории области» продолжится.</p>",
    "<p>“Short words.”</p>",
]


@pytest.mark.parametrize("body", NAMELESS)
def test_a_quotation_without_speaker_is_found(body):
    (fault,) = found("speaker", body)

    assert "Name the speaker" in fault.message


@pytest.mark.parametrize("body", NAMED)
def test_one_with_a_speaker_or_a_mere_title_passes(body):
    assert found("speaker", body) == []
