"""How long a text takes to read."""

from articles import reading_time


def test_a_text_takes_at_least_a_minute_and_whole_ones():
    assert reading_time.minutes("", "en") == 1
    assert reading_time.minutes("word " * 238, "en") == 1
    assert reading_time.minutes("word " * 239, "en") == 2


def test_the_longer_the_words_of_a_language_the_longer_as_many_of_them_take():
    english, russian, kazakh = (reading_time.minutes("word " * 1900, language) for language in ("en", "ru", "kk"))
    assert english < russian < kazakh


def test_a_language_that_was_not_measured_is_read_like_english():
    assert reading_time.minutes("word " * 300, "xx") == reading_time.minutes("word " * 300, "en")


def test_a_dash_is_no_word():
    assert reading_time.minutes("word " * 238 + "— " * 100, "en") == 1
