"""People to call as readers meet them: named in the language of the release, wherever it is read."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Contact
from tests import factories
from tests.articles.admin.test_contacts import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def denis():
    """Somebody who is named in English and in Russian."""
    contact = factories.ContactFactory(name="Denis Trubnikov", role="Press officer")
    factories.ContactTextFactory(contact=contact, language="ru", name="Денис Трубников", role="Пресс-секретарь")
    return contact


def live(language, *contacts, days=1):
    live_from = timezone.now() - datetime.timedelta(days=days)
    return factories.live_release(live_from, language=language, contacts=list(contacts))


def people(client, address):
    """Return the list of people to call on a page, without the classes."""
    html = client.get(address).content.decode()
    return re.sub(r' class="[^"]*"', "", re.search(r'<ul class="contacts__list.*?</ul>', html, re.DOTALL)[0])


@pytest.mark.parametrize(
    ("language", "name", "role"),
    [("en", "Denis Trubnikov", "Press officer"), ("ru", "Денис Трубников", "Пресс-секретарь")],
)
def test_a_release_names_them_in_its_language_and_marks_nothing(client, denis, language, name, role):
    html = people(client, live(language, denis).get_absolute_url())
    assert f"<p><b>{name}</b><span>, </span><span>{role}</span></p>" in html
    assert "lang=" not in html


def test_who_is_not_named_in_the_language_is_named_in_the_sites_own_and_marked(client, denis):
    html = people(client, live("kk", denis).get_absolute_url())
    assert '<p lang="en"><b>Denis Trubnikov</b><span>, </span><span>Press officer</span></p>' in html


def test_a_name_without_a_role_borrows_none_from_another_language(client):
    contact = factories.ContactFactory(name="Duty desk", role="Round the clock")
    factories.ContactTextFactory(contact=contact, language="ru", name="Дежурная часть", role="")
    html = people(client, live("ru", contact).get_absolute_url())
    assert "<p><b>Дежурная часть</b></p>" in html


def test_they_stand_in_the_order_of_the_names_that_are_shown(client):
    contacts = [factories.ContactFactory(name=name) for name in ("Anna", "Boris", "Clara")]
    for contact, name in zip(contacts, ["Яна", "Борис", "Ёла"], strict=True):
        factories.ContactTextFactory(contact=contact, language="ru", name=name)
    html = people(client, live("ru", *contacts).get_absolute_url())
    assert re.findall("<b>(.*?)</b>", html) == ["Борис", "Ёла", "Яна"]


def test_a_person_with_many_names_stands_there_once_and_costs_no_query_more(client, denis):
    bare = live("ru", factories.ContactFactory(), days=2)
    factories.ContactTextFactory(contact=denis, language="kk")
    named = live("ru", denis)
    costs = []
    # The first page after a change counts what is live.
    client.get(live("ru", days=3).get_absolute_url())
    for release in (bare, named):
        with CaptureQueriesContext(connection) as queries:
            html = people(client, release.get_absolute_url())
        costs.append(len(queries))
        assert html.count("<li>") == 1
    assert costs[0] == costs[1]


def test_the_same_ones_are_asked_for_once_until_one_is_changed(client, client_for, author, denis):
    releases = [live("en", denis, days=days) for days in (1, 2)]
    people(client, releases[0].get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        assert "Denis Trubnikov" in people(client, releases[1].get_absolute_url())
    assert not [query for query in queries if "articles_contact" in query["sql"]]
    changed = typed(("ru", "Денис", ""), ("kk", "", ""), contact=denis, name="Dennis")
    assert client_for(author).post(f"/admin/articles/contact/{denis.pk}/change/", changed).status_code == 302
    for release in releases:
        assert "<b>Dennis</b>" in people(client, release.get_absolute_url())


def test_without_a_language_asked_for_the_words_are_those_of_the_site(denis):
    assert Contact.objects.get().words == ("Denis Trubnikov", "Press officer", "en")
