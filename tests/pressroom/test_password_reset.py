"""A forgotten password is set anew by mail, and nobody learns from it who is at the desk."""

import datetime
import re

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pressroom import reset
from tests.factories import PASSWORD, UserFactory
from tests.pressroom.jobs import work

URL = "/admin/password_reset/"
NEW = "a quite new long passphrase"


@pytest.fixture
def client(client_for, editor, at):
    at("2026-03-02 09:01")
    return client_for()


def ask(client, email="editor@press.example.org", **extra):
    response = client.post(URL, {"email": email}, **extra)
    work()
    return response


def link():
    """Return the path in the last mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]


def test_the_login_page_leads_to_it(client):
    assert f'href="{URL}"' in client.get("/admin/login/").content.decode()


def test_a_password_is_set_anew_by_the_link_in_the_mail(client, editor):
    assert ask(client).url == f"{URL}done/"
    assert mail.outbox[0].to == ["editor@press.example.org"]
    page = client.get(link(), follow=True)
    path = page.redirect_chain[-1][0]
    assert 'value="editor"' in page.content.decode()
    assert client.post(path, {"new_password1": NEW, "new_password2": NEW}).url == "/admin/reset/done/"
    assert client.get("/admin/reset/done/").status_code == 200
    editor.refresh_from_db()
    assert editor.check_password(NEW)


def test_a_link_works_for_an_hour(client, at):
    ask(client)
    at("2026-03-02 10:00")
    assert "new_password1" in client.get(link(), follow=True).content.decode()
    at("2026-03-02 10:02")
    assert "work any more" in client.get(link(), follow=True).content.decode()


def test_a_link_works_once(client, editor):
    ask(client)
    editor.set_password(NEW)
    editor.save()
    assert "work any more" in client.get(link(), follow=True).content.decode()


def test_a_weak_password_gives_the_form_back_with_422(client, editor):
    ask(client)
    path = client.get(link()).url
    response = client.post(path, {"new_password1": "editor", "new_password2": "editor"})
    assert response.status_code == 422
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_who_is_signed_in_elsewhere_is_signed_out(client, client_for, editor):
    elsewhere = client_for(editor)
    assert elsewhere.get("/admin/").status_code == 200
    ask(client)
    client.post(client.get(link()).url, {"new_password1": NEW, "new_password2": NEW})
    assert elsewhere.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"is_staff": False}, {"email": ""}, {"password": "!"}],
    ids=["left", "no staff", "no address", "no password"],
)
def test_only_active_staff_with_a_password_gets_one(client, editor, change):
    get_user_model().objects.filter(pk=editor.pk).update(**change)
    assert ask(client).status_code == 302
    assert mail.outbox == []


def test_who_left_after_asking_gets_none(client, editor):
    client.post(URL, {"email": editor.email})
    get_user_model().objects.filter(pk=editor.pk).update(is_active=False)
    work()
    assert mail.outbox == []


def test_a_known_and_an_unknown_address_are_answered_alike_and_cost_alike(client, django_assert_max_num_queries):
    ask(client, "somebody@example.org")
    pages = []
    with django_assert_max_num_queries(100) as known:
        pages.append(client.post(URL, {"email": "editor@press.example.org"}, follow=True))
    with django_assert_max_num_queries(100) as unknown:
        pages.append(client.post(URL, {"email": "nobody@press.example.org"}, follow=True))
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert pages[0].content == pages[1].content
    assert len(known) == len(unknown)


def test_the_queue_holds_neither_the_link_nor_the_address(client, editor):
    client.post(URL, {"email": editor.email})
    job = DBTaskResult.objects.get()
    assert job.args_kwargs == {"args": [editor.pk], "kwargs": {}}
    work()
    assert DBTaskResult.objects.get().return_value is None


def test_the_link_leads_to_the_site_whatever_host_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://press.example.org"
    ask(client, headers={"host": "evil.example"})
    assert "https://press.example.org/admin/reset/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].message().as_string()


def test_many_requests_from_one_address_are_refused(client):
    for number in range(reset.REQUESTS):
        assert client.post(URL, {"email": f"nobody{number}@example.org"}).status_code == 302
    response = client.post(URL, {"email": "editor@press.example.org"})
    assert response.status_code == 429
    assert "Too many requests" in response.content.decode()
    assert client.post(URL, {"email": "a@example.org"}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_one_address_gets_three_mails_an_hour_whoever_asks(client):
    for number in range(reset.MAILS + 2):
        assert ask(client, "EDITOR@press.example.org", REMOTE_ADDR=f"192.0.2.{number}").status_code == 302
    assert len(mail.outbox) == reset.MAILS


def test_an_address_that_is_none_is_refused(client):
    assert client.post(URL, {"email": "editor"}).status_code == 422


def test_a_mail_that_fails_is_tried_again_and_the_log_has_no_address(client, settings, caplog):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.articles.letters.post.Refusing"
    ask(client)
    assert "SMTPRecipientsRefused" in caplog.text
    assert "editor@" not in caplog.text
    settings.EMAIL_BACKEND = backend
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1), tick=False):
        work()
    assert len(mail.outbox) == 1


def test_without_a_mail_server_the_page_says_whom_to_ask(client, settings):
    words = "Ask an administrator to set you a new password"
    assert words not in client.get(URL).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert words in client.get(URL).content.decode()


@pytest.mark.parametrize("path", ["done/", "/admin/reset/done/"])
def test_pages_that_only_tell_take_no_form(client, path):
    assert client.post(path if path.startswith("/") else URL + path).status_code == 405


def test_a_person_of_two_accounts_gets_a_link_for_each(client):
    UserFactory(username="twice", email="editor@press.example.org")
    ask(client)
    assert {re.search("Your login is: (.*)", message.body)[1] for message in mail.outbox} == {"editor", "twice"}
