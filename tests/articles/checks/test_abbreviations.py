"""Abbreviations that nobody explains."""

import pytest

from tests.articles.checks.reading import found

UNEXPLAINED = [
    ("Ask at the MFC.", "MFC"),
    ("Two MFCs open.", "MFC"),
    ("Обращайтесь в МФЦ.", "МФЦ"),
    ("ХҚКО ашылды.", "ХҚКО"),
    ("The MFC (tel. 51-00-00) is open.", "MFC"),
]
EXPLAINED = [
    "The Multifunctional Centre (MFC) is open. Ask at the MFC.",
    "MFC (multifunctional centre) is open.",
    "Многофункциональный центр (далее — МФЦ) открыт. МФЦ ждёт.",
    "МФЦ (многофункциональный центр) открыт.",
    "Халыққа қызмет көрсету орталығы (бұдан әрі – ХҚКО) ашылды.",
    "The Regional Fund for Development pays. The RFD is rich.",
    "The EU, the UN and NATO met.",
    "США, ООН и МЧС. БҰҰ және АҚШ.",
    "Louis XIV, XX век, ХХI век.",
    "THE GOVERNOR OPENS A BRIDGE AND A ROAD",
    "This is NOT the end, and not the beginning.",
    "A car of the name «ЛАДА» and a MIG-29.",
]


@pytest.mark.parametrize(("words", "abbreviation"), UNEXPLAINED)
def test_an_unexplained_abbreviation_is_found_once(words, abbreviation):
    (fault,) = found("abbreviation", f"<p>{words}</p><p>{words}</p>")

    assert fault.subject == abbreviation
    assert fault.message.startswith("Paragraph 1")


@pytest.mark.parametrize("words", EXPLAINED)
def test_one_that_is_explained_or_known_passes(words):
    assert found("abbreviation", f"<p>{words}</p>") == []


def test_the_text_may_explain_what_the_headline_shortens():
    assert found("abbreviation", "<p>The Multifunctional Centre (MFC) opens.</p>", headline="MFC opens") == []
