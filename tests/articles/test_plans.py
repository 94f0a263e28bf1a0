"""How the databases go about what the public lists ask: down an index, until the page is full."""

import datetime
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import paging, workflow
from articles.models import EditionImage, Release
from pressroom import fragments, planned
from pressroom.statements import _Written
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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says in words what it does.")
def test_sqlite_scans_no_large_table_and_sorts_no_whole_list(asked, key):
    for sql in asked([path.format(key=key) for path in PATHS], with_cards=True):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[-1] for row in cursor.fetchall()]
        # Of the one photograph it makes no difference.
        assert not [line for line in plan if re.match("SCAN (?!articles_image)", line)], sql
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan, sql


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says in words what it does.")
@pytest.mark.usefixtures("key")
def test_sqlite_finds_the_latest_news_by_its_moment(asked):
    (sql,) = asked(["/news-sitemap.xml"], with_cards=False)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        assert "edition_live_from (live_from>? AND live_from<?)" in cursor.fetchall()[0][-1]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL says how many rows it looked at.")
@pytest.mark.parametrize("is_planned", [False, True])
def test_postgresql_looks_at_few_rows_of_a_large_table(asked, key, is_planned, monkeypatch):
    statements, paths = {}, [path.format(key=key) for path in PATHS]

    def note(written, values, ops):
        parameters = filled(written, values, ops)
        statements[written.name] = written, parameters
        return parameters

    # Of so few releases it is as cheap to read all; of 20,000 it never is.
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plans = [plan_of(sql) for sql in asked(paths, with_cards=False)]
    if is_planned:
        filled = _Written.parameters
        # By now nothing is counted any more.
        monkeypatch.setattr(_Written, "parameters", note)
        asked(paths, with_cards=False)
        # As sorting all of so few is.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off")
        plans = [plan_ahead(written, parameters) for written, parameters in statements.values() if written.is_planned]
    assert plans
    for node in (node for plan in plans for node in nodes(plan)):
        if node.get("Relation Name") in LARGE:
            rows = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
            assert rows <= LOOKED_AT, (node["Node Type"], node["Relation Name"], plans)


def plan_ahead(written, parameters):
    """Return the plan of a `statements._Written` as readers' pages have it: prepared."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL plan_cache_mode = {planned.PLANS}")
        cursor.execute(planned.prepare(written))
        plan = plan_of(planned.execute(written), parameters)
        # The end of the test doesn't take it back.
        cursor.execute(f"DEALLOCATE {written.name}")
    return plan


def plan_of(sql, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", parameters)
        ((found,),) = cursor.fetchall()
    return (found if isinstance(found, list) else json.loads(found))[0]["Plan"]


def nodes(node):
    yield node
    for below in node.get("Plans", []):
        yield from nodes(below)
