"""Releases on the same matter: which are chosen, and what that costs."""

import datetime

import pytest
from django.utils import timezone

from articles import related as related_module
from articles import workflow
from articles.models import Edition
from articles.related import related
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2024, 5, 28, 10, tzinfo=datetime.UTC)


@pytest.fixture
def category():
    return factories.CategoryFactory()


def publish(*rows):
    """Import releases, each given as (days before or after, headline, what else it has), and return their editions."""
    workflow.import_approved(
        [
            {
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
            for number, (days, headline, has) in enumerate(rows)
        ]
    )
    return [
        Edition.objects.select_related("release").get(release__slug=f"release-{number}") for number in range(len(rows))
    ]


def headlines(edition, at=None):
    return [other.headline for other in related(edition, at or timezone.now())]


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


def test_what_the_page_names_elsewhere_is_left_out(category):
    rows = [(days, headline, {"categories": [category]}) for days, headline in ((0, "Here"), (1, "One"), (2, "Other"))]
    edition, one, other = publish(*rows)
    found = related(edition, timezone.now(), without={one.release_id})
    assert [found_one.pk for found_one in found] == [other.pk]


def test_without_a_category_there_are_none_and_nothing_is_asked(django_assert_num_queries):
    edition, *_others = publish((0, "A bridge", {"categories": []}), (-1, "A bridge", {"categories": []}))
    edition = Edition.objects.select_related("release").prefetch_related("categories").get(pk=edition.pk)
    with django_assert_num_queries(0):
        assert related(edition, timezone.now()) == []


def test_it_costs_one_query_and_looks_at_so_many_on_each_side(category, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(related_module, "EACH_SIDE", 2)
    has = {"categories": [category]}
    publish(*((days, f"Headline {days}", {**has}) for days in range(-4, 5)))
    edition = Edition.objects.select_related("release").prefetch_related("categories").get(headline="Headline 0")
    with django_assert_num_queries(1):
        found = related(edition, timezone.now())
        assert all(other.get_absolute_url() for other in found)
    assert {other.headline for other in found} < {"Headline -2", "Headline -1", "Headline 1", "Headline 2"}
    assert len(found) == related_module.SHOWN
