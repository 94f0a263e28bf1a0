"""The demo, made quickly in a folder of its own."""

import random

import pytest
from django.core.management import call_command
from PIL import Image as Picture

from articles.demo import photographs

PASSWORD = "a-password-for-this-test"


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path, monkeypatch):
    """Give each test a folder of its own, and photographs that are drawn at once: dots by chance, the same again."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("PRESSROOM_DEMO_PASSWORD", PASSWORD)

    def draw(*wanted):
        return Picture.frombytes("RGB", (96, 64), random.Random(repr(wanted)).randbytes(96 * 64 * 3))

    monkeypatch.setattr(photographs, "draw", draw)


@pytest.fixture
def demo(db):
    """The small site, made."""
    call_command("demo", verbosity=0)
