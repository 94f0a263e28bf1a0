"""What searches look into, and what was searched for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition


class SearchEntry(models.Model):
    """What can be found of an approved edition; written by `articles.search.index` alone.

    The words themselves stand where the database can look them up: on SQLite in a table of FTS5, on PostgreSQL in one
    more column of this table. See the migration, and `articles.search.engines`.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="search_entry")
    # What an extract is cut from, in plain words: lead, text, each caption, each person named, an empty line apart.
    text = models.TextField()
    # The rules by which its words were taken; an entry of others is out of date.
    rules = models.PositiveSmallIntegerField()

    def __str__(self):
        return str(self.edition_id)


class SearchedWords(models.Model):
    """How often something was searched for on one day, and how much it found; nothing tells by whom."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    words = models.CharField(_("words"), max_length=200)
    times = models.PositiveIntegerField(_("times"), default=0)
    # How many releases the latest of these searches found.
    found = models.PositiveIntegerField(_("found"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="one_count_a_day_language_and_words"),
        ]
        verbose_name = _("searched words")
        verbose_name_plural = _("searched words")

    def __str__(self):
        return self.words
