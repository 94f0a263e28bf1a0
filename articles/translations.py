"""Translations: which releases say the same in other languages, and whether they keep step with their original.

The releases of one `translation_key` are a family. One of them is the original; the editions of the others know by
`renders` from which of its editions they were made. What an edition is right for is that one or, if it is later, the
last that was confirmed for it. This module reads; `articles.workflow.translating` changes.
"""

import datetime
from collections import defaultdict
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.contents import contents
from articles.models import Confirmation, Edition, EditionSave, Release
from articles.standing import Standing
from pressroom.statements import Statement

# Statuses that the public sees at the release's address.
_READ = (Edition.Status.LIVE, Edition.Status.WITHDRAWN)


class Notice(NamedTuple):
    """What readers of a translation are told: it has the text of `rendered`, and the original was changed since."""

    # The original's edition whose text this is; None where that edition never came into force.
    rendered: Edition | None
    # The moment of that text.
    since: datetime.datetime
    # The latest edition of the original that readers were told of.
    change: Edition

    @property
    def is_of_one_day(self):
        """Whether the text and its change are of one day, so that the day alone wouldn't tell them apart."""
        return timezone.localdate(self.since) == timezone.localdate(self.change.live_from)

    @property
    def is_comparable(self):
        """Whether there is something to compare in public: withdrawing and restoring change no word."""
        withdrawal = Edition.Kind.WITHDRAWAL
        return self.rendered is not None and withdrawal not in {self.rendered.kind, self.change.kind}


class Public:
    """What the public page of a live edition shows of its family at a moment, by one query.

    By none for an edition that is known to have none (see `articles.lookup`): most releases are in one language.
    """

    def __init__(self, edition, at):
        self._edition, self._at = edition, at
        self._rows = []
        if getattr(edition, "has_family", True):
            self._rows = _ON_RECORD.instances(at=at, edition=edition.pk, release=edition.release_id)
        # The live releases in the other languages, by language.
        self.alternates = {row.release.language: row.release for row in self._rows if row.status(at) in _READ}

    @property
    def original(self):
        """The live release that this one translates, or None."""
        rendered = next((row for row in self._rows if row.pk == self._edition.renders_id), None)
        return self.alternates.get(rendered.release.language) if rendered else None

    def translations(self, editions):
        """Return the live releases that translate this one, whose `editions` on record are given."""
        own = {edition.pk for edition in editions}
        return [row.release for row in self._rows if row.renders_id in own and row.status(self._at) in _READ]

    @property
    def notice(self):
        """The `Notice` for readers of a translation that has fallen behind, or None.

        Minor changes are passed over in silence, as they are in the original.
        """
        if self._edition.renders_id is None:
            return None
        right_for = [row for row in self._rows if self._is_right_for(row)]
        rendered = right_for[-1] if right_for else None
        # Where what it renders never came into force, it is as new as its own publication.
        original = rendered.release_id if rendered else self._edition.renders.release_id
        since = rendered.live_from if rendered else (self._edition.live_from or self._at)
        told = []
        for row in self._rows:
            if row.release_id == original and row.kind in Edition.TOLD_KINDS and row.live_from > since:
                if told and told[-1].kind == Edition.Kind.WITHDRAWAL:
                    # Only a restoration follows a withdrawal; together they change nothing.
                    told.pop()
                else:
                    told.append(row)
        return Notice(rendered, since, told[-1]) if told else None

    def _is_right_for(self, row):
        """Whether the translation's edition is for an edition of the original, as that was when it came into force.

        One that was seen when it was scheduled may have been taken back and rewritten. Of a first edition readers are
        told nothing, however often it was rewritten.
        """
        moments = [row.confirmed_at, self._edition.created_at if row.pk == self._edition.renders_id else None]
        return any(moment and (row.kind == row.Kind.FIRST or row.saved_at <= moment) for moment in moments)


