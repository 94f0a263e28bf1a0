"""The history of a release: every edition on record, none of the others, and the way to any two of them compared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import on_record, workflow
from articles.models import Edition
from articles.views import record
from tests import factories
from tests.articles.record.conftest import ADDRESS, links, words

pytestmark = pytest.mark.django_db


def test_it_lists_every_edition_the_latest_first_with_its_kind_its_time_and_its_note(read, change):
    change("2022-05-30 09:05", "correction", "It was 15 million.", headline="The bridge cost 15 million")
    change("2022-06-01 09:05", "minor", body="<p>It cost 12 in all!</p>")
    html = read("history/")
    text = words(html)
    lines = [
        "June 1, 2022 Wednesday",
        "Edition 3 Minor change In force since June 1, 2022, 09:05 Such as a slip of spelling",
        "Read edition 3 See what changed",
        "Edition 2 Correction In force from May 30, 2022, 09:05 until June 1, 2022, 09:05 It was 15 million.",
        "The headline was changed.",
        "Edition 1 First published In force from May 28, 2022, 10:00 until May 30, 2022, 09:05 Read edition 1",
    ]
    places = [text.index(line) for line in lines]
    assert places == sorted(places)
    assert [link for link in links(html) if "history/" in link] == [
        f"{ADDRESS}history/{way}" for way in ("3/", "2/3/", "2/", "1/2/", "1/")
    ]


def test_a_release_that_was_never_changed_says_so_and_offers_nothing_to_compare(read, release):
    html = read("history/")
    assert "Nothing has changed since it was published on May 28, 2022, 10:00." in words(html)
    assert 'name="before"' not in html
    assert f'href="{ADDRESS}history/"' in read()


def test_no_offset_is_told_where_the_moments_have_more_than_one(read, change, at):
    """A site's zone may have summer time, or have had it."""
    at("2022-12-01 12:00")
    with timezone.override("Europe/Berlin"):
        assert "Times are those of Europe/Berlin, UTC+2." in words(read("history/"))
        change("2022-12-01 09:05", "correction", "It was 15 million.")
        assert "Times are those of Europe/Berlin." in words(read("history/"))


def test_the_page_of_the_release_says_when_it_was_published_and_last_changed(read, change):
    assert "Last changed" not in words(read())
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    change("2022-06-01 09:05", "minor")
    html = read()
    assert "Published May 28, 2022, 10:00 Last changed May 30, 2022, 09:05 History 3 editions" in words(html)
    assert '<time datetime="2022-05-30T09:05:00+04:00">May 30, 2022, 09:05</time>' in html
    assert f"{ADDRESS}history/1/2/" in links(html)


def test_two_that_were_chosen_lead_to_their_one_address_whichever_was_named_first(client, change):
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    change("2022-06-01 09:05", "minor")
    for before, after in ((1, 3), (3, 1)):
        response = client.get(f"{ADDRESS}history/?before={before}&after={after}")
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}history/1/3/")


@pytest.mark.parametrize("query", ["before=2&after=2", "before=1", "before=1&after=9", "before=x&after=" + "9" * 5000])
def test_what_cannot_be_compared_brings_the_page_back_with_a_word(read, change, query):
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    change("2022-06-01 09:05", "minor")
    assert "Choose two different editions" in words(read(f"history/?{query}", status=422))


def test_a_draft_that_waited_out_a_withdrawal_stands_where_it_came_into_force(read, client, release, at):
    """Its number is lower than those of the withdrawal and of the restoring, which were in force before it."""
    at("2022-05-29 10:00")
    workflow.new_edition(release, by=factories.desk())
    at("2022-05-30 10:00")
    workflow.withdraw(release, by=factories.desk(), reason="Wrong.")
    at("2022-05-31 10:00")
    workflow.restore(release, by=factories.desk(), reason="Right.")
    at("2022-06-01 10:00")
    factories.publish(Edition.objects.get(release=release, number=2), kind="update", public_note="More is known.")
    html = read("history/")
    ways = [link.removeprefix(f"{ADDRESS}history/") for link in links(html) if "history/" in link]
    assert ways == ["2/", "4/2/", "4/", "3/4/", "3/", "1/3/", "1/"]
    assert "Edition 4" in read("history/4/2/")
    assert client.get(f"{ADDRESS}history/2/4/")["Location"] == f"{ADDRESS}history/4/2/"


