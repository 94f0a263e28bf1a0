"""What an emblem becomes: judged by its content, drawn anew, light, without anything but what can be seen."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from PIL import ImageDraw
from PIL.PngImagePlugin import PngInfo

from pressroom import emblem


def upload(content, name="emblem.png"):
    """Return the bytes as a browser would send them."""
    return SimpleUploadedFile(name, content)


def encoded(picture, form="PNG", **options):
    """Return a picture as the bytes of a file."""
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def shield(size=(300, 300), box=(100, 50, 200, 250), fill="#123456", ground=(0, 0, 0, 0)):
    """Return a plain shield that stands in margins."""
    picture = Picture.new("RGBA", size, ground)
    ImageDraw.Draw(picture).rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=fill)
    return picture


def opened(made):
    """Return the picture that was written."""
    return Picture.open(BytesIO(made.content))


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_it_keeps_its_transparency_and_loses_its_margins(form):
    picture = shield()
    ImageDraw.Draw(picture).rectangle((140, 140, 160, 160), fill=(0, 0, 0, 0))
    options = {"lossless": True} if form == "WEBP" else {}
    made = emblem.read(upload(encoded(picture, form, **options)))
    drawn = opened(made)
    assert (made.width, made.height) == drawn.size == (100, 200)
    assert (drawn.format, drawn.mode) == ("PNG", "RGBA")
    assert drawn.getpixel((0, 0)) == (0x12, 0x34, 0x56, 255)
    assert drawn.getpixel((50, 100))[3] == 0


def test_white_paper_around_a_scan_is_a_margin_too():
    made = emblem.read(upload(encoded(shield(ground="white").convert("RGB"), "JPEG", quality=90)))
    assert abs(made.width - 100) <= 16
    assert abs(made.height - 200) <= 16


def test_it_is_made_smaller_and_never_larger():
    made = emblem.read(upload(encoded(Picture.new("RGB", (2400, 1600), "#123456"))))
    assert (made.width, made.height) == (512, 341)
    made = emblem.read(upload(encoded(Picture.new("RGB", (64, 64), "#123456"))))
    assert (made.width, made.height) == (64, 64)


def test_what_would_weigh_on_every_page_is_drawn_smaller():
    made = emblem.read(upload(encoded(Picture.effect_noise((600, 600), 90).convert("RGB"), "JPEG")))
    assert (made.width, made.height) == (256, 256)


def test_nothing_is_left_of_what_cannot_be_seen():
    info = PngInfo()
    info.add_text("Author", "SECRET-AUTHOR")
    picture = shield()
    # Under full transparency, a colour that somebody could uncover.
    hidden = Picture.new("RGBA", picture.size, (200, 10, 10, 0))
    hidden.paste(picture, mask=picture.getchannel("A"))
    ImageDraw.Draw(hidden).rectangle((140, 140, 160, 160), fill=(200, 10, 10, 0))
    exif = Picture.Exif()
    exif[0x010E] = "SECRET-PLACE"
    made = emblem.read(upload(encoded(hidden, pnginfo=info, exif=exif) + b"SECRET-TAIL"))
    assert b"SECRET" not in made.content
    assert opened(made).info == {}
    assert opened(made).getpixel((50, 100)) == (0, 0, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "CMYK", "I;16"])
def test_pictures_of_every_kind_can_be_read(mode):
    picture = shield(ground="white").convert("RGB")
    if mode == "I;16":
        picture = picture.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    made = emblem.read(upload(encoded(picture.convert(mode), "JPEG" if mode == "CMYK" else "PNG")))
    assert abs(made.width - 100) <= 16
    red, green, blue, alpha = opened(made).getpixel((made.width // 2, made.height // 2))
    assert alpha == 255
    assert max(red, green, blue) < 110


def test_a_palette_with_a_transparent_colour_stays_transparent():
    picture = Picture.new("P", (200, 200), 0)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    ImageDraw.Draw(picture).rectangle((50, 50, 149, 149), fill=1)
    made = emblem.read(upload(encoded(picture, transparency=0)))
    assert (made.width, made.height) == (100, 100)


def test_a_preview_behind_a_telephones_picture_is_no_animation():
    made = emblem.read(upload(animated("MPO"), "IMG_0042.jpg"))
    red, green, blue, _alpha = opened(made).getpixel((50, 50))
    assert max(abs(red - 0x12), abs(green - 0x34), abs(blue - 0x56)) < 6


def bomb():
    """Return a small PNG whose header claims more pixels than memory has."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def animated(form):
    frames = [Picture.new("RGB", (100, 100), colour) for colour in ("#123456", "#654321")]
    return encoded(frames[0], form, save_all=True, append_images=frames[1:])


REFUSED = {
    "an SVG": (lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "Export it as PNG"),
    "a page": (lambda: b"<html><script>alert(1)</script></html>", "not a picture"),
    "a GIF": (lambda: encoded(Picture.new("RGB", (100, 100)), "GIF"), "not a picture"),
    "nothing": (lambda: b"", "empty"),
    "a bomb": (bomb, "megapixels"),
    "a picture just too large": (lambda: encoded(Picture.new("1", (4001, 4000))), "16 megapixels"),
    "too many bytes": (lambda: encoded(Picture.new("RGB", (100, 100))) + b"\0" * emblem.MAX_BYTES, "larger than 2"),
    "half a file": (lambda: encoded(Picture.effect_noise((200, 200), 90))[:9000], "damaged"),
    "an animation": (lambda: animated("WEBP"), "animated"),
    "an animated PNG": (lambda: animated("PNG"), "animated"),
    "an icon": (lambda: encoded(Picture.new("RGB", (63, 63), "#123456")), "only 63 by 63"),
    "a dot in a large margin": (lambda: encoded(shield(box=(100, 100, 120, 120))), "only 20 by 20"),
    "a line": (lambda: encoded(Picture.new("RGB", (700, 100), "#123456")), "more than 6 times"),
    # Its rows would take more than a gigabyte.
    "a hair": (lambda: encoded(Picture.new("1", (1, 15_000_000))), "more than 6 times"),
    "a transparent picture": (lambda: encoded(Picture.new("RGBA", (100, 100))), "transparent all over"),
    "a white picture": (lambda: encoded(Picture.new("RGB", (100, 100), "white")), "white all over"),
    "a white outline": (lambda: encoded(shield(fill="white")), "white all over"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_an_emblem_is_refused_in_words(case):
    make, words = REFUSED[case]
    with pytest.raises(ValidationError, match=words):
        emblem.read(upload(make()))


def test_its_name_tells_its_size_and_nothing_else_is_such_a_name():
    made = emblem.read(upload(encoded(shield())))
    assert made.name.startswith("emblem/")
    assert emblem.size_of(made.name) == (100, 200)
    assert emblem.name_of(emblem.version_of(made.name)) == made.name
    for version in ("..", "x" * 20, "../images/a", "", f"{'a' * 20}-10x10\n"):
        assert emblem.name_of(version) == ""
    assert emblem.size_of("") == (0, 0)
