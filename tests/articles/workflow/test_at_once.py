"""Two people press at the same time, each on a connection of their own."""

import threading

import pytest
from django.db import connection

from articles import workflow
from articles.models import Edition
from pressroom.refusals import Conflict, Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in a thread each, begun together, and return what each returned or raised."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            barrier.wait(timeout=20)
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_two_who_approve_one_edition_get_one_and_one_refusal(author, editor, admin):
    edition = workflow.submit(workflow.create(by=author, language="en", contents=CONTENTS), by=author)
    results = at_once(lambda: workflow.approve(edition, by=editor), lambda: workflow.approve(edition, by=admin))
    assert {type(result) for result in results} == {Edition, Refused}
    assert Edition.objects.filter(stage="approved").count() == 1
    assert edition.events.filter(what="approved").count() == 1


def test_one_who_approves_and_one_who_returns_get_one_result_and_one_refusal(author, editor, admin):
    edition = workflow.submit(workflow.create(by=author, language="en", contents=CONTENTS), by=author)
    results = at_once(
        lambda: workflow.approve(edition, by=editor),
        lambda: workflow.send_back(edition, by=admin, remark="Who says so?"),
    )
    assert {type(result) for result in results} == {Edition, Refused}


def test_two_who_save_one_revision_get_one_save_and_one_conflict(author, editor):
    draft = workflow.create(by=author, language="en", contents=CONTENTS)
    results = at_once(
        lambda: workflow.save(draft, by=author, revision=1, contents={"lead": "The author's."}),
        lambda: workflow.save(draft, by=editor, revision=1, contents={"lead": "The editor's."}),
    )
    assert {type(result) for result in results} == {Edition, Conflict}


def test_two_who_begin_a_new_edition_get_one_and_one_refusal(author, editor):
    live = factories.publish(workflow.create(by=author, language="en", contents=CONTENTS), by=editor)
    results = at_once(
        lambda: workflow.new_edition(live.release, by=author), lambda: workflow.new_edition(live.release, by=editor)
    )
    assert {type(result) for result in results} == {Edition, Refused}
    assert live.release.editions.open().count() == 1
