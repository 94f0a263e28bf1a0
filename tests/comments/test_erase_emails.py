"""The command that forgets the email addresses of those who replied."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import Comment
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


def written(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def test_emails_are_erased_after_twelve_months_and_nothing_else(release, at, capsys):
    at("2026-03-02 10:00")
    old = CommentFactory(release=release, created_at=written("2025-03-02 09:59"), name="Old")
    new = CommentFactory(release=release, created_at=written("2025-03-02 10:01"), name="New")
    call_command("erase_emails")
    assert capsys.readouterr().out == "Erased 1 email address.\n"
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.email, old.name) == ("", "Old")
    assert new.email == "aigerim@example.org"


def test_a_dry_run_erases_nothing(release, at, capsys):
    at("2026-03-02 10:00")
    CommentFactory(release=release, created_at=written("2024-03-02 10:00"))
    call_command("erase_emails", dry_run=True)
    assert capsys.readouterr().out == "Would erase 1 email address.\n"
    assert Comment.objects.exclude(email="").count() == 1


def test_a_leap_day_has_a_year_before_it(release, at):
    at("2028-02-29 10:00")
    CommentFactory(release=release, created_at=written("2027-02-28 09:00"))
    CommentFactory(release=release, created_at=written("2027-03-01 09:00"))
    call_command("erase_emails", verbosity=0)
    assert Comment.objects.exclude(email="").count() == 1
