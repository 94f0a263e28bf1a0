"""Answers that are given before Django is asked."""

from unittest import mock

import pytest

from pressroom.front import marks, shortcuts
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
        environ |= {marks.KEEP: True, marks.ABOUT: 7}
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
