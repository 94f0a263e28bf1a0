"""PostgreSQL plans a statement once a connection, and what it can't plan is run as it is."""

import datetime

import pytest
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import F, Value
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Edition, Release
from articles.search import question
from articles.search import results as search
from comments import posting
from comments.models import Comment
from pressroom import planned
from pressroom.models import RateCount
from pressroom.statements import ByHand, Several, Statement, Uneven
from tests import factories
from tests.world import World, busy_release

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone plans a statement anew each time"),
]


def live():
    """Return a new statement with holes of every type, and what fills them."""
    statement = Statement(
        lambda at, first, language, keys: (
            Edition.objects.live(at)
            .filter(release__date__gte=first, release__language=language, release__in=keys)
            .annotate(hundred=Value("100 %"), longest=F("number"))
            .order_by("pk")
        ),
        at=datetime.datetime,
        first=datetime.date,
        language=str,
        keys=Several(int, 3),
    )
    keys = list(Release.objects.values_list("pk", flat=True))[:3]
    return statement, {"at": timezone.now(), "first": datetime.date(2020, 1, 1), "language": "en", "keys": keys}


def known():
    """Return what this connection knows: {name: whether it is planned}."""
    return planned._planned.get(connection.connection, {})


def asked(statement, values):
    """Return the rows, and the SQL that they were asked by."""
    with CaptureQueriesContext(connection) as queries:
        rows = statement.rows(**values)
    return rows, [query["sql"] for query in queries]


def test_a_statement_is_planned_once_and_finds_the_same():
    for number in range(2):
        factories.live_release(headline=f"Release {number}")
    statement, values = live()
    with transaction.atomic():
        as_it_is, (sql,) = asked(statement, values)
    assert sql.startswith("SELECT")
    for _time in range(7):
        rows, (sql,) = asked(statement, values)
        assert sql.startswith("EXECUTE")
        assert rows == as_it_is
    assert len(rows) == 2
    assert [row.hundred for row in statement.instances(**values)] == ["100 %", "100 %"]
    assert list(known().values()) == [True]


def test_two_that_differ_in_a_constant_alone_are_two():
    factories.live_release()
    for word in ("one", "another"):
        statement = Statement(
            lambda at, word=word: Edition.objects.live(at).values_list(Value(word)), at=datetime.datetime
        )
        assert asked(statement, {"at": timezone.now()})[0] == [(word,)]
    assert list(known().values()) == [True, True]


