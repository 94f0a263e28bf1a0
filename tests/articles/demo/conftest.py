"""The demo, made quickly in a folder of its own; the small site once for all tests of a module."""

import random

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from PIL import Image as Picture

from articles.demo import photographs

PASSWORD = "a-password-for-this-test"


def draw(*wanted):
    """Return a photograph that is drawn at once: dots by chance, the same again."""
    return Picture.frombytes("RGB", (96, 64), random.Random(repr(wanted)).randbytes(96 * 64 * 3))


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path, monkeypatch):
    """Give each test a folder of its own, and photographs that are drawn at once."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("PRESSROOM_DEMO_PASSWORD", PASSWORD)
    monkeypatch.setattr(photographs, "draw", draw)


@pytest.fixture(scope="module")
def _made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the small site in a transaction around those of the tests, and return its folder."""
    folder = tmp_path_factory.mktemp("demo")
    around = transaction.atomic()
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media"),
    ):
        patch.setenv("PRESSROOM_DEMO_PASSWORD", PASSWORD)
        patch.setattr(photographs, "draw", draw)
        around.__enter__()
        call_command("demo", verbosity=0)
    yield folder
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def demo(_made, db, settings):
    """The small site; what a test does to it is undone after it."""
    settings.VAR_DIR, settings.MEDIA_ROOT = _made, _made / "media"
