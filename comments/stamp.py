"""The signed stamp in the form: which release it was rendered for, and when.

It stands in pages that are cached, so it is good for seven days and says nothing of its reader; anyone may use it.
What it keeps out is the robot that never read a page, and the one that sends an old form again for ever. A stamp
that script fetched for one reader is marked so, and of it alone a least age is asked: nobody writes a reply within
three seconds, while a form from a cached page may be sent at any moment.
"""

import datetime

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

VALID_FOR = datetime.timedelta(days=7)
LEAST_AGE = datetime.timedelta(seconds=3)
RENDERED, FETCHED = "rendered", "fetched"

_signer = signing.Signer(salt="comments.stamp")


def rendered(release, at):
    """Return the stamp for a form that is rendered into a page at the moment."""
    return _stamp(release, RENDERED, at)


def fetched(release, at):
    """Return the stamp for a form that script asked for on its reader's behalf at the moment."""
    return _stamp(release, FETCHED, at)


def check(stamp, release, at):
    """Raise ValidationError, in words for the writer, unless the stamp is ours, this release's and of the right age."""
    try:
        key, kind, moment = _signer.unsign(stamp).split(":")
        age = at - datetime.datetime.fromtimestamp(float(moment), datetime.UTC)
    except (signing.BadSignature, ValueError) as error:
        raise ValidationError(
            _("The form was not the one that this site sent. Nothing is lost: please send it again."), code="forged"
        ) from error
    if int(key) != release.pk:
        raise ValidationError(
            _("The form belonged to another release. If your reply is meant for this one, please send it again."),
            code="foreign",
        )
    if age > VALID_FOR:
        raise ValidationError(
            _("The form had been open for more than seven days. Nothing is lost: please send it again."), code="expired"
        )
    if kind == FETCHED and age < LEAST_AGE:
        raise ValidationError(
            _("That was very quick, as a robot would be. Nothing is lost: please send it again."), code="too_soon"
        )


def _stamp(release, kind, at):
    return _signer.sign(f"{release.pk}:{kind}:{at.timestamp():.3f}")
