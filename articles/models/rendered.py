"""An edition as it is sent. `articles.rendered` makes these rows and nobody else."""

from django.db import models


class RenderedEdition(models.Model):
    """An approved edition's words and photographs as they are sent, and what else its page would have to work out.

    An approved edition never changes, so what takes milliseconds to make of it (typography, photographs with their
    sources, a QR code) is made once. It is derived: no backup holds it, and it may be made anew at any time.
    What is short stands first: SQLite reads a row from its beginning, and lists ask for no more than that.
    """

    edition = models.OneToOneField("articles.Edition", models.CASCADE, primary_key=True, related_name="rendered")
    # By which rules it was made: what was made by others is made anew.
    rules = models.CharField(max_length=40)
    # Plain words set by the rules of their language, which a template still escapes; the lead may be empty.
    headline = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    dateline = models.TextField(blank=True)
    # What search engines are told, in ordinary spaces.
    description = models.TextField(blank=True)
    # How many minutes it takes to read.
    minutes = models.PositiveSmallIntegerField(default=1)
    # The keys of its categories, and of the people to call.
    categories = models.JSONField(default=list)
    contacts = models.JSONField(default=list)
    # The releases on the same matter, the likest first: [key, likeness, days between]. More than are shown, since not
    # all may be live.
    related = models.JSONField(default=list)
    # The paths of the lead photograph in the shapes that search engines ask for.
    shapes = models.JSONField(default=list)
    # As HTML: the figures of the lead photograph and of the gallery, the QR code of the short address, and the text
    # with its photographs.
    photograph = models.TextField(blank=True)
    gallery = models.TextField(blank=True)
    code = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        # Nobody reads or writes these but the site.
        default_permissions = ()

    def __str__(self):
        return str(self.edition_id)
