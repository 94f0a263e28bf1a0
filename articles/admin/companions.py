"""What may be published together: an original in review, and its translations that are in review too."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import checks
from articles.models import Edition
from articles.translations import family
from articles.workflow.ground import bar_of_approval

# What a tick is called in a POST: the key and the revision of the edition that was offered.
NAME = "together"


@dataclass(frozen=True)
class Companion:
    """An edition of a translation in review, and whether this editor can publish it with its original."""

    edition: Edition
    # Why it can't be, as a sentence, or ''.
    why_not: str
    is_ticked: bool

    @property
    def value(self):
        """What a tick sends."""
        return f"{self.edition.pk}.{self.edition.revision}"


def companions(edition, user, at, ticked=None):
    """Return the `Companion`s of an edition in review, none of a translation.

    `ticked` are the values that were sent; without them those are ticked that were written for the same moment.
    """
    its_family = family(edition.release, at)
    waiting = [one.open for one in its_family.translations_of(its_family.of(edition.release.language))]
    waiting = [one for one in waiting if one and one.stage == Edition.Stage.REVIEW]
    faults = checks.reports(waiting, at) if waiting else {}
    found = []
    for one in waiting:
        blocking = [str(fault.message) for fault in faults[one.pk] if fault.blocks]
        why_not = bar_of_approval(one, user) or " ".join(blocking)
        companion = Companion(one, why_not, False)
        is_meant = one.planned_for is not None and one.planned_for == edition.planned_for
        is_ticked = not why_not and (is_meant if ticked is None else companion.value in ticked)
        found.append(Companion(one, why_not, is_ticked))
    return found


def chosen(offered, ticked):
    """Return the editions that were ticked, and a sentence where one of them isn't as it was when it was ticked."""
    by_value = {one.value: one for one in offered}
    if any(value not in by_value or by_value[value].why_not for value in ticked):
        return [], _("One of the translations was changed since you opened this page. Read it again, then decide.")
    return [by_value[value].edition for value in ticked], ""


def original_in_review(edition, at):
    """Return the edition of the original that waits for its approval as a translation's does, or None.

    While nothing of the original is approved, nothing of its translations can be.
    """
    if edition.renders_id is None:
        return None
    its_family = family(edition.release, at)
    original = its_family.original_of(its_family.of(edition.release.language))
    waiting = original and original.open
    return waiting if waiting and waiting.stage == Edition.Stage.REVIEW else None
