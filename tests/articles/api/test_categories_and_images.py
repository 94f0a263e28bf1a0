"""Categories with their counts, and photographs with their files."""

import pytest

from articles import library, renditions, workflow
from articles.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


def categories(client):
    return client.get("/api/v1/categories/").json()["categories"]


def test_categories_have_names_addresses_and_counts_in_each_language(client, at, settings):
    settings.SITE_URL = "https://press.example.org"
    at("2022-05-28 09:00")
    roads = factories.CategoryFactory(position=2, text__name="Roads", text__slug="roads")
    factories.CategoryTextFactory(category=roads, language="ru", name="Дороги", slug="dorogi")
    first = factories.CategoryFactory(position=1)
    factories.live_release(categories=[roads])
    moment = at("2022-05-28 10:30")
    at("2022-05-28 09:00")
    factories.scheduled_release(moment, categories=[roads])
    factories.live_release(categories=[roads], language="ru")
    at("2022-05-28 10:29:59")
    assert [one["id"] for one in categories(client)] == [first.pk, roads.pk]
    assert categories(client)[1]["names"] == [
        {
            "language": "en",
            "name": "Roads",
            "slug": "roads",
            "page": "https://press.example.org/category/roads/",
            "releases": 1,
        },
        {
            "language": "ru",
            "name": "Дороги",
            "slug": "dorogi",
            "page": "https://press.example.org/ru/category/dorogi/",
            "releases": 1,
        },
    ]
    at("2022-05-28 10:30:00")
    assert categories(client)[1]["names"][0]["releases"] == 2


def test_a_photograph_has_every_file_that_there_is(client):
    image = factories.image(factories.jpeg(1000, 800))
    factories.live_release(lead_image=image)
    found = client.get(f"/api/v1/images/{image.pk}/").json()
    assert (found["width"], found["height"]) == (1000, 800)
    assert {one["shape"] for one in found["renditions"]} == set(renditions.SHAPES)
    assert {one["type"] for one in found["renditions"]} == {"image/avif", "image/webp", "image/jpeg"}
    wide = next(one for one in found["renditions"] if one["shape"] == "wide" and one["type"] == "image/jpeg")
    assert (wide["width"], wide["height"]) == (320, 180)
    response = client.get(wide["url"].partition("8000")[2])
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"


def test_only_one_that_the_public_sees_is_told(client, at, editor):
    at("2022-05-28 09:00")
    image = factories.image()
    path = f"/api/v1/images/{image.pk}/"
    moment = at("2022-05-28 10:30")
    at("2022-05-28 09:00")
    release = factories.scheduled_release(moment, lead_image=image)
    at("2022-05-28 10:29:59")
    assert client.get(path).status_code == 404
    at("2022-05-28 10:30:00")
    assert client.get(path).status_code == 200
    workflow.remove(release, by=editor, reason="A court forbade it.")
    assert client.get(path).status_code == 404


def test_its_words_are_those_of_the_latest_edition_and_not_the_librarys(client, editor):
    image = factories.image(caption="As published")
    path = f"/api/v1/images/{image.pk}/"
    factories.live_release(lead_image=image)
    library.change(image, by=editor, caption="As somebody is drafting it")
    assert client.get(path).json()["caption"] == "As published"


def test_one_that_a_page_about_the_site_shows_has_its_own_words(client):
    image = factories.image(caption="The building")
    path = f"/api/v1/images/{image.pk}/"
    assert client.get(path).status_code == 404
    page = Page.objects.create(slug="us", title="Us", body=f'<figure><img data-image="{image.pk}"></figure>')
    page.images.set([image])
    assert client.get(path).json()["caption"] == "The building"


def test_they_cost_a_constant_number_of_queries(client, django_assert_num_queries):
    image = factories.image()
    for number in range(3):
        factories.live_release(lead_image=image, categories=[factories.CategoryFactory()], slug=f"r{number}")
    categories(client)
    # The salt of the day and the count of the limit come before.
    with django_assert_num_queries(2 + 2):
        categories(client)
    with django_assert_num_queries(2 + 2):
        client.get(f"/api/v1/images/{image.pk}/")
