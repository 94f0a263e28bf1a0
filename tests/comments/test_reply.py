"""'Leave a Reply' through HTTP: what is kept, what is refused, and with which status."""

import datetime
import re
import threading

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from articles import workflow
from comments import posting
from comments.models import Comment
from tests.factories import CommentFactory, desk, live_release, scheduled_release

pytestmark = pytest.mark.django_db


def kept():
    return Comment.objects.count()


def test_a_good_reply_is_kept_and_waits(send, release):
    response = send(website="example.org/me")
    assert response.status_code == 303
    comment = Comment.objects.get()
    assert (comment.text, comment.name, comment.email, comment.website, comment.status) == (
        "When will the second lane open?",
        "Aigerim",
        "aigerim@example.org",
        "https://example.org/me",
        "waiting",
    )
    release.refresh_from_db()
    assert (release.replies, release.replies_waiting) == (0, 1)


def test_replying_sets_no_cookie_and_is_kept_by_no_cache(send, client, release):
    page = client.get(release.url("comments:reply"))
    answer = send()
    outcome = client.get(answer["Location"])
    for response in (page, answer, outcome):
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")


def test_the_form_has_its_fields_in_order_and_says_the_rules_before_them(client, release):
    page = client.get(release.url("comments:reply")).content.decode().partition("<main")[2]
    places = [page.index(part) for part in ("A moderator reads", 'name="text"', 'name="name"', 'name="email"')]
    places.append(page.index('name="website"'))
    assert places == sorted(places)


WRONG = {
    "no comment": ({"text": ""}, "your-text"),
    "a comment of spaces": ({"text": " \n\t "}, "your-text"),
    "a comment that can't be seen": ({"text": "\u200b\u2060"}, "your-text"),
    "a comment too long": ({"text": "x" * 5001}, "your-text"),
    "a comment with NUL": ({"text": "a\x00b"}, "your-text"),
    "three links": ({"text": "http://a.example http://b.example www.c.example"}, "your-text"),
    "no name": ({"name": ""}, "your-name"),
    "a name of control characters": ({"name": "\u202e\u0007"}, "your-name"),
    "a name with a link": ({"name": "Visit http://a.example"}, "your-name"),
    "a name too long": ({"name": "x" * 81}, "your-name"),
    "no email": ({"email": ""}, "your-email"),
    "half an email": ({"email": "aigerim@"}, "your-email"),
    "an email with a second line": ({"email": "a@example.org\nBcc: b@example.org"}, "your-email"),
    "a website that is a script": ({"website": "javascript:alert(1)"}, "your-website"),
    "a website of another kind": ({"website": "ftp://example.org/"}, "your-website"),
    "a website that is none": ({"website": "nothing at all"}, "your-website"),
    "the trap": ({"subject": "Cheap loans"}, None),
    "no stamp": ({"stamp": ""}, None),
    "a forged stamp": ({"stamp": "1:rendered:1:AAAA"}, None),
    "a stamp with NUL": ({"stamp": "\x00"}, None),
    "an answer to nothing": ({"to": "999999"}, None),
    "an answer to a word": ({"to": "abc"}, None),
    "an answer to a number too large": ({"to": "9" * 40}, None),
}


