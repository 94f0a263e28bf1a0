"""Who has the form open besides oneself."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import Presence
from tests import factories
from tests.articles.admin.forms import change


@pytest.fixture
def edition(author):
    return factories.draft(by=author)


@pytest.fixture
def aigerim(editor):
    editor.first_name, editor.last_name = "Aigerim", "Sadykova"
    editor.save()
    return editor


def address(edition):
    return reverse("admin:articles_edition_presence", args=[edition.pk])


def test_who_opens_a_form_reads_who_else_has_it_open(client_for, aigerim, author, edition):
    first = client_for(aigerim).get(change(edition)).content.decode()
    second = client_for(author).get(change(edition)).content.decode()
    assert "has this open too" not in first
    assert "Aigerim Sadykova has this open too" in second


def test_the_first_one_hears_of_the_second(client_for, aigerim, author, edition):
    client_for(author).get(change(edition))
    client_for(aigerim).get(change(edition))
    answer = client_for(author).post(address(edition)).json()
    assert "Aigerim Sadykova has this open too" in answer["presence"]


def test_who_is_silent_for_ninety_seconds_has_gone(client_for, aigerim, author, edition, at):
    at("2026-11-24 12:20")
    client_for(aigerim).get(change(edition))
    at("2026-11-24 12:21")
    assert "Aigerim" in client_for(author).post(address(edition)).json()["presence"]
    at("2026-11-24 12:21:31")
    assert "Aigerim" not in client_for(author).post(address(edition)).json()["presence"]


def test_who_closes_the_form_has_gone(client_for, aigerim, author, edition):
    client = client_for(aigerim)
    client.get(change(edition))
    client.post(address(edition), {"left": ""})
    assert "Aigerim" not in client_for(author).get(change(edition)).content.decode()


def test_nobody_is_there_twice(client_for, author, edition):
    client = client_for(author)
    for _time in range(2):
        client.get(change(edition))
        client.post(address(edition))
    assert Presence.objects.count() == 1


@pytest.mark.parametrize("who", ["moderator", None])
def test_who_does_not_write_is_not_there(client_for, moderator, edition, who):
    response = client_for(moderator if who else None).post(address(edition))
    assert response.status_code == 403
    assert not Presence.objects.exists()


def test_a_day_later_it_is_forgotten(client_for, author, edition, at):
    at("2026-11-24 12:20")
    client_for(author).get(change(edition))
    at("2026-11-25 12:19")
    call_command("forget")
    assert Presence.objects.exists()
    at("2026-11-25 12:21")
    call_command("forget")
    assert not Presence.objects.exists()
