"""The logins of the demo and their password."""

import stat

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from pressroom import demo_logins, roles
from tests.articles.demo.conftest import PASSWORD


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
