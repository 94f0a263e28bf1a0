"""How the page of a release shows its replies."""

from html import escape

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles.models import Edition
from comments import posting, stamp, threads
from comments.forms import BlankReplyForm
from comments.rules import rules_page
from pressroom import fragments, jinja


def replies(request, release, edition=None):
    """Show the latest threads of a release and, while it takes replies, 'Leave a Reply'.

    It costs one query where there are any, and another one without the live `edition`.
    """
    at = timezone.now()
    if edition is None or edition.release_id != release.pk:
        edition = Edition.objects.live(at).filter(release=release).select_related("release").first()
    shown = threads.latest(release)
    count = sum(comment.status == comment.Status.APPROVED for head in shown for comment in [head, *head.thread])
    is_open = edition is not None and posting.takes_replies(edition)
    values = {
        "release": release,
        "threads": shown,
        "count": max(count, release.replies) if len(shown) == threads.PER_PAGE else count,
        "is_cut": len(shown) == threads.PER_PAGE and release.replies > count,
        "is_open": is_open,
        "form": _form(release, at, rules_page(request)) if is_open else "",
    }
    return jinja.render("comments/_replies.html", **values)


def _form(release, at, rules):
    """Return the empty form as HTML. But for where it is sent and its stamp it is the same under every release."""
    where = (rules.url, rules.language) if rules else ()
    html = fragments.kept("leave", get_language(), *where, make=lambda: _blank(rules))
    texts = release.url("comments:reply"), release.url("comments:stamp"), stamp.rendered(release, at)
    for mark, text in zip(BlankReplyForm.MARKS, texts, strict=True):
        html = html.replace(mark, escape(text))
    return mark_safe(html)


def _blank(rules):
    return jinja.render("comments/_form.html", form=BlankReplyForm(), rules=rules)
