"""What the desk says of letters, and what can be done about them there."""

import pytest
from django.core import mail
from django.utils import timezone

from articles import workflow
from articles.models import Letter
from tests import factories
from tests.pressroom.jobs import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(draft, author, editor, settings):
    """A letter that was given up."""
    workflow.submit(draft, by=author)
    Letter.objects.update(failed_at=timezone.now(), tries=3, error="SMTPException: no such box")
    return Letter.objects.get()


def test_the_first_page_says_that_a_letter_failed(client_for, failed, editor, author):
    assert "1 letter failed" in client_for(editor).get("/admin/").content.decode()
    assert "letter failed" not in client_for(author).get("/admin/").content.decode()


def test_the_first_page_asks_for_the_worker_when_letters_wait(client_for, draft, author, editor, clock):
    workflow.submit(draft, by=author)
    clock("2026-11-23 12:10")
    assert "Is the worker running?" not in client_for(editor).get("/admin/").content.decode()
    clock("2026-11-23 12:11")
    assert "Is the worker running?" in client_for(editor).get("/admin/").content.decode()


def test_the_list_says_what_failed_and_sends_it_again(client_for, failed, editor):
    client = client_for(editor)
    page = client.get("/admin/articles/letter/?state=failed").content.decode()
    assert "no such box" in page
    assert client.post("/admin/articles/letter/?state=failed", {"again": failed.pk}).status_code == 302
    work()
    assert len(mail.outbox) == 1


def test_letters_are_sent_again_and_let_be_in_bulk(client_for, failed, editor):
    client = client_for(editor)
    client.post("/admin/articles/letter/", {"action": "leave", "_selected_action": [failed.pk]})
    assert Letter.objects.get().dropped_at
    Letter.objects.update(failed_at=timezone.now(), dropped_at=None)
    client.post("/admin/articles/letter/", {"action": "send_again", "_selected_action": [failed.pk]})
    work()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("key", ["", "x", "99999999999999999999999", "-1"])
def test_a_letter_that_is_none_is_not_sent(client_for, failed, editor, key):
    assert client_for(editor).post("/admin/articles/letter/", {"again": key}).status_code in {302, 400}


def test_authors_see_no_letters_of_others(client_for, failed, author, moderator):
    for person in (author, moderator):
        client = client_for(person)
        assert client.get("/admin/articles/letter/").status_code == 403
        assert client.post("/admin/articles/letter/", {"again": failed.pk}).status_code == 403
    assert Letter.objects.get().failed_at


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    client_for, failed, editor, author, django_assert_max_num_queries
):
    client = client_for(editor)
    for path in ("", "?q=bridge", "?state=sent", "?what=submitted"):
        assert client.get(f"/admin/articles/letter/{path}").status_code == 200
    with django_assert_max_num_queries(100) as few:
        client.get("/admin/articles/letter/")
    for _number in range(4):
        workflow.submit(factories.draft(by=author), by=author)
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/articles/letter/")


def test_the_list_says_that_no_mail_server_is_named(client_for, editor, settings):
    words = "No mail server is named"
    assert words not in client_for(editor).get("/admin/articles/letter/").content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert words in client_for(editor).get("/admin/articles/letter/").content.decode()
