"""What became of an original since its translation was right for it: for those who keep the two in step."""

from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.contents import contents
from articles.models import Confirmation, Edition
from articles.translations import Step, contents_seen


class Changed(NamedTuple):
    """What became of an original since a translation's edition was right for it."""

    # Its contents then and now, as `articles.contents` has them.
    before: dict
    after: dict
    # The editions of the original that came since, in order.
    since: list
    step: Step

    @property
    def is_behind(self):
        """Whether the edition is yet to be brought up to date or confirmed; else it is what was begun for that."""
        return self.step.is_behind


def changed(edition, its_family):
    """Return what `Changed` in the original that somebody who works on a translation's edition has to know, or None."""
    since_when = its_family.right_before(edition)
    if since_when is None or not since_when.is_behind:
        return None
    return Changed(
        before=contents_seen(since_when.rendered, since_when.seen_at),
        after=contents(since_when.newest),
        since=its_family.since(since_when),
        step=its_family.step(edition),
    )


def behind(at):
    """Return the editions that the public reads of translations whose original says something else since.

    First editions that wait for their moment or are still being written are among them. It is `Step.is_behind` as a
    question to the database, for originals of which something was approved; what renders an edition that was taken back
    from its schedule is among them once that is approved again.
    """
    confirmed = Confirmation.objects.filter(
        edition=OuterRef(OuterRef("pk")), original=OuterRef("pk"), at__gte=OuterRef("saved_at")
    )
    # The approved edition without an end is the one that a translation should render.
    newer = Edition.objects.filter(
        ~Q(pk=OuterRef("renders")) | Q(saved_at__gt=OuterRef("created_at")),
        ~Exists(confirmed),
        release=OuterRef("renders__release"),
        stage=Edition.Stage.APPROVED,
        live_until=None,
    )
    first = Edition.objects.open().filter(release__published_at=None)
    waiting = Edition.objects.scheduled(at).filter(release__published_at__gt=at)
    return (Edition.objects.live(at) | waiting | first).filter(
        ~Q(renders__stage__in=Edition.OPEN_STAGES),
        # What renders the last one as that still is is in step, which is cheaper to ask than the rest.
        ~Q(renders__stage=Edition.Stage.APPROVED, renders__live_until=None, renders__saved_at__lte=F("created_at")),
        Exists(newer),
        renders__isnull=False,
        release__translation_key=F("renders__release__translation_key"),
    )


def judged(standing):
    """Return the edition of a translation that has to keep step: the next that readers get, else what they have."""
    return standing.scheduled or standing.live or standing.open


def step_behind(its_family, standing):
    """Return the `Step` of a translation whose original says something else since, or None."""
    edition = judged(standing)
    step = edition and its_family.step(edition)
    return step if step and step.is_behind else None


def sentence(edition, at):
    """Return what an edition of an original did to it, as a sentence: 'The original was corrected on May 30, 2022.'"""
    kind, scheduled = edition.kind, edition.stage == Edition.Stage.APPROVED and edition.live_from > at
    if scheduled:
        words = {
            Edition.Kind.CORRECTION: _("A correction of the original is scheduled for %(moment)s."),
            Edition.Kind.UPDATE: _("An update of the original is scheduled for %(moment)s."),
            Edition.Kind.MINOR: _("A minor change of the original is scheduled for %(moment)s."),
        }.get(kind, _("The original was changed. It is scheduled for %(moment)s."))
        return words % {"moment": date_format(timezone.localtime(edition.live_from), "DATETIME_FORMAT")}
    if edition.stage != Edition.Stage.APPROVED or kind == Edition.Kind.FIRST:
        # Of what it says while nobody can read it yet, there is no other moment.
        words, moment = _("The original was changed on %(date)s, before it was published."), edition.saved_at
    else:
        moment = edition.live_from
        words = {
            Edition.Kind.CORRECTION: _("The original was corrected on %(date)s."),
            Edition.Kind.UPDATE: _("The original was updated on %(date)s."),
            Edition.Kind.WITHDRAWAL: _("The original was withdrawn on %(date)s."),
        }.get(kind, _("The original was changed a little on %(date)s."))
    return words % {"date": date_format(timezone.localtime(moment), "DATE_FORMAT")}


def weightiest(editions):
    """Return the edition of several to name where there is room for one: the latest that readers were told of."""
    told = [edition for edition in editions if edition.kind in Edition.TOLD_KINDS]
    return (told or editions)[-1]
