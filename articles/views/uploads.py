"""The editor's two doors to the photograph library: putting one in, and choosing one. Both answer JSON to the desk."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import library as photographs
from articles import renditions
from articles.models import Image
from articles.richtext.photographs import EDITOR_WIDTH
from pressroom.caching import private

PAGE_SIZE = 24
THUMBNAIL_WIDTH = 320


class BoundedUploadHandler(FileUploadHandler):
    """Stops keeping an upload where it is too large to be accepted; `settings.FILE_UPLOAD_HANDLERS` has it first.

    What comes after the bound is read from the connection and thrown away, so the form or view that gets the file
    sees that it is larger than it may be, and says so.
    """

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= settings.IMAGE_MAX_BYTES else None

    def file_complete(self, file_size):
        return None


def _for_staff(permission):
    """Answer 403 in JSON to whoever may not: a script that asks can't use the login form."""

    def decorate(view):
        @wraps(view)
        def guarded(request):
            user = request.user
            if not (user.is_active and user.is_staff and user.has_perm(permission)):
                message = _("Sign in again: you are not signed in, or may not do this.")
                return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=403)
            return view(request)

        return guarded

    return decorate


@private
@require_POST
@_for_staff("articles.add_image")
def upload(request):
    """Put the file `upload` into the library, in the terms of CKEditor 4's plugin 'uploadimage'.

    A refusal is 200 with `uploaded: 0`, because the plugin reads the message of no other answer.
    """
    file = request.FILES.get("upload")
    if file is None:
        return JsonResponse({"uploaded": 0, "error": {"message": _("No file came.")}})
    try:
        image = photographs.add(file, by=request.user)
    except ValidationError as error:
        return JsonResponse({"uploaded": 0, "error": {"message": " ".join(error.messages)}})
    return JsonResponse({"uploaded": 1, "fileName": image.title, **_described(image)})


@private
@require_safe
@_for_staff("articles.view_image")
def library(request):
    """List the library, the latest first, as `{"images": […], "count", "page", "pages"}`; `?q=` searches, `?page=`."""
    found = Image.objects.all()
    for word in request.GET.get("q", "")[:200].replace("\0", "").split():
        found = found.filter(_has(word))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return JsonResponse(
        {
            "images": [_described(image) for image in page],
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
        }
    )


def _has(word):
    fields = ("title", "caption", "credit", "alternative_text")
    return Q(*((f"{field}__folds", word) for field in fields), _connector=Q.OR)


def _described(image):
    width, height = renditions.size(image, "whole", EDITOR_WIDTH)
    return {
        "id": image.pk,
        "title": image.title,
        "url": renditions.url(image, "whole", EDITOR_WIDTH, "jpg"),
        "width": width,
        "height": height,
        "thumbnail": renditions.url(image, "square", THUMBNAIL_WIDTH, "webp"),
        "alternative_text": image.alt,
        "is_decorative": image.is_decorative,
        "caption": image.caption,
        "credit": image.credit,
        "focal_x": image.focal_x,
        "focal_y": image.focal_y,
        "advice": photographs.advice(image),
    }
