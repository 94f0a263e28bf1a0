"""Renditions: a photograph cut to a shape, in a width and a format. Made when first asked for, and kept.

A rendition is derived and never edited; the folder 'renditions/' may be deleted at any time.
"""

import hashlib
import logging
import os
import tempfile
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import get_script_prefix
from PIL import Image as Picture

from articles.addresses import path_of

logger = logging.getLogger(__name__)

# Width to height; None is the photograph as it is.
SHAPES = {"wide": (16, 9), "standard": (4, 3), "square": (1, 1), "whole": None}
# In pixels. Nothing is ever enlarged: a photograph ends with the first width that it doesn't fill.
WIDTHS = {
    "wide": (320, 480, 640, 960, 1280, 1600, 1920),
    # Search engines alone ask for it, and for the greatest square (`articles.structured_data`).
    "standard": (1280,),
    "square": (160, 320, 480, 1280),
    "whole": (160, 320, 480, 640, 960, 1280, 1600, 1920),
}
# A whole photograph may be a tower: its height has a bound of its own.
GREATEST_HEIGHT = 2560
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# The qualities look alike. AVIF at speed 8 takes a quarter of the default's time for a few per cent more bytes.
_ENCODINGS = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
# So long nobody tries again to make what can't be made.
UNUSABLE_SECONDS = 60 * 60
_making = threading.Lock()
# The token of the preview link whose page is being made, if it is one.
_token = ContextVar("token", default="")


class UnusableError(Exception):
    """The stored photograph is missing or can't be read."""


def is_known(shape, width, extension):
    """Whether there is such a rendition of any photograph."""
    return extension in CONTENT_TYPES and width in WIDTHS.get(shape, ())


def version(image):
    """Return the token in the address that changes when the pixels do."""
    return _version(image.checksum, image.focal_x, image.focal_y)


@lru_cache(maxsize=1000)
def _version(checksum, focal_x, focal_y):
    identity = f"{checksum} {focal_x} {focal_y}"
    return hashlib.sha256(identity.encode()).hexdigest()[:10]


def url(image, shape, width, extension):
    """Return the path of a rendition, e.g. '/media/7/1f0c6d27ab/wide-960.avif'; below the link's inside `opened_by`."""
    which = {"pk": image.pk, "version": version(image), "shape": shape, "width": width, "extension": extension}
    return _url(get_script_prefix(), _token.get(), **which)


# Pages name the same photographs again and again, and lists have twenty of them.
@lru_cache(maxsize=1000)
def _url(_prefix, token, **which):
    if token:
        return path_of("articles:shared_rendition", token=token, **which)
    return path_of("articles:rendition", **which)


@contextmanager
def opened_by(token):
    """Let every address of a rendition that is made inside be one that the preview link with this token opens.

    A context variable, because the addresses are made deep inside templates and texts, which needn't know of links.
    """
    outer = _token.set(token)
    try:
        yield
    finally:
        _token.reset(outer)


