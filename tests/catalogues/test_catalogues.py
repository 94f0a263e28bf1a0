"""What people see is wrapped, translated into each language, whole and compiled."""

import pytest

from tests.catalogues import checking, sources


def test_each_string_that_people_see_is_wrapped():
    assert not checking.unwrapped()


def test_each_message_is_translated_into_each_language():
    try:
        assert not checking.incomplete()
    except sources.Missing as error:
        pytest.skip(str(error))


def test_what_django_says_is_translated_into_each_language():
    assert not checking.incomplete_for_django()


def test_no_translation_lost_or_invented_anything():
    assert not checking.damaged()


def test_the_compiled_catalogues_are_those_that_are_written():
    assert not checking.uncompiled()