@pytest.mark.parametrize(("changes", "field"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_taken_comes_back_whole_with_its_error(send, typed, changes, field):
    response = send(**changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert kept() == 0
    assert "data-problems" in page
    if field:
        assert f'href="#{field}"' in page
        assert f'id="{field}_error"' in page
    for name, value in typed(**changes).items():
        if name in ("text", "name", "email", "website") and "\x00" not in value and value.strip():
            assert escape(value) in page
    assert send().status_code == 303


def test_a_page_with_an_error_carries_a_fresh_stamp(send):
    response = send(stamp="old", name="")
    (fresh,) = re.findall('name="stamp" value="([^"]+)"', response.content.decode())
    assert fresh != "old"
    assert send(stamp=fresh).status_code == 303


def test_only_a_page_that_may_come_from_a_cache_fetches_a_stamp(send, client, release):
    assert "data-stamp=" in client.get(release.get_absolute_url()).content.decode()
    assert "data-stamp=" not in send(name="").content.decode()


def test_unseen_characters_are_taken_out(send):
    send(name=" Ai\u202egerim\r\n\x07 K. ", text="One\r\n\r\n\r\n\r\ntwo\x08\u202e")
    comment = Comment.objects.get()
    assert (comment.name, comment.text) == ("Aigerim K.", "One\n\ntwo")


def test_the_same_words_twice_are_a_conflict(send):
    assert send().status_code == 303
    response = send(name="AIGERIM ", text="when will  the second lane OPEN?")
    assert response.status_code == 409
    assert "when will  the second lane OPEN?" in response.content.decode()
    assert kept() == 1


def test_the_same_words_to_another_release_are_no_conflict(send):
    send()
    assert send(to_release=live_release()).status_code == 303


def test_the_sixth_reply_in_ten_minutes_is_too_many(send, at):
    at("2026-03-02 10:00")
    statuses = [send(text=f"Reply {number}").status_code for number in range(6)]
    assert statuses == [303] * 5 + [429]


def test_too_many_says_when_to_come_again_and_keeps_what_was_typed(send, at):
    start = at("2026-03-02 10:00")
    for number in range(5):
        send(text=f"Reply {number}")
    response = send(text="The sixth")
    assert 0 < int(response["Retry-After"]) <= 600
    assert "The sixth" in response.content.decode()
    with time_machine.travel(start + datetime.timedelta(seconds=int(response["Retry-After"]))):
        assert send(text="The sixth").status_code == 303


def test_a_refused_reply_counts_for_no_limit(send, at):
    at("2026-03-02 10:00")
    for _again in range(7):
        send(name="")
        send()
    assert send(text="Another one").status_code == 303


def test_another_browser_name_each_time_meets_the_limit_of_the_network(send, at):
    at("2026-03-02 10:00")
    statuses = [
        send(text=f"Reply {number}", headers={"User-Agent": f"Browser {number}"}).status_code for number in range(31)
    ]
    assert statuses == [303] * 30 + [429]


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_reply_from_another_sites_page_is_refused(send, header):
    assert send(headers=header).status_code == 403
    assert kept() == 0
    assert send(headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_a_release_that_is_closed_or_withdrawn_takes_no_replies(send, client, release, how):
    assert send(text="Before").status_code == 303
    if how == "closed":
        workflow.close_replies(release, by=desk())
    else:
        workflow.withdraw(release, by=desk(), reason="It was wrong.")
    response = send(text="Afterwards")
    assert response.status_code == 403
    assert "Afterwards" in response.content.decode()
    assert kept() == 1
    assert client.get(release.url("comments:reply")).status_code == 403
    assert client.get(release.url("comments:stamp")).status_code == 403
    assert client.get(release.url("comments:replies")).status_code == 200


def test_an_answer_is_attached_to_what_it_answers(send, client, release):
    head = CommentFactory(release=release, status="approved", name="Bolat")
    page = client.get(release.url("comments:reply"), {"to": head.pk}).content.decode()
    assert "Bolat" in page
    assert f'name="to" value="{head.pk}"' in page
    assert send(text="An answer", to=head.pk).status_code == 303
    assert Comment.objects.get(text="An answer").parent == head


def test_an_answer_to_an_answer_is_attached_to_the_head_of_the_thread(send, release):
    head = CommentFactory(release=release, status="approved")
    answer = CommentFactory(release=release, status="approved", parent=head)
    assert send(text="An answer", to=answer.pk).status_code == 303
    assert Comment.objects.get(text="An answer").parent == head


@pytest.mark.parametrize("status", ["waiting", "rejected", "spam"])
def test_what_the_public_does_not_see_cannot_be_answered(send, client, release, status):
    hidden = CommentFactory(release=release, status=status, text="A secret")
    assert client.get(release.url("comments:reply"), {"to": hidden.pk}).status_code == 404
    response = send(to=hidden.pk)
    assert response.status_code == 422
    assert "A secret" not in response.content.decode()


def test_a_reply_to_another_release_cannot_be_answered_here(send, client, release):
    foreign = CommentFactory(status="approved")
    assert client.get(release.url("comments:reply"), {"to": foreign.pk}).status_code == 404
    assert send(to=foreign.pk).status_code == 422


@pytest.mark.parametrize("to", ["", "abc", "-1", "9" * 40, "\x00", "²"])
def test_an_address_to_answer_nothing_is_not_found(client, release, to):
    assert client.get(release.url("comments:reply"), {"to": to}).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, release, method):
    assert getattr(client, method)(release.url("comments:reply")).status_code == 405


def test_a_reply_to_a_release_that_is_not_live_is_not_found(send):
    assert send(to_release=scheduled_release()).status_code == 404


def test_a_russian_release_is_answered_under_its_prefix(send):
    response = send(to_release=live_release(language="ru", headline="Мост открыт"))
    assert response.status_code == 303
    assert response["Location"].startswith("/ru/")


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_keep_one_reply():
    release = live_release()
    data = {"text": "Twice", "name": "Aigerim", "email": "a@example.org", "website": "", "parent": None}
    outcomes = []
    barrier = threading.Barrier(2)

    def post():
        try:
            barrier.wait()
            posting.post(release, data, "visitor", timezone.now())
            outcomes.append("kept")
        except posting.Duplicate:
            outcomes.append("duplicate")
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["duplicate", "kept"]
    release.refresh_from_db()
    assert release.replies_waiting == 1


def test_a_reply_costs_the_same_queries_however_many_there_are(send, release, monkeypatch):
    monkeypatch.setattr(posting, "VISITOR_LIMITS", ((100, 600), (100, 86_400)))
    monkeypatch.setattr(posting, "NETWORK_LIMITS", ((100, 600), (100, 86_400)))
    assert send(text="First").status_code == 303
    costs = []
    for number in (2, 20):
        with CaptureQueriesContext(connection) as queries:
            assert send(text=f"Reply {number}").status_code == 303
        # Outside of a test a process keeps the salt of the day.
        asked = [query["sql"] for query in queries if not re.search("SAVEPOINT|pressroom_salt", query["sql"])]
        costs.append([sql.split()[0] for sql in asked])
        for other in range(10):
            send(text=f"Reply {number} and {other}")
    # The release, its lock, what is live of it, the limits, and the reply itself.
    assert costs == [["SELECT", "UPDATE", "SELECT", "INSERT", "INSERT"]] * 2
    release.refresh_from_db()
    assert (release.replies_waiting, release.comments.count()) == (23, 23)


def test_a_reply_that_was_sent_before_is_looked_for_among_its_like_alone(send):
    with CaptureQueriesContext(connection) as queries:
        assert send(text="First").status_code == 303
    (sql,) = [query["sql"] for query in queries if '"comments_comment"' in query["sql"] and "EXISTS" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # It reads one reply as soon as it reads an index.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN'} {sql}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "comment_by_digest" in plan
