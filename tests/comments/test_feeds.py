"""RSS and Atom of the replies to a release, read as a feed reader does."""

import datetime

import feedparser
import pytest
from django.utils import timezone

from articles import workflow
from comments import moderation
from tests import factories, feed_rules

pytestmark = pytest.mark.django_db

FEEDS = ["replies/feed/", "replies/feed/atom/"]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://press.example.org"


def read(client, release, path):
    response = client.get(release.get_absolute_url() + path)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def reply(release, moderator, **fields):
    comment = factories.CommentFactory(release=release, **fields)
    moderation.approve(comment, by=moderator)
    return comment


def text_of(item):
    return item.content[0].value if item.get("content") else item.summary


@pytest.mark.parametrize("path", FEEDS)
def test_an_item_holds_the_whole_reply_as_the_page_shows_it(client, release, moderator, path):
    comment = reply(release, moderator, name="Aigerim", text="Is it <open>?\nAnd the road?\n\nThank you & goodbye")
    feed = read(client, release, path)
    (item,) = feed.entries
    assert feed.feed.title == "Replies: A bridge is opened"
    assert (item.title, item.author) == ("Reply by Aigerim", "Aigerim")
    assert item.link == f"https://press.example.org{release.get_absolute_url()}#reply-{comment.pk}"
    assert item.id == f"tag:press.example.org,{comment.created_at:%Y-%m-%d}:reply/{comment.pk}"
    expected = "<p>Is it &lt;open&gt;?<br />And the road?</p>\n\n<p>Thank you &amp; goodbye</p>"
    assert text_of(item) == expected


@pytest.mark.parametrize("path", FEEDS)
def test_nothing_is_told_that_the_page_does_not_show(client, release, moderator, path):
    reply(release, moderator, text="Shown", email="secret@example.org", website="https://secret.example/")
    factories.CommentFactory(release=release, text="Waiting")
    for verb, text in ((moderation.reject, "Rejected"), (moderation.mark_spam, "Spam")):
        verb(reply(release, moderator, text=text), by=moderator)
    reply(factories.live_release(), moderator, text="Of another release")
    document = client.get(release.get_absolute_url() + path).content.decode()
    assert "Shown" in document
    for word in ("secret", "Waiting", "Rejected", "Spam", "another", moderator.username):
        assert word not in document


@pytest.mark.parametrize("path", FEEDS)
def test_an_official_answer_is_marked_with_its_office_and_says_whom_it_answers(client, release, moderator, at, path):
    at("2022-06-01 10:00")
    question = reply(release, moderator, name="Official answer: Aigerim <3")
    at("2022-06-02 10:00")
    moderation.answer(question, by=moderator, office="Ministry of Transport", text="In June.")
    answer, of_citizen = read(client, release, path).entries
    assert of_citizen.title == "Reply by Official answer: Aigerim <3"
    assert answer.title == "Official answer: Ministry of Transport"
    assert answer.author == "Ministry of Transport"
    address = f"https://press.example.org{release.get_absolute_url()}#reply-{question.pk}"
    assert f'<a href="{address}">Official answer: Aigerim &lt;3</a>' in text_of(answer)
    moderation.reject(question, by=moderator, reason="Rude.")
    (answer,) = read(client, release, path).entries
    assert "Aigerim" not in text_of(answer)


@pytest.mark.parametrize("path", FEEDS)
def test_the_newest_hundred_come_first_to_last(client, release, path):
    begun = datetime.datetime(2022, 6, 1, tzinfo=datetime.UTC)
    for n in range(102):
        moment = begun + datetime.timedelta(minutes=n)
        factories.CommentFactory(release=release, name=f"Writer {n}", status="approved", created_at=moment)
    assert [item.author for item in read(client, release, path).entries] == [f"Writer {n}" for n in range(101, 1, -1)]


