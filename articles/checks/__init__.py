"""The gate: checks of an edition, blocking and advising. Each is one small function of this package.

They run beside the form as one writes, and again, for good, at submit, approve and force; what is scheduled is checked
whenever the desk is opened.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles.checks import (
    abbreviations,
    destinations,
    headings,
    lengths,
    links,
    missing,
    photographs,
    placeholders,
    quotations,
    untranslated,
    weekdays,
)
from articles.checks.text import Text, short
from articles.models import EditionImage, Override

# What the column `Override.subject` holds.
LONGEST_SUBJECT = 300
# A text with more faults of one kind isn't mended from a list.
MOST_OF_A_KIND = 50


@dataclass(frozen=True)
class Fault:
    """One thing that a check found: where it is, what it is, and what to do."""

    # The name of the check, e.g. 'alternative-text'.
    check: str
    # The field of the form beside which it stands: 'headline', 'slug', 'lead', 'dateline', 'body', 'public_note',
    # 'lead_images', 'gallery_images', 'body_images'.
    field: str
    # For a person: where, and what to do.
    message: str
    is_blocking: bool = True
    # What it is about (the link, the words, the photograph's key), at most 300 characters: with `check`, what tells
    # one fault of an edition from another.
    subject: str = ""
    # The `Override` by which an editor set it aside, or None.
    override: Override | None = None
    # Whether an editor may set it aside; nothing can be published without a headline and an address.
    can_be_overridden: bool = True

    @property
    def blocks(self):
        """Whether it keeps the edition from being published now."""
        return self.is_blocking and self.override is None


class Check(NamedTuple):
    """A check: its name, and the function from a `Text` to `text.Finding`s."""

    name: str
    find: object
    is_blocking: bool = True
    can_be_overridden: bool = True


# Every check, in the order in which its faults are shown.
CHECKS = (
    Check("headline", missing.headline, can_be_overridden=False),
    Check("slug", missing.slug, can_be_overridden=False),
    Check("lead", missing.lead),
    Check("placeholder", placeholders.placeholder),
    Check("alternative-text", photographs.alternative_text),
    Check("credit", photographs.credit),
    Check("empty-heading", headings.empty),
    Check("heading-level", headings.level_skipped),
    Check("link-to-nowhere", links.to_nowhere),
    Check("link-name", links.badly_named),
    Check("broken-link", links.broken),
    Check("untranslated", untranslated.words),
    Check("untranslated-alternative-text", untranslated.alternative_text),
    Check("untranslated-caption", untranslated.caption),
    Check("behind", untranslated.behind, is_blocking=False),
    Check("no-text", missing.body, is_blocking=False),
    Check("long-headline", lengths.headline, is_blocking=False),
    Check("long-lead", lengths.lead, is_blocking=False),
    Check("long-sentence", lengths.sentence, is_blocking=False),
    Check("abbreviation", abbreviations.never_spelt_out, is_blocking=False),
    Check("weekday", weekdays.wrong, is_blocking=False),
    Check("speaker", quotations.without_speaker, is_blocking=False),
)


def report(edition, at=None):
    """Return every `Fault` of one saved edition, those that block first; `at` is the moment of the check, or now."""
    return reports([edition], at)[edition.pk]


def reports(editions, at=None):
    """Return the faults of several editions as {key: [Fault, ...]}, in a constant number of queries.

    Links within the site are looked up as they will be when the edition is out: at its own moment, if that lies ahead.
    """
    at = at or timezone.now()
    editions = list(editions)
    prefetch_related_objects(editions, "release")
    # Asked for here and not through the editions, whose caches would then outlive what a verb does next.
    uses = _by_edition(EditionImage.objects.filter(edition__in=editions).select_related("image"))
    overrides = _by_edition(Override.objects.filter(edition__in=editions))
    texts = [Text(edition, uses.get(edition.pk, []), at) for edition in editions]
    destinations.mark_broken(texts, at)
    untranslated.know_originals(texts, at)
    return {text.edition.pk: _faults(text, overrides.get(text.edition.pk, [])) for text in texts}


def blocking(edition, at=None):
    """Return the faults that keep an edition from being published; none that an editor has set aside is among them."""
    return [fault for fault in report(edition, at) if fault.blocks]


def _faults(text, overrides):
    """Return the faults of one text: those that block, those that are set aside, advice; each once."""
    by_fault = {(one.check_name, one.subject): one for one in overrides}
    found = []
    for check in CHECKS:
        of_kind = {}
        for field, message, subject in check.find(text):
            subject = short(subject, LONGEST_SUBJECT)
            override = by_fault.get((check.name, subject)) if check.is_blocking and check.can_be_overridden else None
            fault = Fault(check.name, field, message, check.is_blocking, subject, override, check.can_be_overridden)
            of_kind.setdefault((field, subject), fault)
            if len(of_kind) == MOST_OF_A_KIND:
                break
        found += of_kind.values()
    return sorted(found, key=lambda fault: (not fault.blocks, not fault.is_blocking))


def _by_edition(rows):
    found = {}
    for row in rows:
        found.setdefault(row.edition_id, []).append(row)
    return found
