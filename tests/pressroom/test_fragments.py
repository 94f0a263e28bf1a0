"""Pieces of pages are rendered once for each of their keys, and take no more room than they may."""

import threading

import pytest
from django.utils.functional import SimpleLazyObject

from pressroom import fragments
from pressroom.fragments import Pieces


def made(number):
    """Return a function that makes another text each time, and the list of those that it made."""
    texts = []

    def make():
        texts.append(f"{number}-{len(texts)}")
        return texts[-1]

    return make, texts


def test_a_piece_is_made_once_for_each_key():
    make, texts = made("a")
    for key in (("en", 1), ("ru", 1), ("en", 2), ("en", 1), ("ru", 1)):
        fragments.kept("footer", *key, make=make)
    assert len(texts) == 3
    assert fragments.kept("footer", "ru", 1, make=make) == texts[1]
    assert fragments.kept("head", "ru", 1, make=make) == texts[3]


def test_an_empty_piece_is_a_piece():
    calls = []
    for _time in range(2):
        assert fragments.kept("notices", "en", make=lambda: calls.append(1) or "") == ""
    assert len(calls) == 1


def test_what_may_hold_on_to_a_request_is_no_part_of_a_key():
    with pytest.raises(TypeError, match="SimpleLazyObject is no part"):
        fragments.kept("name", SimpleLazyObject(lambda: "Press Service"), make=str)


def test_with_debug_nothing_is_kept(settings):
    settings.DEBUG = True
    make, texts = made("a")
    for _time in range(2):
        fragments.kept("footer", make=make)
    assert len(texts) == 2


def test_what_is_kept_stays_within_its_bound_and_what_is_asked_for_stays():
    pieces = Pieces(100_000)
    make, texts = made("often")
    for number in range(1000):
        pieces.get(("often",), make)
        pieces.get(("seldom", number), lambda: "ж" * 500)
        assert pieces.size() <= 100_000
    assert len(texts) == 1
    make, texts = made("again")
    pieces.get(("seldom", 0), make)
    assert texts, "it was dropped long ago"


def test_a_piece_that_fills_the_half_of_it_is_made_each_time():
    pieces = Pieces(10_000)
    for _time in range(2):
        assert len(pieces.get(("large",), lambda: "x" * 6_000)) == 6_000
    assert pieces.size() == 0


def test_what_is_forgotten_is_made_again():
    make, texts = made("a")
    for _time in range(2):
        fragments.kept("footer", make=make)
        fragments.forget()
    assert len(texts) == 2


def test_threads_that_ask_at_once_all_get_what_they_asked_for():
    pieces, wrong = Pieces(20_000), []

    def ask():
        for number in range(2000):
            key = number * 7 % 90
            if pieces.get((key,), lambda key=key: f"{key}" * 100) != f"{key}" * 100:
                wrong.append(key)

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert pieces.size() <= 20_000
