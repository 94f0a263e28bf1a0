"""The library: what it accepts and what becomes of it, and what it refuses."""

import datetime
import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.utils import timezone
from PIL import Image as Picture
from PIL import ImageCms, ImageDraw, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from articles import library, workflow
from articles.models import Image
from pressroom import pictures
from pressroom.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def picture(width=640, height=480, mode="RGB", color=(180, 90, 30)):
    drawn = Picture.new(mode, (width, height), color)
    if mode == "RGB":
        ImageDraw.Draw(drawn).ellipse((10, 10, width // 2, height // 2), fill=(20, 80, 160))
    return drawn


def encoded(drawn=None, file_format="JPEG", **options):
    file = io.BytesIO()
    (drawn or picture()).save(file, file_format, **options)
    return file.getvalue()


def upload(content, name="photograph.jpg"):
    return SimpleUploadedFile(name, content)


def add(content=None, name="photograph.jpg", **words):
    return library.add(upload(encoded() if content is None else content, name), by=None, **words)


def kept(image):
    with default_storage.open(image.file.name) as file:
        opened = Picture.open(io.BytesIO(file.read()))
        opened.load()
        return opened


def files():
    """Return every file in the store."""
    found, folders = [], [""]
    while folders:
        folder = folders.pop()
        try:
            below, here = default_storage.listdir(folder)
        except FileNotFoundError:
            continue
        found += [f"{folder}{name}" for name in here]
        folders += [f"{folder}{name}/" for name in below]
    return found


def png_claiming(width, height):
    """Return a PNG of a hundred bytes whose header claims any size."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_photograph_is_kept_as_a_jpeg_whatever_it_came_as(file_format):
    image = add(encoded(file_format=file_format))
    assert kept(image).format == "JPEG"
    assert (image.width, image.height) == kept(image).size == (640, 480)
    assert image.size == default_storage.size(image.file.name)


def test_its_name_is_none_of_the_users():
    image = add(name="../../Ивановы на даче.php.jpg")
    assert image.checksum[:24] in image.file.name
    assert image.file.name.startswith("images/")
    assert files() == [image.file.name]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("DSC_0042 (final).jpg", "DSC 0042 (final)"),
        ("C:\\Фото\\Губернатор_в_дельте.JPEG", "Губернатор в дельте"),
        ("\x00\x01.jpg", "Photograph"),
        ("x" * 300 + ".jpg", "x" * 160),
    ],
)
def test_its_title_is_made_of_the_files_name(name, title):
    file = upload(encoded())
    file._name = name
    assert library.add(file, by=None).title == title


def test_it_has_the_words_that_it_was_given(editor_user):
    words = {"alternative_text": "A lotus", "caption": "In the delta", "credit": "R. Ivanova", "is_decorative": False}
    image = library.add(upload(encoded()), by=editor_user, title=" Lotus ", **words)
    image.refresh_from_db()
    assert image.words == words
    assert (image.title, image.uploaded_by) == ("Lotus", editor_user)


@pytest.fixture
def editor_user(db):
    return get_user_model().objects.create_superuser("somebody")


def test_who_may_not_add_is_refused():
    with pytest.raises(PermissionDenied):
        library.add(upload(encoded()), by=get_user_model().objects.create_user("nobody"))
    assert (Image.objects.count(), files()) == (0, [])


def test_where_it_was_taken_and_by_which_camera_stays_outside():
    exif = Picture.Exif()
    exif[TiffImagePlugin.IMAGEDESCRIPTION] = "SECRET-DESCRIPTION"
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 20.0, 58.0), 3: "E", 4: (48.0, 2.0, 10.0), 29: "SECRET-DATE"})
    content = encoded(exif=exif, comment=b"SECRET-COMMENT", xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>")
    with Picture.open(io.BytesIO(content)) as before:
        assert before.getexif().get_ifd(0x8825)[2] == (46.0, 20.0, 58.0)
    image = add(content + b"SECRET-TRAILER")
    after = kept(image)
    assert not after.getexif()
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "dpi"}
    with default_storage.open(image.file.name) as file:
        assert b"SECRET" not in file.read()


def test_the_text_chunks_of_a_png_stay_outside():
    text = PngInfo()
    text.add_text("Comment", "SECRET")
    image = add(encoded(file_format="PNG", pnginfo=text))
    assert not {"Comment", "comment"} & set(kept(image).info)


def test_it_stands_upright_as_the_camera_was_held():
    drawn = Picture.new("RGB", (600, 400), "red")
    drawn.paste("blue", (0, 0, 300, 400))
    exif = Picture.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise to show
    image = add(encoded(drawn, exif=exif))
    assert (image.width, image.height) == (400, 600)
    upper, lower = kept(image).getpixel((200, 100)), kept(image).getpixel((200, 500))
    assert upper[2] > 200
    assert lower[0] > 200


def test_its_colours_are_srgb_and_a_broken_profile_is_left_aside():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    plain = add(encoded(picture(color=(200, 40, 40)), icc_profile=srgb.tobytes(), quality=95))
    assert kept(plain).getpixel((600, 400)) == pytest.approx((200, 40, 40), abs=4)
    assert "icc_profile" not in kept(plain).info
    broken = add(encoded(picture(color=(40, 200, 40)), icc_profile=lab.tobytes(), quality=95))
    assert kept(broken).getpixel((600, 400)) == pytest.approx((40, 200, 40), abs=4)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode):
    drawn = Picture.new("RGBA", (200, 200), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": drawn.getpixel((0, 0))} if mode == "P" else {}
    image = add(encoded(drawn, "PNG", **options))
    assert kept(image).getpixel((100, 100)) == (255, 255, 255)


@pytest.mark.parametrize(("mode", "color"), [("L", 128), ("1", 1), ("CMYK", (0, 0, 0, 0)), ("I;16", 65535 // 2)])
def test_other_kinds_of_pixels_are_understood(mode, color):
    file_format = "JPEG" if mode == "CMYK" else "PNG"
    image = add(encoded(Picture.new(mode, (200, 200), color), file_format))
    level = kept(image).getpixel((100, 100))[0]
    assert level == pytest.approx({"L": 128, "1": 255, "CMYK": 255, "I;16": 127}[mode], abs=3)


def test_a_cameras_second_frame_is_no_animation():
    second = picture(160, 120)
    image = add(encoded(picture(), "MPO", save_all=True, append_images=[second]))
    assert (image.width, image.height) == (640, 480)


def test_the_same_bytes_again_are_the_photograph_that_is_there():
    content = encoded()
    first = add(content, caption="First")
    again = add(content, name="other.jpg", caption="Second")
    assert again == first
    assert again.caption == "First"
    assert len(files()) == 1


def test_two_at_once_with_the_same_bytes_get_the_same_photograph(monkeypatch):
    """The other one's row appears after the first question was answered with 'not there'."""
    content = encoded()
    developed = library._developed

    def meanwhile(given):
        monkeypatch.setattr(library, "_developed", developed)
        meanwhile.other = add(content)
        return developed(given)

    monkeypatch.setattr(library, "_developed", meanwhile)
    assert add(content) == meanwhile.other
    assert Image.objects.count() == 1
    assert files() == [meanwhile.other.file.name]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "empty", "empty"),
        (b"just text, named .jpg", "not_an_image", "not a photograph"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "not_an_image", "not a photograph"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_an_image", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0" + b"\0" * 64, "not_an_image", "HEIC"),
        (encoded(file_format="TIFF"), "not_an_image", "TIFF"),
        (encoded(file_format="BMP"), "not_an_image", "not a photograph"),
        (b"%PDF-1.7\n" + b"0" * 100, "not_an_image", "not a photograph"),
        (encoded()[: len(encoded()) // 2], "damaged", "incomplete"),
        (encoded(file_format="PNG")[:-400], "damaged", "incomplete"),
        (encoded(file_format="WEBP")[:-200], "damaged", "incomplete"),
        (encoded(file_format="AVIF")[:-200], "damaged", "incomplete"),
        (png_claiming(640, 480), "damaged", "incomplete"),
        (png_claiming(30_000, 30_000), "too_many_pixels", "40 megapixels"),
        (png_claiming(12_000, 9_000), "too_many_pixels", "40 megapixels"),
        (encoded(Picture.new("1", (8000, 5001)), "PNG"), "too_many_pixels", "40 megapixels"),
        (encoded(Picture.new("RGB", (63, 900))), "too_small", "63 by 900"),
        (
            encoded(file_format="GIF", save_all=True, append_images=[picture(color=(0, 0, 0))]),
            "animated",
            "animated",
        ),
        (
            encoded(file_format="WEBP", save_all=True, append_images=[picture(color=(0, 0, 0))]),
            "animated",
            "animated",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_usable_photograph_is_refused_and_leaves_nothing(content, code, message):
    with pytest.raises(ValidationError, match=message) as refusal:
        add(content)
    assert refusal.value.code == code
    assert (Image.objects.count(), files()) == (0, [])


def test_a_file_over_the_bound_is_refused_without_being_read_whole(settings):
    settings.IMAGE_MAX_BYTES = 1000
    file = upload(encoded())
    with pytest.raises(ValidationError, match="larger than 1000") as refusal:
        library.add(file, by=None)
    assert refusal.value.code == "too_large"
    assert file.tell() == 1001


def test_forty_megapixels_are_just_accepted():
    image = add(encoded(Picture.new("1", (8000, 5000), 1), "PNG"))
    assert (image.width, image.height) == (8000, 5000)


def test_words_that_are_too_long_are_refused():
    with pytest.raises(ValidationError):
        add(caption="x" * 401)
    assert (Image.objects.count(), files()) == (0, [])


def test_a_row_that_cannot_be_written_leaves_no_file(monkeypatch):
    def fail(*args, **kwargs):
        Image._meta.get_field("file").pre_save(args[0], True)
        raise DatabaseError("disk full")

    monkeypatch.setattr(Image, "save", fail)
    with pytest.raises(DatabaseError):
        add()
    assert files() == []


def test_words_and_focal_point_are_changed_by_who_may(editor_user):
    image = add()
    nobody = get_user_model().objects.create_user("nobody")
    with pytest.raises(PermissionDenied):
        library.change(image, by=nobody, focal_x=20)
    library.change(image, by=editor_user, focal_x=20, caption="At noon")
    image.refresh_from_db()
    assert (image.focal_x, image.caption) == (20, "At noon")


def test_a_focal_point_outside_the_photograph_is_refused(editor_user):
    image = add()
    with pytest.raises(ValidationError):
        library.change(image, by=editor_user, focal_y=101)
    image.refresh_from_db()
    assert image.focal_y == 50


def test_a_narrow_photograph_is_advised_against():
    assert "640 pixels" in library.advice(add())[0]
    assert library.advice(add(encoded(picture(1280, 720)))) == []


def test_one_photograph_is_decoded_at_a_time(monkeypatch):
    at_work, most = [], []
    plain = pictures.plain

    def watched(picture):
        at_work.append(picture)
        most.append(len(at_work))
        try:
            return plain(picture)
        finally:
            at_work.pop()

    monkeypatch.setattr(pictures, "plain", watched)
    contents = [encoded(picture(color=(shade, 0, 0))) for shade in (10, 90, 170, 250)]
    with ThreadPoolExecutor(len(contents)) as people:
        list(people.map(library._developed, contents))
    assert most == [1, 1, 1, 1]


@pytest.mark.parametrize("stage", ["review", "scheduled", "live"])
def test_how_a_photograph_is_cut_that_an_editor_has_seen_is_for_editors(author, editor, stage):
    image = factories.image()
    draft = factories.draft(by=author, lead_image=image)
    library.change(image, by=author, focal_x=10)
    if stage == "review":
        workflow.submit(draft, by=author)
    else:
        ahead = timezone.now() + datetime.timedelta(days=1)
        factories.publish(draft, by=editor, live_from=ahead if stage == "scheduled" else None)
    with pytest.raises(Refused, match="Ask an editor"):
        library.change(image, by=author, focal_x=90)
    library.change(image, by=author, focal_x=10, title="The bridge")
    library.change(image, by=editor, focal_x=20)
    image.refresh_from_db()
    assert (image.focal_x, image.title) == (20, "The bridge")
