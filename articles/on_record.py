"""The editions of a release that anybody may look up, and their permanent addresses."""

import datetime

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.models import Edition
from pressroom.statements import Several, Statement

_EDITIONS = Statement(
    lambda at, release: (
        Edition.objects.on_record(at).filter(release=release).defer("lead", "body").order_by("live_from")
    ),
    at=datetime.datetime,
    release=int,
)
# Nothing shows more than two.
_TEXTS = Statement(
    lambda at, keys: Edition.objects.on_record(at).filter(pk__in=keys), at=datetime.datetime, keys=Several(int, 2)
)


class Record:
    """A release's editions on record at a moment, in the order of time and without their texts.

    Their numbers say in which order they were begun; where a draft waited out a withdrawal, that is another one.
    """

    def __init__(self, live, at):
        self.release, self.at = live.release, at
        self.editions = _EDITIONS.instances(at=at, release=live.release_id)
        for previous, edition in zip([None, *self.editions], self.editions, strict=False):
            edition.release, edition.previous, edition.is_in_force = self.release, previous, False
        if not self.editions:
            raise Http404("The release was removed after it was found.")
        # The page is of a release that is live, which the latest on record is.
        self.in_force = self.editions[-1]
        self.in_force.is_in_force = True

    @cached_property
    def by_number(self):
        """The editions by their numbers."""
        return {edition.number: edition for edition in self.editions}

    def numbered(self, number):
        """Return the edition with the number; Http404 if none on record has it."""
        if number not in self.by_number:
            raise Http404("No edition on record has this number.")
        return self.by_number[number]

    def texts(self, editions):
        """Return one or two of the editions again, by their keys, with their texts; Http404 if one is gone by now."""
        keys = [edition.pk for edition in editions]
        found = {edition.pk: edition for edition in _TEXTS.instances(at=self.at, keys=keys)}
        if found.keys() != set(keys):
            raise Http404("The release was removed after it was found.")
        for edition in found.values():
            edition.release = self.release
        return found

    def next_to(self, edition):
        """Return the edition that came after, or None."""
        return next((other for other in self.editions if other.previous is edition), None)


def edition_url(edition):
    """Return the permanent path of an edition on record."""
    return edition.release.url("articles:edition", number=edition.number)


def comparison_url(before, after):
    """Return the permanent path of the comparison of two editions on record, the earlier one first."""
    return before.release.url("articles:comparison", before=before.number, after=after.number)


def in_words(kind):
    """Return the kind of an edition as a line of the history begins: 'First published'."""
    return {
        Edition.Kind.FIRST: _("First published"),
        Edition.Kind.UPDATE: _("Update"),
        Edition.Kind.CORRECTION: _("Correction"),
        Edition.Kind.MINOR: _("Minor change"),
        Edition.Kind.WITHDRAWAL: _("Withdrawal"),
    }[kind]
