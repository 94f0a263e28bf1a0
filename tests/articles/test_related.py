"""Releases on the same matter: which are chosen, and how the lists of older releases learn of newer ones."""

import datetime

import pytest
from django.utils import timezone

from articles import navigation, rendered, workflow
from articles import related as related_module
from articles.models import Edition, RenderedEdition
from articles.typography import NO_BREAK_SPACE
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2024, 5, 28, 10, tzinfo=datetime.UTC)


@pytest.fixture
def category():
    return factories.CategoryFactory()


def row(number, days, headline, **has):
    return {
        "language": has.pop("language", "en"),
        "slug": f"release-{number}",
        "live_from": DAY + datetime.timedelta(days=days),
        "contents": {
            "headline": headline,
            "lead": has.pop("lead", ""),
            "categories": [category.pk for category in has.pop("categories")],
            **has,
        },
    }


def publish(*rows):
    """Import releases, each given as (days before or after, headline, what else it has), and return their editions.

    Right before and after the first there are others of its language without a category, so that none of these is its
    neighbour, which the page names elsewhere.
    """
    language = rows[0][2].get("language", "en")
    beside = [
        row(name, rows[0][0] + days, "-", categories=[], language=language)
        for name, days in (("before", -0.01), ("after", 0.01))
    ]
    workflow.import_approved(
        [*beside, *(row(number, days, headline, **has) for number, (days, headline, has) in enumerate(rows))]
    )
    return [Edition.objects.get(release__slug=f"release-{number}") for number in range(len(rows))]


def headlines(edition, at=None):
    """Return what the page of an edition's release shows at a moment."""
    edition = Edition.objects.select_related("release", "rendered").get(pk=edition.pk)
    keys = [key for key, *_likeness in rendered.of(edition).related]
    found = navigation.beside(edition, at or timezone.now(), keys).related
    return [other.headline.replace(NO_BREAK_SPACE, " ") for other in found]


def test_rare_words_decide_and_not_the_common_ones(category):
    has = {"categories": [category]}
    edition, *_others = publish(
        (0, "The bridge over the Bolda was opened with music", {**has}),
        (-1, "The fair was opened with music", {**has}),
        (-2, "The school was opened with flowers", {**has}),
        (-300, "Bridge closed: no way across the Bolda", {**has}),
        (3, "The stadium was opened with speeches", {**has}),
    )
    assert headlines(edition) == [
        "Bridge closed: no way across the Bolda",
        "The fair was opened with music",
        "The school was opened with flowers",
    ]


@pytest.mark.parametrize(
    ("language", "one", "same", "other"),
    [
        ("ru", "Открыт новый мост через Болду", "Ремонт моста завершат к осени", "Театр приглашает на премьеру"),
        ("kk", "Жаңа мектеп ашылды", "Мектептерге автобустар берілді", "Театр көрермендерді шақырады"),
        ("en", "A new bridge is open", "Two bridges to be repaired", "A premiere in the theatre"),
    ],
)
def test_endings_do_not_matter(category, language, one, same, other):
    has = {"categories": [category], "language": language}
    edition, *_others = publish((0, one, {**has}), (-1, other, {**has}), (-90, same, {**has}), (1, "-", {**has}))
    assert headlines(edition)[0] == same


def test_without_a_word_in_common_the_nearest_in_time_come_first(category):
    has = {"categories": [category]}
    edition, *_others = publish(
        (0, "Alpha", {**has}),
        (-9, "Beta", {**has}),
        (2, "Gamma", {**has}),
        (-5, "Delta", {**has}),
        (8, "Zeta", {**has}),
    )
    assert headlines(edition) == ["Gamma", "Delta", "Zeta"]


def test_those_that_are_asked_for_second_take_the_places_of_those_that_are_gone(
    category, editor, django_assert_num_queries
):
    has = {"categories": [category]}
    edition, *others = publish((0, "Alpha", {**has}), *((number, f"Other {number}", {**has}) for number in range(1, 9)))
    edition = Edition.objects.select_related("release", "rendered").get(pk=edition.pk)
    keys = [other.release_id for other in others]

    def shown(number):
        with django_assert_num_queries(number):
            return [other.url for other in navigation.beside(edition, timezone.now(), keys).related]

    addresses = [other.get_absolute_url() for other in others]
    shown(1)
    assert shown(1) == addresses[:3]
    for other in others[:2]:
        workflow.remove(other.release, by=editor, reason="By order.")
    assert shown(1) == addresses[2:5]
    for other in others[3:5]:
        workflow.remove(other.release, by=editor, reason="By order.")
    assert shown(2) == [addresses[2], *addresses[5:7]]


