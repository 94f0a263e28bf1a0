"""How the databases go about what the public lists ask: down an index, until the page is full."""

import datetime
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import paging, workflow
from articles.models import EditionImage, Release
from pressroom import fragments
from tests import factories

pytestmark = pytest.mark.django_db

# So many that going through all of them shows: a page looks at a quarter of them at most.
DAYS = 900
# A third are in the category and two thirds in the language, so that some are passed over.
LOOKED_AT = 225
LARGE = {"articles_edition", "articles_release", "articles_editionimage", "articles_edition_categories"}
PATHS = [
    "/",
    "/?before={key}",
    "/?after={key}",
    "/category/roads/",
    "/category/roads/?before={key}",
    "/category/roads/?after={key}",
    "/category/roads/2022/",
    "/category/roads/2022/05/",
    "/category/roads/2022/05/29/",
    "/2022/05/",
    "/2022/05/29/",
]


@pytest.fixture
def key():
    """Publish a release each day, one of which is in the middle; return its key."""
    category, image = factories.CategoryFactory(text__slug="roads"), factories.image()
    begins = datetime.datetime(2020, 1, 1, 9, tzinfo=datetime.UTC)
    made = workflow.import_approved(
        {
            "language": "ru" if number % 3 == 1 else "en",
            "slug": f"release-{number}",
            "live_from": begins + datetime.timedelta(days=number),
            "contents": {"headline": f"Release {number}", "categories": [category.pk] if number % 3 == 0 else []},
        }
        for number in range(DAYS)
    )
    releases = Release.objects.filter(pk__in=[release.pk for release in made[::2]])
    EditionImage.objects.bulk_create(
        EditionImage(edition_id=edition, image=image, role="lead", alternative_text="A bridge.")
        for edition in releases.values_list("editions", flat=True)
    )
    # Autovacuum does so within a minute. SQLite keeps no statistics unless somebody has it analyze, and nobody should:
    # it would then gather a category whole and sort it.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return paging.key_of(made[DAYS // 2 - DAYS // 2 % 3])


@pytest.fixture
def asked(client):
    """A function from paths to the statements about editions that their pages ask; perhaps without the cards."""

    def ask(paths, *, with_cards):
        found = []
        for path in paths:
            client.get(path)
            if with_cards:
                fragments.forget()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            statements = [query["sql"] for query in queries if "articles_edition" in query["sql"]]
            assert statements, path
            found += statements
        return found

    return ask


def explained(sql, how):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {how} {sql}")
        return cursor.fetchall()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says in words what it does.")
def test_sqlite_scans_no_large_table_and_sorts_no_whole_list(asked, key):
    for sql in asked([path.format(key=key) for path in PATHS], with_cards=True):
        plan = [row[-1] for row in explained(sql, "QUERY PLAN")]
        # Of the one photograph it makes no difference.
        assert not [line for line in plan if re.match("SCAN (?!articles_image)", line)], sql
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan, sql


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL says how many rows it looked at.")
def test_postgresql_looks_at_few_rows_of_a_large_table(asked, key):
    def nodes(node):
        yield node
        for below in node.get("Plans", []):
            yield from nodes(below)

    # Of so few releases it is as cheap to read all; of 20,000 it never is.
    with connection.cursor() as cursor:
        for way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    for sql in asked([path.format(key=key) for path in PATHS], with_cards=False):
        ((found,),) = explained(sql, "(ANALYZE, FORMAT JSON)")
        plan = found if isinstance(found, list) else json.loads(found)
        for node in nodes(plan[0]["Plan"]):
            if node.get("Relation Name") in LARGE:
                rows = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
                assert rows <= LOOKED_AT, (node["Node Type"], node["Relation Name"], sql)
