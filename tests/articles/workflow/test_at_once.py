"""Two people press at the same time, each on a connection of their own."""

import contextlib
import threading
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from articles import workflow
from articles.models import Edition, Release
from articles.workflow import ground
from pressroom.refusals import Conflict, Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS, HOUR

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


@pytest.fixture
def both_ask():
    """Inside it, of two that claim an address neither takes it before both have been told that it is free."""
    as_it_is, both = ground.claim_address, threading.Barrier(2)

    def claim(release):
        as_it_is(release)
        # On SQLite the other one waits for the whole transaction of this one, and not here.
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)

    return mock.patch.object(ground, "claim_address", claim)


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


def test_two_releases_that_take_one_address_get_one_publication_and_one_refusal(author, editor, admin, both_ask):
    first, second = (
        workflow.submit(workflow.create(by=author, language="en", slug="bridge", contents=CONTENTS), by=author)
        for _number in range(2)
    )
    with both_ask:
        results = at_once(lambda: workflow.approve(first, by=editor), lambda: workflow.approve(second, by=admin))
    assert {type(result) for result in results} == {Edition, Refused}
    refused = next(result for result in results if isinstance(result, Refused))
    assert "/bridge/" in str(refused)
    assert Edition.objects.filter(stage="approved").count() == 1
    assert set(Release.objects.values_list("date", flat=True)) > {None}


def test_two_releases_that_are_given_one_address_get_one_and_one_refusal(author, editor, admin, both_ask):
    first, second = (
        factories.publish(workflow.create(by=author, language="en", slug=slug, contents=CONTENTS), by=editor).release
        for slug in ("one", "two")
    )
    with both_ask:
        results = at_once(
            lambda: workflow.readdress(first, by=editor, slug="bridge", typed_date=None),
            lambda: workflow.readdress(second, by=admin, slug="bridge", typed_date=None),
        )
    assert {type(result) for result in results} == {Release, Refused}
    assert Release.objects.filter(slug="bridge").count() == 1


def test_a_form_that_is_sent_twice_at_once_begins_one_release(author):
    def begin():
        return workflow.create(by=author, language="en", begun_as="form", contents=CONTENTS)

    results = at_once(begin, begin)
    assert {type(result) for result in results} == {Edition, Conflict}
    assert Edition.objects.count() == 1


def test_two_who_begin_one_translation_get_one_and_one_conflict(author, editor):
    live = factories.publish(workflow.create(by=author, language="en", contents=CONTENTS), by=editor)
    results = at_once(
        lambda: workflow.translate(live.release, by=author, language="ru"),
        lambda: workflow.translate(live.release, by=editor, language="ru"),
    )
    assert {type(result) for result in results} == {Edition, Conflict}
    assert Release.objects.filter(language="ru").count() == 1


def test_a_translation_approved_while_its_original_is_unscheduled_is_not_out_before_it(author, editor, admin):
    draft = workflow.create(by=author, language="en", contents=CONTENTS)
    translated = workflow.translate(draft.release, by=author, language="ru")
    words = {"headline": "Мост открыт", "lead": "Движение открыто.", "dateline": "", "body": "<p>Машины пошли.</p>"}
    translated = workflow.submit(workflow.save(translated, by=author, revision=1, contents=words), by=author)
    moment = timezone.now() + HOUR
    scheduled = factories.publish(draft, by=editor, live_from=moment)
    at_once(
        lambda: workflow.unschedule(scheduled, by=editor),
        lambda: workflow.approve(translated, by=admin, live_from=moment),
    )
    assert not Edition.objects.filter(stage="approved").exists()
