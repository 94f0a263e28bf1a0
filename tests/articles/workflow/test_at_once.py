"""Two people press at the same time, each on a connection of their own."""

import threading

import pytest
from django.db import connection

from articles import workflow
from articles.models import Edition
from pressroom.refusals import Refused
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


def test_two_who_publish_one_draft_get_one_edition_and_one_refusal(author, editor, admin):
    draft = workflow.create(by=author, language="en", contents=CONTENTS)
    results = at_once(lambda: workflow.approve(draft, by=editor), lambda: workflow.approve(draft, by=admin))
    assert {type(result) for result in results} == {Edition, Refused}
    assert Edition.objects.filter(stage="approved").count() == 1


def test_two_who_begin_a_new_edition_get_one_and_one_refusal(author, editor):
    live = workflow.approve(workflow.create(by=author, language="en", contents=CONTENTS), by=editor)
    results = at_once(
        lambda: workflow.new_edition(live.release, by=author), lambda: workflow.new_edition(live.release, by=editor)
    )
    assert {type(result) for result in results} == {Edition, Refused}
    assert live.release.editions.open().count() == 1
