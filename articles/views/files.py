"""Files, by two addresses and one way: everybody's by the rule of visibility, and a preview link's by its token."""

import datetime
import hashlib
import logging
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import library, preview_links, renditions
from articles.models import Image
from articles.views.preview import ROBOTS
from pressroom.front import marks
from pressroom.statements import Statement

logger = logging.getLogger(__name__)

# DESIGN: what is public may be kept this long by anyone, so a removed photograph is gone everywhere after it.
PUBLIC_SECONDS = 600
_IMAGE = Statement(
    lambda pk, at: Image.objects.filter(pk=pk).annotate(is_public=library.in_public_use(at)),
    pk=int,
    at=datetime.datetime,
)


@require_safe
def rendition(request, pk, version, shape, width, extension):
    """Answer with a rendition of a photograph, made if need be: to everybody if it is in public use, else to the desk.

    `version` only keeps caches from showing an old cut: whichever is asked for, the present file is the answer,
    because a cached page may name an earlier one.
    """
    image = next(iter(_IMAGE.instances(pk=pk, at=timezone.now())), None)
    # `request.user` is touched only for what the public may not have: a public answer doesn't vary by cookie.
    if image is None or not (image.is_public or _is_shown_drafts(request.user)):
        return _not_found()
    return _serve(request, image, shape, width, extension, is_public=image.is_public)


@require_safe
def shared_rendition(request, token, pk, version, shape, width, extension):
    """Answer with a rendition of a photograph of the edition that an open preview link shows, and of no other."""
    link = preview_links.opened_by(token, timezone.now())
    image = link and Image.objects.filter(pk=pk, uses__edition=link.edition_id).first()
    response = _not_found() if image is None else _serve(request, image, shape, width, extension, is_public=False)
    response.headers["X-Robots-Tag"] = ROBOTS
    return response


def _is_shown_drafts(user):
    """Whether the person works at the desk with what isn't public: a session alone (a moderator's) is not enough."""
    return (
        user.is_active
        and user.is_staff
        and (user.has_perm("articles.view_edition") or user.has_perm("articles.view_image"))
    )


def _serve(request, image, shape, width, extension, *, is_public):
    """Answer with a rendition to whoever may have it, with the word on who may keep it."""
    if not renditions.is_known(shape, width, extension):
        return _not_found()
    try:
        name = renditions.make(image, shape, width, extension)
        response = answer(request, name, renditions.CONTENT_TYPES[extension])
    except (renditions.UnusableError, FileNotFoundError):
        logger.exception("A rendition of photograph %s can't be made.", image.pk)
        return _not_found()
    if is_public:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
        if response.has_header("X-Accel-Redirect"):
            # Headers alone, with which nginx finds the file.
            marks.may_be_kept(request)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def answer(request, name, content_type):
    """Answer with a file of the media, or 304; who may keep it is for the caller to say. Raises FileNotFoundError."""
    modified = default_storage.get_modified_time(name)
    etag = f'"{hashlib.sha256(f"{name} {modified.timestamp()}".encode()).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Last-Modified": http_date(modified.timestamp()), "X-Content-Type-Options": "nosniff"}
    unchanged = get_conditional_response(request, etag, int(modified.timestamp()))
    if unchanged is not None:
        for header, value in headers.items():
            unchanged.headers[header] = value
        return unchanged
    if settings.MEDIA_ACCEL:
        headers["X-Accel-Redirect"] = settings.MEDIA_ACCEL + quote(name)
        return HttpResponse(content_type=content_type, headers=headers)
    with default_storage.open(name) as file:
        # At most a few hundred kilobytes: streaming them would only be slower.
        return HttpResponse(file.read(), content_type=content_type, headers=headers)


def _not_found():
    # Never kept: what is scheduled is there from one second to the next.
    response = HttpResponseNotFound(_("There is no such file."), content_type="text/plain; charset=utf-8")
    patch_cache_control(response, no_store=True)
    return response