def test_nothing_of_what_is_not_on_record_is_told(read, client, change, release, at):
    """Not even that the edition in force will end: the end of a schedule stands in the row of the one before it."""
    scheduled = change("2022-05-30 09:05", "correction", "Soon it is 15.", live_from="2022-06-01 09:00", lead="Soon.")
    for below in ("", "history/", "history/1/"):
        html = read(below)
        assert "Soon" not in html
        assert "June" not in words(html)
        assert "History 2" not in words(html)
    for below in ("history/2/", "history/1/2/", "history/2/1/", "history/2/2/"):
        read(below, status=404)
    at("2022-06-01 08:59:59")
    read("history/2/", status=404)
    at("2022-06-01 09:00")
    assert "In force since June 1, 2022, 09:00" in words(read("history/"))
    assert "Soon it is 15." in read("history/2/")
    read("history/1/2/")

    at("2022-06-02 09:00")
    draft = workflow.new_edition(release, by=factories.desk())
    workflow.save(draft, by=factories.desk(), revision=draft.revision, contents={"lead": "Never."})
    read("history/3/", status=404)
    workflow.discard(draft, by=factories.desk())
    read("history/3/", status=404)
    assert "Never." not in read("history/")
    assert scheduled.number == 2


def test_a_withdrawn_release_says_why_on_every_page_of_its_record(read, change, release, at):
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    at("2022-06-01 10:00")
    workflow.withdraw(release, by=factories.desk(), reason="The sum was never decided.")
    for below in ("history/", "history/1/", "history/2/", "history/3/", "history/1/2/", "history/2/3/"):
        text = words(read(below))
        assert "This release was withdrawn June 1, 2022, 10:00 The sum was never decided." in text, below
    assert words(read("history/3/")).count("The sum was never decided.") == 1
    assert "Nothing has changed between these two texts." in words(read("history/2/3/"))
    at("2022-06-02 10:00")
    workflow.restore(release, by=factories.desk(), reason="It was decided after all.")
    for below in ("history/", "history/1/", "history/3/", "history/4/", "history/3/4/"):
        assert "This release was withdrawn" not in words(read(below))
    assert "Withdrawal, June 1, 2022, 10:00" in words(read("history/4/"))
    # There is nothing to see of what left every word as it was.
    assert [link for link in links(read()) if link.count("/") == 8] == [f"{ADDRESS}history/1/2/"]


def test_a_release_that_is_removed_while_its_page_is_made_has_none_any_more(read, release, monkeypatch):

    class Gone(on_record.Record):
        def __init__(self, live, at):
            workflow.remove(live.release, by=factories.desk(), reason="By order of the court.")
            super().__init__(live, at)

    monkeypatch.setattr(record, "Record", Gone)
    assert "By order of the court." in read("history/", status=410)


def test_a_removed_release_has_no_record(read, client, release, change):
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    workflow.remove(release, by=factories.desk(), reason="By order of the court.")
    for below in ("history/", "history/1/", "history/1/2/"):
        html = read(below, status=410)
        assert "By order of the court." in html
        assert "12 million" not in html


def test_an_old_address_leads_to_the_record_at_the_new_one(client, release, change):
    change("2022-05-30 09:05", "correction", "It was 15 million.")
    workflow.readdress(release, by=factories.desk(), slug="crossing", typed_date=None)
    for below in ("history/", "history/1/", "history/1/2/"):
        response = client.get(ADDRESS + below)
        assert (response.status_code, response["Location"]) == (301, f"/2022/05/28/crossing/{below}")
        assert client.get(response["Location"]).status_code == 200


def test_each_page_costs_at_most_eight_queries_whatever_it_shows(client, read, change, release, at):
    change("2022-05-30 09:05", "correction", "It was 15 million.")

    def costs():
        found = []
        for below in ("history/", "history/1/", "history/1/2/"):
            with CaptureQueriesContext(connection) as queries:
                read(below)
            found.append(len(queries))
        return found

    read("history/")
    of_little = costs()
    assert max(of_little) <= 8
    photographs = [factories.image() for _number in range(4)]
    for n in range(10, 14):
        uses = [{"image": image.pk, "role": "gallery", **image.words} for image in photographs[n % 4 :]]
        change(
            f"2022-06-{n} 10:00",
            "minor",
            images=uses,
            categories=[factories.CategoryFactory().pk for _number in range(3)],
            contacts=[factories.ContactFactory().pk for _number in range(3)],
        )
    read("history/")
    with CaptureQueriesContext(connection) as queries:
        read("history/5/6/")
    assert costs() == of_little
    assert len(queries) <= 8