def test_only_what_the_public_may_read_as_news_of_the_language_and_category(category, editor):
    other = factories.CategoryFactory()
    text = "A new bridge over the Volga"
    (edition, withdrawn, removed, *_others, last) = publish(
        (0, text, {"categories": [category]}),
        (-1, f"{text}: withdrawn", {"categories": [category]}),
        (-2, f"{text}: removed", {"categories": [category]}),
        (-3, f"{text}: elsewhere", {"categories": [other]}),
        (-4, f"{text}: in Russian", {"categories": [category], "language": "ru"}),
        (5, f"{text}: later", {"categories": [category]}),
        (-6, f"{text}: shown", {"categories": [other, category]}),
    )
    workflow.withdraw(withdrawn.release, by=editor, reason="Wrong.")
    workflow.remove(removed.release, by=editor, reason="By order.")
    # What is to be withdrawn was there, and what is later wasn't.
    assert headlines(edition, DAY + datetime.timedelta(days=1)) == [withdrawn.headline, last.headline]
    assert headlines(edition) == [f"{text}: later", last.headline]


def test_neighbours_are_left_out_since_the_page_names_them_elsewhere(category):
    has = {"categories": [category]}
    workflow.import_approved([row(days, days, f"Headline {days}", **has) for days in range(4)])
    assert headlines(Edition.objects.get(headline="Headline 0")) == ["Headline 2", "Headline 3"]


def test_without_a_category_there_are_none():
    edition, *_others = publish((0, "A bridge", {"categories": []}), (-1, "A bridge", {"categories": []}))
    assert headlines(edition) == []


def test_so_many_are_looked_at_on_each_side(category, monkeypatch):
    monkeypatch.setattr(related_module, "EACH_SIDE", 2)
    publish(*((days, f"Headline {days}", {"categories": [category]}) for days in (0, *range(-4, 0), *range(1, 5))))
    edition = Edition.objects.get(headline="Headline 0")
    near = {"Headline -2", "Headline -1", "Headline 1", "Headline 2"}
    assert {Edition.objects.get(release=key).headline for key, *_rest in edition.rendered.related} == near


def test_older_releases_learn_of_newer_ones_in_their_places(category, monkeypatch):
    monkeypatch.setattr(related_module, "KEPT", 2)
    has = {"categories": [category]}
    edition, *_others = publish(
        (0, "The bridge over the Bolda was opened", {**has}),
        (-9, "A concert on Sunday", {**has}),
        (-5, "Bridge repaired", {**has}),
    )
    assert headlines(edition) == ["Bridge repaired", "A concert on Sunday"]
    factories.live_release(
        DAY + datetime.timedelta(days=30), headline="The bridge over the Bolda is closed", categories=[category]
    )
    assert headlines(edition) == ["The bridge over the Bolda is closed", "Bridge repaired"]


def test_what_is_scheduled_shows_in_its_moment_without_anything_happening(category):
    edition, *_others = publish((0, "A bridge", {"categories": [category]}))
    moment = timezone.now() + datetime.timedelta(days=1)
    factories.publish(factories.draft(headline="Two bridges", categories=[category]), live_from=moment)
    assert headlines(edition, moment - datetime.timedelta(seconds=1)) == []
    assert headlines(edition, moment) == ["Two bridges"]


def test_what_is_put_back_or_restored_is_shown_again(category, editor):
    edition, other = publish(
        (0, "A bridge", {"categories": [category]}), (9, "Two bridges", {"categories": [category]})
    )
    workflow.remove(other.release, by=editor, reason="By order.")
    assert headlines(edition) == []
    workflow.put_back(other.release, by=editor)
    assert headlines(edition) == ["Two bridges"]
    workflow.withdraw(other.release, by=editor, reason="Wrong.")
    assert headlines(edition) == []
    workflow.restore(other.release, by=editor, reason="Right after all.")
    assert headlines(edition) == ["Two bridges"]


def test_a_correction_takes_its_new_words_into_the_lists_of_others(category):
    has = {"categories": [category]}
    edition, other = publish(
        (0, "A new bridge", {**has}), (20, "A concert", {**has, "lead": "Music", "body": "<p>-</p>"})
    )
    before = [key for key, *_rest in edition.rendered.related]
    draft = workflow.new_edition(other.release, by=factories.desk())
    words = {"headline": "A bridge is closed for a concert"}
    draft = workflow.save(draft, by=factories.desk(), revision=draft.revision, contents=words)
    factories.publish(draft, kind="minor")
    kept = RenderedEdition.objects.get(edition=edition).related
    assert [key for key, *_rest in kept] == before == [other.release_id]
    assert headlines(edition) == ["A bridge is closed for a concert"]
