"""A statement that was written once says what its queryset says, whatever is put into its holes."""

import datetime

import pytest
from django.db import connection
from django.db.models import CharField, Count, F, Subquery, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Edition, Release
from pressroom.statements import ByHand, Several, Statement, parts
from tests import factories

pytestmark = pytest.mark.django_db

LIVE = Statement(
    lambda at, language: Edition.objects.live(at).in_language(language).select_related("release").order_by("pk"),
    at=datetime.datetime,
    language=str,
)
AMONG = Statement(
    lambda keys, day: Release.objects.filter(pk__in=keys, date__lte=day).order_by("pk").values_list("pk", "date"),
    keys=Several(int, 3),
    day=datetime.date,
)


def test_instances_are_those_of_the_queryset_at_each_moment():
    now = timezone.now()
    early = factories.live_release(live_from=now - datetime.timedelta(days=3))
    late = factories.live_release(live_from=now - datetime.timedelta(days=1))
    factories.live_release(language="ru")
    for days, expected in ((0, [early, late]), (2, [early]), (4, [])):
        at = now - datetime.timedelta(days=days)
        found = LIVE.instances(at=at, language="en")
        assert [edition.release for edition in found] == expected
        assert found == list(Edition.objects.live(at).in_language("en").order_by("pk"))


def test_instances_have_all_their_fields_and_ask_nothing_more():
    release = factories.live_release()
    (found,) = LIVE.instances(at=timezone.now(), language="en")
    (expected,) = Edition.objects.filter(release=release)
    with CaptureQueriesContext(connection) as queries:
        for field in Edition._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(expected, field.attname), field.name
        assert found.release.created_at.tzinfo is not None
        assert found.release.translation_key == release.translation_key
    # `expected` was there already.
    assert len(queries) == 0


def test_several_values_may_be_fewer_than_there_are_places():
    releases = [factories.live_release() for _number in range(4)]
    day = timezone.localdate()
    for number in (1, 2, 3):
        keys = [release.pk for release in releases[:number]]
        assert AMONG.rows(keys=keys, day=day) == [(release.pk, release.date) for release in releases[:number]]
    assert AMONG.rows(keys=[releases[0].pk], day=day - datetime.timedelta(days=1)) == []


def test_a_value_may_stand_in_many_places_and_beside_annotations_and_unions():
    statement = Statement(
        lambda pk: (
            Release.objects.order_by()
            .filter(pk=pk)
            .annotate(number=Count("editions"), same=Subquery(Release.objects.filter(pk=pk).values("slug")[:1]))
            .values_list("number", "same", "published_at")
            .union(
                Release.objects.order_by().filter(pk=pk).values_list(Value(0), F("slug"), F("published_at")), all=True
            )
        ),
        pk=int,
    )
    release = factories.live_release()
    assert sorted(statement.rows(pk=release.pk)) == [
        (0, release.slug, release.published_at),
        (1, release.slug, release.published_at),
    ]


def test_annotations_come_with_the_instances():
    statement = Statement(lambda pk: Release.objects.filter(pk=pk).annotate(number=Count("editions")), pk=int)
    assert statement.instances(pk=factories.live_release().pk)[0].number == 1


def test_a_hole_that_the_queryset_leaves_out_is_refused():
    with pytest.raises(ValueError, match="no place for at"):
        Statement(lambda at: Release.objects.all(), at=datetime.datetime).rows(at=timezone.now())


def test_a_statement_is_written_once():
    written = []

    def build(pk):
        written.append(pk)
        return Release.objects.filter(pk=pk)

    statement = Statement(build, pk=int)
    for number in (1, 2, 3):
        statement.instances(pk=number)
    assert len(written) == 1


@pytest.mark.parametrize("number", [2**63, 10**30, -(10**30)])
def test_a_number_beyond_all_keys_is_nowhere(number):
    factories.live_release()
    statement = Statement(lambda pk: Release.objects.filter(pk=pk).order_by(), pk=int)
    assert statement.instances(pk=number) == []


def test_what_never_differs_is_written_out_and_may_be_any_text():
    words = """It's 100 % true: "%s" and \\ ?"""
    factories.live_release(headline=words)
    factories.live_release(headline="Another")
    statement = Statement(
        lambda at: (
            Edition.objects.live(at)
            .filter(headline=words, live_until=None, release__views__gte=0, release__is_open_for_replies=True)
            .annotate(said=Value(words), nothing=Value(None, output_field=CharField()), is_true=Value(True))
        ),
        at=datetime.datetime,
    )
    # As it is asked, and as whoever watches the queries sees it asked.
    (found,) = statement.instances(at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        (watched,) = statement.instances(at=timezone.now())
    assert len(queries) == 1
    for edition in (found, watched):
        assert (edition.headline, edition.said, edition.nothing, edition.is_true) == (words, words, None, True)


def test_sqlite_plans_a_statement_once():
    """It would plan one anew whose parameter decides on a partial index: of such the text holds the value."""
    LIVE.instances(at=timezone.now(), language="en")
    assert "'approved'" in LIVE._written[connection.vendor].sql


def test_one_written_by_hand_takes_its_values_in_their_order():
    release = factories.live_release()
    statement = ByHand("SELECT slug, '100 %%' FROM articles_release WHERE language = %s AND id = %s", str, int)
    # As it is asked, and as whoever watches the queries sees it asked.
    assert statement.rows("en", release.pk) == [(release.slug, "100 %")]
    with CaptureQueriesContext(connection) as queries:
        assert statement.rows("en", release.pk) == [(release.slug, "100 %")]
        assert statement.rows("ru", release.pk) == []
    assert len(queries) == 2


def test_what_has_no_form_in_the_text_needs_a_hole():
    statement = Statement(lambda pk: Release.objects.filter(pk=pk).annotate(half=Value(0.5)), pk=int)
    with pytest.raises(TypeError, match="give it a hole"):
        statement.instances(pk=1)


@pytest.mark.parametrize("number", [0, 1, 31, 32, 33, 500, 511, 512, 513, 2048, 3000])
def test_rows_come_in_parts_of_few_lengths_and_in_their_order(number):
    found = parts(list(range(number)))
    assert [row for part in found for row in part] == list(range(number))
    lengths = [len(part) for part in found]
    assert all(length in (512, 256, 128, 64, 32) for length in lengths[:-1])
    assert number == 0 or lengths[-1] in (512, 256, 128, 64, *range(1, 33))
    assert len(found) <= number // 512 + 5
