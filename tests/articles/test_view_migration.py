"""Views of before the updates: those of the day go, the totals stay, and what is read after it counts; and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.counters import folding
from tests.articles.counting import reader, see, totals, traces
from tests.factories import live_release

# A visitor was 43 letters, then a number beside the release and the day; then all three were one number of a row.
LETTERS, ROWS = ("articles", "0012_rendered_edition"), ("articles", "0017_views_as_row_numbers")


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.mark.django_db(transaction=True)
def test_the_views_of_a_day_go_and_new_ones_count(at):
    at("2022-05-28 10:00")
    release = live_release()
    see(reader(), release)
    assert totals(release) == (1, 0)
    everything = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = migrate(LETTERS).get_model("articles", "View")
        assert not old.objects.exists()
        for letter in "ab":
            old.objects.create(release_id=release.pk, day="2022-05-28", visitor=letter * 43)
        rows = migrate(ROWS).get_model("articles", "CountedView")
        assert rows.objects.count() == 2
        migrate(*everything)
        assert traces() == []
        # An update begins new processes.
        folding.begin_anew()
        for address in ("192.0.2.1", "192.0.2.2"):
            see(reader(address=address), release)
        assert totals(release) == (3, 0)
    finally:
        migrate(*everything)
