"""The region's emblem: an upload is judged by its content and drawn anew, small enough to stand on every page.

What is kept is a PNG in sRGB with its transparency, without empty margins, which says nothing but its pixels.
"""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image as Picture
from PIL import ImageChops

from pressroom import pictures

# What Pillow may try to read.
FORMATS = ("PNG", "WEBP", "JPEG")
MAX_BYTES = 2 * 1024 * 1024
# Decoded, it takes four bytes a pixel.
MAX_PIXELS = 16_000_000
# Each row costs memory besides its pixels: of a picture one pixel wide, many times as much as they do. With so many
# pixels at most, what is longer than this is oblong.
MAX_SIDE = 16_000
# Of the longer side, in pixels: of what is accepted, and of what is kept.
LEAST, MOST = 64, 512
# So many times may it be as wide as it is high, or the other way round: beside a name it would be a line.
MOST_OBLONG = 6
# What stands on every page is as light as this where a smaller drawing, of at least so many pixels, helps.
ADVISED_BYTES, SMALLEST = 80 * 1024, 256
# A margin of paper: every channel at least this; scans and JPEG are never quite white.
WHITE = 243

_FOLDER = "emblem/"
_NAME = re.compile(r"emblem/(?P<version>[0-9a-f]{20}-(?P<width>\d{1,3})x(?P<height>\d{1,3})(?:_\w+)?)\.png", re.ASCII)


@dataclass(frozen=True)
class Emblem:
    """An emblem that was judged and drawn anew, not stored yet."""

    content: bytes
    width: int
    height: int

    @property
    def name(self):
        """Return its name in the media: the checksum makes it new when the picture is, the size goes with the page."""
        return f"{_FOLDER}{hashlib.sha256(self.content).hexdigest()[:20]}-{self.width}x{self.height}.png"

    def store(self):
        """Write it into the media, unless it is there; return its name."""
        if default_storage.exists(self.name):
            return self.name
        return default_storage.save(self.name, ContentFile(self.content))


def read(upload):
    """Return the `Emblem` of an uploaded file. Raises ValidationError, in words for the person who chose it."""
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        message = _("The file is larger than %(most)s. Export it smaller.") % {"most": filesizeformat(MAX_BYTES)}
        raise ValidationError(message, code="too_large")
    if not content:
        raise ValidationError(_("The file is empty."), code="empty")
    decoded = pictures.decoded(content, formats=FORMATS, most_pixels=MAX_PIXELS, refusal=_refusal, judge=_judge)
    picture = _trimmed(decoded.convert("RGBA"))
    width, height = picture.size
    if max(width, height) < LEAST:
        raise ValidationError(
            _("Without margins, the picture is only %(width)d by %(height)d pixels. Choose one of at least %(least)d.")
            % {"width": width, "height": height, "least": LEAST},
            code="too_small",
        )
    if max(width, height) > MOST_OBLONG * min(width, height):
        raise _oblong()
    return _light(picture)


def version_of(name):
    """Return what stands for the emblem in its address, of its name in the media; '' for what is no emblem's name."""
    match = _NAME.fullmatch(name)
    return match["version"] if match else ""


def size_of(name):
    """Return width and height in pixels, of the name in the media; (0, 0) for what is no emblem's name."""
    match = _NAME.fullmatch(name)
    return (int(match["width"]), int(match["height"])) if match else (0, 0)


def name_of(version):
    """Return the name in the media of the emblem that has this in its address; '' for what can't be one."""
    name = f"{_FOLDER}{version}.png"
    return name if _NAME.fullmatch(name) else ""


def _judge(picture):
    """Refuse a picture by the size that its file claims."""
    if max(picture.size) > MAX_SIDE:
        raise _oblong()


def _oblong():
    return ValidationError(
        _("The picture is more than %(most)d times as long in one direction as in the other. Choose the emblem "
          "without lettering: the name stands beside it.") % {"most": MOST_OBLONG},
        code="oblong",
    )  # fmt: skip


def _refusal(content):
    start = content[:4096].lstrip().lower()
    if b"<svg" in start:
        return _("An SVG is a drawing that may hold scripts. Export it as PNG, at least 512 pixels high.")
    return _("The file is not a picture that can be used. Choose a PNG, a WebP or a JPEG.")


def _trimmed(picture):
    """Return a picture without margins that are transparent, or white paper all around."""
    visible = picture.getchannel("A").point(lambda value: 255 if value > 8 else 0).getbbox()
    if visible is None:
        raise ValidationError(_("The picture is transparent all over."), code="blank")
    picture = picture.crop(visible)
    channels = pictures.on_paper(picture).split()
    darkest = ImageChops.darker(ImageChops.darker(channels[0], channels[1]), channels[2])
    drawn = darkest.point(lambda value: 255 if value < WHITE else 0).getbbox()
    if drawn is None:
        raise ValidationError(_("The picture is white all over, so nobody could see it on a white page."), code="blank")
    corners = [(x, y) for x in (0, picture.width - 1) for y in (0, picture.height - 1)]
    # Transparent corners belong to an outline, whatever colour it has.
    if all(min(picture.getpixel(corner)) >= WHITE for corner in corners):
        picture = picture.crop(drawn)
    return picture


def _light(picture):
    """Return the `Emblem` of a picture: at most `MOST` pixels long, and smaller where that makes it light enough."""
    for most in (MOST, 384, SMALLEST):
        picture.thumbnail((most, most), Picture.Resampling.LANCZOS)
        encoded = BytesIO()
        picture.save(encoded, "PNG", optimize=True)
        if encoded.tell() <= ADVISED_BYTES:
            break
    return Emblem(encoded.getvalue(), *picture.size)
