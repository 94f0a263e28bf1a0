"""What the form of an edition tells the desk by itself: what was typed, and that somebody is there. Answers JSON."""

from functools import partial

from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checks, presence, workflow
from articles.admin import writing
from articles.admin.record import edition_url
from articles.permissions import EDITOR


def urls(model_admin):
    """Return the addresses, for `ModelAdmin.get_urls`."""
    return [
        path("add/autosave/", partial(autosave_view, model_admin), name="articles_edition_autosave_new"),
        path("<int:pk>/autosave/", partial(autosave_view, model_admin), name="articles_edition_autosave"),
        path("<int:pk>/presence/", partial(presence_view, model_admin), name="articles_edition_presence"),
    ]


def autosave_view(model_admin, request, pk=None):
    """Save what was typed, as the button would; a form of a new release begins it.

    Answers 200 with the revision, the time, the form's address from now on and its parts that changed; 409 where
    somebody else has saved it since, 422 for what can't be saved, 403 for who may not or is signed out.
    """
    is_allowed = model_admin.has_add_permission if pk is None else model_admin.has_change_permission
    return _for_staff(model_admin, request, is_allowed, _autosave, pk)


def presence_view(model_admin, request, pk):
    """Note that the form is open, or with `left` that it was closed; answer who else has it open."""
    return _for_staff(model_admin, request, model_admin.has_change_permission, _presence, pk)


def presence_html(request, edition):
    """Return the part of the form that says who else has it open."""
    at = timezone.now()
    others = presence.others(edition, request.user, at)
    return render_to_string("admin/articles/edition/_presence.html", {"edition": edition, "others": others})


def _for_staff(model_admin, request, is_allowed, view, pk):
    """Answer 403 in JSON to whoever may not: a script that asks can't use the login form.

    Whoever is signed out, or is by now somebody else than the form was given to, is told so apart.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    site = model_admin.admin_site
    person = request.POST.get("_person") or str(request.user.pk)
    if not site.has_permission(request) or person != str(request.user.pk):
        message = _("You are signed out. Sign in again in another tab; your text is kept here.")
        return JsonResponse({"message": message, "signed_out": True}, status=403)
    if not is_allowed(request):
        return JsonResponse({"message": _("Your account does not allow this.")}, status=403)
    return site.admin_view(partial(view, model_admin))(request, pk)


def _autosave(model_admin, request, pk):
    if request.FILES:
        return JsonResponse({"errors": [_("A file is sent by the button “Save draft” alone.")]}, status=422)
    key = writing.key_of(request)
    if pk is None and (found := writing.begun(key)):
        # The answer to its first autosave was lost on its way: the release is there, as it was saved then.
        pk = found.pk
        request.POST = request.POST.copy()
        request.POST["revision"] = "1"
    edition = None if pk is None else _edition(model_admin, request, pk)
    form = writing.make_form(request, edition)
    if not form.is_valid_with_images():
        errors = [f"{label}: {message}" if label else str(message) for _id, label, message in form.all_errors()]
        return JsonResponse({"errors": errors}, status=422)
    try:
        edition = writing.save_form(request.user, form, edition, begun_as=key)
    except workflow.Conflict as conflict:
        edition = writing.begun(key) if edition is None else _edition(model_admin, request, pk)
        # An answer was lost on its way, if what is stored is what was typed.
        if not writing.says(edition, form):
            return JsonResponse({"message": str(conflict)}, status=409)
    except workflow.Refused as refused:
        return JsonResponse({"errors": [str(refused)]}, status=422)
    return JsonResponse(_saved(request, edition))


def _saved(request, edition):
    at = timezone.now()
    presence.seen(edition, request.user, at)
    found = {
        "edition": edition,
        "faults": checks.report(edition, at),
        "may_approve": request.user.has_perm(EDITOR),
    }
    time = f"{timezone.localtime(at):%H:%M}"
    return {
        "edition": edition.pk,
        "revision": edition.revision,
        "saved": _("Saved at %(time)s") % {"time": time},
        "time": time,
        "action": edition_url(edition),
        "url": reverse("admin:articles_edition_autosave", args=[edition.pk]),
        "checks": render_to_string("admin/articles/edition/_checks.html", found, request),
        "presence": presence_html(request, edition),
    }


def _presence(model_admin, request, pk):
    edition = _edition(model_admin, request, pk)
    if "left" in request.POST:
        presence.left(edition, request.user)
    else:
        presence.seen(edition, request.user, timezone.now())
    return JsonResponse({"presence": presence_html(request, edition)})


def _edition(model_admin, request, pk):
    edition = model_admin.get_object(request, str(pk))
    if edition is None:
        raise Http404
    return edition
