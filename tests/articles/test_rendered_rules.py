"""All that has a part in a row of `RenderedEdition` is in the checksum of its rules: a change of it makes rows anew."""

import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from articles import rendered
from articles.models import Edition
from tests.world import busy_release

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)


def taking_part(function):
    """Return the paths of the project's files whose code, or whose template, ran in a function."""
    found = set()

    def note(frame, event, _argument):
        if event == "call":
            found.add(frame.f_code.co_filename)

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    paths = (Path(name) for name in found)
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if path.is_relative_to(ROOT)
        and not path.is_relative_to(ROOT / "var")
        and not path.is_relative_to(ROOT / "tests")
    }


def covered(path):
    return any(path == name or path.startswith(f"{name}/") for name in rendered._MADE_BY)


def test_every_file_that_has_a_part_in_a_row_is_in_the_checksum(editor, moderator):
    release = busy_release(editor, moderator)
    edition = Edition.objects.live(timezone.now()).select_related("release").get(release=release)
    files = taking_part(lambda: rendered.made(edition))
    assert {"articles/rendered.py", "templates/public/articles/_photograph.html"} <= files
    assert {path for path in files if not covered(path)} == set()
