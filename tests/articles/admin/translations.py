"""What the tests of translations at the desk share: words in two languages, addresses, what a page flags."""

import re

from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.contents import contents
from articles.models import Edition
from articles.translations import family
from tests import factories

ENGLISH = "<p>Cars went over.</p><p>It cost much.</p><p>Trams will follow.</p>"
RUSSIAN = "<p>Машины пошли.</p><p>Это стоило дорого.</p><p>Трамваи пойдут потом.</p>"


def record(release):
    return reverse("admin:articles_release_change", args=[release.pk])


def translate(release, language="ru"):
    return reverse("admin:articles_release_translate", args=[release.pk, language])


def verb(release, name):
    return reverse("admin:articles_release_verb", args=[release.pk, name])


def text_of(response):
    return response.content.decode()


def flagged(response):
    """Return what the page says of each part that has changed: its name and what became of it."""
    found = re.findall(r'<p class="original__where">([^<]*) <strong>(.*?)</strong>', text_of(response), re.S)
    return [(where, re.sub(r"\s+", " ", kind).strip()) for where, kind in found]


def is_behind(edition):
    edition = Edition.objects.select_related("release").get(pk=edition.pk)
    return family(edition.release, timezone.now()).step(edition).is_behind


def write(draft, by):
    """Save a draft in Russian words, and return it."""
    images = [{**use, "alternative_text": "Мост", "caption": "В полдень"} for use in contents(draft)["images"]]
    words = {"headline": "Мост открыт", "lead": "Движение открыто.", "body": RUSSIAN, "images": images}
    return workflow.save(draft, by=by, revision=draft.revision, contents=words)


def correct(release, by, **changes):
    """Publish a correction of a release, in its third paragraph unless something else is given, and return it."""
    draft = workflow.new_edition(release, by=by)
    changes = changes or {"body": ENGLISH.replace("follow", "not follow")}
    workflow.save(draft, by=by, revision=draft.revision, contents=changes)
    return factories.publish(draft, kind="correction", public_note="There will be no trams.")
