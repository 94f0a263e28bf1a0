"""Drafts and links to them."""

from django.urls import reverse

from articles import preview_links, renditions
from tests import factories

BODY = '<p>The text.</p><figure><img data-image="{key}"></figure>'
NO_LONGER = "This link no longer works."
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def whole_draft():
    """Make a draft with a photograph in each place that one can have, and return it."""
    lead, gallery, inside = (factories.image() for _role in range(3))
    words = {"alternative_text": "A bridge", "credit": "Pressroom"}
    uses = [{"image": gallery.pk, "role": "gallery", **words}, {"image": inside.pk, "role": "body", **words}]
    return factories.draft(
        headline="The bridge opens", lead="Cars cross.", body=BODY.format(key=inside.pk), lead_image=lead, images=uses
    )


def share(edition, **how):
    return preview_links.share(edition, **{"by": factories.desk(), "name": "The minister’s office"} | how)


def path(link):
    return reverse("articles:shared", kwargs={"token": preview_links.token(link)})


def photograph(link, image, **which):
    which = {"version": renditions.version(image), "shape": "wide", "width": 320, "extension": "jpg"} | which
    return reverse("articles:shared_rendition", kwargs={"token": preview_links.token(link), "pk": image.pk, **which})
