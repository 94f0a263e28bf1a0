"""The page of an edition that isn't written now, and the decisions on it: approve, return, force, countersign."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import checks, richtext, timing, workflow
from articles.admin import beside, companions, pressing
from articles.admin.record import edition_url, pill, record_url
from articles.forms.review import ApproveForm, ForceForm, OverrideForm, RemarkForm, ReturnForm
from articles.models import Contact, Edition, EditorialEvent
from articles.permissions import AUTHOR, EDITOR
from articles.workflow.ground import bar_of_approval, bar_of_signature
from pressroom.language import within

What = EditorialEvent.What


def page(model_admin, request, edition, *, refusal="", status=200, ticked=None, **forms):
    """Show an edition to be read: in review with the buttons that decide on it, else with what was decided.

    `forms` are the bound ones that were refused: `approve`, `send_back`, `remark`; `ticked` what was to go out with it.
    """
    at, release = timezone.now(), edition.release
    contacts = Prefetch("contacts", Contact.objects.worded_in(release.language))
    prefetch_related_objects([edition], "categories__texts", contacts, "images__image")
    is_in_review = edition.stage == Edition.Stage.REVIEW
    is_first = beside.is_first(edition)
    approve = forms.get("approve") or approve_form(edition, is_first=is_first)
    errors = [line for form in forms.values() for line in _errors(form)]
    its_status = edition.status(at)
    around = beside.context(request, edition)
    if not edition.is_open and its_status != Edition.Status.SCHEDULED:
        # What is published is checked no more.
        around["faults"] = []
    uses = list(edition.images.all())
    live = Edition.objects.live(at).filter(release=release).exclude(pk=edition.pk).first()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": edition.headline,
        "opts": model_admin.opts,
        "has_view_permission": True,
        **around,
        "edition": edition,
        "release": release,
        "uses": uses,
        "body": richtext.render(edition.body, uses, release.language),
        "status": pill(its_status),
        "path": _path(release, max(at, edition.planned_for or at)),
        "record_url": record_url(release),
        "comparisons": _comparisons(edition, live, around["events"]) if is_in_review else [],
        "is_in_review": is_in_review,
        "companions": companions.companions(edition, request.user, at, ticked) if is_in_review else [],
        "original_waits": companions.original_in_review(edition, at) if is_in_review else None,
        "is_scheduled": its_status == Edition.Status.SCHEDULED,
        "is_first": is_first,
        "cannot": bar_of_approval(edition, request.user) if is_in_review else "",
        "may_countersign": around["may_approve"] and not bar_of_signature(edition, request.user),
        "forced": next((event for event in around["events"] if event.what == What.FORCED), None),
        "approve": approve,
        "send_back": forms.get("send_back") or ReturnForm(),
        "remark": forms.get("remark") or RemarkForm(),
        "refusal": refusal,
        "errors": errors,
        "zone": timing.zone_in_words(approve.moment or at),
        "warnings": _warnings(approve.moment, edition) if is_in_review else [],
        "button": button(approve.moment),
    }
    template = "review" if is_in_review else "read"
    return TemplateResponse(request, f"admin/articles/edition/{template}.html", context, status=status)


def _comparisons(edition, live, events):
    """Return (words, address) of what an editor wants to read side by side: what is live, what was returned."""
    returned = next((event for event in events if event.what == What.RETURNED), None)
    earlier = [
        (_("Compare with what is live"), live and live.saves),
        (_("Compare with what was returned"), returned and edition.saves.filter(at__lte=returned.at)),
    ]
    latest, page = edition.saves.first(), reverse("admin:articles_edition_compare", args=[edition.pk])
    found = [(words, saves.defer("contents").first()) for words, saves in earlier if saves is not None]
    return [(words, f"{page}?before={save.pk}&after={latest.pk}") for words, save in found if save and save != latest]


def approve_form(edition, data=None, *, is_first):
    """Return the form by which an edition is approved; its fields may stand anywhere on the page."""
    return ApproveForm(data, edition=edition, is_first=is_first, attributes={"form": "approve"})


def button(moment):
    """Return what the button that publishes at a moment says, None being now; static/js/desk/moment.js says it too."""
    if moment is None:
        return _("Publish now")
    return _("Schedule for %(moment)s") % {"moment": timing.in_words(moment, timezone.now())}


def approve_view(model_admin, request, pk):
    """Publish an edition in review, now or at the moment in the form."""
    edition = _editors(model_admin, request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(edition_url(edition))
    form = approve_form(edition, request.POST, is_first=beside.is_first(edition))
    ticked = request.POST.getlist(companions.NAME)
    offered = companions.companions(edition, request.user, timezone.now(), ticked) if ticked else []
    translations, why_not = companions.chosen(offered, ticked)
    if form.is_valid() and why_not:
        if pressing.done_before(edition.release, request.user, What.APPROVED, What.SCHEDULED):
            return HttpResponseRedirect(record_url(edition.release))
        form.add_error(None, why_not)
    if not form.is_valid():
        return page(model_admin, request, edition, status=422, approve=form, ticked=ticked)
    try:
        arguments = {"by": request.user, "translations": translations, **form.verb_arguments()}
        edition = workflow.approve_together(edition, **arguments)[0]
    except workflow.Refused as refused:
        if pressing.done_before(edition.release, request.user, What.APPROVED, What.SCHEDULED):
            return HttpResponseRedirect(record_url(edition.release))
        return _refused(model_admin, request, pk, refused, approve=form, ticked=ticked)
    return _published(request, edition, form.moment, translations)


def return_view(model_admin, request, pk):
    """Return an edition in review to its writers."""
    edition = _editors(model_admin, request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(edition_url(edition))
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return page(model_admin, request, edition, status=422, send_back=form)
    try:
        workflow.send_back(edition, by=request.user, remark=form.cleaned_data["remark"])
    except workflow.Refused as refused:
        if pressing.done_before(edition.release, request.user, What.RETURNED):
            return HttpResponseRedirect(record_url(edition.release))
        # Where it can't be returned any more, what was to be changed can still be remarked.
        remark = RemarkForm(initial=form.cleaned_data)
        return _refused(model_admin, request, pk, refused, send_back=form, remark=remark)
    messages.success(request, _("Returned, with your remark. It is a draft again."))
    return HttpResponseRedirect(record_url(edition.release))


def countersign_view(model_admin, request, pk):
    """Sign what was published without second eyes."""
    edition = _editors(model_admin, request, pk)
    if request.method == "POST":
        try:
            workflow.countersign(edition, by=request.user)
        except workflow.Refused as refused:
            if not pressing.done_before(edition.release, request.user, What.COUNTERSIGNED):
                return _refused(model_admin, request, pk, refused)
        else:
            messages.success(request, _("Countersigned."))
        return HttpResponseRedirect(record_url(edition.release))
    return HttpResponseRedirect(edition_url(edition))


def remark_view(model_admin, request, pk):
    """Add a remark to the story of an edition."""
    edition = model_admin.find(request, pk)
    if not request.user.has_perm(AUTHOR):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseRedirect(edition_url(edition))
    form = RemarkForm(request.POST)
    form.is_valid()
    try:
        workflow.remark(edition, by=request.user, text=form.cleaned_data.get("remark", ""))
    except workflow.Refused as refused:
        form.add_error("remark", str(refused))
        return page(model_admin, request, edition, status=422, remark=form)
    messages.success(request, _("Your remark is added."))
    return HttpResponseRedirect(edition_url(edition))


def force_view(model_admin, request, pk):
    """Ask for the reason, then publish without second eyes."""
    edition = _editors(model_admin, request, pk)
    form = ForceForm(request.POST or None, edition=edition, is_first=beside.is_first(edition))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                asked = {"reason": form.cleaned_data["reason"], **form.verb_arguments()}
                edition = workflow.force(edition, by=request.user, **asked)
            except workflow.Refused as refused:
                if pressing.done_before(edition.release, request.user, What.FORCED):
                    return HttpResponseRedirect(record_url(edition.release))
                form.add_error(None, str(refused))
            else:
                return _published(request, edition, form.moment)
    elif not edition.is_open:
        messages.error(request, _("Somebody has approved or discarded this edition already."))
        return HttpResponseRedirect(edition_url(edition))
    more = {
        "blocking": checks.blocking(edition),
        "button": button(form.moment),
        "zone": timing.zone_in_words(form.moment or timezone.now()),
        "warnings": _warnings(form.moment, edition),
    }
    return _asking(model_admin, request, edition, "force", form, status, more)


def override_view(model_admin, request, pk):
    """Ask why a check doesn't apply, then set it aside."""
    edition = _editors(model_admin, request, pk)
    given = request.POST if request.method == "POST" else request.GET
    named = (given.get("check", ""), given.get("subject", ""))
    form = OverrideForm(request.POST or None, initial=dict(zip(("check", "subject"), named, strict=True)))
    fault = next((one for one in checks.blocking(edition) if (one.check, one.subject) == named), None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                workflow.override(edition, by=request.user, **form.cleaned_data)
            except workflow.Refused as refused:
                if edition.overrides.filter(check_name=named[0], subject=named[1], by=request.user).exists():
                    return HttpResponseRedirect(edition_url(edition))
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Set aside. Your reason stands beside it."))
                return HttpResponseRedirect(edition_url(edition))
    elif fault is None:
        messages.error(request, _("That check finds nothing any more. Look at the list again."))
        return HttpResponseRedirect(edition_url(edition))
    return _asking(model_admin, request, edition, "override", form, status, {"fault": fault})


@method_decorator(require_safe)
def moment_view(model_admin, request, pk):
    """Tell the form what speaks against a moment that is being chosen."""
    edition = model_admin.find(request, pk)
    try:
        moment = ApproveForm.base_fields["live_from"].clean(request.GET.get("moment", ""))
    except ValidationError:
        return JsonResponse({"warnings": []})
    return JsonResponse({"warnings": _warnings(moment, edition)})


def _asking(model_admin, request, edition, name, form, status, more):
    """Show a page that asks something before it acts."""
    titles = {"force": _("Publish without second eyes"), "override": _("Set a check aside")}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": titles[name],
        "opts": model_admin.opts,
        "has_view_permission": True,
        "edition": edition,
        "edition_url": edition_url(edition),
        "record_url": record_url(edition.release),
        "form": form,
        "errors": _errors(form),
        **more,
    }
    return TemplateResponse(request, f"admin/articles/edition/{name}.html", context, status=status)


