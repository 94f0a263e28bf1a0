"""The verbs of moderation: the permission, the totals, what may be repeated and revised."""

import pytest
from django.db import IntegrityError, transaction

from comments import moderation
from comments.models import Comment
from pressroom.refusals import Refused
from tests.factories import CommentFactory, desk, live_release

pytestmark = pytest.mark.django_db

VERBS = {
    "approve": (moderation.approve, "approved"),
    "reject": (moderation.reject, "rejected"),
    "mark_spam": (moderation.mark_spam, "spam"),
}


def totals(release):
    release.refresh_from_db()
    return release.replies, release.replies_waiting


@pytest.mark.parametrize(("verb", "status"), VERBS.values(), ids=VERBS)
def test_a_verb_decides_and_says_who_and_when(release, moderator, at, verb, status):
    now = at("2026-03-02 10:00")
    comment = CommentFactory(release=release)
    assert verb(comment, by=moderator) == 1
    comment.refresh_from_db()
    assert (comment.status, comment.moderated_by, comment.moderated_at) == (status, moderator, now)


@pytest.mark.parametrize(("verb", "status"), VERBS.values(), ids=VERBS)
def test_a_verb_needs_the_permission(release, author, moderator, verb, status):
    comment = CommentFactory(release=release)
    with pytest.raises(Refused):
        verb(comment, by=author)
    comment.refresh_from_db()
    assert comment.status == "waiting"
    assert verb(comment, by=moderator) == 1


def test_the_totals_follow_each_decision(release, moderator):
    one, two = CommentFactory.create_batch(2, release=release)
    moderation.approve([one], by=moderator)
    assert totals(release) == (1, 1)
    moderation.approve([two.pk], by=moderator)
    assert totals(release) == (2, 0)
    moderation.reject(one, by=moderator)
    assert totals(release) == (1, 0)
    moderation.mark_spam(Comment.objects.all(), by=moderator)
    assert totals(release) == (0, 0)
    moderation.approve(Comment.objects.all(), by=moderator)
    assert totals(release) == (2, 0)


def test_replies_of_several_releases_are_decided_at_once(release, moderator):
    other = live_release()
    chosen = [CommentFactory(release=release), CommentFactory(release=other), CommentFactory(release=other)]
    assert moderation.approve(chosen, by=moderator) == 3
    assert (totals(release), totals(other)) == ((1, 0), (2, 0))


def test_a_verb_may_be_repeated(release, moderator, editor):
    comment = CommentFactory(release=release)
    moderation.approve(comment, by=moderator)
    assert moderation.approve(comment, by=editor) == 0
    comment.refresh_from_db()
    assert comment.moderated_by == moderator
    assert totals(release) == (1, 0)


def test_a_decision_about_nothing_changes_nothing(moderator):
    assert moderation.approve([], by=moderator) == 0


def test_a_decision_can_be_revised_and_loses_its_reason(release, moderator):
    comment = CommentFactory(release=release, text="As it was")
    moderation.reject(comment, by=moderator, reason="Names a person")
    comment.refresh_from_db()
    assert comment.moderation_reason == "Names a person"
    moderation.approve(comment, by=moderator)
    comment.refresh_from_db()
    assert (comment.status, comment.moderation_reason, comment.text) == ("approved", "", "As it was")


def test_a_reason_too_long_is_refused(release, moderator):
    comment = CommentFactory(release=release)
    with pytest.raises(Refused, match="too long"):
        moderation.reject(comment, by=moderator, reason="x" * 301)
    assert moderation.reject(comment, by=moderator, reason="x" * 300) == 1


class TestTheOfficialAnswer:
    """`answer` speaks for an office, at once."""

    def test_is_public_and_counted(self, release, moderator):
        question = CommentFactory(release=release, status="approved")
        made = moderation.answer(question, by=moderator, office="Ministry of Transport", text="In June.")
        assert (made.status, made.parent, made.official_author, made.office) == (
            "approved",
            question,
            moderator,
            "Ministry of Transport",
        )
        assert totals(release) == (2, 0)

    def test_to_a_release_begins_a_thread(self, release, moderator):
        made = moderation.answer(release, by=moderator, office="Ministry", text="To all who asked.")
        assert made.parent is None
        assert made.release == release

    def test_to_an_answer_is_attached_to_the_head(self, release, moderator):
        head = CommentFactory(release=release, status="approved")
        below = CommentFactory(release=release, status="approved", parent=head)
        assert moderation.answer(below, by=moderator, office="Ministry", text="Yes.").parent == head

    def test_approves_the_reply_that_waits(self, release, moderator):
        question = CommentFactory(release=release)
        moderation.answer(question, by=moderator, office="Ministry", text="Yes.")
        question.refresh_from_db()
        assert (question.status, question.moderated_by) == ("approved", moderator)
        assert totals(release) == (2, 0)

    def test_needs_the_permission(self, release, author, moderator):
        question = CommentFactory(release=release, status="approved")
        with pytest.raises(Refused):
            moderation.answer(question, by=author, office="Ministry", text="Yes.")
        assert moderation.answer(question, by=moderator, office="Ministry", text="Yes.").pk

    def test_is_refused_to_what_was_rejected(self, release, moderator):
        question = CommentFactory(release=release, status="rejected")
        with pytest.raises(Refused, match="rejected"):
            moderation.answer(question, by=moderator, office="Ministry", text="Yes.")
        moderation.approve(question, by=moderator)
        assert moderation.answer(question, by=moderator, office="Ministry", text="Yes.").pk

    @pytest.mark.parametrize(("office", "text"), [("", "Yes."), ("Ministry", " \n"), ("x" * 121, "Yes.")])
    def test_needs_an_office_and_a_text_that_fit(self, release, moderator, office, text):
        with pytest.raises(Refused):
            moderation.answer(release, by=moderator, office=office, text=text)
        assert moderation.answer(release, by=moderator, office="Ministry", text="Yes.").pk

    def test_sent_twice_is_one(self, release, moderator):
        first = moderation.answer(release, by=moderator, office="Ministry", text="Yes.")
        assert moderation.answer(release, by=moderator, office="Ministry", text="Yes.") == first
        assert totals(release) == (1, 0)


@pytest.mark.parametrize("half", [{"office": "Ministry"}, {"official_author": True}])
def test_the_database_keeps_no_half_official_answer(release, half):
    if "official_author" in half:
        half = {"official_author": desk()}
    with pytest.raises(IntegrityError, match="official_answer_has_author_and_office"), transaction.atomic():
        CommentFactory(release=release, **half)
    CommentFactory(release=release, official_author=desk(), office="Ministry")
