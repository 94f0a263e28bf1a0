"""The sources whose words people see, and the messages that are in them."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from pressroom.management.commands.makemessages import is_jinja
from tests.catalogues import in_django_templates, in_jinja_templates, in_python, in_scripts

ROOT = Path(__file__).resolve().parents[2]
# `demo` holds what a made-up press service writes; tests are read by engineers.
IGNORED = {"migrations", "demo", "locale", "locale_of_django", "__pycache__"}
# A catalogue of the editor's own.
IGNORED |= {"ckeditor-kk.js"}
PYTHON = ["articles", "comments", "deploy", "pressroom"]
# Without the site's settings, which name the catalogues that are compared with: it would write into those.
READING = """
from django.core.management import call_command
from pressroom.management.commands.makemessages import Command
call_command(Command(), locale=["en"], keep_pot=True, verbosity=0)
"""


class Missing(Exception):  # noqa: N818 - what is missing is GNU gettext
    """The program that reads messages out of sources isn't there."""


def files():
    """Return the paths of all sources, relative to the project's folder."""
    found = [Path("manage.py")]
    for folder, ending in [*((name, ".py") for name in PYTHON), ("templates", ""), ("static/js", ".js")]:
        for path in (ROOT / folder).rglob(f"*{ending}"):
            relative = path.relative_to(ROOT)
            if path.is_file() and not IGNORED & set(relative.parts):
                found.append(relative)
    return sorted(found)


def unwrapped():
    """Return the faults of all sources: words that aren't wrapped."""
    found = []
    for path in files():
        in_templates = in_jinja_templates if is_jinja(path) else in_django_templates
        kind = {".py": in_python, ".js": in_scripts}.get(path.suffix, in_templates)
        if path.suffix in {".py", ".js", ".html", ".txt", ".xml"}:
            found += kind.faults(str(path), (ROOT / path).read_text())
    return found


def messages():
    """Return the messages of all sources, a `polib.POFile` without translations; raise `Missing` without gettext.

    The site's command works in a copy, since it writes beside what it reads.
    """
    if not shutil.which("xgettext"):
        raise Missing("install gettext: without xgettext nobody can tell which messages the sources hold")
    with tempfile.TemporaryDirectory() as folder:
        for path in files():
            if path.suffix in {".py", ".html", ".txt"}:
                copy = Path(folder) / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / path, copy)
        (Path(folder) / "locale").mkdir()
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(
            [sys.executable, "-c", READING],
            cwd=folder,
            env=environment,
            check=True,
        )
        return polib.pofile(f"{folder}/locale/django.pot")
