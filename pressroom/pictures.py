"""An uploaded picture, decoded: judged by its content before it is unpacked, and rid of all but its pixels."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Picture
from PIL import ImageCms, ImageOps, UnidentifiedImageError


def decoded(content, *, formats, most_pixels, refusal, judge):
    """Return what `plain` does of the picture in a file. Raises ValidationError, in words for a person.

    `content` is bytes; `formats` are what Pillow may try to read, and `refusal(content)` gives the words for what is
    none of them. `judge(picture)` sees the size that the file claims, before it is unpacked, and may refuse it.
    """
    too_many_pixels = ValidationError(
        _("The picture has more than %(most)d megapixels. Export it smaller.") % {"most": most_pixels // 1_000_000},
        code="too_many_pixels",
    )
    try:
        # Reads the header alone, so that a bomb is known by the size that it claims before it is unpacked.
        picture = Picture.open(BytesIO(content), formats=formats)
    except (Picture.DecompressionBombError, Picture.DecompressionBombWarning) as error:
        raise too_many_pixels from error
    except UnidentifiedImageError as error:
        raise ValidationError(refusal(content), code="not_an_image") from error
    except Exception as error:
        raise _damaged() from error
    with picture:
        if picture.width * picture.height > most_pixels:
            raise too_many_pixels
        judge(picture)
        # Cameras append a preview as a second frame of a JPEG (Pillow calls it MPO); that is no animation.
        if picture.format not in {"JPEG", "MPO"} and getattr(picture, "n_frames", 1) > 1:
            raise ValidationError(_("The picture is animated. Choose one that stands still."), code="animated")
        try:
            picture.load()
            return plain(picture)
        except Exception as error:
            # Decoders of damaged files raise OSError, SyntaxError, ValueError, struct.error and more.
            raise _damaged() from error


def plain(picture):
    """Return a new picture that has the visible pixels of one, and nothing else of it: upright and in sRGB.

    It is RGB or, if any of it may be transparent, RGBA.
    """
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
    picture = picture.convert("RGB")
    picture.info = {}
    if alpha is None:
        return picture
    picture = picture.convert("RGBA")
    picture.putalpha(alpha)
    # Laid over nothing: where it can't be seen, no colour is left that somebody could find.
    drawn = Picture.new("RGBA", picture.size)
    drawn.alpha_composite(picture)
    return drawn


def on_paper(picture):
    """Return an RGBA picture as RGB, laid on white: paper is white, whatever the scheme of a page."""
    paper = Picture.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")


def _damaged():
    return ValidationError(_("The file is damaged or incomplete. Export or copy it again."), code="damaged")
