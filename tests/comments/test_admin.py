"""The queue of replies in the desk, and the page of one of them."""

import datetime

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import moderation
from comments.models import Comment
from tests.factories import CommentFactory, live_release

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"


@pytest.fixture
def staff(client_for, moderator):
    """A moderator at the desk."""
    return client_for(moderator)


def shown(response):
    return [comment.pk for comment in response.context["cl"].result_list]


def page_of(comment, name="change"):
    return reverse(f"admin:comments_comment_{name}", args=[comment.pk])


class TestTheQueue:
    """The list of replies."""

    def test_shows_what_waits_the_oldest_first(self, staff, release):
        now = timezone.now()
        new = CommentFactory(release=release, created_at=now - datetime.timedelta(hours=1))
        old = CommentFactory(release=release, created_at=now - datetime.timedelta(hours=2))
        CommentFactory(release=release, status="approved")
        assert shown(staff.get(QUEUE)) == [old.pk, new.pk]

    @pytest.mark.parametrize("status", ["approved", "rejected", "spam"])
    def test_shows_what_was_decided_the_newest_first(self, staff, release, status):
        now = timezone.now()
        CommentFactory(release=release)
        old = CommentFactory(release=release, status=status, created_at=now - datetime.timedelta(hours=2))
        new = CommentFactory(release=release, status=status)
        assert shown(staff.get(QUEUE, {"status": status})) == [new.pk, old.pk]

    def test_shows_everything_when_asked(self, staff, release):
        for status in Comment.Status:
            CommentFactory(release=release, status=status)
        assert len(shown(staff.get(QUEUE, {"status": "all"}))) == 4

    @pytest.mark.parametrize("term", ["lantern", "Bolat", "bolat@", "bridge"])
    def test_is_searched_by_words_name_email_and_headline(self, staff, release, term):
        other = live_release(headline="Something else")
        CommentFactory(release=other)
        found = CommentFactory(release=release, text="A lantern", name="Bolat", email="bolat@example.org")
        assert shown(staff.get(QUEUE, {"q": term})) == [found.pk]

    def test_shows_the_whole_text_with_its_headline_and_age(self, staff, release):
        CommentFactory(
            release=release, text="word " * 400 + "end", created_at=timezone.now() - datetime.timedelta(days=2)
        )
        page = staff.get(QUEUE).content.decode()
        assert "word end</p>" in page
        assert "A bridge is opened" in page
        assert "2 days ago" in page
        assert "pill--waiting" in page

    def test_costs_the_same_at_two_sizes(self, staff, moderator):
        costs = []
        staff.get(QUEUE)
        for number in (2, 10):
            for _each in range(number):
                head = CommentFactory(release=live_release(), status="approved")
                CommentFactory(release=head.release, parent=head)
            with CaptureQueriesContext(connection) as queries:
                assert staff.get(QUEUE).status_code == 200
            costs.append(len(queries))
        assert costs[0] == costs[1]

    def test_says_so_when_nothing_waits(self, staff):
        assert "No reply waits." in staff.get(QUEUE).content.decode()

    def test_a_strange_status_is_no_error(self, staff, release):
        assert staff.get(QUEUE, {"status": "nonsense"}).status_code == 200

    @pytest.mark.parametrize(("verb", "status"), [("approve", "approved"), ("reject", "rejected"), ("spam", "spam")])
    def test_a_button_in_a_row_decides_and_keeps_the_filters(self, staff, release, verb, status):
        comment, other = CommentFactory.create_batch(2, release=release)
        response = staff.post(QUEUE + "?q=reply", {"decide": f"{verb}:{comment.pk}", "reason": "Not the place"})
        assert response.status_code == 302
        assert response["Location"] == QUEUE + "?q=reply"
        comment.refresh_from_db()
        other.refresh_from_db()
        assert (comment.status, other.status) == (status, "waiting")
        assert comment.moderation_reason == ("Not the place" if verb == "reject" else "")

    @pytest.mark.parametrize("decide", ["approve:999999", "approve:", "approve:abc", "erase:1", "", ":"])
    def test_a_button_that_is_none_is_not_found(self, staff, release, decide):
        CommentFactory(release=release)
        assert staff.post(QUEUE, {"decide": decide}).status_code == 404
        assert Comment.objects.waiting().count() == 1

    @pytest.mark.parametrize(
        ("action", "status"),
        [("approve_chosen", "approved"), ("reject_chosen", "rejected"), ("mark_chosen_spam", "spam")],
    )
    def test_a_bulk_action_decides_on_those_chosen(self, staff, release, action, status):
        chosen = CommentFactory.create_batch(2, release=release)
        left = CommentFactory(release=release)
        data = {"action": action, ACTION_CHECKBOX_NAME: [comment.pk for comment in chosen], "reason": "Off the subject"}
        response = staff.post(QUEUE, data, follow=True)
        assert "2 replies are" in response.content.decode()
        assert Comment.objects.filter(status=status).count() == 2
        assert list(Comment.objects.waiting()) == [left]
        if status == "rejected":
            assert set(Comment.objects.filter(status=status).values_list("moderation_reason", flat=True)) == {
                "Off the subject"
            }

    def test_shows_the_words_of_a_refusal(self, staff, release):
        comment = CommentFactory(release=release)
        data = {"decide": f"reject:{comment.pk}", "reason": "x" * 301}
        assert "too long" in staff.post(QUEUE, data, follow=True).content.decode()
        comment.refresh_from_db()
        assert comment.status == "waiting"


