"""What the desk's searches find, whatever keyboard the words were typed on; and lists in the order of the alphabet."""

import pytest

from articles.models import Contact
from tests import factories


@pytest.fixture
def desk_client(client_for, editor):
    return client_for(editor)


def found(client, url, words):
    response = client.get(url, {"q": words})
    assert response.status_code == 200
    return response.context["cl"].result_list


@pytest.mark.parametrize(
    ("headline", "typed"),
    [
        ("Новая школа", "ШКОЛА новая"),
        ("Ёж в городе", "еж"),
        ("Еж в городе", "ёж"),
        ("Қазақстан күні", "казакстан куни"),
        ("Қазақстан күні", "ҚАЗАҚСТАН"),
        ("100% of it", "0%"),
    ],
)
def test_a_release_is_found(desk_client, headline, typed):
    factories.draft(headline=headline, language="ru")
    factories.draft(headline="Other", language="ru")
    releases = found(desk_client, "/admin/articles/release/", typed)
    assert [release.all_editions[-1].headline for release in releases] == [headline]


def test_a_letter_is_not_taken_for_another(desk_client):
    factories.draft(headline="Йод", language="ru")
    assert not found(desk_client, "/admin/articles/release/", "иод")


@pytest.mark.parametrize("typed", ["елка", "ЁЛКА"])
def test_a_photograph_is_found(desk_client, typed):
    factories.image(title="Ёлка на площади")
    factories.image(title="Other")
    assert [str(image) for image in found(desk_client, "/admin/articles/image/", typed)] == ["Ёлка на площади"]
    answer = desk_client.get("/admin/articles/image/library/", {"q": typed}).json()
    assert [image["title"] for image in answer["images"]] == ["Ёлка на площади"]


@pytest.mark.parametrize("typed", ["алиев", "ӘЛИЕВ"])
def test_a_person_to_call_is_found(desk_client, typed):
    Contact.objects.create(name="Әлиев Руслан")
    Contact.objects.create(name="Other")
    assert [str(contact) for contact in found(desk_client, "/admin/articles/contact/", typed)] == ["Әлиев Руслан"]


def test_people_to_call_stand_in_the_order_of_the_alphabet(desk_client, client):
    names = ["Авдеев", "Ёлкин", "Ельцов", "Жуков", "Яшин"]
    contacts = [Contact.objects.create(name=name) for name in reversed(names)]
    assert [str(contact) for contact in found(desk_client, "/admin/articles/contact/", "")] == names
    release = factories.live_release(language="ru", contacts=contacts)
    text = client.get(release.get_absolute_url()).content.decode()
    assert sorted(names, key=text.index) == names
