"""Links by which somebody without a login (a minister's office, a lawyer) reads one edition before it is public.

The address is signed with the site's key and made when it is asked for: the database keeps nothing by which a link
could be opened. Whoever has the address has the page. It stands in the line of a request, so a log of requests
(`ACCESS_LOG`, a proxy's own) holds it too; revoking is what ends it.
"""

import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import timing
from articles.models import Edition, EditorialEvent, PreviewLink, PreviewOpening
from articles.permissions import AUTHOR
from articles.workflow import ground
from pressroom.refusals import Refused, require
from pressroom.visitors import is_robot, visitor

# In days.
WEEK = 7
LONGEST = 30
# An expired link is kept for so long, with the log of its openings; the edition's story tells of it for ever.
KEPT = datetime.timedelta(days=90)

# A dot, because some programs end an address at a colon.
_signer = signing.Signer(sep=".", salt="articles.preview_links")


@transaction.atomic
def share(edition, *, by, name, days=WEEK):
    """Make a link to an edition that isn't public yet, for `name`, open for 1 to 30 days from now; return it."""
    require(by, AUTHOR)
    edition, name, now = ground.lock_edition(edition), name.strip(), timezone.now()
    if reason := hindrance(edition, now):
        raise Refused(reason)
    if not name:
        raise Refused(_("Write for whom the link is. The name stands on the page that it opens."))
    if len(name) > PreviewLink._meta.get_field("name").max_length:
        raise Refused(_("The name is too long. Make it shorter."))
    if not 1 <= days <= LONGEST:
        raise Refused(_("A link can be open for 1 to %(longest)d days. Choose another time.") % {"longest": LONGEST})
    link = PreviewLink.objects.create(
        edition=edition,
        name=name,
        created_by=by,
        created_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )
    words = {"name": name, "moment": timing.in_words(link.expires_at)}
    ground.record(edition, EditorialEvent.What.REMARKED, by, _("Shared with %(name)s until %(moment)s.") % words)
    return link


@transaction.atomic
def revoke(link, *, by):
    """End a link before its time, and return it."""
    require(by, AUTHOR)
    edition, now = ground.lock_edition(link.edition), timezone.now()
    link = PreviewLink.objects.get(pk=link.pk)
    link.edition = edition
    if link.revoked_at is not None:
        raise Refused(_("This link is revoked already."))
    if not link.is_open(now):
        raise Refused(_("This link has expired already."))
    link.revoked_by, link.revoked_at = by, now
    link.save(update_fields=["revoked_by", "revoked_at"])
    words = {"name": link.name}
    ground.record(edition, EditorialEvent.What.REMARKED, by, _("Revoked the link of %(name)s.") % words)
    return link


def hindrance(edition, at):
    """Return why no link can be made to the edition at the moment; empty where one can."""
    if edition.release.is_removed:
        return _("This release was removed. Put it back first.")
    if edition.stage == Edition.Stage.DISCARDED:
        return _("This edition was discarded. Links lead to what will be published.")
    if is_public(edition, at):
        return _("This edition is public. Send the address of the release instead.")
    return ""


def is_public(edition, at):
    """Whether the edition is or was live at the moment: its links lead to the release then."""
    return edition.stage == Edition.Stage.APPROVED and edition.live_from <= at


def token(link):
    """Return the part of the link's address that nobody can guess."""
    return _signer.sign(link.pk)


def address(link):
    """Return the whole address, as it is sent."""
    return settings.SITE_URL + reverse("articles:shared", kwargs={"token": token(link)})


def made(token):
    """Return the link that the token was made for, open or not, with its edition and release; None for a forged one."""
    try:
        pk = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return PreviewLink.objects.filter(pk=pk).select_related("edition__release").first()


def is_open(link, at):
    """Whether the link opens its edition at the moment: in its time, and the edition neither given up nor removed."""
    edition = link.edition
    return link.is_open(at) and edition.stage != Edition.Stage.DISCARDED and not edition.release.is_removed


def opened_by(token, at):
    """Return the link that the token opens at the moment, with its edition and release, or None."""
    link = made(token)
    return link if link is not None and is_open(link, at) else None


def log(link, request, at):
    """Write down that a link was opened, and by which of the day's visitors; of a program no visitor is kept."""
    who = "" if is_robot(request) else visitor(request, at, purpose="preview")
    PreviewOpening.objects.create(link=link, at=at, visitor=who)


def forget(at):
    """Delete the links that expired more than 90 days before the moment, with their logs; return how many."""
    _rows, by_model = PreviewLink.objects.filter(expires_at__lt=at - KEPT).delete()
    return by_model.get(PreviewLink._meta.label, 0)