class TestThePageOfAReply:
    """Read, decide, answer."""

    def test_shows_what_is_known(self, staff, release):
        head = CommentFactory(release=release, status="approved", text="What was asked")
        comment = CommentFactory(release=release, parent=head, text="The answer", website="https://example.org/")
        page = staff.get(page_of(comment)).content.decode()
        for part in (
            "What was asked",
            "The answer",
            "aigerim@example.org",
            "https://example.org/",
            "A bridge is opened",
        ):
            assert part in page

    @pytest.mark.parametrize(("verb", "status"), [("approve", "approved"), ("reject", "rejected"), ("spam", "spam")])
    def test_its_buttons_decide(self, staff, release, verb, status):
        comment = CommentFactory(release=release)
        response = staff.post(page_of(comment, "decide"), {"decide": verb, "reason": "Rude"})
        assert (response.status_code, response["Location"]) == (302, page_of(comment))
        comment.refresh_from_db()
        assert comment.status == status

    def test_a_reason_too_long_comes_back_with_its_error(self, staff, release):
        comment = CommentFactory(release=release)
        response = staff.post(page_of(comment, "decide"), {"decide": "reject", "reason": "r" * 301})
        assert response.status_code == 422
        assert "r" * 301 in response.content.decode()

    def test_answers_officially(self, staff, release, moderator):
        comment = CommentFactory(release=release)
        response = staff.post(page_of(comment, "answer"), {"office": "Ministry", "text": "In June."}, follow=True)
        assert "The answer is public." in response.content.decode()
        made = Comment.objects.get(parent=comment)
        assert (made.office, made.official_author, made.status) == ("Ministry", moderator, "approved")

    def test_an_answer_that_lacks_something_comes_back_whole(self, staff, release):
        comment = CommentFactory(release=release)
        response = staff.post(page_of(comment, "answer"), {"office": "", "text": "In June."})
        assert response.status_code == 422
        assert "In June." in response.content.decode()
        assert Comment.objects.count() == 1

    def test_an_answer_to_what_was_rejected_is_refused_in_words(self, staff, release):
        comment = CommentFactory(release=release, status="rejected")
        response = staff.post(page_of(comment, "answer"), {"office": "Ministry", "text": "In June."})
        assert response.status_code == 409
        assert "Approve it before you answer it." in response.content.decode()
        assert "In June." in response.content.decode()

    def test_nothing_is_edited_by_hand(self, staff, release):
        comment = CommentFactory(release=release, text="As it was")
        assert staff.post(page_of(comment), {"text": "Changed"}).status_code == 405
        comment.refresh_from_db()
        assert comment.text == "As it was"

    @pytest.mark.parametrize("name", ["decide", "answer"])
    def test_reading_an_address_of_a_button_does_nothing(self, staff, release, name):
        assert staff.get(page_of(CommentFactory(release=release), name)).status_code == 405

    @pytest.mark.parametrize("key", ["999999", "abc"])
    def test_of_none_is_not_found(self, staff, key):
        assert staff.get(f"{QUEUE}{key}/change/").status_code == 404


WHO = {"author": 403, "editor": 200, "moderator": 200, "admin": 200}


@pytest.mark.parametrize("who", WHO)
def test_who_may_read_and_decide(request, client_for, release, who):
    comment = CommentFactory(release=release)
    client = client_for(request.getfixturevalue(who))
    expected = WHO[who]
    assert client.get(QUEUE).status_code == expected
    assert client.get(page_of(comment)).status_code == expected
    decided = 302 if expected == 200 else 403
    assert client.post(QUEUE, {"decide": f"approve:{comment.pk}"}).status_code == decided
    assert client.post(page_of(comment, "decide"), {"decide": "spam"}).status_code == decided
    assert client.post(page_of(comment, "answer"), {"office": "O", "text": "T"}).status_code in (decided, 409)


@pytest.mark.parametrize("who", [*WHO, None])
def test_nobody_adds_or_deletes(request, client_for, release, who):
    comment = CommentFactory(release=release)
    client = client_for(request.getfixturevalue(who) if who else None)
    expected = 403 if who else 302
    assert client.get(f"{QUEUE}add/").status_code == expected
    assert client.post(page_of(comment, "delete"), {"post": "yes"}).status_code == expected
    assert Comment.objects.count() == 1


def test_a_decision_needs_its_token(client_for, moderator, release):
    comment = CommentFactory(release=release)
    client = client_for(moderator, enforce_csrf_checks=True)
    assert client.post(QUEUE, {"decide": f"approve:{comment.pk}"}).status_code == 403
    assert client.post(page_of(comment, "decide"), {"decide": "approve"}).status_code == 403


class TestTheDesk:
    """What its first page and its sidebar show of the queue."""

    def test_the_panel_says_how_many_wait_and_since_when(self, staff, release, at):
        now = at("2026-03-02 10:00")
        CommentFactory(release=release, created_at=now - datetime.timedelta(hours=3))
        CommentFactory(release=release, created_at=now - datetime.timedelta(hours=1))
        page = staff.get("/admin/").content.decode()
        assert "2 replies wait" in page
        assert "The oldest came 3 hours ago." in page

    def test_the_panel_says_when_none_waits(self, staff, moderator):
        assert "No reply waits." in staff.get("/admin/").content.decode()

    def test_an_author_is_not_shown_the_queue(self, client_for, author, release):
        CommentFactory(release=release)
        assert QUEUE not in client_for(author).get("/admin/").content.decode()

    def test_a_decision_leaves_the_queue(self, staff, release, moderator):
        comment = CommentFactory(release=release)
        moderation.approve(comment, by=moderator)
        assert shown(staff.get(QUEUE)) == []