@pytest.mark.parametrize("path", FEEDS)
def test_it_answers_as_every_address_below_a_release_does(client, release, editor, path):
    address = release.get_absolute_url() + path
    assert client.get(address).status_code == 200
    assert client.get(address.replace("bridge", "tunnel")).status_code == 404
    assert client.post(address).status_code == 405
    workflow.readdress(release, by=editor, slug="crossing", typed_date=None)
    moved = client.get(address)
    release.refresh_from_db()
    assert (moved.status_code, moved["Location"]) == (301, release.get_absolute_url() + path)
    workflow.remove(release, by=editor, reason="It named a child.")
    assert client.get(release.get_absolute_url() + path).status_code == 410


@pytest.mark.parametrize("path", FEEDS)
def test_a_scheduled_release_has_no_feed_before_its_moment(client, at, path):
    moment = at("2022-05-28 11:00").replace(hour=12)
    release = factories.scheduled_release(moment)
    at("2022-05-28 11:59:59")
    assert client.get(release.get_absolute_url() + path).status_code == 404
    at("2022-05-28 12:00")
    assert client.get(release.get_absolute_url() + path).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_a_decision_of_a_moderator_moves_the_date_and_the_tag_and_a_reply_that_waits_neither(
    client, moderator, at, path
):
    at("2022-06-01 09:00")
    release = factories.live_release()

    def ask(**headers):
        return client.get(release.get_absolute_url() + path, headers=headers)

    def is_unchanged(since):
        tag, date = {"If-None-Match": since["ETag"]}, {"If-Modified-Since": since["Last-Modified"]}
        answers = {ask(**headers).status_code for headers in (tag, date)}
        assert len(answers) == 1
        return answers == {304}

    at("2022-06-01 10:00")
    first = ask()
    comment = factories.CommentFactory(release=release)
    at("2022-06-01 11:00")
    assert is_unchanged(first)
    moderation.approve(comment, by=moderator)
    assert not ask().has_header("Last-Modified")
    at("2022-06-01 12:00")
    assert not is_unchanged(first)
    second = ask()
    moderation.mark_spam(comment, by=moderator)
    at("2022-06-01 13:00")
    assert not is_unchanged(second)
    assert ask()["Last-Modified"] == "Wed, 01 Jun 2022 08:00:00 GMT"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_keeps_the_rules_of_the_validator(client, moderator, language, path):
    release = factories.live_release(language=language, headline="What </script> & ]]> are", slug="odd")
    address = release.get_absolute_url() + path
    assert feed_rules.faults(client.get(address), f"https://press.example.org{address}") == []
    for text in ("Қазақша </script> & ]]>\x02", "<b>One</b>\n\n\ntwo 🌊", "https://example.org/?a=1&b=2"):
        question = reply(release, moderator, text=text, name="A & <b>B</b>\x01")
        moderation.answer(question, by=moderator, office="Office & <Sons>", text=text)
    response = client.get(address)
    assert feed_rules.faults(response, f"https://press.example.org{address}") == []
    feed = feedparser.parse(response.content)
    assert (feed.bozo, feed.feed.language, len(feed.entries)) == (False, language, 6)
    assert {item.author for item in feed.entries} == {"A & <b>B</b>", "Office & <Sons>"}


def test_the_pages_of_a_release_name_the_feeds_of_its_replies(client, release):
    for page in (release.get_absolute_url(), release.url("comments:replies")):
        html = client.get(page).content.decode()
        for path, kind in zip(FEEDS, ("rss", "atom"), strict=True):
            address = release.get_absolute_url() + path
            assert f'<link rel="alternate" type="application/{kind}+xml" href="{address}"' in html


@pytest.mark.parametrize("path", FEEDS)
def test_it_costs_the_same_however_many_there_are(client, release, moderator, django_assert_num_queries, path):
    for _n in range(2):
        for _m in range(3):
            question = reply(release, moderator)
            moderation.answer(question, by=moderator, office="Ministry", text=f"Yes: {timezone.now()}")
        with django_assert_num_queries(4):
            client.get(release.get_absolute_url() + path)
