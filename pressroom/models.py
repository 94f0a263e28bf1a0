"""Records that belong to the project: the day's salts and the counts of the rate limit."""

from django.db import models


class Salt(models.Model):
    """The random salt of one day, under which visitors are known; destroyed within 48 hours of its making."""

    day = models.DateField(unique=True)
    value = models.BinaryField(max_length=32)

    def __str__(self):
        return str(self.day)


class RateCount(models.Model):
    """How often something was done under one key in one window of time."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="one_count_a_key_and_window")]
        indexes = [models.Index(fields=["window"], name="rate_count_by_window")]

    def __str__(self):
        return f"{self.key}: {self.count}"