def box(image, shape):
    """Return what the shape keeps of a photograph as (left, top, right, bottom): the most, around its focal point."""
    ratio = SHAPES[shape]
    if ratio is None:
        return 0, 0, image.width, image.height
    across, down = ratio
    width = min(image.width, max(1, round(image.height * across / down)))
    height = min(image.height, max(1, round(image.width * down / across)))
    left = min(max(image.width * image.focal_x // 100 - width // 2, 0), image.width - width)
    top = min(max(image.height * image.focal_y // 100 - height // 2, 0), image.height - height)
    return left, top, left + width, top + height


def widths(image, shape):
    """Return the widths in which a photograph comes in a shape: those that it fills, and the next."""
    left, top, right, bottom = box(image, shape)
    greatest = _greatest_width(right - left, bottom - top)
    wanted = [width for width in WIDTHS[shape] if width < greatest]
    return [*wanted, *WIDTHS[shape][len(wanted) : len(wanted) + 1]]


def size(image, shape, width):
    """Return (width, height) in pixels of the rendition that the address with this width answers."""
    left, top, right, bottom = box(image, shape)
    width = min(width, _greatest_width(right - left, bottom - top))
    return width, max(1, round(width * (bottom - top) / (right - left)))


def make(image, shape, width, extension):
    """Return the storage name of a rendition, made now if it isn't there. Raises UnusableError.

    The work has a bound: what is decoded is at most `settings.IMAGE_MAX_PIXELS`, and a JPEG, which the library keeps,
    is decoded at a fraction of its size. Two processes may make the same one at once; each puts a whole file in place.
    """
    width = min(width, widths(image, shape)[-1])
    name = _name(image, shape, width, extension)
    if not default_storage.exists(name):
        keep(name, _rendered(image, shape, width, extension))
    return name


def lengths(images, shape, width, extension):
    """Return {key: length in bytes} of the rendition of each photograph; 0 for a photograph that can't be used.

    Nobody waits for what isn't there: it has no length yet, and is made meanwhile. A length is kept, since a rendition
    never changes, so what was asked before touches no file.
    """
    names = {image.pk: _name(image, shape, min(width, widths(image, shape)[-1]), extension) for image in images}
    kept = cache.get_many([_length_of(name) for name in names.values()])
    lacking = {}
    for image in images:
        name = names[image.pk]
        if _length_of(name) in kept:
            continue
        if default_storage.exists(name):
            kept[_length_of(name)] = _measure(name)
        else:
            lacking[name] = image
    if lacking:
        begin(partial(_make_all, lacking, shape, width, extension))
        kept |= cache.get_many([_length_of(name) for name in lacking])
    return {pk: kept[_length_of(name)] for pk, name in names.items() if _length_of(name) in kept}


def begin(work):
    """Do some work while nobody waits for it."""
    threading.Thread(target=work, name="renditions", daemon=True).start()


def _measure(name):
    length = default_storage.size(name)
    cache.set(_length_of(name), length, timeout=None)
    return length


def _make_all(images, shape, width, extension):
    """Make and measure the renditions of photographs, given by the names of their renditions."""
    # One after the other in each process: who answers readers meanwhile has more need of the processor.
    with _making:
        for name, image in images.items():
            if _length_of(name) in cache:
                continue
            try:
                make(image, shape, width, extension)
                _measure(name)
            except (UnusableError, OSError):
                logger.warning("Photograph %s has no rendition to be measured.", image.pk, exc_info=True)
                cache.set(_length_of(name), 0, timeout=UNUSABLE_SECONDS)


def _length_of(name):
    return f"length:{name}"


def _greatest_width(width, height):
    return min(width, max(1, width * GREATEST_HEIGHT // height))


def _name(image, shape, width, extension):
    # The whole of it is the same wherever the focal point is.
    focal_point = "" if SHAPES[shape] is None else f"-{image.focal_x}-{image.focal_y}"
    return f"renditions/{image.checksum[:2]}/{image.checksum}/{shape}{focal_point}-{width}.{extension}"


def _rendered(image, shape, width, extension):
    target = size(image, shape, width)
    try:
        with default_storage.open(image.file.name) as file, Picture.open(file, formats=["JPEG"]) as picture:
            if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
                raise UnusableError(f"photograph {image.pk} is larger than the library allows")  # not shown: logged
            left, top, right, bottom = box(image, shape)
            # Decodes at 1/2, 1/4 or 1/8, as long as there is half as much again as is needed.
            scale = (right - left) / target[0]
            picture.draft("RGB", (round(image.width * 1.5 / scale), round(image.height * 1.5 / scale)))
            across, down = picture.width / image.width, picture.height / image.height
            rendered = picture.convert("RGB").resize(
                target, Picture.Resampling.LANCZOS, (left * across, top * down, right * across, bottom * down)
            )
    except OSError as error:
        raise UnusableError(f"photograph {image.pk}: {error}") from error  # not shown: logged
    content = BytesIO()
    rendered.save(content, **_ENCODINGS[extension])
    return content.getvalue()


def keep(name, content):
    """Put a file into the store so that a reader sees the whole of it or nothing."""
    if not isinstance(default_storage, FileSystemStorage):
        # A store of objects puts each in place whole. Another process may have been faster.
        kept_as = default_storage.save(name, ContentFile(content))
        if kept_as != name:
            default_storage.delete(kept_as)
        return
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(temporary, settings.FILE_UPLOAD_PERMISSIONS)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
