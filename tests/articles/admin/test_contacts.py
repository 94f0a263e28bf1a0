"""People to call at the desk: their names in each language, and where the desk names them."""

import re

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Contact, ContactText
from pressroom.models import Profile
from tests import factories
from tests.articles.admin import forms

LIST, ADD = "/admin/articles/contact/", "/admin/articles/contact/add/"


@pytest.fixture
def author_client(client_for, author):
    return client_for(author)


@pytest.fixture
def denis(db):
    """Somebody who is named in English and in Russian."""
    contact = factories.ContactFactory(name="Denis Trubnikov", role="Press officer")
    factories.ContactTextFactory(contact=contact, language="ru", name="Денис Трубников", role="Пресс-секретарь")
    return contact


def typed(*texts, contact=None, **fields):
    """Return what the form sends: each of `texts` is (language, name, role)."""
    there = list(contact.texts.order_by("pk")) if contact else []
    data = {"name": "Denis", "role": "", "telephone": "", "email": ""}
    data |= {"texts-TOTAL_FORMS": len(texts), "texts-INITIAL_FORMS": len(there)}
    for place, (language, name, role) in enumerate(texts):
        row = {"language": language, "name": name, "role": role}
        if place < len(there):
            row |= {"id": there[place].pk, "contact": contact.pk}
        data |= {f"texts-{place}-{key}": value for key, value in row.items()}
    return data | fields


def change(contact):
    return f"{LIST}{contact.pk}/change/"


def texts():
    return list(ContactText.objects.order_by("language").values_list("language", "name", "role"))


def test_an_author_names_somebody_in_another_language(author_client):
    response = author_client.post(ADD, typed(("ru", "Денис", "Пресс-секретарь"), ("kk", "", "")))
    assert response.status_code == 302
    assert texts() == [("ru", "Денис", "Пресс-секретарь")]


def test_the_form_has_each_other_language_once_and_its_labels_say_which(author_client, denis):
    html = author_client.get(change(denis)).content.decode()
    labels = re.findall(r'<label for="id_texts-\d-(?:name|role)">([^<]*)', html)
    assert labels == ["Name (Russian)", "Role (Russian)", "Name (Kazakh)", "Role (Kazakh)"]
    assert re.findall(r'name="texts-\d-language" value="(\w+)"', html) == ["ru", "kk"]


def test_a_name_is_changed_and_an_emptied_one_is_gone(author_client, denis):
    factories.ContactTextFactory(contact=denis, language="kk")
    data = typed(("ru", "Денис Т.", ""), ("kk", "", ""), contact=denis)
    assert author_client.post(change(denis), data).status_code == 302
    assert texts() == [("ru", "Денис Т.", "")]


def test_a_role_without_a_name_is_refused_and_stays_typed(author_client):
    response = author_client.post(ADD, typed(("ru", "", "Пресс-секретарь")))
    assert response.status_code == 422
    assert 'value="Пресс-секретарь"' in response.content.decode()
    assert not Contact.objects.exists()


def test_no_more_can_a_name_be_emptied_while_its_role_stays(author_client, denis):
    assert author_client.post(change(denis), typed(("ru", "", "Пресс-секретарь"), contact=denis)).status_code == 422
    assert texts() == [("ru", "Денис Трубников", "Пресс-секретарь")]


@pytest.mark.parametrize("language", ["en", "xx", ""])
def test_no_other_language_than_those_can_be_sent(author_client, language):
    assert author_client.post(ADD, typed((language, "Denis", ""))).status_code == 422
    assert not Contact.objects.exists()


def test_one_language_cannot_be_sent_twice(author_client):
    assert author_client.post(ADD, typed(("ru", "Денис", ""), ("ru", "Другой", ""))).status_code == 422
    assert not Contact.objects.exists()


@pytest.mark.parametrize("words", ["трубников", "ПРЕСС-СЕКРЕТАРЬ", "Trubnikov"])
def test_the_search_finds_somebody_by_the_words_of_every_language_and_once(author_client, denis, words):
    factories.ContactTextFactory(contact=denis, language="kk", name="Денис Трубников", role="Пресс-секретарь")
    factories.ContactFactory(name="Other", role="")
    assert list(author_client.get(LIST, {"q": words}).context_data["cl"].result_list) == [denis]


def test_the_list_says_in_which_languages_each_is_named(author_client, denis):
    factories.ContactFactory(name="Zoe")
    html = author_client.get(LIST).content.decode()
    assert re.findall(r'class="field-languages"[^>]*>([^<]*)<', html) == ["English, Russian", "English"]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("ru", '<span lang="ru">Денис Трубников, Пресс-секретарь</span>'),
        ("kk", '<span lang="en">Denis Trubnikov, Press officer</span>'),
    ],
)
def test_the_form_of_an_edition_offers_them_in_its_language(author_client, denis, language, label):
    edition = factories.draft(language=language)
    assert label in author_client.get(forms.change(edition)).content.decode()


def test_what_a_name_holds_stays_text_on_the_form(author_client):
    factories.ContactFactory(name="<b>Denis</b>")
    assert "<b>Denis" not in author_client.get(forms.ADD).content.decode()


@pytest.mark.parametrize("page", ["release", "edition"])
def test_a_russian_record_and_what_is_read_of_it_name_them_in_russian(author_client, author, denis, page):
    release = factories.live_release(by=author, language="ru", contacts=[denis])
    path = {
        "release": reverse("admin:articles_release_change", args=[release.pk]),
        "edition": forms.change(release.editions.get()),
    }[page]
    assert '<dd><span lang="ru">Денис Трубников</span></dd>' in author_client.get(path).content.decode()


def test_the_preview_names_them_in_the_language_of_the_release(author_client, denis):
    edition = factories.draft(language="ru", contacts=[denis])
    html = author_client.get(reverse("admin:articles_edition_preview_page", args=[edition.pk])).content.decode()
    assert "Денис Трубников" in html
    assert "Denis" not in html


def test_compared_texts_name_them_in_the_language_of_the_release(author_client, author, denis):
    edition = factories.draft(by=author, language="ru")
    workflow.save(edition, by=factories.desk(), revision=1, contents={"contacts": [denis.pk]})
    html = author_client.get(reverse("admin:articles_edition_compare", args=[edition.pk])).content.decode()
    assert '<span lang="ru">Денис Трубников, Пресс-секретарь</span>' in html


def test_a_russian_desk_names_them_in_russian(author_client, author, denis):
    factories.ContactFactory(name="Ann", role="Nobody has translated this")
    Profile.objects.create(user=author, language="ru")
    html = author_client.get(LIST).content.decode()
    assert "Денис Трубников" in html
    assert "Пресс-секретарь" in html
    assert "Denis" not in html
    assert "Nobody has translated this" in html
    assert "Английский, русский" in html
    assert "Денис Трубников, Пресс-секретарь" in author_client.get(f"{LIST}{denis.pk}/change/").content.decode()
