"""An edition as it is sent. `articles.rendered` makes these rows and nobody else."""

from django.db import models


class RenderedEdition(models.Model):
    """An approved edition's words and photographs as HTML that is ready to be sent.

    An approved edition never changes, so what takes milliseconds to make of it (typography, photographs with their
    sources, a QR code) is made once. It is derived: no backup holds it, and it may be made anew at any time.
    """

    edition = models.OneToOneField("articles.Edition", models.CASCADE, primary_key=True, related_name="rendered")
    # By which rules it was made: what was made by others is made anew.
    rules = models.CharField(max_length=40)
    # Headline and lead set by the rules of their language, as HTML; what search engines are told, as plain text.
    headline = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    description = models.TextField(blank=True)
    # The figures of the lead photograph and of the gallery, and the text with its own.
    photograph = models.TextField(blank=True)
    gallery = models.TextField(blank=True)
    body = models.TextField(blank=True)
    # How long it takes to read.
    minutes = models.PositiveSmallIntegerField(default=1)
    # The QR code of the short address, as SVG.
    code = models.TextField(blank=True)
    # The keys of releases on the same matter, the likest first; more than are shown, since not all may be live.
    related = models.JSONField(default=list)

    def __str__(self):
        return str(self.edition_id)
