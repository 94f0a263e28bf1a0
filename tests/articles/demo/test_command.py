"""`manage.py demo` as a command: what it refuses."""

import pytest
from django.core.management import CommandError, call_command

from articles.demo import extras
from articles.models import Category, Release
from pressroom.database import is_empty
from tests.factories import UserFactory


@pytest.mark.django_db
def test_it_refuses_a_password_that_keeps_nobody_out(monkeypatch):
    monkeypatch.setenv("PRESSROOM_DEMO_PASSWORD", "short")
    with pytest.raises(CommandError, match="PRESSROOM_DEMO_PASSWORD is too short"):
        call_command("demo", verbosity=0)
    assert is_empty()


@pytest.mark.django_db
@pytest.mark.parametrize("somebody", [UserFactory, Category.objects.create])
def test_it_refuses_a_database_that_holds_anything(somebody):
    somebody()
    with pytest.raises(CommandError, match="holds something already") as refusal:
        call_command("demo", verbosity=0)
    assert "\n" not in str(refusal.value)
    assert not Release.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, -1])
def test_it_refuses_a_foolish_number_of_releases(number):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("demo", releases=number, verbosity=0)
    assert is_empty()


@pytest.mark.django_db
def test_it_leaves_nothing_in_the_database_when_it_fails(monkeypatch):
    def fail(made):
        raise RuntimeError("in the middle")

    monkeypatch.setattr(extras, "add_to", fail)
    with pytest.raises(RuntimeError):
        call_command("demo", verbosity=0)
    assert is_empty()
