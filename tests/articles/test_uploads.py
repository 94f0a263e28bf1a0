"""The editor's doors to the library: putting a photograph in, and choosing one."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from PIL import Image as Picture

from articles.models import Image
from articles.views import uploads
from tests.factories import image as photograph
from tests.factories import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def size(request):
    """Answer with how much of the upload was kept."""
    return HttpResponse(str(request.FILES["upload"].size))


urlpatterns = [
    path("upload/", uploads.upload),
    path("library/", uploads.library),
    path("size/", size),
    path("", include("articles.urls")),
]


@pytest.fixture
def desk(admin, client_for):
    return client_for(admin)


def answer(response):
    assert "no-store" in response.headers["Cache-Control"]
    return json.loads(response.content)


def test_an_upload_is_in_the_library_and_in_the_text(desk, admin):
    response = desk.post("/upload/", {"upload": jpeg(name="Lotus_field.jpg")})
    given = answer(response)
    image = Image.objects.get()
    assert response.status_code == 200
    assert (given["uploaded"], given["fileName"], given["id"]) == (1, "Lotus field", image.pk)
    assert given["url"].startswith(f"/media/{image.pk}/")
    assert image.uploaded_by == admin
    served = desk.get(given["url"])
    assert served.status_code == 200


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"upload": SimpleUploadedFile("x.jpg", b"<script>alert(1)</script>")}, "not a photograph"),
        ({"upload": SimpleUploadedFile("x.jpg", b"")}, "empty"),
        ({}, "No file"),
    ],
)
def test_a_refusal_says_why_in_the_editors_terms(desk, fields, message):
    given = answer(desk.post("/upload/", fields))
    assert given["uploaded"] == 0
    assert message in given["error"]["message"]
    assert not Image.objects.exists()


@pytest.mark.parametrize("path", ["/upload/", "/library/"])
def test_the_public_gets_neither(client, client_for, author, path):
    send = client.post if path == "/upload/" else client.get
    assert answer(send(path))["error"]["message"]
    assert send(path).status_code == 403
    author.groups.clear()
    signed_in = client_for(author)
    assert (signed_in.post if path == "/upload/" else signed_in.get)(path).status_code == 403
    assert not Image.objects.exists()


def test_an_upload_needs_its_token(admin):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin)
    assert strict.post("/upload/", {"upload": jpeg()}).status_code == 403


def test_upload_is_post_and_library_is_get(desk):
    assert desk.get("/upload/").status_code == 405
    assert desk.post("/library/").status_code == 405


def test_what_is_too_large_is_not_kept_whole(desk, settings):
    settings.IMAGE_MAX_BYTES = 100_000
    kept = desk.post("/size/", {"upload": SimpleUploadedFile("x.jpg", b"x" * 1_000_000)})
    assert 100_000 < int(kept.content) < 100_000 + 2 * 65_536
    given = answer(desk.post("/upload/", {"upload": SimpleUploadedFile("x.jpg", b"x" * 1_000_000)}))
    assert "larger" in given["error"]["message"]


def test_the_library_lists_the_latest_first_with_what_the_picker_needs(desk):
    first, second = photograph(title="First"), photograph(title="Second", caption="Delta", credit="R.")
    given = answer(desk.get("/library/"))
    assert [image["id"] for image in given["images"]] == [second.pk, first.pk]
    assert (given["count"], given["page"], given["pages"]) == (2, 1, 1)
    described = given["images"][0]
    assert (described["title"], described["caption"], described["credit"]) == ("Second", "Delta", "R.")
    thumbnail = desk.get(described["thumbnail"])
    assert thumbnail.status_code == 200


@pytest.mark.parametrize(("query", "count"), [("lotus", 1), ("LOTUS иванова", 1), ("lotus x", 0), ("", 2), ("\0", 2)])
def test_every_word_that_is_searched_for_has_to_be_there(desk, query, count):
    photograph(title="Lotus", credit="Р. Иванова")
    photograph(title="Steppe", caption="Saigas")
    assert answer(desk.get("/library/", {"q": query}))["count"] == count


def test_the_library_comes_in_pages_and_a_foolish_page_is_the_nearest(desk, monkeypatch):
    monkeypatch.setattr(uploads, "PAGE_SIZE", 2)
    for _number in range(3):
        photograph()
    assert [len(answer(desk.get("/library/", {"page": page}))["images"]) for page in ("1", "2", "99", "x")] == [
        2,
        1,
        1,
        2,
    ]


def test_the_library_costs_the_same_at_any_size(desk, django_assert_max_num_queries):
    for _number in range(5):
        photograph()
    with django_assert_max_num_queries(6):
        desk.get("/library/")


def test_a_picture_longer_than_a_jpeg_can_be_is_refused(desk):
    file = io.BytesIO()
    Picture.new("1", (70_000, 64)).save(file, "PNG")
    response = desk.post("/upload/", {"upload": SimpleUploadedFile("a.png", file.getvalue())})
    assert response.json()["uploaded"] == 0
    assert "65500" in response.json()["error"]["message"]
    assert not Image.objects.exists()
