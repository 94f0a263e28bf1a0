"""What a browser would send from the form of an edition."""

from django.urls import reverse
from django.utils import timezone

from articles.models import Edition, EditionImage
from articles.richtext import for_editor

ADD = "/admin/articles/edition/add/"


def change(edition):
    """Return the address of the form of an edition."""
    return reverse("admin:articles_edition_change", args=[edition.pk])


def door(edition, verb):
    """Return the address of a decision."""
    return reverse(f"admin:articles_edition_{verb}", args=[edition.pk])


def record(edition):
    """Return the address of the record of an edition's release."""
    return reverse("admin:articles_release_change", args=[edition.release_id])


def stage(edition):
    """Return the stage of an edition as it is now."""
    return Edition.objects.get(pk=edition.pk).stage


def empty():
    """Return the fields of the form of a new release, as they are before anything is typed."""
    return {
        "headline": "",
        "lead": "",
        "dateline": "",
        "body": "",
        "slug": "",
        "typed_date": "",
        "planned_for": "",
        "language": "en",
        "is_open_for_replies": "on",
        "lead_image-image": "",
        "gallery-TOTAL_FORMS": "0",
        "gallery-INITIAL_FORMS": "0",
        "body_images-TOTAL_FORMS": "0",
        "body_images-INITIAL_FORMS": "0",
    }


def of(edition):
    """Return the fields of the form of a draft, as they are when it is opened."""
    lead = edition.images.filter(role=EditionImage.Role.LEAD).first()
    return empty() | {
        "headline": edition.headline,
        "lead": edition.lead,
        "dateline": edition.dateline,
        "body": for_editor(edition.body),
        "slug": edition.release.slug,
        "planned_for": f"{timezone.localtime(edition.planned_for):%Y-%m-%dT%H:%M}" if edition.planned_for else "",
        "revision": str(edition.revision),
        "categories": [str(category.pk) for category in edition.categories.all()],
        **(
            {
                "lead_image-image": str(lead.image_id),
                "lead_image-alternative_text": lead.alternative_text,
                "lead_image-credit": lead.credit,
            }
            if lead
            else {}
        ),
    }
