"""Renditions: shapes, sizes and formats, and the markup that offers them."""

import io
from pathlib import Path

import html5lib
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from PIL import Image as Picture

from articles import library, renditions
from articles.models import EditionImage, Image


def unsaved(width=2400, height=1600, **fields):
    return Image(**{"pk": 7, "width": width, "height": height, "checksum": "ab" * 32, "title": "Lotus", **fields})


def photograph(width=800, height=600):
    """Put a photograph into the library whose left half is red and whose right half is blue."""
    drawn = Picture.new("RGB", (width, height), "red")
    drawn.paste("blue", (width // 2, 0, width, height))
    file = io.BytesIO()
    drawn.save(file, "JPEG", quality=95)
    return library.add(SimpleUploadedFile("halves.jpg", file.getvalue()), by=None)


def opened(name):
    with default_storage.open(name) as file:
        picture = Picture.open(io.BytesIO(file.read()))
        picture.load()
        return picture


def stored():
    """Return the names of all files in the store, hidden ones too."""
    return sorted(path.name for path in Path(default_storage.path("")).rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("shape", "size", "box"),
    [
        ("whole", (2400, 1600), (0, 0, 2400, 1600)),
        ("wide", (2400, 1600), (0, 125, 2400, 1475)),
        ("wide", (900, 1600), (0, 547, 900, 1053)),
        ("wide", (4000, 900), (1200, 0, 2800, 900)),
        ("square", (2400, 1600), (400, 0, 2000, 1600)),
        ("square", (1, 1), (0, 0, 1, 1)),
        ("standard", (2400, 1600), (134, 0, 2267, 1600)),
    ],
)
def test_a_shape_keeps_the_most_around_the_middle(shape, size, box):
    assert renditions.box(unsaved(*size), shape) == box


@pytest.mark.parametrize(
    ("focal_point", "box"),
    [
        ((0, 0), (0, 0, 1600, 1600)),
        ((40, 50), (160, 0, 1760, 1600)),
        ((75, 50), (800, 0, 2400, 1600)),
        ((100, 100), (800, 0, 2400, 1600)),
    ],
)
def test_a_shape_follows_the_focal_point_and_stays_on_the_photograph(focal_point, box):
    x, y = focal_point
    assert renditions.box(unsaved(focal_x=x, focal_y=y), "square") == box


def test_widths_end_with_the_first_that_the_photograph_does_not_fill():
    assert renditions.widths(unsaved(700, 500), "wide") == [320, 480, 640, 960]
    assert renditions.widths(unsaved(640, 500), "wide") == [320, 480, 640]
    assert renditions.widths(unsaved(100, 100), "wide") == [320]
    assert renditions.widths(unsaved(6000, 4000), "wide") == list(renditions.WIDTHS["wide"])


def test_nothing_is_enlarged():
    assert renditions.size(unsaved(700, 500), "wide", 960) == (700, 394)
    assert renditions.size(unsaved(700, 500), "wide", 640) == (640, 360)


def test_a_tower_has_a_bound_for_its_height():
    width, height = renditions.size(unsaved(1000, 20_000), "whole", 960)
    assert (width, height) == (128, 2560)


def test_the_address_changes_with_the_pixels_and_the_focal_point_alone():
    addresses = {
        renditions.url(image, "wide", 320, "jpg")
        for image in (unsaved(), unsaved(focal_x=51), unsaved(checksum="cd" * 32), unsaved(title="Other"))
    }
    assert len(addresses) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("extension", ["avif", "webp", "jpg"])
@pytest.mark.parametrize("shape", ["wide", "square", "whole"])
def test_a_rendition_has_the_format_and_the_size_that_were_said(shape, extension):
    image = photograph()
    made = opened(renditions.make(image, shape, 320, extension))
    assert made.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[extension]
    assert made.size == renditions.size(image, shape, 320)


@pytest.mark.django_db
def test_a_rendition_shows_what_is_around_the_focal_point():
    image = photograph()
    image.focal_x = 0
    assert opened(renditions.make(image, "square", 160, "jpg")).getpixel((20, 80))[0] > 200
    image.focal_x = 100
    assert opened(renditions.make(image, "square", 160, "jpg")).getpixel((140, 80))[2] > 200


@pytest.mark.django_db
def test_a_rendition_is_made_once(monkeypatch):
    image = photograph()
    name = renditions.make(image, "wide", 320, "webp")
    monkeypatch.setattr(renditions, "_rendered", None)
    assert renditions.make(image, "wide", 320, "webp") == name


@pytest.mark.django_db
def test_widths_beyond_the_photograph_share_one_file():
    image = photograph(700, 500)
    assert renditions.make(image, "whole", 960, "jpg") == renditions.make(image, "whole", 1920, "jpg")


@pytest.mark.django_db
def test_a_rendition_that_another_process_made_meanwhile_does_no_harm(monkeypatch):
    image = photograph()
    rendered = renditions._rendered

    def meanwhile(*args):
        monkeypatch.setattr(renditions, "_rendered", rendered)
        renditions.make(*args)
        return rendered(*args)

    monkeypatch.setattr(renditions, "_rendered", meanwhile)
    assert opened(renditions.make(image, "wide", 320, "jpg")).size == (320, 180)
    assert stored() == sorted(["wide-50-50-320.jpg", Path(image.file.name).name])


@pytest.mark.django_db
def test_a_rendition_that_cannot_be_written_leaves_no_part_of_it(monkeypatch):
    image = photograph()

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(renditions.os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        renditions.make(image, "wide", 320, "jpg")
    assert len(stored()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("content", [None, b"", b"not an image", b"\xff\xd8\xff\xe0 half"])
def test_a_photograph_whose_file_is_gone_or_broken_is_unusable(content):
    image = photograph()
    default_storage.delete(image.file.name)
    if content is not None:
        image.file.name = default_storage.save(image.file.name, ContentFile(content))
    with pytest.raises(renditions.UnusableError):
        renditions.make(image, "wide", 320, "jpg")


@pytest.mark.django_db
def test_a_store_that_is_no_file_system_will_do(monkeypatch):
    storage = InMemoryStorage()
    monkeypatch.setattr(renditions, "default_storage", storage)
    monkeypatch.setattr(Image._meta.get_field("file"), "storage", storage)
    image = photograph()
    name = renditions.make(image, "wide", 320, "webp")
    renditions.keep(name, b"made by a slower process")
    assert storage.size(name) != len(b"made by a slower process")
    assert storage.listdir(name.rpartition("/")[0])[1] == [name.rpartition("/")[2]]


def shown(use, arguments=""):
    markup = Template("{% load pictures %}{% picture use " + arguments + " %}").render(Context({"use": use}))
    return html5lib.parseFragment(markup, namespaceHTMLElements=False)


def test_the_tag_offers_avif_webp_and_a_jpeg_that_fits():
    fragment = shown(unsaved(700, 500, alternative_text="A lotus"), 'sizes="50vw"')
    first, second = fragment.findall(".//source")
    assert (first.attrib["type"], second.attrib["type"]) == ("image/avif", "image/webp")
    assert first.attrib["srcset"].endswith("wide-960.avif 700w")
    assert first.attrib["sizes"] == "50vw"
    img = fragment.find(".//img")
    assert img.attrib["src"].endswith("wide-960.jpg")
    assert [part.split()[1] for part in img.attrib["srcset"].split(", ")] == ["320w", "480w", "640w", "700w"]
    assert (img.attrib["width"], img.attrib["height"]) == ("700", "394")
    assert img.attrib["alt"] == "A lotus"
    assert (img.attrib["loading"], img.attrib["decoding"]) == ("lazy", "async")
    assert "fetchpriority" not in img.attrib


def test_every_address_that_the_tag_offers_is_one_that_is_known():
    markup = Template("{% load pictures %}{% picture use %}").render(Context({"use": unsaved()}))
    addresses = [word for word in markup.replace('"', " ").split() if word.startswith("/media/")]
    assert len(addresses) == 22
    for address in addresses:
        shape, _hyphen, rest = address.rpartition("/")[2].partition("-")
        width, _dot, extension = rest.partition(".")
        assert renditions.is_known(shape, int(width), extension)


def test_the_photograph_that_a_page_begins_with_is_not_put_off():
    img = shown(unsaved(), 'loading="eager"').find(".//img")
    assert img.attrib["fetchpriority"] == "high"
    assert "loading" not in img.attrib


def test_the_tag_shows_the_words_of_the_use():
    use = EditionImage(image=unsaved(alternative_text="The library's"), alternative_text="The edition's")
    assert shown(use).find(".//img").attrib["alt"] == "The edition's"
    use.is_decorative = True
    assert shown(use).find(".//img").attrib["alt"] == ""
    assert shown(use, 'alt="Given"').find(".//img").attrib["alt"] == "Given"


def test_the_tag_escapes_what_it_shows():
    hostile = "\"'><script>alert(1)</script>"
    fragment = shown(unsaved(alternative_text=hostile))
    assert fragment.find(".//script") is None
    assert fragment.find(".//img").attrib["alt"] == hostile


def test_the_tag_shows_nothing_where_there_is_no_photograph():
    assert Template("{% load pictures %}{% picture use %}").render(Context({"use": None})).strip() == ""


def test_large_numbers_have_no_separators(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    img = shown(unsaved(6000, 4000), 'shape="whole"').find(".//img")
    assert img.attrib["width"].isdigit()
