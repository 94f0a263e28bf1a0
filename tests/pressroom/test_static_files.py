"""A page with a misspelt name of a static file would be shown without it, and nobody told."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_each_static_file_that_a_template_names_is_there():
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'\{% static "([^"{]+)" (?:as \w+ )?%\}', path.read_text())
    }
    assert len(named) > 20
    assert not [name for name in sorted(named) if finders.find(name) is None]
