"""How long a text takes to read."""

from articles import reading_time


def test_a_text_takes_at_least_a_minute_and_whole_ones():
    assert reading_time.minutes("", "en") == 1
    assert reading_time.minutes("word " * 238, "en") == 1
    assert reading_time.minutes("word " * 239, "en") == 2


def test_longer_words_take_longer():
    """The same count of words: English is read faster than Russian, and Russian than Kazakh."""
    text = "word " * 1900
    found = [reading_time.minutes(text, language) for language in ("en", "ru", "kk")]
    assert found == sorted(found)
    assert found[0] < found[1] < found[2]


def test_a_language_that_was_not_measured_is_read_like_english():
    assert reading_time.minutes("word " * 300, "xx") == reading_time.minutes("word " * 300, "en")


def test_a_dash_is_no_word():
    assert reading_time.minutes("word " * 238 + "— " * 100, "en") == 1
