"""The index is made anew while somebody publishes, each on a connection of their own."""

import datetime
import threading
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from articles import workflow
from articles.models import SearchEntry
from articles.search import index, question, results
from articles.search.engines import engine
from articles.workflow import ground
from tests import factories
from tests.articles.workflow.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
# On SQLite, and where a release is locked, the other one waits for the whole transaction, and not here.
PATIENCE = 1


@pytest.fixture
def drafted(editor):
    """A release that is live with one text, and a draft of the next one, ready to be approved."""
    now = timezone.now()
    release = factories.live_release(now - datetime.timedelta(hours=1), headline="The ferry sails")
    factories.live_release(now - datetime.timedelta(hours=2), headline="The market is open")
    by = factories.desk()
    draft = workflow.new_edition(release, by=by)
    draft = workflow.save(
        draft, by=by, revision=draft.revision, contents={"headline": "The bridge opens"}, kind="minor"
    )
    return workflow.submit(draft, by=by)


def headlines(text):
    """Return the headlines that a search finds now."""
    return [edition.headline for edition in results.find(question.read(text), timezone.now()).editions]


@pytest.mark.parametrize("first", ["publishing", "making anew"])
def test_who_publishes_while_the_index_is_made_anew_leaves_one_right_entry(drafted, editor, first):
    has_begun, has_ended = threading.Event(), threading.Event()
    follow, write = ground.index.follow, index._write

    def follow_slowly(release, at):
        follow(release, at)
        if first == "publishing":
            has_begun.set()
            has_ended.wait(PATIENCE)

    def write_slowly(editions):
        made = write(editions)
        if first == "making anew" and threading.current_thread().name == "rebuild":
            has_begun.set()
            has_ended.wait(PATIENCE)
        return made

    def publish():
        if first == "making anew":
            assert has_begun.wait(20)
        edition = workflow.approve(drafted, by=editor)
        has_ended.set()
        return edition

    def rebuild():
        threading.current_thread().name = "rebuild"
        if first == "publishing":
            assert has_begun.wait(20)
        made = index.rebuild(timezone.now())
        has_ended.set()
        return made

    with mock.patch.object(index, "follow", follow_slowly), mock.patch.object(index, "_write", write_slowly):
        published, made = at_once(publish, rebuild)
    assert published == drafted
    # What was published meanwhile has been entered by whoever did it.
    assert made in {1, 2}
    assert (headlines("ferry"), headlines("bridge")) == ([], ["The bridge opens"])
    assert SearchEntry.objects.filter(edition__release=drafted.release).get().edition == drafted
    assert headlines("market") == ["The market is open"]


def test_what_is_there_is_found_while_the_index_is_made_anew(drafted):
    write, has_begun, may_go_on = index._write, threading.Event(), threading.Event()

    def write_slowly(editions):
        made = write(editions)
        has_begun.set()
        assert may_go_on.wait(20)
        return made

    def search():
        assert has_begun.wait(20)
        found = headlines("ferry")
        may_go_on.set()
        return found

    with mock.patch.object(index, "_write", write_slowly):
        made, found = at_once(lambda: index.rebuild(timezone.now()), search)
    assert (made, found) == (2, ["The ferry sails"])


def test_a_transaction_that_fails_leaves_the_index_as_it_was(drafted, editor):
    def words():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {engine().TABLE} ORDER BY 1")  # noqa: S608
            return cursor.fetchall()

    entries, before = list(SearchEntry.objects.order_by("pk").values()), words()
    after_it = mock.patch.object(index, "_write", side_effect=RuntimeError)
    with after_it, pytest.raises(RuntimeError):
        workflow.approve(drafted, by=editor)
    with after_it, pytest.raises(RuntimeError):
        index.rebuild(timezone.now())
    assert (list(SearchEntry.objects.order_by("pk").values()), words()) == (entries, before)
    assert (headlines("ferry"), headlines("bridge")) == (["The ferry sails"], [])
