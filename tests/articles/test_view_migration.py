"""Views of before become views of after, so that nobody is counted twice on the day of the change; and back."""

import base64

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import CountedView
from pressroom import visitors
from tests.articles.counting import FIREFOX, reader, see, totals
from tests.factories import live_release

# A visitor was 43 letters, then a number beside the release and the day, and is a part of one number now.
LETTERS, NUMBERS = ("articles", "0012_rendered_edition"), ("articles", "0014_closed_days")


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.mark.django_db(transaction=True)
def test_a_view_of_before_is_the_same_visitors_after_it(at):
    moment = at("2022-05-28 10:00")
    release = live_release()
    asked = {"REMOTE_ADDR": "192.0.2.1", "HTTP_USER_AGENT": FIREFOX}
    everything = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = migrate(LETTERS).get_model("articles", "View")
        for visitor in (visitors.visitor(asked, moment), base64.urlsafe_b64encode(b"\xff" * 32).decode().rstrip("=")):
            old.objects.create(release_id=release.pk, day="2022-05-28", visitor=visitor)
        between = migrate(NUMBERS).get_model("articles", "View")
        assert between.objects.filter(visitor=-1).count() == 1
        migrate(*everything)
        assert CountedView.objects.count() == 2
        see(reader(), release)
        see(reader(address="192.0.2.2"), release)
        assert totals(release) == (1, 0)
        # A number is not the whole of a visitor: back again there are no views, and room for new ones.
        old = migrate(LETTERS).get_model("articles", "View")
        assert not old.objects.exists()
        for letter in "ab":
            old.objects.create(release_id=release.pk, day="2022-05-28", visitor=letter * 43)
    finally:
        migrate(*everything)
    assert CountedView.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has rows that are found by their numbers")
def test_a_view_takes_one_place_on_sqlite_and_no_index_besides():
    CountedView.objects.create(number=2**62 + 5)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM articles_countedview")
        assert cursor.fetchall() == [(2**62 + 5,)]
        cursor.execute("PRAGMA index_list(articles_countedview)")
        assert not cursor.fetchall()
