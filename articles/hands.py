"""Who has a hand in what is still being written: what stays behind when somebody leaves."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Edition

SHOWN = 20


def had_by(user):
    """Return the condition that an edition was begun, saved last or submitted by a person."""
    return Q(author=user) | Q(saved_by=user) | Q(submitted_by=user)


def in_hand(user):
    """Return (words, address) of each edition in work that the person began, saved last or submitted."""
    found = Edition.objects.open().filter(had_by(user)).order_by("-saved_at").only("headline", "stage")[:SHOWN]
    return [
        (
            _("%(headline)s (%(stage)s)") % {"headline": edition.headline, "stage": edition.get_stage_display()},
            reverse("admin:articles_edition_change", args=[edition.pk]),
        )
        for edition in found
    ]
