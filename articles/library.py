"""The photograph library: a file is judged by its content, decoded, and written anew by us.

What is kept is a plain JPEG in sRGB that stands upright and says nothing but its pixels: the position of the camera,
its serial number and whatever was hidden in or behind the file stay outside.
"""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import rendered
from articles.models import Edition, Image, Page
from articles.permissions import EDITOR
from articles.richtext.arrangement import scrub
from pressroom import pictures, version
from pressroom.refusals import Refused

# What Pillow may try to read. TIFF, PSD and the rest would only widen what an attacker can aim at.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# Smaller than this is an icon or a counting pixel.
LEAST_SIDE = 64
# A JPEG, as which it is kept, can't be longer or wider.
GREATEST_SIDE = 65_500
# Narrower than this looks soft as a lead photograph on a large screen.
ADVISED_WIDTH = 1280
FOCAL_POINT = ("focal_x", "focal_y")
# Looks like the original; a rendition is encoded once more from it.
_QUALITY = 90
# A photograph of 40 megapixels takes 700 MB while it is decoded and written anew. One thread does it for the whole
# process: two would take twice as much, and each thread's allocator keeps what it had.
_darkroom = ThreadPoolExecutor(max_workers=1, thread_name_prefix="darkroom")
_TITLE_LENGTH = Image._meta.get_field("title").max_length


def add(upload, *, by, title="", focal_x=50, focal_y=50, **words):
    """Put an uploaded photograph into the library and return its `Image`; the same bytes again, the one that is there.

    `upload` is an open file of Django's. `by` is the user, who needs 'articles.add_image', or None for a command. The
    focal point is in per cent from the left and from the top; `words` are any of `Image.words`.
    Raises ValidationError, with a message for the person, for what isn't a photograph that can be used, and
    PermissionDenied. Nothing is stored unless it returns.
    """
    if by is not None and not by.has_perm("articles.add_image"):
        raise PermissionDenied
    content = _read(upload)
    checksum = hashlib.sha256(content).hexdigest()
    found = Image.objects.filter(checksum=checksum).first()
    if found is not None:
        return found
    # Decoding takes a second for a large photograph: it is over before a transaction holds anything.
    encoded, (width, height) = _developed(content)
    image = Image(
        file=ContentFile(encoded, name=f"{checksum[:24]}.jpg"),
        width=width,
        height=height,
        size=len(encoded),
        checksum=checksum,
        title=(title.strip() or _title(upload.name))[:_TITLE_LENGTH],
        focal_x=focal_x,
        focal_y=focal_y,
        uploaded_by=by,
        **words,
    )
    try:
        image.full_clean(exclude=["checksum"], validate_unique=False)
        with transaction.atomic():
            image.save()
    except BaseException as error:
        # The file is written before the row is.
        if image.file._committed:
            image.file.delete(save=False)
        if not isinstance(error, IntegrityError):
            raise
        # Somebody else put the same bytes in between the question above and this moment.
        found = Image.objects.filter(checksum=checksum).first()
        if found is None:
            raise
        return found
    return image


def change(image, *, by, **fields):
    """Give a photograph of the library another title, other words or another focal point; return it.

    `fields` are named as those of `Image`; the file is never changed. `by` needs 'articles.change_image'. Raises
    ValidationError for a value that doesn't fit, PermissionDenied, and `Refused` for another cut of a photograph that
    the public or an editor has seen, by somebody who publishes nothing.
    """
    if not by.has_perm("articles.change_image"):
        raise PermissionDenied
    if not may_cut(image, by=by):
        kept = Image.objects.values(*FOCAL_POINT).get(pk=image.pk)
        if any(fields.get(name, value) != value for name, value in kept.items()):
            raise Refused(_("This photograph is public or submitted, and its cut changes there too. Ask an editor."))
    for name, value in fields.items():
        setattr(image, name, value)
    image.clean_fields(exclude={field.name for field in Image._meta.fields} - fields.keys())
    with transaction.atomic():
        image.save(update_fields=fields)
        if not fields.keys().isdisjoint(FOCAL_POINT):
            rendered.follow_image(image, timezone.now())
        version.changed(release=version.NO_RELEASE)
    return image


