"""The addresses of a release on its record."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import OldAddress
from tests import factories

pytestmark = pytest.mark.django_db


def record(release):
    return reverse("admin:articles_release_change", args=[release.pk])


def add(release):
    return reverse("admin:articles_release_add_address", args=[release.pk])


def drop(release):
    return reverse("admin:articles_release_drop_address", args=[release.pk])


def card(response):
    return re.search(
        r'<section class="card" aria-labelledby="addresses">.*?</section>', response.content.decode(), re.S
    )[0]


@pytest.fixture
def release(editor):
    """A release that was moved, and that another system had."""
    release = workflow.readdress(factories.live_release(slug="old"), by=editor, slug="new", typed_date=None)
    workflow.add_address(release, by=editor, address="/?p=12")
    return release


def test_the_card_shows_each_address(editor_client, release):
    shown = card(editor_client.get(record(release)))
    old = OldAddress.objects.get(is_foreign=False).path
    assert shown.index(release.get_absolute_url()) < shown.index(old) < shown.index("/?p=12")
    assert "Its own until" in shown
    assert shown.count("Drop") == 1


def test_an_author_looks_and_changes_nothing(author_client, release):
    shown = card(author_client.get(record(release)))
    assert "/?p=12" in shown
    assert "<form" not in shown
    assert author_client.post(add(release), {"address": "/?p=13"}).status_code == 403
    assert author_client.post(drop(release), {"address": "/?p=12"}).status_code == 403
    assert OldAddress.objects.filter(is_foreign=True).get().path == "/?p=12"


def test_an_editor_adds_one_and_drops_it(editor_client, release):
    done = editor_client.post(add(release), {"address": "http://old.example.org/news/12"}, follow=True)
    assert done.redirect_chain == [(record(release), 302)]
    assert "/news/12/ leads to this release." in done.content.decode()
    assert "added an old address" in done.content.decode()
    assert "/news/12/" in card(done)
    done = editor_client.post(drop(release), {"address": "/news/12/"}, follow=True)
    assert "no longer leads" in done.content.decode()
    assert "/news/12/" not in card(done)


@pytest.mark.parametrize("typed", ["", "news & <b>12", "/admin/", "/?p=12", "/" + "a" * 2500, "/a\x00b"])
def test_what_is_refused_comes_back_beside_its_field(editor_client, release, typed):
    response = editor_client.post(add(release), {"address": typed})
    assert response.status_code == 422
    assert response.context["addresses"]["form"]["address"].value() == typed
    shown = card(response)
    assert 'class="summary" role="alert"' in shown
    assert 'aria-invalid="true"' in shown
    assert "<title>Error: " in response.content.decode()
    assert "<b>12" not in shown
    assert OldAddress.objects.count() == 2


def test_dropping_twice_says_so(editor_client, release):
    editor_client.post(drop(release), {"address": "/?p=12"})
    done = editor_client.post(drop(release), {"address": "/?p=12"}, follow=True)
    assert "doesn&#x27;t lead to this release" in done.content.decode()


def test_an_own_address_has_no_button_and_stays(editor_client, release):
    old = OldAddress.objects.get(is_foreign=False)
    editor_client.post(drop(release), {"address": old.path})
    assert OldAddress.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize("door", [add, drop])
def test_both_doors_want_the_token_and_only_a_release_that_is(editor, editor_client, release, door):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(door(release), {"address": "/?p=12"}).status_code == 403
    path = door(release).replace(str(release.pk), "999999")
    assert editor_client.post(path, {"address": "/?p=13"}).status_code == 404
    assert editor_client.get(door(release)).status_code == 302


def test_a_draft_has_no_address_yet_and_may_be_given_an_old_one(editor_client):
    release = factories.draft().release
    assert "It gets its own when it is approved." in card(editor_client.get(record(release)))
    editor_client.post(add(release), {"address": "/?p=12"})
    assert "/?p=12" in card(editor_client.get(record(release)))


def test_many_addresses_cost_no_more_queries(editor_client, release, editor, django_assert_max_num_queries):
    editor_client.get(record(release))
    with django_assert_max_num_queries(100) as few:
        editor_client.get(record(release))
    for number in range(20):
        OldAddress.objects.create(path=f"/?p=2{number}", release=release, is_foreign=True)
    with django_assert_max_num_queries(len(few)):
        editor_client.get(record(release))
