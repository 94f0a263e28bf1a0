"""An edition before the public sees it: the desk's preview, and links for people without a login.

Views of `EditionAdmin`, which passes itself on: `get_urls` there has their addresses.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Prefetch, Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import preview_links, timing
from articles.admin.record import pill, record_url
from articles.forms.sharing import ShareForm
from articles.models import PreviewLink, PreviewOpening
from articles.permissions import AUTHOR
from articles.views.preview import preview
from articles.workflow import Refused
from pressroom import csp
from pressroom.people import display_name

WIDTHS = (("phone", gettext_lazy("Phone (390 px)")), ("desktop", gettext_lazy("Desktop (1280 px)")))
# So many of a link's openings are listed, the latest.
LISTED = 50


@method_decorator([require_safe, csp.frame])
def preview_view(model_admin, request, pk):
    """Show an edition as the public would see it, in a frame as wide as a phone or a desktop."""
    edition = _edition(model_admin, request, pk)
    width = request.GET.get("width")
    context = _context(model_admin, request, edition, _("Preview")) | {
        "widths": WIDTHS,
        "width": width if width in dict(WIDTHS) else "desktop",
        "may_share": request.user.has_perm(AUTHOR),
    }
    return TemplateResponse(request, "admin/articles/edition/preview.html", context)


@method_decorator(require_safe)
def preview_page_view(model_admin, request, pk):
    """Show the page in that frame, which can be opened in a tab of its own too."""
    return preview(request, _edition(model_admin, request, pk))


def links_view(model_admin, request, pk):
    """Show the links of an edition and what became of them, and make one."""
    edition, at = _edition(model_admin, request, pk, AUTHOR), timezone.now()
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            link = preview_links.share(edition, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The link for %(name)s is ready: copy it and send it.") % {"name": link.name})
            return HttpResponseRedirect(_links_url(edition))
    links = [_shown(link, edition, at) for link in _links(edition)]
    context = _context(model_admin, request, edition, _("Preview links")) | {
        "form": form,
        "hindrance": preview_links.hindrance(edition, at),
        "open_links": [shown for shown in links if shown["is_open"]],
        "past_links": [shown for shown in links if not shown["is_open"]],
        "time_zone": timing.zone_in_words(at),
    }
    return TemplateResponse(request, "admin/articles/edition/links.html", context)


@method_decorator(require_POST)
def revoke_view(model_admin, request, pk, link):
    """End a link before its time."""
    edition = _edition(model_admin, request, pk, AUTHOR)
    link = get_object_or_404(PreviewLink.objects.select_related("edition__release"), edition=edition, pk=link)
    try:
        preview_links.revoke(link, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The link of %(name)s no longer opens anything.") % {"name": link.name})
    return HttpResponseRedirect(_links_url(edition))


def _edition(model_admin, request, pk, permission=None):
    edition = model_admin.get_object(request, str(pk))
    if edition is None:
        raise Http404
    if not model_admin.has_view_permission(request, edition):
        raise PermissionDenied
    if permission and not request.user.has_perm(permission):
        raise PermissionDenied
    return edition


def _links_url(edition):
    return reverse("admin:articles_edition_links", args=[edition.pk])


def _context(model_admin, request, edition, title):
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": edition.headline,
        "opts": model_admin.opts,
        "edition": edition,
        "release": edition.release,
        "status": pill(edition.status(timezone.now())),
        "record_url": record_url(edition.release),
        "has_view_permission": True,
    }


def _links(edition):
    """Return the links of an edition, the latest first, with their numbers and their latest openings: two queries."""
    is_reader = ~Q(openings__visitor="")
    return (
        PreviewLink.objects.filter(edition=edition)
        .select_related("created_by", "revoked_by")
        .annotate(
            times=Count("openings", filter=is_reader),
            readers=Count("openings__visitor", filter=is_reader, distinct=True),
            last_opened=Max("openings__at", filter=is_reader),
        )
        .prefetch_related(Prefetch("openings", PreviewOpening.objects.order_by("-pk")[: LISTED + 1], to_attr="latest"))
        .order_by("-pk")
    )


def _shown(link, edition, at):
    """Return what the page says of a link. Its readers are numbered as they came."""
    link.edition = edition
    openings = link.latest
    numbers = {}
    for opening in reversed(openings[:LISTED]):
        opening.reader = numbers.setdefault(opening.visitor, len(numbers) + 1) if opening.visitor else None
    return {
        "link": link,
        "is_open": preview_links.is_open(link, at),
        "address": preview_links.address(link),
        "made_by": display_name(link.created_by),
        "until": timing.in_words(link.expires_at),
        "has_expired": link.expires_at <= at,
        "revoked": timing.in_words(link.revoked_at) if link.revoked_at else "",
        "revoked_by": display_name(link.revoked_by) if link.revoked_by else "",
        "openings": openings[:LISTED],
        "has_more": len(openings) > LISTED,
    }
