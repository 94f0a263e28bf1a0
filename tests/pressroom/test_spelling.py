"""A word is found however it was typed."""

from pressroom.spelling import spellings


def test_a_cyrillic_word_is_sought_as_it_is_usually_written():
    assert spellings("шКОЛА") == {"шКОЛА", "школа", "ШКОЛА", "Школа"}
