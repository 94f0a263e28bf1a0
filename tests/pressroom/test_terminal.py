"""Commands speak the language of the terminal; servers and what they send don't ask it."""

import os
import subprocess
import sys

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from pressroom import terminal


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """A folder with a Russian catalogue of one message."""
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    made.append(polib.POEntry(msgid="Nothing was changed.", msgstr="Ничего не изменилось."))
    made.save_as_mofile(str(folder / "django.mo"))
    monkeypatch.setattr(terminal, "CATALOGUES", tmp_path)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "../.."}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LC_ALL": "ru_RU@euro"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
    ],
)
def test_the_usual_variables_name_the_language(catalogues, variables, language):
    assert terminal.language(variables) == language


def test_a_message_is_translated_without_settings(catalogues, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert terminal.gettext("Nothing was changed.") == "Ничего не изменилось."
    assert terminal.gettext("Something else.") == "Something else."
    monkeypatch.setenv("LC_ALL", "C")
    assert terminal.gettext("Nothing was changed.") == "Nothing was changed."


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        # One that is answered, and one that is refused before there is a Django to speak of.
        (["backup", "--help"], {}),
        (["check"], {"PORT": "none"}),
    ],
)
def test_a_command_speaks_the_language_of_the_terminal(arguments, variables):
    def said(language):
        done = subprocess.run(
            [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "pressroom.settings", "LC_ALL": language, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    english, russian = said("C.UTF-8"), said("ru_RU.UTF-8")
    assert not any("а" <= letter <= "я" for letter in english)
    assert any("а" <= letter <= "я" for letter in russian)


def test_the_worker_leaves_the_language_of_the_terminal(monkeypatch):
    spoken = []
    for name in ("work.Command.look_after", "work.Command.clean", "work.Worker.run"):
        monkeypatch.setattr(
            f"pressroom.management.commands.{name}", lambda *_arguments: spoken.append(translation.get_language())
        )
    translation.activate("ru")
    call_command("work", once=True)
    assert spoken == ["en"] * 3


@pytest.mark.django_db
def test_the_demo_is_stored_in_english_whatever_the_terminal_speaks(monkeypatch):
    spoken = []
    monkeypatch.setattr(
        "articles.demo.site.build", lambda *_arguments: spoken.append(translation.get_language()) or [1]
    )
    with translation.override("ru"):
        call_command("demo", verbosity=0)
    assert spoken == ["en"]
