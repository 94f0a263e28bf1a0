"""The page that tells a writer what became of a reply."""

import pytest

from comments import moderation
from comments.models import Comment
from tests.factories import live_release

pytestmark = pytest.mark.django_db


def test_it_says_that_it_waits_and_shows_what_was_written(send, client):
    page = client.get(send()["Location"]).content.decode()
    assert "Your reply awaits moderation." in page
    assert "When will the second lane open?" in page
    assert "aigerim@example.org" not in page


def test_it_says_when_it_is_published_and_leads_there(send, client, release, moderator):
    path = send()["Location"]
    comment = Comment.objects.get()
    moderation.approve(comment, by=moderator)
    page = client.get(path).content.decode()
    assert "Your reply is published." in page
    assert f"{release.get_absolute_url()}#reply-{comment.pk}" in page


def test_it_says_why_it_was_rejected(send, client, moderator):
    path = send()["Location"]
    moderation.reject(Comment.objects.get(), by=moderator, reason="It names a <private> person.")
    page = client.get(path).content.decode()
    assert "Your reply was not accepted." in page
    assert "It names a &lt;private&gt; person." in page


def test_it_tells_script_the_same(send, client):
    response = client.get(send()["Location"], headers={"Accept": "application/json"})
    assert response.json() == {"status": "waiting", "outcome": "Your reply awaits moderation."}


def test_it_cannot_be_guessed(send, client, release):
    path = send()["Location"]
    assert client.get(path).status_code == 200
    comment = Comment.objects.get()
    for guess in (str(comment.pk), f"{comment.pk}:", f"{comment.pk}:x", path.rstrip("/").split("/")[-1][:-1]):
        assert client.get(f"{release.url('comments:reply')}{guess}/").status_code == 404


def test_it_is_of_its_own_release_alone(send, client):
    signed = send()["Location"].rstrip("/").split("/")[-1]
    assert client.get(f"{live_release().url('comments:reply')}{signed}/").status_code == 404
