"""Pages of results meet every release once, whatever is published meanwhile; and counts are what their filters find."""

import datetime
import random

import pytest
from django.http import Http404
from django.utils import timezone

from articles import workflow
from articles.search import question, results
from articles.search.results import DATE, ORDERS, RELEVANCE, Filters
from tests import factories
from tests.articles.search.corpus import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(at):
    """Sixty releases with the same word in different places, some in the same minute, in three categories."""
    now = at(NOW)
    chance = random.Random(1)
    categories, author, rows = [factories.CategoryFactory() for _ in range(3)], factories.desk(), []
    for number in range(60):
        where = chance.choice(["headline", "lead", "body"])
        contents = {"headline": f"Number {number}", "lead": "A lead.", "body": "<p>Text.</p>", "images": []}
        contents[where] = f"Sturgeon of {number}"
        contents["categories"] = [category.pk for category in chance.sample(categories, chance.randrange(3))]
        ago = datetime.timedelta(minutes=chance.choice([0, 1, 1_440, 1_441, 400_000]) + number // 3 * 2)
        row = {"language": chance.choice(["en", "ru", "kk"]), "slug": f"number-{number}", "live_from": now - ago}
        rows.append({**row, "contents": contents, "author": author})
    workflow.import_approved(rows)
    return categories


def walk(order, at, size=7, between=lambda: None, **how):
    """Return the keys of all releases found, going forwards, and those on the way back."""
    asked = question.read("sturgeon")
    forwards, page = [], results.find(asked, at, order=order, size=size, **how)
    assert not page.newer
    pages = [page]
    while page.older:
        between()
        page = results.find(asked, at, order=order, size=size, before=page.older, **how)
        pages.append(page)
    forwards = [edition.release_id for page in pages for edition in page.editions]
    backwards = [edition.release_id for edition in reversed(page.editions)]
    while page.newer:
        page = results.find(asked, at, order=order, size=size, after=page.newer, **how)
        backwards += [edition.release_id for edition in reversed(page.editions)]
    return forwards, backwards[::-1]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_meet_every_release_once_there_and_back(many, order):
    at = timezone.now()
    whole = [
        edition.release_id for edition in results.find(question.read("sturgeon"), at, order=order, size=100).editions
    ]
    assert len(whole) == 60
    for size in (7, 20, 59, 60):
        assert walk(order, at, size) == (whole, whole)
    narrow = {"filters": Filters(language="ru", category=many[0].pk)}
    forwards, backwards = walk(order, at, 2, **narrow)
    assert forwards == backwards
    assert len(forwards) == results.find(question.read("sturgeon"), at, **narrow).total


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_published_meanwhile_moves_nothing(many, order):
    at = timezone.now()
    asked = question.read("sturgeon")
    whole = [edition.release_id for edition in results.find(asked, at, order=order, size=100).editions]

    def publish_another():
        factories.live_release(at, headline="Sturgeon again", body="<p>More</p>")
        factories.live_release(at - datetime.timedelta(days=300), headline="No", body="<p>Of sturgeon, later found</p>")

    forwards, backwards = walk(order, at, 7, publish_another)
    assert [key for key in forwards if key in whole] == whole
    assert [key for key in backwards if key in whole] == whole
    assert len(set(forwards)) == len(forwards)
    assert len(set(backwards)) == len(backwards)


def test_a_place_of_another_order_or_of_nothing_is_no_place(many):
    at, asked = timezone.now(), question.read("sturgeon")
    ranked, dated = (results.find(asked, at, order=order, size=7) for order in (RELEVANCE, DATE))
    for order, key in (
        (DATE, ranked.older),
        (RELEVANCE, dated.older),
        (DATE, "2026-13-45-1"),
        (RELEVANCE, "1-2026-02-30-1"),
    ):
        with pytest.raises(Http404):
            results.find(asked, at, order=order, before=key)
    with pytest.raises(Http404):
        results.find(asked, at, before=ranked.older, after=ranked.older)
    with pytest.raises(Http404):
        results.find(question.read("-sturgeon"), at, before=ranked.older)
    assert results.find(asked, at, before="1-9999-12-31-999999999999999999", size=100).total == 60


def test_counts_are_what_their_filters_find(many):
    at, asked = timezone.now(), question.read("sturgeon")
    start = {"language": None, "category": None, "first": None, "last": None}
    for narrowed in (
        {}, {"language": "ru"}, {"category": many[1].pk}, {"language": "kk", "category": many[2].pk},
        {"first": datetime.date(2026, 1, 1)}, {"language": "en", "last": datetime.date(2025, 12, 31)},
    ):  # fmt: skip
        come = results.find(asked, at, Filters(**start | narrowed), size=100)
        assert come.total == len(come.editions)

        def total(narrowed=narrowed, **more):
            return results.find(asked, at, Filters(**start | narrowed | more)).total

        for language in question.LANGUAGES:
            assert come.languages.get(language, 0) == total(language=language)
        for category in many:
            assert come.categories.get(category.pk, 0) == total(category=category.pk)
        if not {"first", "last"} & set(narrowed):
            assert sum(come.years.values()) == come.total
        for year, count in come.years.items():
            assert count == total(first=datetime.date(year, 1, 1), last=datetime.date(year, 12, 31))