def _on_record(at, edition, release):
    """Return what is on record of the other releases of a release's family, each with when it was confirmed."""
    confirmed = Confirmation.objects.filter(edition=edition, original=OuterRef("pk")).order_by("-pk")
    key = Release.objects.filter(pk=release).order_by()
    return (
        Edition.objects.on_record(at)
        .filter(release__translation_key=Subquery(key.values("translation_key")))
        .exclude(release=release)
        .annotate(confirmed_at=Subquery(confirmed.values("at")[:1]))
        .select_related("release")
        .defer("body", "lead", "headline", "dateline")
        .order_by("live_from")
    )


_ON_RECORD = Statement(_on_record, at=datetime.datetime, edition=int, release=int)


class Step(NamedTuple):
    """Where a translation's edition stands beside its original."""

    # The edition of the original for which it is right, and the moment when somebody saw that.
    rendered: Edition
    seen_at: datetime.datetime
    # The edition of the original that it should render: the last approved one, else the one being written.
    newest: Edition

    @property
    def is_behind(self):
        """Whether the original says something else since, be it minor or scheduled."""
        return self.rendered.pk != self.newest.pk or self.newest.saved_at > self.seen_at


class Family:
    """The releases of one `translation_key` as the desk sees them: each with its `Standing`.

    Asks for editions and confirmations unless `families` has brought them along.
    """

    def __init__(self, standings, confirmations):
        self.standings = sorted(standings, key=lambda standing: standing.release.pk)
        self._by_key = {edition.pk: edition for one in self.standings for edition in one.editions}
        self._confirmations = confirmations

    def of(self, language):
        """Return the `Standing` of the release in a language, or None; one whose drafts were all given up counts."""
        return next((one for one in self.standings if one.release.language == language), None)

    def original_of(self, standing):
        """Return the `Standing` of what a release is translated from, or None: it is an original itself."""
        rendered = self._by_key.get(standing.newest.renders_id)
        if rendered is None:
            return None
        return next((one for one in self.standings if one.release.pk == rendered.release_id), None)

    def translations_of(self, standing):
        """Return the `Standing`s of the translations of a release, those given up before publication left out."""
        return [one for one in self.standings if self.original_of(one) is standing and not is_given_up(one)]

    def scheduled_along(self, standing, new_moment=None):
        """Return the scheduled editions of translations that what befalls an original's scheduled edition befalls too.

        It is moved to `new_moment`, or taken back where that is None. What has the same moment goes along, and what
        would be out before anything of its original.
        """
        edition = standing.scheduled
        is_first = standing.release.published_at == edition.live_from
        return [
            one.scheduled
            for one in self.translations_of(standing)
            if one.scheduled
            and (
                one.scheduled.live_from == edition.live_from
                or (is_first and (new_moment is None or one.scheduled.live_from < new_moment))
            )
        ]

    def step(self, edition):
        """Return the `Step` of a translation's edition, or None where it renders nothing of this family."""
        rendered = self._by_key.get(edition.renders_id)
        original = rendered and next(one for one in self.standings if one.release.pk == rendered.release_id)
        if original is None or edition.release_id == original.release.pk:
            return None
        order = {one.pk: place for place, one in enumerate(_in_order(original.editions))}
        seen = [(rendered, edition.created_at)]
        seen += [(self._by_key[one.original_id], one.at) for one in self._confirmations.get(edition.pk, ())]
        newest = source(original)
        if newest is not None:
            # One that was seen when it was scheduled may have been taken back since: then what comes before it counts,
            # and where nothing of that was seen, the edition is ahead of its original, until that one is changed.
            seen = [pair for pair in seen if order.get(pair[0].pk, -1) <= order[newest.pk]] or seen
        last, moment = max(seen, key=lambda pair: (order.get(pair[0].pk, -1), pair[1]))
        is_ahead = newest is None or order.get(last.pk, -1) > order[newest.pk]
        return Step(last, moment, last if is_ahead else newest)

    def since(self, step):
        """Return the editions of an original that came since a `Step`, in order; the rendered one if it was changed."""
        its = _in_order(next(one for one in self.standings if one.release.pk == step.newest.release_id).editions)
        # One that was given up is in no order: then all are later.
        later = its[its.index(step.rendered) + 1 :] if step.rendered in its else its
        later = later[: later.index(step.newest) + 1] if step.newest in later else []
        return [step.rendered, *later] if step.rendered.saved_at > step.seen_at else later

    def right_before(self, edition):
        """Return the `Step` from which the changes of an original are shown beside a translation's edition, or None.

        A draft that was begun to render the newest edition of the original is in step from its first word, and still
        has the words of the edition before it: what changed since that one was right is yet to be written. Once
        somebody has said of the draft itself that it takes something into account, it counts from there.
        """
        step = self.step(edition)
        if step is None or not edition.is_open or self._confirmations.get(edition.pk):
            return step
        its = next(one for one in self.standings if one.release.pk == edition.release_id)
        before = its.live or its.scheduled
        earlier = before and self.step(before)
        return earlier._replace(newest=step.newest) if earlier else step


