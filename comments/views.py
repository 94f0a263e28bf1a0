"""The pages of replies below a release: write one, see what became of it, read them all.

What a reply gets:

| status | when |
| --- | --- |
| 303 | it is kept and waits; to the page that says so |
| 403 | the release takes no replies, or the form was sent from another site's page |
| 409 | the same words under the same name were sent before |
| 422 | something typed can't be taken, or the stamp or the trap tells of a robot |
| 429 | too many from one visitor or network; Retry-After says how many seconds to wait |

Whatever was typed stands in the page that comes back. None of these pages sets or reads a cookie.
"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import versions
from articles.lookup import at_address
from comments import posting, receipts, threads
from comments import stamp as stamps
from comments.forms import ReplyForm, answered
from comments.models import Comment
from comments.rules import rules_page
from pressroom import caching
from pressroom.origin import public_post
from pressroom.visitors import network, visitor


@require_http_methods(["GET", "HEAD", "POST"])
@public_post
@caching.private
@at_address
def reply(request, edition):
    """Show the form alone (with `?to=12`, to answer that reply), or take in what was written."""
    at = timezone.now()
    if request.method == "POST":
        return _post(request, edition, at)
    if not posting.takes_replies(edition):
        return _closed(request, edition)
    parent = None
    if "to" in request.GET:
        parent = answered(edition.release, request.GET["to"]) if request.GET["to"].isdecimal() else None
        if parent is None:
            raise Http404(_("There is no such reply."))
    return _form(request, edition, ReplyForm(release=edition.release, at=at), parent)


@require_safe
@caching.private
@at_address
def stamp(request, edition):
    """Give a page's script a stamp for the form that its reader begins to fill in."""
    if not posting.takes_replies(edition):
        raise PermissionDenied(_("Replies to this release are closed."))
    return JsonResponse({"stamp": stamps.fetched(edition.release, timezone.now())})


@require_safe
@caching.private
@at_address
def sent(request, edition, signed):
    """Tell a writer what became of a reply: to a person as a page, to script as JSON."""
    comment = Comment.objects.filter(pk=receipts.key(signed), release=edition.release).select_related("parent").first()
    if comment is None:
        raise Http404(_("There is no such reply."))
    comment.release = edition.release
    outcome = {
        Comment.Status.WAITING: _("Your reply awaits moderation."),
        Comment.Status.APPROVED: _("Your reply is published."),
    }.get(comment.status, _("Your reply was not accepted."))
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"status": comment.status, "outcome": outcome})
    context = _context(edition) | {"comment": comment, "outcome": outcome}
    return render(request, "comments/sent.html", context)


@caching.public
@at_address
def replies(request, edition):
    """Show all the replies to a release, the oldest first, in pages."""
    try:
        page = Paginator(threads.heads(edition.release), threads.PER_PAGE).page(request.GET.get("page", "1"))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(_("There is no such page.")) from error
    context = _context(edition) | {
        "page": page,
        "threads": threads.with_answers(page.object_list),
        "is_open": posting.takes_replies(edition),
    }
    return render(request, "comments/replies.html", context)


def _post(request, edition, at):
    form = ReplyForm(request.POST, release=edition.release, at=at)
    if not posting.takes_replies(edition):
        return _closed(request, edition, form["text"].value())
    status, headers = 422, {}
    if form.is_valid():
        try:
            comment = posting.post(
                edition.release,
                form.cleaned_data,
                visitor(request, at, purpose="reply"),
                at,
                network=network(request, at),
            )
        except posting.Closed:
            return _closed(request, edition, form["text"].value())
        except posting.Duplicate as refusal:
            status = 409
            form.add_error(None, str(refusal))
        except posting.TooMany as refusal:
            status, headers = 429, {"Retry-After": str(refusal.seconds)}
            form.add_error(None, str(refusal))
        else:
            return HttpResponse(status=303, headers={"Location": receipts.address(comment)})
    parent = form.cleaned_data.get("parent")
    return _form(request, edition, form, parent, status=status, headers=headers)


def _form(request, edition, form, parent, status=200, headers=None):
    context = _context(edition) | {
        "form": form,
        "parent": parent,
        "rules": rules_page(request),
        "is_duplicate": status == 409,
    }
    response = render(request, "comments/reply.html", context, status=status)
    for header, value in (headers or {}).items():
        response[header] = value
    return response


def _closed(request, edition, typed=""):
    context = _context(edition) | {"typed": typed or ""}
    return render(request, "comments/closed.html", context, status=403)


def _context(edition):
    """Return what the template of each page takes."""
    release = edition.release
    return {"edition": edition, "release": release, "versions": versions.below_release(release, timezone.now())}
