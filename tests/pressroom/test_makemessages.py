"""`manage.py makemessages` reads the public pages' templates, which are Jinja2's, beside all that Django's reads."""

import shutil

import polib
import pytest
from django.core.management import call_command
from jinja2 import TemplateSyntaxError

from pressroom.management.commands.makemessages import as_python, is_jinja

PAGE = """{% extends "base.html" %}
{# Takes `count`. #}
{% set title = _('For developers') %}
<h1 title="{{ pgettext("an offer", "Close") }}">{{ include("_a.html",
  title=_("At 5\u00a0%%, “%(a)s”", a=npgettext("ctx", "one", "many", 2))) }}</h1>
{# Translators: of
   the sky. #}

<p>{{ ngettext("%(count)s cloud", "%(count)s clouds", count, count=count|grouped) }}</p>
{{ _("Read \\"it\\"") }} {{ _(title) }} {{ other("Said") }}
"""


def test_the_templates_of_public_pages_alone_are_jinjas():
    assert is_jinja("./templates/public/articles/_a.html")
    assert not is_jinja("templates/admin/public/a.html")


def test_each_message_stays_on_its_line_with_what_translators_are_told_before_it():
    assert [line.rstrip("; ") for line in as_python(PAGE, "a.html").split("\n")] == [
        "",
        "",
        '_("For developers")',
        'pgettext("an offer", "Close")',
        '_("At 5\u00a0%%, “%(a)s”"); npgettext("ctx", "one", "many", 0)',
        "",
        "",
        "# Translators: of the sky.",
        'ngettext("%(count)s cloud", "%(count)s clouds", 0)',
        '_("Read \\"it\\""); _(0)',
        "",
    ]


def test_what_translators_are_told_has_a_line_of_its_own():
    assert "# Translators" in as_python('{# Translators: a #}\n{{ _("A") }}', "a.html")
    with pytest.raises(TemplateSyntaxError, match="a line of its own"):
        as_python('{# Translators: a #}{{ _("A") }}', "a.html")


def test_templates_of_both_kinds_are_read_and_nothing_is_left_beside_them(tmp_path, monkeypatch, settings):
    if not shutil.which("xgettext"):
        pytest.skip("install gettext")
    for name, source in {"public/a.html": PAGE, "admin/a.html": "{% translate 'Desk' %}"}.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True)
        path.write_text(source)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["kk"], verbosity=0)
    entries = polib.pofile(str(tmp_path / "locale/kk/LC_MESSAGES/django.po"))
    assert {(entry.msgctxt, entry.msgid, entry.msgid_plural, *entry.occurrences) for entry in entries} == {
        (None, "Desk", "", ("templates/admin/a.html", "1")),
        (None, "For developers", "", ("templates/public/a.html", "3")),
        ("an offer", "Close", "", ("templates/public/a.html", "4")),
        (None, "At 5\u00a0%%, “%(a)s”", "", ("templates/public/a.html", "5")),
        ("ctx", "one", "many", ("templates/public/a.html", "5")),
        (None, "%(count)s cloud", "%(count)s clouds", ("templates/public/a.html", "9")),
        (None, 'Read "it"', "", ("templates/public/a.html", "10")),
    }
    assert {entry.msgid: entry.comment for entry in entries if entry.comment} == {
        "%(count)s cloud": "Translators: of the sky."
    }
    assert {path.name for path in (tmp_path / "templates").rglob("*.*")} == {"a.html"}
