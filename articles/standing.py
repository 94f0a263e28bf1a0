"""Where a release stands at a moment: what is live of it, what is scheduled, what is being written."""

from django.utils.functional import cached_property

from articles.models import Edition


class Standing:
    """A release with its editions, as the desk speaks of it.

    `editions` are all of the release's, in the order of their numbers, each with its `release`; asked for if not given.
    """

    def __init__(self, release, at, editions=None):
        self.release = release
        self.at = at
        self.editions = list(release.editions.order_by("number")) if editions is None else list(editions)

    def _with(self, *statuses):
        return next((edition for edition in self.editions if edition.status(self.at) in statuses), None)

    @cached_property
    def live(self):
        """The edition that the public sees, withdrawn or not, or None."""
        return self._with(Edition.Status.LIVE, Edition.Status.WITHDRAWN)

    @cached_property
    def scheduled(self):
        """The edition that waits for its moment, or None."""
        return self._with(Edition.Status.SCHEDULED)

    @cached_property
    def open(self):
        """The edition that is being written or checked, or None."""
        return self._with(Edition.Status.DRAFT, Edition.Status.REVIEW)

    @cached_property
    def newest(self):
        """The edition with the highest number that wasn't given up; one that was, where there is no other."""
        kept = [edition for edition in self.editions if edition.stage != Edition.Stage.DISCARDED]
        return (kept or self.editions)[-1]

    @property
    def unsigned(self):
        """The editions that were published without second eyes and wait for them, the latest first."""
        return [edition for edition in reversed(self.editions) if edition.is_unsigned]

    @property
    def status(self):
        """The `Edition.Status` of the release as a whole."""
        if self.release.is_removed:
            return Edition.Status.REMOVED
        edition = self.live or self.scheduled or self.open or self.newest
        return edition.status(self.at)

    @property
    def next_status(self):
        """The `Edition.Status` of what will follow what is live, or None."""
        following = self.scheduled or self.open
        if following is None or (self.live is None and not self.release.is_removed):
            return None
        return following.status(self.at)
