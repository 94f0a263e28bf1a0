"""The login of the desk, which guessing wears out."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone

from pressroom import login
from tests.factories import PASSWORD

URL = "/admin/login/?next=/admin/"


def attempt(client, password, username="editor", **extra):
    return client.post(URL, {"username": username, "password": password, "next": "/admin/"}, **extra)


@pytest.fixture
def client(client_for, editor, at):
    at("2026-03-02 09:01")
    return client_for()


def test_the_right_password_opens_the_desk(client):
    assert attempt(client, PASSWORD).url == "/admin/"


def test_a_wrong_password_gives_the_form_back_with_a_4xx(client):
    response = attempt(client, "wrong")
    assert response.status_code == 422
    assert 'value="editor"' in response.content.decode()


def test_after_ten_wrong_passwords_even_the_right_one_waits(client):
    for _time in range(login.TRIES):
        assert attempt(client, "wrong").status_code == 422
    response = attempt(client, PASSWORD)
    assert response.status_code == 429
    assert "Too many wrong passwords" in response.content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=login.SECONDS), tick=False):
        assert attempt(client, PASSWORD).status_code == 302


def test_the_name_is_counted_whatever_its_case(client):
    for _time in range(login.TRIES):
        attempt(client, "wrong", username="EDITOR")
    assert attempt(client, PASSWORD).status_code == 429


def test_other_names_and_other_addresses_are_not_locked_out(client, author):
    for _time in range(login.TRIES):
        attempt(client, "wrong")
    assert attempt(client, PASSWORD, username="author").status_code == 302
    assert attempt(client, PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_right_password_forgives_the_wrong_ones(client):
    for _time in range(3):
        for _again in range(login.TRIES - 1):
            attempt(client, "wrong")
        assert attempt(client, PASSWORD).status_code == 302
        client.logout()


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_login_leads_to_no_other_site(client, elsewhere):
    data = {"username": "editor", "password": PASSWORD, "next": elsewhere}
    assert client.post("/admin/login/", data).url == "/admin/"


def test_trying_one_password_on_many_names_ends_too(client, monkeypatch):
    monkeypatch.setattr(login, "TRIES_FROM_A_NETWORK", 3)
    for name in ("one", "two", "three"):
        assert attempt(client, "wrong", username=name).status_code == 422
    assert attempt(client, PASSWORD).status_code == 429
    assert attempt(client, PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_the_login_is_offered_in_each_language_and_keeps_where_it_leads(client):
    page = client.get("/admin/login/?next=/admin/profile/").content.decode()
    for code, name in (("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")):
        link = f'<a href="?next=%2Fadmin%2Fprofile%2F&amp;language={code}" lang="{code}" hreflang="{code}"'
        assert re.search(rf"{re.escape(link)}[^>]*>{name}<", page)


def test_the_chosen_language_is_kept_until_somebody_is_known(client):
    page = client.get("/admin/login/?next=/admin/&language=ru")
    assert page.headers["Content-Language"] == "ru"
    assert 'href="/admin/password_reset/?language=ru"' in page.content.decode()
    assert 'action="/admin/login/?next=/admin/&amp;language=ru"' in page.content.decode()
    wrong = client.post("/admin/login/?next=/admin/&language=ru", {"username": "editor", "password": "wrong"})
    assert wrong.headers["Content-Language"] == "ru"
    asked = client.post("/admin/password_reset/?language=ru", {"email": "editor@press.example.org"})
    assert asked.url == "/admin/password_reset/done/?language=ru"


def test_a_browser_that_signed_in_has_a_mark_that_names_nobody_until_it_signs_out(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    attempt(client, "wrong")
    assert "desk" not in client.cookies
    attempt(client, PASSWORD)
    mark = client.cookies["desk"]
    assert (mark.value, mark["path"], mark["samesite"]) == ("1", "/", "Lax")
    assert (mark["secure"], mark["httponly"], mark["max-age"]) == (True, "", settings.SESSION_COOKIE_AGE)
    client.post("/admin/logout/", secure=True)
    assert client.cookies["desk"].value == ""
