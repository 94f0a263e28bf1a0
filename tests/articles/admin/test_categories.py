"""Categories at the desk: names in each language, old addresses that keep working."""

import pytest
from django.urls import reverse

from articles import categories
from articles.models import Category, CategoryText, OldAddress
from pressroom.models import Profile
from pressroom.refusals import Refused
from tests import factories

LIST, ADD = "/admin/articles/category/", "/admin/articles/category/add/"


@pytest.fixture
def desk_client(client_for, editor):
    return client_for(editor)


def typed(*names, category=None, **fields):
    texts = list(category.texts.order_by("pk")) if category else []
    data = {"position": 1, "texts-TOTAL_FORMS": len(names), "texts-INITIAL_FORMS": len(texts)}
    for place, (language, name, slug) in enumerate(names):
        row = {"language": language, "name": name, "slug": slug, "description": ""}
        if place < len(texts):
            row |= {"id": texts[place].pk, "category": category.pk}
        data |= {f"texts-{place}-{key}": value for key, value in row.items()}
    return data | fields


def test_a_category_is_named_in_two_languages_and_its_slugs_are_made(desk_client):
    response = desk_client.post(ADD, typed(("en", "Culture", ""), ("ru", "Культура", "")))
    assert response.status_code == 302
    assert sorted(CategoryText.objects.values_list("language", "slug")) == [("en", "culture"), ("ru", "kultura")]


def test_a_category_without_a_name_is_refused_and_the_summary_says_why(desk_client):
    response = desk_client.post(ADD, typed(("en", "", "")))
    assert response.status_code == 422
    assert response.content.decode().count("Name the category in one language at least.") == 2
    assert not Category.objects.exists()


def test_a_new_category_is_offered_the_place_after_the_others(desk_client):
    factories.CategoryFactory(position=4)
    form = desk_client.get(ADD).context_data["adminform"].form
    assert form["position"].value() == 5


def test_another_slug_leaves_the_old_address_working(desk_client):
    category = factories.CategoryFactory(text__name="Culture", text__slug="culture")
    data = typed(("en", "Culture and arts", "arts"), category=category)
    assert desk_client.post(f"{LIST}{category.pk}/change/", data).status_code == 302
    text = category.texts.get()
    assert text.get_absolute_url() == "/category/arts/"
    assert OldAddress.objects.get(path="/category/culture/").category_text == text


def test_a_category_takes_its_old_slug_back(editor):
    text = factories.CategoryFactory(text__slug="culture").texts.get()
    categories.rename(text, by=editor, slug="arts")
    categories.rename(text, by=editor, slug="culture")
    assert list(OldAddress.objects.values_list("path", flat=True)) == ["/category/arts/"]


def test_nobody_else_takes_an_old_address(desk_client, editor):
    text = factories.CategoryFactory(text__slug="culture").texts.get()
    categories.rename(text, by=editor, slug="arts")
    response = desk_client.post(ADD, typed(("en", "Culture", "culture")))
    assert response.status_code == 422
    assert "old address" in response.content.decode()
    assert Category.objects.count() == 1


def test_who_may_not_rename_is_refused(author):
    text = factories.CategoryFactory(text__slug="culture").texts.get()
    with pytest.raises(Refused):
        categories.rename(text, by=author, slug="arts")


def test_a_category_that_releases_have_stays(desk_client):
    used, unused = factories.CategoryFactory(), factories.CategoryFactory()
    factories.draft(categories=[used])
    refused = desk_client.post(f"{LIST}{used.pk}/delete/", {"post": "yes"}, follow=True)
    assert "deleted. It can be renamed" in refused.content.decode()
    desk_client.post(f"{LIST}{unused.pk}/delete/", {"post": "yes"})
    assert list(Category.objects.all()) == [used]


def test_the_list_opens_is_searched_and_costs_the_same(desk_client, django_assert_max_num_queries):
    factories.CategoryFactory(text__name="Culture")
    assert "Culture" in desk_client.get(LIST, {"q": "cult"}).content.decode()
    with django_assert_max_num_queries(100) as few:
        desk_client.get(LIST)
    for _number in range(4):
        factories.CategoryFactory()
    with django_assert_max_num_queries(len(few)):
        desk_client.get(LIST)


@pytest.mark.parametrize(("language", "name"), [("ru", "Культура"), ("kk", "Culture")])
def test_the_desk_names_them_in_its_language_or_else_in_the_sites(desk_client, editor, language, name):
    culture = factories.CategoryFactory(text__name="Culture")
    factories.CategoryTextFactory(category=culture, language="ru", name="Культура")
    Profile.objects.create(user=editor, language=language)
    assert f">{name}</a>" in desk_client.get(LIST).content.decode()
    assert f"› {name}" in " ".join(desk_client.get(f"{LIST}{culture.pk}/change/").content.decode().split())
    assert f">{name}</a>" in desk_client.get(reverse("admin:articles_release_changelist")).content.decode()