def test_a_connection_that_has_forgotten_it_runs_it_as_it_is():
    factories.live_release()
    statement, values = live()
    as_it_is, _sql = asked(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    rows, sql = asked(statement, values)
    assert rows == as_it_is
    assert [one.split()[0] for one in sql] == ["EXECUTE", "SELECT"]
    assert asked(statement, values) == (as_it_is, sql[1:])


def lost(connection):
    """Let the server end the connection behind its back."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    finally:
        other.close()


def test_a_connection_that_was_lost_since_the_last_request_is_made_anew():
    factories.live_release()
    statement, values = live()
    as_it_is = statement.rows(**values)
    lost(connection)
    # As a request that begins; it has nobody ask whether the connection is there.
    close_old_connections()
    assert statement.rows(**values) == as_it_is
    assert connection.is_usable()
    # What is lost during a request is an error: what was asked before belongs to what is asked now.
    lost(connection)
    with pytest.raises(OperationalError):
        statement.rows(**values)
    connection.close()


def test_a_server_that_is_away_is_an_error(monkeypatch):
    factories.live_release()
    statement, values = live()
    as_it_is = statement.rows(**values)
    lost(connection)
    close_old_connections()
    with monkeypatch.context() as away:
        away.setitem(connection.settings_dict, "PORT", "1")
        with pytest.raises(OperationalError):
            statement.rows(**values)
    assert statement.rows(**values) == as_it_is


def test_one_plan_serves_for_any_values():
    for number in range(3):
        factories.live_release(headline=f"Release {number}")
    statement, values = live()
    for _time in range(8):
        statement.rows(**values)
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements")
        assert cursor.fetchall() == [(8, 0)]


def test_what_depends_on_a_category_is_planned_for_each():
    factories.live_release()
    statement = Statement(
        lambda at, category: Edition.objects.live(at).exclude(categories=category).values_list("number"),
        at=datetime.datetime,
        category=Uneven(int),
    )
    rows, (sql,) = asked(statement, {"at": timezone.now(), "category": 1})
    assert (rows, sql.split()[0]) == ([(1,)], "SELECT")
    assert known() == {}


def test_what_is_searched_for_is_planned_too_and_found_wherever_it_is_asked():
    found = factories.live_release(headline="The bridge is open")
    factories.live_release(headline="A school is open")

    def searched(text):
        with CaptureQueriesContext(connection) as queries:
            results = search.find(question.read(text), timezone.now())
        (sql,) = (query["sql"] for query in queries if "·" in query["sql"])
        return [edition.release for edition in results.editions], sql.split()[0]

    assert searched("bridge open") == ([found], "EXECUTE")
    assert searched("-school open") == ([found], "EXECUTE")
    with transaction.atomic():
        assert searched("bridge open") == ([found], "SELECT")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%tsquery%'")
        assert cursor.fetchall() == [(1,)]
        cursor.execute("DEALLOCATE ALL")
    with CaptureQueriesContext(connection):
        assert [edition.release for edition in search.find(question.read("bridge"), timezone.now()).editions] == [found]
    assert searched("bridge open") == ([found], "SELECT")


def test_what_another_one_has_planned_under_the_name_is_left_alone():
    factories.live_release()
    statement, values = live()
    as_it_is, _sql = asked(statement, values)
    connection.close()
    connection.ensure_connection()
    name = statement._written["postgresql"].name
    with connection.cursor() as cursor:
        cursor.execute(f"PREPARE {name} AS SELECT 1")
    assert asked(statement, values)[0] == as_it_is
    assert known() == {name: False}


def test_no_public_page_has_a_statement_that_is_refused(author, editor, moderator):
    world, busy = World(author), busy_release(editor, moderator)
    client, path = Client(), busy.get_absolute_url()
    category = world.live.editions.get().categories.get().texts.get(language="en").get_absolute_url()
    for address in (
        *("/", "/feed/", "/feed/atom/", "/search/?q=bridge", "/sitemap.xml", "/sitemap-pages.xml", "/news-sitemap.xml"),
        *(path, f"{path}history/", f"{path}history/1/", f"{path}replies/", f"{path}reply/", f"{path}replies/feed/"),
        *(category, f"{category}feed/", f"/{busy.date:%Y}/", f"/{busy.date:%Y/%m}/", f"/{busy.date:%Y/%m/%d}/"),
        *(
            "/api/v1/releases/",
            f"/api/v1/releases/{busy.pk}/",
            "/sitemap-releases-1.xml",
            world.live.get_absolute_url(),
        ),
    ):
        assert client.get(address).status_code == 200, address
    assert client.get("/2020/01/01/nothing/").status_code == 404
    assert len(known()) > 20
    assert set(known().values()) == {True}


def replied(release, number):
    """Send a reply, and return the SQL that asked whether it may be, once or more."""
    data = {"text": f"Text {number}", "name": "Reader", "email": ""}
    with CaptureQueriesContext(connection) as queries:
        posting.post(release, data, "visitor", timezone.now())
    # Whether it was sent before is asked of the digest.
    name = posting._STANDING._written["postgresql"].name
    return [
        sql.split()[0]
        for sql in (query["sql"] for query in queries)
        if name in sql or ("digest" in sql and sql.startswith("SELECT"))
    ]


def kept(release):
    """Return how many replies are kept, and how many were counted: on the release, and for the sender."""
    release.refresh_from_db()
    return Comment.objects.count(), release.replies_waiting, *RateCount.objects.values_list("count", flat=True)


def test_a_transaction_that_can_begin_again_executes_what_is_planned():
    release = factories.live_release(is_open_for_replies=True)
    # The setting would be taken back with a transaction: nothing is planned in the first one of a connection.
    assert replied(release, 0) == ["SELECT"]
    live()[0].rows(**live()[1])
    assert [replied(release, number) for number in (1, 2)] == [["EXECUTE"], ["EXECUTE"]]
    # One inside of another can't begin again by itself.
    with transaction.atomic():
        assert replied(release, 3) == ["SELECT"]
    assert kept(release) == (4, 4, 4, 4)
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchall() == [(planned.PLANS,)]


@pytest.fixture
def release():
    """A release to which a reply was sent, by what is planned."""
    release = factories.live_release(is_open_for_replies=True)
    statement, values = live()
    statement.rows(**values)
    assert replied(release, 0) == ["EXECUTE"]
    return release


@pytest.mark.parametrize("forgotten", ["DEALLOCATE ALL", "DISCARD ALL"])
def test_a_transaction_that_a_refusal_ended_begins_again_and_keeps_one_of_each(release, forgotten):
    with connection.cursor() as cursor:
        cursor.execute(forgotten)
    # By name it counted one more that waits, and was refused.
    assert [replied(release, number) for number in (1, 2)] == [["SELECT"], ["SELECT"]]
    assert kept(release) == (3, 3, 3, 3)
    # And no other is tried.
    statement, values = live()
    assert asked(statement, values)[1][0].startswith("SELECT")


def test_a_transaction_begins_again_where_another_one_has_planned_under_the_name(release):
    # As on the connection of another process, behind a pooler.
    del known()[posting._STANDING._written["postgresql"].name]
    assert replied(release, 1) == ["SELECT"]
    assert kept(release) == (2, 2, 2, 2)


def test_a_transaction_begins_again_where_a_migration_has_changed_a_type(release):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_edition ALTER COLUMN kind TYPE text")
        try:
            assert replied(release, 1) == ["EXECUTE", "SELECT"]
        finally:
            length = Edition._meta.get_field("kind").max_length
            cursor.execute(f"ALTER TABLE articles_edition ALTER COLUMN kind TYPE varchar({length})")
    assert kept(release) == (2, 2, 2, 2)


def test_all_that_a_reply_writes_is_executed_by_name(release):
    with CaptureQueriesContext(connection) as queries:
        posting.post(release, {"text": "Text 1", "name": "Reader", "email": ""}, "visitor", timezone.now())
    assert [query["sql"].split()[0] for query in queries] == ["BEGIN", *["EXECUTE"] * 4, "COMMIT"]


@pytest.mark.usefixtures("release")
def test_what_writes_is_not_executed_by_name_where_it_could_be_asked_anew():
    # Outside of a transaction a statement is asked again that a lost connection may have kept.
    statement = ByHand("UPDATE pressroom_ratecount SET count = count + 1 RETURNING %s", str, writes=True)
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            statement.rows("word")
        assert [query["sql"].split()[0] for query in queries] == ["UPDATE"]


def test_a_reply_that_is_refused_leaves_nothing_behind(release):
    with pytest.raises(posting.Duplicate):
        replied(release, 0)
    assert kept(release) == (1, 1, 1, 1)
    # Nor may the transaction of another caller, which doesn't begin again, execute anything by name.
    statement, values = live()
    with transaction.atomic():
        assert asked(statement, values)[1][0].startswith("SELECT")