def _refused(model_admin, request, pk, refused, **forms):
    """Show the page of the edition as it stands by now, with the reason and all that was typed."""
    edition = model_admin.find(request, pk)
    return page(model_admin, request, edition, refusal=refused, status=409, **forms)


def _warnings(moment, edition):
    """Return what speaks against publishing at the moment, None being now, as sentences."""
    if moment:
        return timing.warnings(moment, edition)
    planned = edition.planned_for
    if planned and planned <= timezone.now():
        return [_("It was planned for %(moment)s. That has passed.") % {"moment": timing.in_words(planned)}]
    return []


def _published(request, edition, moment, translations=()):
    words = _("Scheduled for %(moment)s.") % {"moment": timing.in_words(moment)} if moment else _("Published.")
    if translations:
        names = ", ".join(within(one.release.get_language_display()) for one in translations)
        words += " " + _("Together with it: %(languages)s.") % {"languages": names}
    if edition.is_unsigned:
        words += " " + _("Another editor has to countersign it.")
    pressing.say(request, words, moment, edition)
    return HttpResponseRedirect(record_url(edition.release))


def _editors(model_admin, request, pk):
    edition = model_admin.find(request, pk)
    if not request.user.has_perm(EDITOR):
        raise PermissionDenied
    return edition


def _errors(form):
    """Return the errors of a form as (id of the field's element or '', label, message)."""
    found = []
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        # A group of radio buttons has no element of its own: its first button stands for it.
        element = (field.id_for_label or f"{field.auto_id}_0") if field else ""
        found += [(element, field.label if field else "", error) for error in errors]
    return found


def _path(release, at):
    """Return the address that a release has, or would have if it were published at the moment."""
    if release.date is None:
        release.date = release.date_for(release.published_at or at)
        path = release.get_absolute_url()
        release.date = None
        return path
    return release.get_absolute_url()
