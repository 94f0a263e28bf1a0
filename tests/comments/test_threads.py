"""The replies in the page of a release."""

import datetime

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from articles import surroundings, workflow
from articles.models import Edition, Page
from comments import moderation, threads
from comments.rules import rules_page
from comments.showing import replies
from pressroom import version
from pressroom.statements import Statement
from tests.factories import CommentFactory, desk

pytestmark = pytest.mark.django_db


def asking(path):
    """Return a request for a page, as its view gets it."""
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return request


@pytest.fixture
def show():
    """A function that renders the replies as the page of a release does."""

    def render(release):
        edition = Edition.objects.live(timezone.now()).select_related("release").get(release=release)
        return replies(asking(release.get_absolute_url()), edition.release, edition)

    return render


def approved(release, **kwargs):
    return CommentFactory(release=release, status="approved", **kwargs)


def test_shows_what_was_approved_and_nothing_else(show, release):
    approved(release, text="Read by all")
    for status in ("waiting", "rejected", "spam"):
        CommentFactory(release=release, status=status, text=f"This is {status}", name=f"Writer of {status}")
    html = show(release)
    assert "Read by all" in html
    for status in ("waiting", "rejected", "spam"):
        assert f"This is {status}" not in html
        assert f"Writer of {status}" not in html


def test_never_shows_an_email(show, release):
    approved(release, email="secret@example.org")
    assert "secret@example.org" not in show(release)


def test_shows_the_oldest_first_with_answers_below_what_they_answer(show, release):
    now = timezone.now()
    first = approved(release, text="First", created_at=now - datetime.timedelta(hours=3))
    approved(release, text="Second", created_at=now - datetime.timedelta(hours=2))
    approved(release, text="Answer to the first", parent=first, created_at=now - datetime.timedelta(hours=1))
    html = show(release)
    places = [html.index(f"<p>{text}</p>") for text in ("First", "Answer to the first", "Second")]
    assert places == sorted(places)


def test_marks_an_official_answer_with_its_office(show, release, moderator):
    question = approved(release)
    moderation.answer(question, by=moderator, office="Ministry of Transport", text="In June.")
    html = show(release)
    assert "Official answer" in html
    assert "Ministry of Transport" in html
    assert "moderator" not in html.replace("A moderator reads", "")


def test_a_head_that_was_rejected_keeps_the_place_of_its_answers(show, release, moderator):
    head = approved(release, text="Rude words")
    approved(release, text="A good answer", parent=head)
    moderation.reject(head, by=moderator)
    html = show(release)
    assert "Rude words" not in html
    assert "A good answer" in html
    assert "This reply is no longer shown." in html


def test_keeps_lines_and_makes_no_links_of_addresses(show, release):
    approved(release, text="One\ntwo\n\nhttps://example.org/ three")
    html = show(release)
    assert "<p>One<br>two</p>" in html
    assert "<p>https://example.org/ three</p>" in html


def test_a_website_is_a_link_that_vouches_for_nothing(show, release):
    approved(release, website="https://example.org/")
    assert '<a href="https://example.org/" rel="nofollow ugc noopener">' in show(release)


def test_costs_one_query_however_many_there_are(release, django_assert_num_queries):
    def cost(number):
        for _each in range(number):
            head = approved(release, website="https://example.org/")
            approved(release, parent=head)
        edition = Edition.objects.live(timezone.now()).select_related("release").get(release=release)
        request = asking(release.get_absolute_url())
        # What stands around the page is known before its replies are asked for.
        surroundings.of(request)
        with django_assert_num_queries(1):
            replies(request, edition.release, edition)

    cost(1)
    cost(20)


def test_shows_the_latest_threads_with_a_way_to_the_rest(show, release, client, monkeypatch):
    monkeypatch.setattr(threads, "PER_PAGE", 2)
    # It is written once in a process.
    monkeypatch.setattr(threads, "_LATEST", Statement(threads._latest, release=int))
    for number in range(3):
        approved(release, text=f"Reply {number}", created_at=timezone.now() + datetime.timedelta(seconds=number))
    release.replies = 3
    release.save()
    html = show(release)
    assert "Reply 0" not in html
    assert html.index("Reply 1") < html.index("Reply 2")
    assert release.url("comments:replies") in html
    first, second = (client.get(release.url("comments:replies"), {"page": page}) for page in (1, 2))
    assert "Reply 0" in first.content.decode()
    assert "Reply 2" in second.content.decode()
    assert "Reply 0" not in second.content.decode()


@pytest.mark.parametrize("page", ["0", "3", "abc", "-1", "9" * 50, "\x00"])
def test_a_page_of_replies_that_is_none_is_not_found(client, release, page):
    assert client.get(release.url("comments:replies"), {"page": page}).status_code == 404


def test_the_pages_of_replies_cost_the_same_at_two_sizes(client, release):
    costs = []
    for number in (2, 12):
        for _each in range(number):
            approved(release, parent=approved(release))
        # The first page after a change counts what is live.
        client.get(release.url("comments:replies"))
        with CaptureQueriesContext(connection) as queries:
            client.get(release.url("comments:replies"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_pages_of_replies_may_be_kept_by_anyone(client, release):
    response = client.get(release.url("comments:replies"))
    assert "public" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_shows_no_form_where_replies_are_closed(show, release, how):
    approved(release, text="Said before")
    assert "data-reply-form" in show(release)
    if how == "closed":
        workflow.close_replies(release, by=desk())
    else:
        workflow.withdraw(release, by=desk(), reason="It was wrong.")
    html = show(release)
    assert "data-reply-form" not in html
    assert "?to=" not in html
    assert "Said before" in html
    assert "Replies to this release are closed." in html


def test_finds_the_edition_where_the_page_gives_none(release):
    assert "data-reply-form" in replies(asking(release.get_absolute_url()), release)


def test_the_rules_are_linked_where_they_are_written(show, release):
    assert "/about/rules-for-replies/" not in show(release)
    Page.objects.create(language="en", slug="rules-for-replies", title="Rules for replies")
    version.changed()
    assert "/about/rules-for-replies/" in show(release)


def test_the_rules_in_the_language_of_the_release_come_before_those_of_the_site():
    Page.objects.create(language="en", slug="rules-for-replies", title="Rules for replies")
    assert rules_page(asking("/ru/")).url == "/about/rules-for-replies/"
    Page.objects.create(language="ru", slug="rules-for-replies", title="Правила")
    version.changed()
    assert rules_page(asking("/ru/")).url == "/ru/about/rules-for-replies/"
    assert rules_page(asking("/")).url == "/about/rules-for-replies/"
