"""How the page of a release shows its replies."""

from django import template
from django.utils import timezone

from articles.models import Edition
from comments import posting, threads
from comments.forms import ReplyForm
from comments.rules import rules_page

register = template.Library()


@register.inclusion_tag("comments/_replies.html", takes_context=True)
def replies(context, release):
    """Show the latest threads of a release and, while it takes replies, 'Leave a Reply'; costs one query.

    The page has to have the live `edition` in its context; without it another query finds it.
    """
    at = timezone.now()
    edition = context.get("edition")
    if edition is None or edition.release_id != release.pk:
        edition = Edition.objects.live(at).filter(release=release).select_related("release").first()
    shown = threads.latest(release)
    count = sum(comment.status == comment.Status.APPROVED for head in shown for comment in [head, *head.thread])
    is_open = edition is not None and posting.takes_replies(edition)
    return {
        "release": release,
        "threads": shown,
        "count": max(count, release.replies) if len(shown) == threads.PER_PAGE else count,
        "is_cut": len(shown) == threads.PER_PAGE and release.replies > count,
        "is_open": is_open,
        "form": ReplyForm(release=release, at=at) if is_open else None,
        "rules": rules_page(context["request"]),
    }
