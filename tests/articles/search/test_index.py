"""The index follows every change of what is live, in the same transaction, and can be made anew."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.management.commands import rebuild_search
from articles.models import SearchEntry
from articles.search import engines, index, question, results, words
from articles.search.engines import engine
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def found(text, at=None):
    """Return the headlines that a search finds at a moment."""
    return [edition.headline for edition in results.find(question.read(text), at or timezone.now()).editions]


def change(release, by, **contents):
    """Return the release's next edition as a draft with other contents."""
    draft = workflow.new_edition(release, by=by)
    return workflow.save(draft, by=by, revision=draft.revision, contents=contents)


def test_a_draft_is_not_found_and_what_is_published_is(author, editor):
    draft = factories.draft(by=author, headline="The lotus blooms")
    assert found("lotus") == []
    factories.publish(draft, by=editor)
    assert found("lotus") == ["The lotus blooms"]


def test_an_entry_is_written_once_with_its_words(author, editor):
    # Written twice, each would leave a dead row behind on PostgreSQL, and the table be twice as long.
    draft = factories.draft(by=author, headline="The lotus blooms")
    with CaptureQueriesContext(connection) as queries:
        factories.publish(draft, by=editor)
    table = SearchEntry._meta.db_table
    written = [query["sql"] for query in queries if re.search(f'(INSERT INTO|UPDATE) "?{table}"?', query["sql"])]
    assert len(written) == 1
    SearchEntry.objects.update(text="")
    index.rebuild(timezone.now())
    assert (SearchEntry.objects.get().text != "", found("lotus")) == (True, ["The lotus blooms"])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one way to look words up")
def test_words_are_looked_up_by_the_index_however_few_they_are():
    # Of so few entries PostgreSQL would read all.
    for number in range(3):
        factories.live_release(headline=f"The lotus blooms {number}")

    def scans():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'articles_searchentry'"
            )
            return cursor.fetchone()

    before = scans()
    assert engines.find(question.read("lotus"))[2]
    # Once a tier.
    assert [after - was for after, was in zip(scans(), before, strict=True)] == [0, len(engines.TIERS)]


def test_a_scheduled_edition_is_found_at_its_moment_and_superseded_words_no_longer(author, editor):
    now = timezone.now()
    release = factories.live_release(now - HOUR, headline="The ferry sails")
    factories.publish(
        change(release, author, headline="The bridge opens"), by=editor, live_from=now + HOUR, kind="minor"
    )
    assert (found("ferry", now), found("bridge", now)) == (["The ferry sails"], [])
    later = now + HOUR
    assert (found("ferry", later), found("bridge", later)) == ([], ["The bridge opens"])


def test_what_is_unscheduled_is_not_found_and_what_was_live_is_found_again(author, editor):
    now = timezone.now()
    release = factories.live_release(now - HOUR, headline="The ferry sails")
    draft = change(release, author, headline="The bridge opens")
    edition = factories.publish(draft, by=editor, live_from=now + HOUR, kind="minor")
    workflow.unschedule(edition, by=editor)
    later = now + 2 * HOUR
    assert (found("ferry", later), found("bridge", later)) == (["The ferry sails"], [])
    assert SearchEntry.objects.count() == 1


def test_a_withdrawn_release_is_found_and_a_removed_one_is_not(editor):
    release = factories.live_release(headline="The ferry sails")
    workflow.withdraw(release, by=editor, reason="It does not.")
    assert found("ferry") == ["The ferry sails"]
    workflow.remove(release, by=editor, reason="A court said so.")
    assert found("ferry") == []
    workflow.put_back(release, by=editor)
    assert found("ferry") == ["The ferry sails"]


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(author, editor):
    release = factories.live_release(headline="The ferry sails")
    draft = change(release, author, headline="The bridge opens")
    with transaction.atomic():
        factories.publish(draft, by=editor, kind="minor")
        assert found("bridge") == ["The bridge opens"]
        transaction.set_rollback(True)
    assert (found("ferry"), found("bridge")) == (["The ferry sails"], [])


def test_captions_and_people_are_found_by_the_names_that_they_have_now(client_for, editor):
    person = factories.ContactFactory(name="Marina Sokolova")
    use = {"image": factories.image().pk, "role": "lead", "alternative_text": "A boat", "caption": "Pelicans at dawn"}
    factories.live_release(headline="The delta", contacts=[person], images=[use])
    assert found("pelican") == found("sokolova") == ["The delta"]
    form = {
        "name": "Marina Orlova",
        "role": "",
        "telephone": "",
        "email": "",
        "texts-TOTAL_FORMS": "0",
        "texts-INITIAL_FORMS": "0",
    }
    response = client_for(editor).post(f"/admin/articles/contact/{person.pk}/change/", form)
    assert response.status_code == 302
    assert (found("sokolova"), found("orlova")) == ([], ["The delta"])


def test_the_command_makes_a_lost_index_anew_and_says_how_much(capsys):
    factories.live_release(headline="The ferry sails")
    factories.live_release(headline="The bridge opens")
    SearchEntry.objects.all().delete()
    engine().forget(None)
    assert found("ferry") == []
    call_command("rebuild_search", verbosity=1)
    assert "2 releases" in capsys.readouterr().out
    assert (found("ferry"), found("bridge")) == (["The ferry sails"], ["The bridge opens"])


def test_the_command_leaves_what_the_present_rules_made_and_renews_the_rest(capsys):
    factories.live_release(headline="The ferry sails")
    old = factories.live_release(headline="The bridge opens")
    SearchEntry.objects.filter(edition__release=old).update(rules=words.RULES - 1, text="")
    call_command("rebuild_search", only_missing=True, verbosity=1)
    assert "1 release " in capsys.readouterr().out
    assert set(SearchEntry.objects.values_list("rules", flat=True)) == {words.RULES}


def test_the_command_lets_others_write_between_its_batches(monkeypatch):
    for _number in range(3):
        factories.live_release()
    monkeypatch.setattr(index, "BATCH", 2)
    pauses = []
    monkeypatch.setattr(index.time, "sleep", pauses.append)
    call_command("rebuild_search", verbosity=0)
    assert pauses == [rebuild_search.PAUSE] * 2


def test_the_command_drops_what_is_over(author, editor):
    now = timezone.now()
    release = factories.live_release(now - HOUR, headline="The ferry sails")
    draft = change(release, author, headline="The bridge opens")
    factories.publish(draft, by=editor, live_from=now + HOUR, kind="minor")
    assert SearchEntry.objects.count() == 2
    index.rebuild(now + 2 * HOUR)
    assert [entry.edition.headline for entry in SearchEntry.objects.all()] == ["The bridge opens"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tidies its own index up")
def test_pieces_of_the_index_are_put_together_daily():
    def pieces():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(DISTINCT segid) FROM {engine().TABLE}_idx")  # noqa: S608
            return cursor.fetchone()[0]

    for number in range(3):
        factories.live_release(headline=f"The ferry sails, {number}")
    assert pieces() > 1
    before = found("ferry")
    call_command("forget")
    assert pieces() == 1
    assert found("ferry") == before
    # Nothing is left to do.
    assert index.tidy(timezone.now()) == 0
