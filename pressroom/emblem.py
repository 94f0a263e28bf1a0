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
from PIL import ImageChops, ImageCms, ImageOps, UnidentifiedImageError

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
    picture = _trimmed(_decoded(content))
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


def _decoded(content):
    """Return the picture in a file: upright, RGBA, in sRGB."""
    too_many_pixels = ValidationError(
        _("The picture has more than %(most)d megapixels. Export it smaller.") % {"most": MAX_PIXELS // 1_000_000},
        code="too_many_pixels",
    )
    try:
        # Reads the header alone, so that a bomb is known by the size that it claims before it is unpacked.
        picture = Picture.open(BytesIO(content), formats=FORMATS)
    except (Picture.DecompressionBombError, Picture.DecompressionBombWarning) as error:
        raise too_many_pixels from error
    except UnidentifiedImageError as error:
        raise ValidationError(_refusal(content), code="not_an_image") from error
    except Exception as error:
        raise _damaged() from error
    with picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise too_many_pixels
        if max(picture.size) > MAX_SIDE:
            raise _oblong()
        # A telephone's JPEG may have a preview as its second frame (Pillow calls it MPO); that is no animation.
        if picture.format not in {"JPEG", "MPO"} and getattr(picture, "n_frames", 1) > 1:
            raise ValidationError(_("The picture is animated. Choose one that stands still."), code="animated")
        try:
            picture.load()
            return _plain(picture)
        except Exception as error:
            # Decoders of damaged files raise OSError, SyntaxError, ValueError, struct.error and more.
            raise _damaged() from error


def _oblong():
    return ValidationError(
        _("The picture is more than %(most)d times as long in one direction as in the other. Choose the emblem "
          "without lettering: the name stands beside it.") % {"most": MOST_OBLONG},
        code="oblong",
    )  # fmt: skip


def _damaged():
    return ValidationError(_("The file is damaged or incomplete. Export or copy it again."), code="damaged")


def _refusal(content):
    start = content[:4096].lstrip().lower()
    if b"<svg" in start:
        return _("An SVG is a drawing that may hold scripts. Export it as PNG, at least 512 pixels high.")
    return _("The file is not a picture that can be used. Choose a PNG, a WebP or a JPEG.")


def _plain(picture):
    """Return a new RGBA picture that has the visible pixels of one, and nothing else of it."""
    profile = picture.info.get("icc_profile")
    picture = ImageOps.exif_transpose(picture)
    if picture.mode == "I" or picture.mode.startswith("I;16"):
        # Sixteen bits a pixel: the upper eight.
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    is_transparent = "A" in picture.getbands() or "a" in picture.getbands() or "transparency" in picture.info
    alpha = picture.convert("RGBA").getchannel("A") if is_transparent else None
    if picture.mode not in {"RGB", "CMYK", "L"}:
        picture = picture.convert("RGB") if alpha is None else picture.convert("RGBA").convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile: the numbers are taken for sRGB, as browsers take them
    layer = picture.convert("RGB").convert("RGBA")
    if alpha is not None:
        layer.putalpha(alpha)
    # Laid over nothing: where it can't be seen, no colour is left that somebody could find.
    drawn = Picture.new("RGBA", layer.size)
    drawn.alpha_composite(layer)
    return drawn


def _trimmed(picture):
    """Return a picture without margins that are transparent, or white paper all around."""
    visible = picture.getchannel("A").point(lambda value: 255 if value > 8 else 0).getbbox()
    if visible is None:
        raise ValidationError(_("The picture is transparent all over."), code="blank")
    picture = picture.crop(visible)
    paper = Picture.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    channels = paper.split()
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
