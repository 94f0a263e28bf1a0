"""The photograph library at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Image
from tests import factories

LIST, ADD = "/admin/articles/image/", "/admin/articles/image/add/"


@pytest.fixture
def desk_client(client_for, author):
    return client_for(author)


def typed(**fields):
    return {"title": "", "alternative_text": "", "caption": "", "credit": "", "focal_x": 50, "focal_y": 50} | fields


def test_a_photograph_is_added_with_its_words(desk_client, author):
    data = typed(upload=factories.jpeg(name="bridge.jpg"), alternative_text="A bridge", focal_x=20)
    assert desk_client.post(ADD, data).status_code == 302
    image = Image.objects.get()
    assert (image.title, image.alternative_text, image.focal_x, image.uploaded_by) == ("bridge", "A bridge", 20, author)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.jpg", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("half.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50),
        ("empty.jpg", b""),
    ],
)
def test_what_is_no_photograph_is_refused_and_nothing_is_stored(desk_client, name, content):
    data = typed(upload=SimpleUploadedFile(name, content, "image/jpeg"), title="Kept")
    response = desk_client.post(ADD, data)
    assert response.status_code == 422
    assert 'id="id_upload_error"' in response.content.decode()
    assert 'value="Kept"' in response.content.decode()
    assert not Image.objects.exists()


def test_the_same_file_again_is_the_photograph_that_is_there(desk_client):
    upload = factories.jpeg()
    content = upload.read()
    for _time in range(2):
        desk_client.post(ADD, typed(upload=SimpleUploadedFile("a.jpg", content, "image/jpeg")))
    assert Image.objects.count() == 1


def test_a_photograph_added_again_keeps_its_focal_point(desk_client):
    content = factories.jpeg().read()
    for focal_x in (20, 50):
        upload = SimpleUploadedFile("bridge.jpg", content, "image/jpeg")
        desk_client.post(ADD, typed(upload=upload, alternative_text="A bridge", focal_x=focal_x))
    assert Image.objects.get().focal_x == 20


def test_words_and_focal_point_are_changed_and_the_file_is_not(desk_client):
    image = factories.image()
    before = image.file.name
    url = reverse("admin:articles_image_change", args=[image.pk])
    desk_client.post(url, typed(title="Other", alternative_text="Words", focal_x=10, file=factories.jpeg()))
    image.refresh_from_db()
    assert (image.title, image.alternative_text, image.focal_x, image.file.name) == ("Other", "Words", 10, before)


def test_either_decorative_or_described(desk_client):
    image = factories.image()
    url = reverse("admin:articles_image_change", args=[image.pk])
    response = desk_client.post(url, typed(title="T", alternative_text="Words", is_decorative="on"))
    assert response.status_code == 422


def test_a_photograph_tells_where_it_is_used_and_is_never_deleted(client_for, admin):
    image = factories.image()
    edition = factories.draft(lead_image=image)
    client = client_for(admin)
    assert edition.headline in client.get(f"{LIST}{image.pk}/change/").content.decode()
    assert client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_library_is_searched(desk_client):
    factories.image(title="A bridge")
    factories.image(title="A school")
    text = desk_client.get(LIST, {"q": "bridge"}).content.decode()
    assert "A bridge" in text
    assert "A school" not in text


def test_a_larger_library_costs_no_more_queries(desk_client, django_assert_max_num_queries):
    factories.image()
    desk_client.get(LIST)
    with django_assert_max_num_queries(100) as few:
        desk_client.get(LIST)
    for _number in range(4):
        factories.image()
    with django_assert_max_num_queries(len(few)):
        desk_client.get(LIST)


def test_the_picker_has_its_doors(desk_client, client_for, moderator):
    image = factories.image(title="A bridge")
    found = desk_client.get(reverse("admin:articles_image_library")).json()["images"]
    assert [one["id"] for one in found] == [image.pk]
    assert client_for(moderator).get(reverse("admin:articles_image_library")).status_code == 403