def in_public_use(at):
    """Whether, at the moment, an edition on record or a page under /about/ shows the image: a condition for a query."""
    editions = Edition.objects.on_record(at).filter(images__image=OuterRef("pk"))
    return Q(Exists(editions)) | Q(Exists(Page.objects.filter(images=OuterRef("pk"))))


def may_cut(image, *, by):
    """Whether a person may move the focal point: of what the public or an editor has seen, only one who publishes."""
    if by.has_perm(EDITOR):
        return True
    # What was read is what goes out, cut as it was.
    read = Edition.objects.filter(stage__in=[Edition.Stage.REVIEW, Edition.Stage.APPROVED], images__image=image)
    return not (read.exists() or Page.objects.filter(images=image).exists())


def advice(image):
    """Return what a press officer should know about a photograph that is accepted all the same, as sentences."""
    if image.width < ADVISED_WIDTH:
        return [
            _("It is only %(width)d pixels wide; from %(advised)d on it is sharp as a lead photograph.")
            % {"width": image.width, "advised": ADVISED_WIDTH}
        ]
    return []


def _read(upload):
    """Return the bytes of an upload, never more of them than may be."""
    upload.seek(0)
    content = upload.read(settings.IMAGE_MAX_BYTES + 1)
    if len(content) > settings.IMAGE_MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(most)s. Export it smaller, as JPEG.")
            % {"most": filesizeformat(settings.IMAGE_MAX_BYTES)},
            code="too_large",
        )
    if not content:
        raise ValidationError(_("The file is empty."), code="empty")
    return content


def _developed(content):
    """Return what `_written_anew` does, in its turn."""
    # In a copy of the context, so that a refusal speaks the person's language.
    return _darkroom.submit(copy_context().run, _written_anew, content).result()


def _written_anew(content):
    """Return the picture in a file as the bytes of a plain JPEG, and its size in pixels. Raises ValidationError."""
    picture = _decoded(content)
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=_QUALITY, subsampling="4:4:4", optimize=True)
    return encoded.getvalue(), picture.size


def _decoded(content):
    """Return the picture in a file: upright, opaque, in sRGB. Raises ValidationError."""
    picture = pictures.decoded(
        content, formats=FORMATS, most_pixels=settings.IMAGE_MAX_PIXELS, refusal=_refusal, judge=_judge
    )
    return picture if picture.mode == "RGB" else pictures.on_paper(picture)


def _judge(picture):
    """Refuse a picture by the size that its file claims."""
    if max(picture.size) > GREATEST_SIDE:
        raise ValidationError(
            _("The picture is %(width)d by %(height)d pixels; neither may be more than %(most)d.")
            % {"width": picture.width, "height": picture.height, "most": GREATEST_SIDE},
            code="too_long",
        )
    if min(picture.size) < LEAST_SIDE:
        raise ValidationError(
            _("The picture is only %(width)d by %(height)d pixels; a photograph has at least %(least)d each way.")
            % {"width": picture.width, "height": picture.height, "least": LEAST_SIDE},
            code="too_small",
        )


def _refusal(content):
    """Return what to tell somebody whose file isn't one of `FORMATS`."""
    start = content[:4096].lstrip().lower()
    if b"<svg" in start:
        return _("An SVG is a drawing that may hold scripts. Export it as PNG or JPEG.")
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc"}:
        return _("HEIC photographs can't be read. Export it as JPEG, or set the telephone to 'Most compatible'.")
    if start[:4] in {b"ii*\0", b"mm\0*"}:
        return _("TIFF and raw files can't be read. Export it as JPEG.")
    return _("The file is not a photograph. JPEG, PNG, WebP, AVIF and GIF can be read.")


def _title(name):
    """Return a readable title from a file's name: 'DSC_0042 (final).jpg' gives 'DSC 0042 (final)'."""
    stem = scrub(str(name or "")).replace("\\", "/").rpartition("/")[2]
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem)
    return " ".join(re.sub(r"[_\s]+", " ", stem).split()) or _("Photograph")
