"""The bar that people of the desk see on public pages: what can be done next about what is shown.

The pages are the same for everybody, so it comes by a request of its own. static/js/bar.js makes it, in browsers that
have signed in; `pressroom.login` leaves the cookie by which they are known.
"""

import datetime

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.addresses import RELEASE
from articles.admin import record, verbs
from articles.models import Release
from articles.permissions import AUTHOR, EDITOR
from articles.standing import Standing
from articles.workflow.ground import bar_of_approval
from pressroom import desk


@require_safe
def bar(request):
    """Answer with the bar for the page at `?path=`, as JSON: its `html` and its `style`, the address of a sheet.

    Whoever isn't signed in gets 204 and nothing at all, whatever is at that path.
    """
    if not admin.site.has_permission(request):
        return HttpResponse(status=204)
    waiting = [line for line in desk.sidebar(request) if line["count"]]
    context = {"waiting": waiting} | _of_release(request.user, request.GET.get("path", ""))
    html = render_to_string("admin/articles/_bar.html", context, request)
    return JsonResponse({"html": html, "style": static("css/bar.css")})


def _of_release(user, path):
    """Return what the bar says of the release at a path or above it; nothing where there is none, or no right to it."""
    release = _release(path) if user.has_perm("articles.view_release") else None
    if release is None:
        return {}
    standing = Standing(release, timezone.now(), release.editions.defer("lead", "body").order_by("number"))
    for edition in standing.editions:
        edition.release = release
    return {
        "release": release,
        "open": standing.open,
        "may_write": user.has_perm(AUTHOR),
        "may_decide": user.has_perm(EDITOR) and standing.open and not bar_of_approval(standing.open, user),
        "pills": record.pills(standing),
        "verbs": [verb for verb in verbs.offered(standing, user) if verb.is_likely],
    }


def _release(path):
    try:
        match = resolve(path)
        if RELEASE not in match.route:
            return None
        date = datetime.date(*(match.kwargs[part] for part in ("year", "month", "day")))
    except (Resolver404, ValueError):
        return None
    language = match.kwargs.get("language", settings.LANGUAGE_CODE)
    return Release.objects.filter(language=language, date=date, slug=match.kwargs["slug"]).first()
