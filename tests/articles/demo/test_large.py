"""The large site: plausible, and the same again for the same seed."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Edition, Image, Release
from comments.models import Comment


@pytest.mark.once
@pytest.mark.django_db
def test_a_large_site_is_the_same_for_the_same_seed_and_another_for_another():
    site = large_site(seed=1)
    assert site == large_site(seed=1)
    assert site != large_site(seed=2)


@pytest.mark.once
@pytest.mark.django_db
def test_many_releases_of_a_large_site_are_translations_of_one_before_them():
    call_command("demo", releases=300, verbosity=0)
    translations = Edition.objects.filter(renders__isnull=False).select_related("release", "renders__release")
    assert {edition.release.language for edition in translations} == {"ru", "kk"}
    assert len(translations) > 40
    for edition in translations:
        assert edition.renders.release.language == "en"
        assert edition.renders.release.translation_key == edition.release.translation_key
        assert edition.renders.live_from <= edition.live_from
        assert edition.renders.lead_image is None or edition.lead_image.image == edition.renders.lead_image.image


@pytest.mark.django_db
def test_a_large_site_is_plausible(client):
    call_command("demo", releases=300, verbosity=0)
    now = timezone.now()
    by_language = {language: Edition.objects.live(now).in_language(language).count() for language in ("en", "ru", "kk")}
    assert sum(by_language.values()) == Release.objects.count() == 300
    assert by_language["en"] > by_language["ru"] > by_language["kk"] > 0
    assert Comment.objects.exists()
    assert client.get("/").status_code == 200
    assert client.get(Edition.objects.live(now).first().get_absolute_url()).status_code == 200


def large_site(seed):
    """Make a site of 300 releases, return what it says, and undo it."""
    with transaction.atomic():
        call_command("demo", releases=300, seed=seed, verbosity=0)
        editions = (
            Edition.objects.order_by("release__slug")
            .select_related("release")
            .prefetch_related(*Edition.objects.parts_of_page("en"))
        )
        said = [
            (
                edition.release.language,
                edition.release.slug,
                edition.release.published_at,
                edition.release.translation_key,
                edition.release.views,
                edition.release.likes,
                edition.release.replies,
                edition.headline,
                edition.lead,
                edition.dateline,
                edition.body,
                [text.name for text in edition.category_texts],
                edition.lead_image and edition.lead_image.image.title,
            )
            for edition in editions
        ]
        said.append(sorted(Comment.objects.values_list("text", "name", "status")))
        said.append(Image.objects.count())
        transaction.set_rollback(True)
    return said
