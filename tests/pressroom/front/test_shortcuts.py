"""Answers that are given before Django is asked."""

from unittest import mock

import pytest

from pressroom import version
from pressroom.front import marks, shortcuts, subjects
from tests.pressroom.front.asking import Asking

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def asked():
    """What a shortcut for POSTs to `.../press/` was asked; it answers unless the visitor is a 'guest'."""
    asked = []

    def press(environ, about):
        asked.append(about)
        if environ.get("HTTP_USER_AGENT") == "guest":
            return None
        return "204 No Content", [("Content-Length", "0")], b""

    with mock.patch.object(shortcuts, "_shortcuts", {}):
        shortcuts.add("POST", "/press/", press)
        yield asked


def test_a_shortcut_knows_what_the_kept_page_above_it_is_about(asked):
    ask = Asking()

    def about_seven(environ, start_response):
        environ |= {marks.KEEP: True, marks.ABOUT: ("/about/accessibility/", 7)}
        return ask._of_before(environ, start_response)

    ask._of_before, ask._handler = ask._handler, about_seven
    assert ask.ask("/about/accessibility/press/", method="POST").status_code == 204
    ask.get("/about/accessibility/")
    assert ask.ask("/about/accessibility/press/", method="POST").status_code == 204
    assert asked == [None, 7]


def test_what_a_shortcut_leaves_to_django_and_other_methods_go_on(asked):
    ask = Asking()
    assert ask.ask("/about/press/", method="POST", headers={"User-Agent": "guest"}).is_rendered
    assert ask.ask("/about/press/").is_rendered
    assert asked == [None]


def test_what_a_page_is_about_is_known_though_the_page_is_not_kept(asked):
    ask = Asking(0)

    def about_seven(environ, start_response):
        environ |= {marks.KEEP: True, marks.ABOUT: ("/about/accessibility/", 7)}
        return ask._of_before(environ, start_response)

    ask._of_before, ask._handler = ask._handler, about_seven
    ask.get("/about/accessibility/")
    ask.ask("/about/accessibility/press/", method="POST")
    version.commits += 1
    version.changed()
    ask.ask("/about/accessibility/press/", method="POST")
    assert asked == [7, None]


def test_a_foreign_host_is_given_no_short_answer(asked):
    ask = Asking()
    # Else a page of another site whose name leads here would be of the origin that it asks.
    foreign = {"Host": "evil.example", "Origin": "http://evil.example"}
    assert ask.ask("/about/press/", method="POST", headers=foreign).status_code == 400
    assert asked == []


def test_what_a_shortcut_leaves_to_django_is_waited_for_by_nobody_else(asked):
    ask = Asking()

    def about_seven(environ, start_response):
        environ |= {marks.KEEP: True, marks.ABOUT: ("/about/accessibility/", 7)}
        return django(environ, start_response)

    django, ask._handler = ask._handler, about_seven
    ask.get("/about/accessibility/")
    ask._handler = django
    shortcuts.add("GET", "/press/", lambda environ, about: None)
    # Where one renders, and others wait for that.
    with mock.patch.object(ask.front, "_make") as made:
        assert ask.get("/about/accessibility/press/").status_code == 404
    assert made.mock_calls == []


def test_so_many_subjects_are_known_and_no_more():
    known, state = subjects.Subjects(), mock.Mock(token="1", until=2)
    for number in range(subjects.MOST + 1):
        known.learn(f"/{number}/", number, state)
    assert known.get(f"/{subjects.MOST}/", state) == subjects.MOST
    assert known.get("/1/", state) is None
