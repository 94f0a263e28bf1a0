"""The rows behind the two counters. `articles.counters` alone writes them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountedBatch(models.Model):
    """The traces of views of a day that were counted in one transaction, eight bytes each, one behind the other.

    Once the day's salt is destroyed, nothing can be told of a trace but that it is there: neither who has read, nor
    what. Kept for two days, and in no backup.
    """

    day = models.DateField()
    traces = models.BinaryField()

    class Meta:
        # Nobody at the desk has to do with it.
        default_permissions = ()
        indexes = [models.Index(fields=["day", "id"], name="counted_batch_day")]

    def __str__(self):
        return f"{self.day}: {len(self.traces) // 8}"


class Like(models.Model):
    """One visitor's liking of one release, until it is taken back."""

    release = models.ForeignKey("articles.Release", models.CASCADE, related_name="+")
    visitor = models.CharField(_("visitor"), max_length=43, help_text=_("The token in the visitor's signed cookie."))
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "visitor"], name="one_like_a_visitor_and_release")]
        verbose_name = _("like")
        verbose_name_plural = _("likes")

    def __str__(self):
        return f"{self.release_id} {self.at}"


class DailyCount(models.Model):
    """A release's views and likes of one day (in the site's time zone)."""

    release = models.ForeignKey("articles.Release", models.CASCADE, related_name="daily_counts")
    day = models.DateField(_("day"))
    views = models.PositiveIntegerField(_("views"), default=0)
    likes = models.IntegerField(_("likes"), default=0, help_text=_("Likes given less likes taken back that day."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "day"], name="one_count_a_release_and_day")]
        # For the desk's pulse. Not over the numbers too, though that would serve it better: each view writes them.
        indexes = [models.Index(fields=["day"], name="daily_count_day")]
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")

    def __str__(self):
        return f"{self.release_id} {self.day}: {self.views}"


class ClosedDay(models.Model):
    """The sums over all releases of a day that is over. `articles.pulse` alone writes them, from the daily counts."""

    day = models.DateField(primary_key=True)
    # On which day it was summed: what was still on its way is in the sums of a later one.
    summed_on = models.DateField()
    views = models.PositiveBigIntegerField()
    likes = models.BigIntegerField()
    # The keys of the releases that were read most in the thirty days that end with it, the most read first.
    most_read = models.JSONField(default=list)

    class Meta:
        # Nobody at the desk has to do with it.
        default_permissions = ()

    def __str__(self):
        return f"{self.day}: {self.views}"
