"""Quotation marks and apostrophes."""

import pytest

from tests.articles.typography.setting import set_in


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", 'The "Lotus" dance', "The “Lotus” dance"),
        ("en", "The «Lotus» dance", "The “Lotus” dance"),
        ("en", "The „Lotus“ dance", "The “Lotus” dance"),
        ("en", 'He said "the "Lotus" dance"', "He said “the ‘Lotus’ dance”"),
        ("en", "He said \"the 'Lotus' dance\"", "He said “the ‘Lotus’ dance”"),
        ("en", "He said 'the \"Lotus\" dance'", "He said ‘the “Lotus” dance’"),
        ("ru", 'Танец "Лотос"', "Танец «Лотос»"),
        ("ru", "Танец “Лотос”", "Танец «Лотос»"),
        ("ru", "Танец „Лотос“", "Танец «Лотос»"),
        ("ru", 'Завод "Имени "Лотоса""', "Завод «Имени „Лотоса“»"),
        ("ru", "Завод «Имени «Лотоса»»", "Завод «Имени „Лотоса“»"),
        ("ru", "«“Лотос”» ‘цветёт’", "«„Лотос“» «цветёт»"),
        ("ru", '("Лотос"), "Чайка"-клуб', "(«Лотос»), «Чайка»-клуб"),
        ("ru", '"...и вот!"', "«...и~вот!»"),
        ("kk", 'Би "Лотос"', "Би «Лотос»"),
        ("kk", '"Абай "Қара сөздері""', "«Абай „Қара сөздері“»"),
    ],
)
def test_marks_are_those_of_the_language_and_the_inner_ones_differ(language, typed, shown):
    assert set_in(typed, language) == shown


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'An opening "mark alone'),
        ("ru", "Лотос» цветёт"),
        ("ru", 'Слово"слово'),
        ("ru", "»Лотос«"),
        ("en", "5'10\""),
        ("ru", "О‘збекистон, д'Артаньян"),
        ("de", 'Der "Lotus" - eine Blume'),
        ("", 'The "Lotus" - a flower'),
    ],
)
def test_what_has_no_partner_or_no_rules_stays(language, text):
    assert set_in(text, language) == text


def test_an_inner_mark_that_was_forgotten_doesnt_hide_the_outer_pair():
    assert set_in('ООО «Завод "Прогресс»', "ru") == 'ООО «Завод "Прогресс»'
    assert set_in("“The “Lotus”", "ru") == "“The «Lotus»"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("It's the citizens' right", "It’s the citizens’ right"),
        ("In the '90s and the 1990's", "In the ’90s and the 1990’s"),
        ("'It's' and 'that'", "‘It’s’ and ‘that’"),
    ],
)
def test_an_english_apostrophe_is_bent(typed, shown):
    assert set_in(typed, "en") == shown


def test_inches_inside_a_quotation_dont_close_it():
    assert set_in('He said "a 27" screen"', "en") == 'He said “a 27" screen”'
    assert set_in('Экран 5" назвали "лучшим"', "ru") == 'Экран 5" назвали «лучшим»'
    assert set_in('Из "Школы №5"', "ru") == "Из~«Школы №5»"


def test_a_paragraph_of_nothing_but_marks_is_left_alone():
    assert set_in('"' * 3000, "ru") == '"' * 3000
