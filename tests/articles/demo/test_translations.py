"""The small site in three languages: whole families, in step and not."""

import re
from collections import defaultdict

import pytest
from django.utils import timezone

from articles.comparison.blocks import blocks_of
from articles.models import Edition, EditionImage, Release
from articles.translations import Public, family

pytestmark = pytest.mark.usefixtures("demo")

LEAD = EditionImage.Role.LEAD


def published_families():
    """Return the published releases of each family that has more than one, as {key: {language: release}}."""
    found = defaultdict(dict)
    for release in Release.objects.filter(published_at__lte=timezone.now(), removed_at__isnull=True):
        assert release.language not in found[release.translation_key]
        found[release.translation_key][release.language] = release
    return {key: releases for key, releases in found.items() if len(releases) > 1}


def live(slug):
    """Return the edition that the public sees of the release with the slug."""
    return Edition.objects.live(timezone.now()).select_related("release").get(release__slug=slug)


def notice(edition):
    """Return what readers of the edition are told of its original's changes."""
    return Public(edition, timezone.now()).notice


def is_behind(edition):
    """Whether the desk flags the edition."""
    return family(edition.release, timezone.now()).step(edition).is_behind


def test_the_release_of_the_award_is_there_in_each_language(settings):
    award = live("governor-receives-kazakh-state-award")
    families = published_families()
    assert set(families[award.release.translation_key]) == set(dict(settings.LANGUAGES))
    assert {release.date.isoformat() for release in families[award.release.translation_key].values()} == {"2022-05-28"}


def test_originals_are_in_each_language_and_some_releases_have_no_translation(settings):
    translated = {edition.renders.release.language for edition in Edition.objects.filter(renders__isnull=False)}
    assert translated == set(dict(settings.LANGUAGES))
    assert Release.objects.exclude(translation_key__in=published_families()).filter(language="en").count() > 5


def test_each_translation_has_every_paragraph_of_what_it_renders():
    kinds = {}
    for edition in Edition.objects.filter(renders__isnull=False).select_related("renders"):
        kinds[edition.release.slug, edition.number] = [
            [(block.tag, block.around, block.image) for block in blocks_of(one.body)]
            for one in (edition, edition.renders)
        ]
    assert len(kinds) > 20
    for which, (translation, original) in kinds.items():
        assert translation == original, which


def test_each_translation_links_to_the_releases_of_its_own_language():
    for edition in Edition.objects.filter(renders__isnull=False, stage=Edition.Stage.APPROVED):
        for link in re.findall(r'href="(/[^"]*)"', edition.body):
            assert link.startswith(f"/{edition.release.language}/") or edition.release.language == "en"


def test_a_family_shares_its_photographs_with_words_in_each_language():
    rows = Edition.objects.live(timezone.now()).filter(renders__isnull=False).select_related("renders")
    for edition in rows.prefetch_related("images", "renders__images"):
        uses, of_original = list(edition.images.all()), list(edition.renders.images.all())
        assert [(use.image_id, use.role) for use in uses] == [(use.image_id, use.role) for use in of_original]
        for own, original in zip(uses, of_original, strict=True):
            assert own.alternative_text
            assert own.alternative_text != original.alternative_text
            assert own.caption != original.caption
            assert own.credit != original.credit


def test_readers_are_told_where_a_translation_is_behind_a_correction():
    translation = live("zhylu-aqysyn-ten-bolip-toleuge-bolady")
    assert is_behind(translation)
    told = notice(translation)
    assert told.change == live("heating-bills-can-be-paid-in-equal-parts")
    assert told.change.kind == Edition.Kind.CORRECTION
    assert told.rendered.number == 1


def test_a_translation_that_followed_the_correction_is_in_step():
    translation = live("za-otoplenie-mozhno-platit-ravnymi-chastiami")
    assert translation.renders == live("heating-bills-can-be-paid-in-equal-parts")
    assert not is_behind(translation)
    assert notice(translation) is None


def test_a_translation_that_a_correction_does_not_affect_was_confirmed():
    translation = live("solntse-i-veter-daiut-regionu-tret-elektrichestva")
    assert live("sun-and-wind-supply-a-third-of-the-region").number == 2
    assert translation.renders.number == 1
    assert translation.confirmations.count() == 1
    assert not is_behind(translation)
    assert notice(translation) is None


def test_readers_are_told_nothing_of_a_minor_change_and_the_desk_is():
    translation = live("ulitsu-starogo-goroda-otdali-peshekhodam")
    assert live("restored-street-belongs-to-walkers").kind == Edition.Kind.MINOR
    assert is_behind(translation)
    assert notice(translation) is None


def test_a_withdrawn_original_has_a_translation_that_is_not_withdrawn_yet():
    translation = live("voskresnyi-rynok-pereezzhaet-na-naberezhnuiu")
    assert translation.kind == Edition.Kind.FIRST
    assert notice(translation).change == live("sunday-market-moves-to-the-embankment")
    assert notice(translation).change.kind == Edition.Kind.WITHDRAWAL


def test_the_translation_of_another_withdrawn_original_was_withdrawn_with_it():
    translation = live("kontsert-u-lebedinogo-ozera-14-iiunia")
    assert translation.kind == Edition.Kind.WITHDRAWAL
    assert not is_behind(translation)
    assert notice(translation) is None


def test_all_other_translations_are_in_step():
    behind = {
        edition.release.slug
        for edition in Edition.objects.live(timezone.now()).filter(renders__isnull=False).select_related("release")
        if is_behind(edition)
    }
    assert behind == {
        "zhylu-aqysyn-ten-bolip-toleuge-bolady",
        "ulitsu-starogo-goroda-otdali-peshekhodam",
        "voskresnyi-rynok-pereezzhaet-na-naberezhnuiu",
    }


def test_a_translation_on_the_desk_is_half_written():
    draft = Edition.objects.get(renders__isnull=False, stage=Edition.Stage.DRAFT)
    written, original = (blocks_of(one.body) for one in (draft, draft.renders))
    same = [one.line.text == other.line.text for one, other in zip(written, original, strict=True)]
    assert same[0] is False
    assert same[-1] is True
    assert draft.headline != draft.renders.headline
    assert draft.images.get(role=LEAD).alternative_text == ""
    assert draft.saved_by.username == "translator"


def test_one_release_goes_out_tomorrow_in_three_languages_at_once(settings):
    scheduled = Edition.objects.scheduled(timezone.now()).select_related("release")
    assert {edition.release.language for edition in scheduled} == set(dict(settings.LANGUAGES))
    assert len({edition.release.translation_key for edition in scheduled}) == 1
    assert len({edition.live_from for edition in scheduled}) == 1
    assert (timezone.localdate(scheduled[0].live_from) - timezone.localdate()).days == 1
