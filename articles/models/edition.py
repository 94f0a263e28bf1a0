"""An edition: what a release says, from one moment to another. The rule of visibility is here and nowhere else."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.models.category import Category
from articles.models.contact import Contact
from articles.models.image import Image, ImageWords
from articles.models.release import Release
from articles.richtext import RichTextField


class EditionQuerySet(models.QuerySet):
    """Reading editions. Every verb that depends on time takes the moment."""

    def live(self, at):
        """Return what the public sees at the moment: approved, inside its interval, its release not removed."""
        return self.on_record(at).filter(Q(live_until__isnull=True) | Q(live_until__gt=at))

    def on_record(self, at):
        """Return what the public may look up at the moment: `live`, and what was live before it."""
        return self.filter(stage=Edition.Stage.APPROVED, live_from__lte=at, release__removed_at__isnull=True)

    def scheduled(self, at):
        """Return what is approved for a moment yet to come."""
        return self.filter(stage=Edition.Stage.APPROVED, live_from__gt=at, release__removed_at__isnull=True)

    def open(self):
        """Return what is still being written or checked."""
        # The second condition is true of all of them, and is what lets SQLite find them by their small index.
        return self.filter(stage__in=Edition.OPEN_STAGES, live_from__isnull=True)

    def unsigned(self):
        """Return what was approved by force and hasn't been countersigned."""
        return self.filter(stage=Edition.Stage.APPROVED, forced_by__isnull=False, countersigned_by__isnull=True)

    def news(self):
        """Leave withdrawals out: for the front page, the lead story, feeds and the news sitemap."""
        return self.filter(Edition.IS_NEWS)

    def in_language(self, language):
        """Return the editions of releases in one language."""
        return self.filter(release__language=language)

    def in_category(self, category):
        """Return the editions in one category, given as a `Category` or its key."""
        # Not as a join: SQLite would then sort the whole category, texts and all, to show its first page. Nor as a list
        # of keys, which it would gather whole.
        through = self.model.categories.through.objects
        return self.filter(Exists(through.filter(edition=OuterRef("pk"), category=category)))

    def in_order(self):
        """Order by release: the latest day first, the latest published of a day first."""
        return self.order_by("-release__date", "-release__published_at", "-release_id")

    def for_cards(self):
        """Bring along, in a constant number of queries, what a card in a list shows."""
        return self.select_related("release").prefetch_related(*self.parts_of_cards())

    def parts_of_cards(self):
        """Return what `prefetch_related_objects` takes, for cards of editions that came by more than one query.

        The categories come without their names, which the base template brings along for the masthead.
        """
        return (
            "categories",
            models.Prefetch(
                "images",
                EditionImage.objects.filter(role=EditionImage.Role.LEAD).select_related("image"),
                to_attr="lead_images",
            ),
        )

    def parts_of_page(self, language):
        """Return what `prefetch_related_objects` takes, for what the page of a release in a language shows.

        The categories come without their names, which the base template brings along for the masthead.
        """
        return (
            "categories",
            models.Prefetch("contacts", Contact.objects.worded_in(language)),
            models.Prefetch("images", EditionImage.objects.select_related("image")),
        )