def is_given_up(standing):
    """Whether nothing of a release was ever approved and its drafts are discarded."""
    return standing.newest.stage == Edition.Stage.DISCARDED


def source(standing):
    """Return the edition of an original that a translation should render, or None where there is none.

    It is the last one approved, be it scheduled; before any is, the one being written.
    """
    approved = [edition for edition in _in_order(standing.editions) if edition.stage == Edition.Stage.APPROVED]
    return approved[-1] if approved else standing.open


def _in_order(editions):
    """Return the editions that weren't given up in the order in which the public gets them, the open one last."""
    kept = [edition for edition in editions if edition.stage != Edition.Stage.DISCARDED]
    return sorted(kept, key=lambda one: (one.live_from is None, one.live_from or one.created_at, one.number))


def family(release, at):
    """Return the `Family` of one release, by three queries at most; the release itself is in it as it was given."""
    return families([release], at)[release.translation_key]


def families(releases, at):
    """Return the `Family` of each of some releases by `translation_key`, in a constant number of queries."""
    keys = {release.translation_key for release in releases}
    given = {release.pk: release for release in releases}
    editions = defaultdict(list)
    rows = Edition.objects.filter(release__translation_key__in=keys).select_related("release").defer("body")
    for edition in rows.order_by("release", "number"):
        edition.release = given.setdefault(edition.release_id, edition.release)
        editions[edition.release].append(edition)
    confirmations = defaultdict(list)
    translated = [edition.pk for its in editions.values() for edition in its if edition.renders_id]
    for row in Confirmation.objects.filter(edition__in=translated).order_by("pk") if translated else ():
        confirmations[row.edition_id].append(row)
    standings = defaultdict(list)
    for release, its in editions.items():
        standings[release.translation_key].append(Standing(release, at, its))
    return {key: Family(standings[key], confirmations) for key in keys}


def contents_seen(edition, moment):
    """Return the contents of an original's edition as they were at a moment (see `articles.contents`).

    What is approved changes no more; of a draft it is the last save until then, which the translating of it has closed.
    """
    if edition.saved_at <= moment:
        return contents(edition)
    kept = EditionSave.objects.filter(edition=edition, at__lte=moment).order_by("pk").last()
    return kept.contents if kept else contents(edition)


def carried(edition, at):
    """Return the edition of the original that a copy of a translation's edition renders, or None for an original.

    It is the one for which the edition is right, or a later live one that says the very same: withdrawing and restoring
    change no word.
    """
    if edition.renders_id is None:
        return None
    its_family = family(edition.release, at)
    step = its_family.step(edition)
    if step is None:
        # It has become an original of its own; what it was made from stays known.
        return edition.renders
    original = next(one for one in its_family.standings if one.release.pk == step.rendered.release_id)
    live = [one for one in _in_order(original.editions) if one.live_from and one.live_from <= at]
    found = step.rendered
    if found in live:
        words = contents(found)
        for following in live[live.index(found) + 1 :]:
            if contents(following) != words:
                break
            found = following
    return found
