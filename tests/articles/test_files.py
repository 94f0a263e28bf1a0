"""The view that serves files: who gets a photograph, and when."""

import io

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Picture

from articles import renditions
from articles.models import Edition, EditionImage, Page, Release
from tests.factories import image as photograph

pytestmark = pytest.mark.django_db

WHEN = timezone.datetime(2022, 5, 28, 12, tzinfo=timezone.get_fixed_timezone(240))
HOUR = timezone.timedelta(hours=1)


@pytest.fixture
def image():
    return photograph()


@pytest.fixture
def url(image):
    return renditions.url(image, "wide", 320, "webp")


def release(**fields):
    return Release.objects.create(**{"slug": "news", "date": WHEN.date(), "published_at": WHEN, **fields})


def edition(image, role="lead", **fields):
    """Use the photograph in an edition that is live from WHEN, unless `fields` say otherwise."""
    fields = {"stage": Edition.Stage.APPROVED, "live_from": WHEN, "headline": "News", **fields}
    fields.setdefault("release", None)
    fields["release"] = fields["release"] or release()
    made = Edition.objects.create(**fields)
    EditionImage.objects.create(edition=made, image=image, role=role)
    return made


def status(client, url, at=WHEN):
    with time_machine.travel(at, tick=False):
        return client.get(url).status_code


@pytest.mark.parametrize("role", ["lead", "gallery", "body"])
def test_the_photograph_of_a_live_release_is_everybodys(client, image, url, role):
    edition(image, role)
    with time_machine.travel(WHEN, tick=False):
        response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=600"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert Picture.open(io.BytesIO(response.content)).size == (320, 180)


def test_a_scheduled_release_shows_its_photograph_from_its_moment_on(client, image, url):
    edition(image)
    assert status(client, url, WHEN - HOUR / 3600) == 404
    assert status(client, url, WHEN) == 200


def test_what_was_superseded_stays_on_record_with_its_photograph(client, image, url):
    first = edition(image, live_until=WHEN + HOUR)
    edition(photograph(), release=first.release, number=2, live_from=WHEN + HOUR)
    assert status(client, url, WHEN + 2 * HOUR) == 200


def test_a_withdrawn_release_keeps_its_photograph(client, image, url):
    first = edition(image, live_until=WHEN + HOUR)
    edition(image, release=first.release, number=2, live_from=WHEN + HOUR, kind=Edition.Kind.WITHDRAWAL)
    assert status(client, url, WHEN + 2 * HOUR) == 200


def test_a_removed_release_takes_its_photograph_along(client, image, url):
    shown = edition(image)
    assert status(client, url) == 200
    Release.objects.filter(pk=shown.release_id).update(removed_at=WHEN)
    assert status(client, url) == 404


def test_a_photograph_that_another_release_shows_too_stays(client, image, url):
    edition(image, release=release(removed_at=WHEN))
    edition(image, release=release(slug="other"))
    assert status(client, url) == 200


@pytest.mark.parametrize("stage", [Edition.Stage.DRAFT, Edition.Stage.REVIEW, Edition.Stage.DISCARDED])
def test_what_was_never_approved_shows_nothing(client, image, url, stage):
    edition(image, stage=stage, live_from=None)
    assert status(client, url) == 404


def test_a_page_under_about_shows_its_photographs(client, image, url):
    page = Page.objects.create(slug="rules", title="Rules")
    assert status(client, url) == 404
    page.images.add(image)
    assert status(client, url) == 200


def test_the_desk_sees_what_the_public_does_not(client_for, author, image, url):
    response = client_for(author).get(url)
    assert response.status_code == 200
    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert response.content


def test_only_those_of_the_desk_do(client_for, author, image, url):
    author.is_staff = False
    author.save()
    assert client_for(author).get(url).status_code == 404


@pytest.mark.parametrize("permission", ["view_edition", "view_image"])
def test_a_session_alone_is_not_the_desk(client_for, moderator, url, permission):
    client = client_for(moderator)
    assert client.get(url).status_code == 404
    moderator.user_permissions.add(Permission.objects.get(codename=permission))
    assert client.get(url).status_code == 200


def test_a_public_answer_does_not_depend_on_who_asks(client_for, author, image, url):
    edition(image)
    response = client_for(author).get(url)
    assert response.headers["Cache-Control"] == "public, max-age=600"
    assert "Cookie" not in response.headers.get("Vary", "")


def test_what_is_not_there_is_not_kept_by_caches(client, url):
    response = client.get(url)
    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "name", ["wide-321.webp", "wide-0.webp", "tall-320.webp", "wide-320.png", "wide-320.svg", "square-1920.jpg"]
)
def test_a_rendition_that_nobody_offers_is_not_made(client, image, url, name):
    edition(image)
    assert status(client, url) == 200
    assert status(client, url.replace("wide-320.webp", name)) == 404


@pytest.mark.parametrize("path", ["/media/999/a/wide-320.webp", "/media/1/../a.webp", "/media/", "/media/images/"])
def test_an_address_that_never_was_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_earlier_version_answers_with_the_present_file(client, image, url):
    edition(image)
    image.focal_x = 90
    image.save()
    assert renditions.url(image, "wide", 320, "webp") != url
    assert status(client, url) == 200


def test_it_costs_one_query_whoever_uses_it(client, image, url, django_assert_num_queries):
    for number in range(3):
        edition(image, release=release(slug=f"news-{number}"))
    for _twice in range(2):
        with django_assert_num_queries(1), time_machine.travel(WHEN, tick=False):
            client.get(url)


def test_who_has_it_already_gets_no_bytes(client, image, url):
    edition(image)
    with time_machine.travel(WHEN, tick=False):
        first = client.get(url)
        by_tag = client.get(url, headers={"if-none-match": first.headers["ETag"]})
        by_date = client.get(url, headers={"if-modified-since": first.headers["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_tag.headers["Cache-Control"] == "public, max-age=600"
    assert by_tag.headers["ETag"] == first.headers["ETag"]
    assert by_date.status_code == 304


def test_another_cut_has_another_tag(client, image, url):
    edition(image)
    with time_machine.travel(WHEN, tick=False):
        before = client.get(url)
        image.focal_x = 100
        image.save()
        after = client.get(url)
    assert before.headers["ETag"] != after.headers["ETag"]


def test_head_answers_without_bytes(client, image, url):
    edition(image)
    with time_machine.travel(WHEN, tick=False):
        response = client.head(url)
    assert response.status_code == 200
    assert int(response.headers["Content-Length"]) > 0


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_else_is_allowed(client, url, method):
    assert getattr(client, method)(url).status_code == 405


def test_nginx_is_handed_the_file_where_there_is_one(client, image, url, settings):
    settings.MEDIA_ACCEL = "/protected/"
    edition(image)
    with time_machine.travel(WHEN, tick=False):
        response = client.get(url)
    assert response.headers["X-Accel-Redirect"].startswith("/protected/renditions/")
    assert default_storage.exists(response.headers["X-Accel-Redirect"].removeprefix("/protected/"))
    assert response.content == b""
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=600"


def test_a_file_that_is_gone_is_not_found_and_told_to_the_engineer(client, image, url, caplog):
    edition(image)
    default_storage.delete(image.file.name)
    assert status(client, url) == 404
    assert "can't be made" in caplog.text