class Edition(models.Model):
    """One wording of a release. Once approved it is never edited; a change is the next edition."""

    class Stage(models.TextChoices):
        """Stored: how far the writing has come."""

        DRAFT = "draft", _("draft")
        REVIEW = "in review", _("in review")
        APPROVED = "approved", _("approved")
        DISCARDED = "discarded", _("discarded")

    class Status(models.TextChoices):
        """Derived: the stage, with an approved edition's place in time."""

        DRAFT = "draft", _("Draft")
        REVIEW = "in review", _("In review")
        SCHEDULED = "scheduled", _("Scheduled")
        LIVE = "live", _("Live")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SUPERSEDED = "superseded", _("Superseded")
        REMOVED = "removed", _("Removed")
        DISCARDED = "discarded", _("Discarded")

    class Kind(models.TextChoices):
        """What an edition is to the one before it."""

        FIRST = "first", _("first")
        UPDATE = "update", _("update")
        CORRECTION = "correction", _("correction")
        MINOR = "minor", _("minor change")
        WITHDRAWAL = "withdrawal", _("withdrawal")

    OPEN_STAGES = (Stage.DRAFT, Stage.REVIEW)
    # The kinds that a reader is told about: with a public note, and with 'last changed' moved.
    TOLD_KINDS = (Kind.UPDATE, Kind.CORRECTION, Kind.WITHDRAWAL)
    # What `news` asks, for counting those beside the others.
    IS_NEWS = ~Q(kind=Kind.WITHDRAWAL)

    release = models.ForeignKey(Release, models.PROTECT, related_name="editions", verbose_name=_("release"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    headline = models.CharField(_("headline"), max_length=250)
    lead = models.TextField(_("lead"), blank=True)
    dateline = models.CharField(_("dateline"), max_length=80, blank=True, help_text=_("The place, e.g. Astrakhan."))
    body = RichTextField(_("text"), blank=True)
    categories = models.ManyToManyField(Category, blank=True, related_name="editions", verbose_name=_("categories"))
    contacts = models.ManyToManyField(Contact, blank=True, related_name="editions", verbose_name=_("people to call"))

    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.DRAFT, editable=False)
    live_from = models.DateTimeField(_("live from"), null=True, editable=False)
    live_until = models.DateTimeField(_("live until"), null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.FIRST, editable=False)
    public_note = models.TextField(_("public note"), blank=True, editable=False)
    # The edition of the original from which a translation's edition was made. It never changes: what was found to be
    # unaffected by a later one is a `Confirmation`.
    renders = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="renderings",
        verbose_name=_("translated from"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("author")
    )
    # The moment for which its writers mean it; the editor who approves decides.
    planned_for = models.DateTimeField(_("planned for"), null=True, blank=True, editable=False)
    # Who has had a hand in it as it stands: an approval asks for somebody else. Written by workflow alone.
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    # Who approved it without second eyes, and the other editor who has looked at it since.
    forced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("forced by"),
    )
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("countersigned by"),
    )
    # Raised by every save, so that a save over somebody else's newer one can be refused.
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["release"], condition=Q(stage__in=["draft", "in review"]), name="one_open_edition_a_release"
            ),
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(stage="approved", live_until__isnull=True),
                name="one_approved_edition_without_end",
            ),
            models.UniqueConstraint(
                fields=["release", "live_from"],
                condition=Q(stage="approved"),
                name="one_approved_edition_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_from__lt=F("live_until")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(stage="approved", live_from__isnull=False)
                | (~Q(stage="approved") & Q(live_from__isnull=True, live_until__isnull=True)),
                name="approved_edition_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(forced_by__isnull=True) | Q(stage="approved"), name="only_what_is_approved_was_forced"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True)
                | (Q(forced_by__isnull=False) & ~Q(countersigned_by=F("forced_by"))),
                name="countersigned_by_somebody_else",
            ),
        ]
        indexes = [
            models.Index(fields=["live_from"], name="edition_live_from", condition=Q(stage="approved")),
            models.Index(
                fields=["countersigned_by", "live_from"],
                name="edition_unsigned",
                condition=Q(forced_by__isnull=False),
            ),
            models.Index(fields=["stage", "-saved_at"], name="edition_open", condition=Q(live_from__isnull=True)),
            # All that is asked of a translation to find it behind: SQLite reads past the text for what comes after it.
            models.Index(
                fields=["renders", "release", "stage", "live_from", "live_until", "created_at"],
                name="edition_renders",
                condition=Q(renders__isnull=False),
            ),
        ]
        ordering = ["release", "number"]
        permissions = [("approve_edition", _("Can approve, schedule and withdraw editions"))]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return self.release.get_absolute_url()

    @property
    def is_open(self):
        """Whether it may still be edited or approved."""
        return self.stage in self.OPEN_STAGES

    @property
    def is_unsigned(self):
        """Whether it was approved by force and hasn't been countersigned."""
        return self.forced_by_id is not None and self.countersigned_by_id is None

    def status(self, at):
        """Return its `Status` at the moment. It follows `EditionQuerySet.live`; a test holds the two together."""
        if self.stage == self.Stage.APPROVED:
            if self.release.is_removed:
                return self.Status.REMOVED
            if at < self.live_from:
                return self.Status.SCHEDULED
            if self.live_until is not None and self.live_until <= at:
                return self.Status.SUPERSEDED
            return self.Status.WITHDRAWN if self.kind == self.Kind.WITHDRAWAL else self.Status.LIVE
        return self.Status(self.stage)

    @cached_property
    def lead_image(self):
        """Its lead `EditionImage` or None; asks nothing where the images were brought along."""
        if hasattr(self, "lead_images"):
            return self.lead_images[0] if self.lead_images else None
        return next((image for image in self.images.all() if image.role == EditionImage.Role.LEAD), None)

    @property
    def gallery(self):
        """Its gallery as a list of `EditionImage`, in order."""
        return [image for image in self.images.all() if image.role == EditionImage.Role.GALLERY]

    @property
    def summary(self):
        """Its lead or, without one, the beginning of its text, in plain words."""
        return self.lead or Truncator(" ".join(richtext.plain_text(self.body).split())).chars(160)

    @property
    def category_texts(self):
        """The names of its categories in its release's language, in their order."""
        texts = (category.text_in(self.release.language) for category in self.categories.all())
        return [text for text in texts if text is not None]


class EditionImage(ImageWords):
    """An image as one edition uses it, with that edition's own words."""

    class Role(models.TextChoices):
        """Where it stands."""

        LEAD = "lead", _("lead photograph")
        GALLERY = "gallery", _("gallery")
        BODY = "body", _("in the text")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="images", verbose_name=_("edition"))
    image = models.ForeignKey(Image, models.PROTECT, related_name="uses", verbose_name=_("image"))
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.GALLERY)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=Q(role="lead"), name="one_lead_image_an_edition"),
            models.UniqueConstraint(
                fields=["edition", "image"], condition=Q(role="body"), name="one_set_of_words_an_image_in_the_text"
            ),
        ]
        ordering = ["role", "position", "pk"]
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self):
        return self.caption or str(self.image)
