"""What is text and anybody's goes over the wire compressed; what is one reader's, and files, do not."""

import gzip

import pytest

from articles import renditions
from tests import factories

TAKES_GZIP = {"Accept-Encoding": "gzip, br"}

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_public_page_is_compressed_for_whoever_takes_it_so(client):
    plain = client.get("/")
    compressed = client.get("/", headers=TAKES_GZIP)
    assert "Content-Encoding" not in plain
    assert compressed["Content-Encoding"] == "gzip"
    assert int(compressed["Content-Length"]) == len(compressed.content) < len(plain.content) / 2
    assert gzip.decompress(compressed.content) == plain.content
    assert plain["Vary"] == compressed["Vary"] == "Accept-Encoding"


def test_a_feed_is_compressed_and_a_photograph_is_not(client):
    release = factories.live_release(lead_image=factories.image())
    image = release.editions.get().images.get().image
    assert client.get("/feed/", headers=TAKES_GZIP)["Content-Encoding"] == "gzip"
    photograph = client.get(renditions.url(image, "wide", 320, "jpg"), headers=TAKES_GZIP)
    assert photograph["Cache-Control"].startswith("public")
    assert "Content-Encoding" not in photograph


def test_what_one_reader_sees_is_not_compressed_since_its_length_would_tell_of_it(client_for, client, admin):
    release = factories.live_release()
    for response in (
        client.get(release.url("comments:reply"), headers=TAKES_GZIP),
        client_for(admin).get("/admin/", headers=TAKES_GZIP),
    ):
        assert response.status_code == 200
        assert "Content-Encoding" not in response
