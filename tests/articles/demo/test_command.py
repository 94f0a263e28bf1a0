"""`manage.py demo` as a command: its logins, and what it refuses."""

import stat

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.demo import extras
from articles.models import Category, Release
from pressroom import demo_logins, roles
from pressroom.database import is_empty
from tests.articles.demo.conftest import PASSWORD
from tests.factories import UserFactory


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("username", "role"),
    [("author", roles.AUTHORS), ("editor", roles.EDITORS), ("moderator", roles.MODERATORS),
     ("admin", roles.ADMINISTRATORS), ("translator", roles.AUTHORS)],
)  # fmt: skip
def test_the_logins_open_the_desk_with_the_password_given(client, username, role):
    assert client.login(username=username, password=PASSWORD)
    assert client.get(reverse("admin:index")).status_code == 200
    user = get_user_model().objects.get(username=username)
    assert list(user.groups.all()) == [Group.objects.get(name=role)]
    assert user.is_superuser is (username == "admin")


@pytest.mark.usefixtures("demo")
def test_the_translators_desk_is_russian_and_the_others_is_english():
    languages = dict(get_user_model().objects.values_list("username", "profile__language"))
    assert languages.pop("translator") == "ru"
    assert set(languages.values()) == {"en"}


def test_a_random_password_is_made_once_and_only_its_owner_may_read_it(settings, monkeypatch):
    monkeypatch.delenv("PRESSROOM_DEMO_PASSWORD")
    first = demo_logins.password()
    assert len(first) >= 12
    assert demo_logins.password() == first
    assert stat.S_IMODE((settings.VAR_DIR / "demo-password").stat().st_mode) == 0o600


def test_a_password_that_is_given_takes_the_place_of_the_one_kept(settings):
    (settings.VAR_DIR / "demo-password").write_text("another one")
    assert demo_logins.password() == PASSWORD
    assert (settings.VAR_DIR / "demo-password").read_text().strip() == PASSWORD


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
