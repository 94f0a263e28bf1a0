"""What has to be there before a release may be published."""

from django.utils.translation import gettext as _

from articles.models import EditionImage


def blocking(edition):
    """Return why an edition can't be published, as a list of (name of the form's field, message for a person).

    The name of a photograph's field is that of its place: 'lead_images', 'gallery_images' or 'body_images'.
    """
    faults = []
    if not edition.headline.strip():
        faults.append(("headline", _("Write a headline.")))
    if not edition.lead.strip():
        faults.append(("lead", _("Write the lead: the news in a sentence or two.")))
    if not edition.release.slug:
        faults.append(("slug", _("Write a slug; it is the last part of the address.")))
    for use in edition.images.select_related("image"):
        if not use.is_decorative and not use.alternative_text.strip():
            message = _("Say what the photograph “%(title)s” (%(where)s) shows, or that it is decorative.") % {
                "title": use.image.title,
                "where": EditionImage.Role(use.role).label,
            }
            faults.append((f"{use.role}_images", message))
    return faults
