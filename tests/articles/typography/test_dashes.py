"""Dashes between words, at the beginning of a line and in ranges; hyphens."""

import pytest

from tests.articles.typography.setting import set_in


@pytest.mark.parametrize("typed", ["-", "--", "–", "—"])
def test_a_dash_between_words_is_that_of_the_language_and_begins_no_line(typed):
    assert set_in(f"Лотос {typed} цветок", "ru") == "Лотос~— цветок"
    assert set_in(f"Лотос {typed} гүл", "kk") == "Лотос~— гүл"
    assert set_in(f"Lotus {typed} flower", "en") == "Lotus~– flower"


@pytest.mark.parametrize("typed", ["-", "--", "–", "—"])
def test_direct_speech_keeps_its_dash(typed):
    assert set_in(f"{typed} Да, {typed} сказал он.\n{typed} Нет.", "ru") == "—~Да,~— сказал он.\n—~Нет."


def test_a_hyphen_that_begins_an_english_line_stays():
    assert set_in("- first\n- second", "en") == "- first\n- second"
    assert set_in("— Igor Babushkin", "en") == "—~Igor Babushkin"


@pytest.mark.parametrize("text", ["из-за чего-то", "по-русски", "5-й", "какой-то", "-5 °C", "Ту-154", "well-known"])
def test_a_hyphenated_word_is_left_alone(text):
    assert "-" in set_in(text, "ru")
    assert not set(set_in(text, "ru")) & set("–—")
    assert set_in(text, "en").count("-") == text.count("-")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("в 2019-2021 годах", "в~2019–2021~годах"),
        ("(2019-2021)", "(2019–2021)"),
        ("СССР (1922-1991). Потом", "СССР (1922–1991). Потом"),
        ("10-15 человек", "10–15~человек"),
        ("на 5-10 %", "на~5–10~%"),
        ("1-2 июня", "1–2~июня"),
    ],
)
def test_a_range_of_years_or_of_what_is_counted_gets_its_dash(typed, shown):
    assert set_in(typed, "ru") == shown


@pytest.mark.parametrize(
    "text",
    [
        "51-00-00",
        "8 800 555-35-35",
        "+7 851 251-00-00",
        "(8512) 51-00-01 звоните",
        "тел. 51-52 звоните",
        "факс: 51-52 звоните",
        "№ 10-15 дома",
        "2022-05-28",
        "2022-05",
        "1234-5678-9012",
        "28-05-2022",
        "2021-2019",
        "02-03 звонили",
        "5-1 проиграли",
        "10 - 5",
        "10-5000 мест",
        "44-ФЗ",
        "12.5-13 км",
        "$5-10 million",
        "ГОСТ 1050-2013",
        "ISO 1000-1992",
        "1999-2001.pdf",
    ],
)
def test_figures_that_may_be_something_else_are_left_alone(text):
    for language in ("ru", "en"):
        assert set_in(text, language).replace("~", " ") == text
