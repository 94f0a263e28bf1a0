"""Mails: one line of subject, plain text, in the reader's language."""

import pytest
from django.template import engines
from django.template.base import Template

from pressroom import mail
from pressroom.models import Profile


@pytest.fixture
def template(monkeypatch):
    """A function that lets a text stand for whatever template is asked for."""

    class Found:
        def __init__(self, text):
            self.template = Template(text, engine=engines["django"].engine)

    return lambda text: monkeypatch.setattr(mail, "get_template", lambda name: Found(text))


def test_the_first_line_is_the_subject_and_the_rest_the_text(editor, template):
    template("{# x #}Hello {{ person }}\nText & {{ words }}\n\n")
    message = mail.to_person(editor, "any.txt", {"words": "<b>"})
    assert (message.subject, message.body, message.to) == ("Hello editor", "Text & <b>\n", [editor.email])


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_no_kind_of_line_break_gets_into_a_header(ending):
    assert mail.one_line(f"One{ending}Bcc: all@example.org") == "One Bcc: all@example.org"


def test_a_person_is_written_to_in_their_language(editor, template):
    template("{% load i18n %}{% get_current_language as code %}{{ code }}\n")
    assert mail.to_person(editor, "any.txt", {}).subject == "en"
    Profile.objects.create(user=editor, language="ru")
    editor.refresh_from_db()
    assert mail.to_person(editor, "any.txt", {}).subject == "ru"
