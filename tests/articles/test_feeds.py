"""RSS and Atom, read as a feed reader does."""

import datetime
import re

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles import workflow
from articles.models import Page
from tests import factories

pytestmark = pytest.mark.django_db

SITE = ["/feed/", "/feed/atom/"]
ALL = [*SITE, "/category/governor/feed/"]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://press.example.org"
    settings.SITE_NAME = "Press of the Region"


@pytest.fixture
def category():
    return factories.CategoryFactory(text__name="Governor", text__slug="governor")


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def publish(live_from="2022-05-28 10:30", **kwargs):
    return factories.live_release(moment(live_from), **kwargs)


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def change(release, at, now, kind, note=""):
    at(now)
    factories.publish(
        workflow.new_edition(release, by=factories.desk()), by=factories.desk(), kind=kind, public_note=note
    )


@pytest.mark.parametrize("path", ALL)
def test_an_item_holds_the_whole_release(client, category, path):
    image = factories.image(alternative_text="Two people shake hands", caption="At the residence")
    publish(
        headline="Award & honour",
        lead="The Order was <handed> over.",
        body="<p>The text.</p>",
        slug="award",
        categories=[category],
        lead_image=image,
    )
    (item,) = read(client, path).entries
    assert item.title == "Award & honour"
    assert item.link == "https://press.example.org/2022/05/28/award/"
    assert item.summary == "The Order was &lt;handed&gt; over."
    assert item.published_parsed[:5] == (2022, 5, 28, 6, 30)
    assert [tag.term for tag in item.tags] == ["Governor"]
    content = item.content[0].value
    assert "<p>The text.</p>" in content
    assert 'alt="Two people shake hands"' in content
    assert "At the residence" in content


@pytest.mark.parametrize("path", SITE)
def test_every_address_in_it_is_whole_and_none_comes_from_the_request(client, settings, path):
    settings.ALLOWED_HOSTS = ["*"]
    image = factories.image()
    Page.objects.create(slug="rules", title="Rules")
    publish(
        body=f'<p><a href="/about/rules/">Rules</a></p><figure><img data-image="{image.pk}"></figure>', lead_image=image
    )
    text = client.get(path, headers={"Host": "evil.example"}).content.decode()
    assert "evil.example" not in text
    assert 'href="https://press.example.org/about/rules/"' in text.replace("&lt;", "<").replace("&quot;", '"')
    assert not re.search(r"""(?:=(?:"|&quot;)|, )/""", text)


@pytest.mark.parametrize("path", SITE)
def test_the_feed_names_itself_its_site_and_its_language(client, path):
    factories.live_release(language="ru", slug="novost", headline="Новость")
    feed = read(client, "/ru" + path)
    assert feed.feed.title == "Press of the Region"
    assert feed.feed.language == "ru"
    with translation.override("ru"):
        assert feed.feed.subtitle == gettext("News from %(name)s") % {"name": feed.feed.title}
    addresses = {link.rel: link.href for link in feed.feed.links}
    assert addresses["self"] == f"https://press.example.org/ru{path}"
    assert addresses["alternate"] == "https://press.example.org/ru/"
    assert [item.title for item in feed.entries] == ["Новость"]
    assert read(client, path).entries == []


def test_the_feed_of_a_category_is_described_as_the_category_is(client, category):
    assert read(client, "/category/governor/feed/").feed.subtitle == "News from Press of the Region"
    category.texts.update(description="What the governor does.")
    assert read(client, "/category/governor/feed/").feed.subtitle == "What the governor does."


def test_the_feed_of_a_category_has_its_news_alone(client, category):
    publish(headline="Of it", categories=[category])
    publish(headline="Of another", categories=[factories.CategoryFactory()])
    feed = read(client, "/category/governor/feed/")
    assert feed.feed.title == "Press of the Region: Governor"
    assert [item.title for item in feed.entries] == ["Of it"]
    assert client.get("/category/nobody/feed/").status_code == 404


def test_the_feed_of_a_category_moves_with_it(client, category):
    category.texts.get().old_addresses.create(path="/category/head/")
    response = client.get("/category/head/feed/")
    assert (response.status_code, response["Location"]) == (301, "/category/governor/feed/")


@pytest.mark.parametrize("path", SITE)
def test_the_latest_thirty_come_first_to_last(client, path):
    workflow.import_approved(
        {
            "language": "en",
            "slug": f"release-{n}",
            "live_from": moment("2022-05-28 10:00") + datetime.timedelta(hours=n),
            "contents": {"headline": f"Release {n}"},
        }
        for n in range(33)
    )
    assert [item.title for item in read(client, path).entries] == [f"Release {n}" for n in range(32, 2, -1)]


@pytest.mark.parametrize("path", SITE)
def test_the_name_of_an_item_survives_a_new_address_and_a_new_edition(client, at, editor, path):
    release = publish(slug="award")
    (before,) = read(client, path).entries
    change(release, at, "2022-05-29 10:00", "correction", "A name.")
    workflow.readdress(release, by=editor, slug="order", typed_date=datetime.date(2022, 5, 27))
    (after,) = read(client, path).entries
    assert after.link == "https://press.example.org/2022/05/27/order/"
    assert before.id == after.id == f"tag:press.example.org,2022-05-28:release/{release.pk}"


@pytest.mark.parametrize("path", SITE)
def test_updated_moves_with_a_correction_and_not_with_a_minor_change(client, at, path):
    release = publish()
    (item,) = read(client, path).entries
    assert item.updated_parsed[:5] == (2022, 5, 28, 6, 30)
    change(release, at, "2022-05-29 10:00", "correction", "A name.")
    change(release, at, "2022-05-30 10:00", "minor")
    (item,) = read(client, path).entries
    assert item.updated_parsed[:5] == (2022, 5, 29, 6, 0)
    assert item.published_parsed[:5] == (2022, 5, 28, 6, 30)


@pytest.mark.parametrize("path", ALL)
def test_what_was_withdrawn_or_is_yet_to_come_is_no_news(client, category, editor, path):
    publish(headline="News", categories=[category])
    withdrawn = publish(headline="Withdrawn", categories=[category])
    factories.scheduled_release(headline="Tomorrow", categories=[category])
    workflow.withdraw(withdrawn, by=editor, reason="A mistake.")
    assert [item.title for item in read(client, path).entries] == ["News"]


@pytest.mark.parametrize("path", ALL)
def test_who_has_the_feed_is_told_so_until_it_changes(client, category, at, path):
    release = publish(categories=[category])
    at("2022-05-29 10:00")
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=0, must-revalidate"
    edition = workflow.new_edition(release, by=factories.desk())
    edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents={"headline": "Respelt"})
    factories.publish(edition, by=factories.desk(), kind="minor")
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_date_alone_never_hides_a_silent_change(client):
    publish()
    response = client.get("/feed/", headers={"If-Modified-Since": "Sat, 28 May 2072 10:00:00 GMT"})
    assert response.status_code == 200
    assert not response.has_header("Last-Modified")


@pytest.mark.parametrize("path", SITE)
def test_an_empty_feed_is_the_same_at_every_moment(client, at, path):
    at("2022-05-28 10:00")
    first = client.get(path).content
    at("2022-05-29 10:00")
    assert client.get(path).content == first


@pytest.mark.parametrize("path", SITE)
def test_characters_that_xml_cannot_hold_are_left_out(client, path):
    publish(headline="One\x0btwo", lead="Three\x00four".replace("\x00", "\x01"), body="<p>Five\x1fsix</p>")
    (item,) = read(client, path).entries
    assert item.title == "Onetwo"
    assert item.summary == "Threefour"


@pytest.mark.parametrize(("path", "most"), [("/feed/", 5), ("/feed/atom/", 5), ("/category/governor/feed/", 6)])
def test_a_feed_costs_a_constant_number_of_queries(client, category, path, most):
    def publish_some(number):
        for n in range(number):
            image = factories.image()
            publish(
                body=f'<figure><img data-image="{image.pk}"></figure>',
                categories=[category, factories.CategoryFactory()],
                lead_image=factories.image(),
                slug=f"{number}-{n}",
            )

    publish_some(2)
    with CaptureQueriesContext(connection) as of_few:
        read(client, path)
    publish_some(9)
    with CaptureQueriesContext(connection) as of_many:
        read(client, path)
    assert len(of_few) == len(of_many) <= most


def test_reading_a_feed_sets_no_cookie(client):
    response = client.get("/feed/")
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"


def test_every_page_names_the_feeds(client):
    html = client.get("/nothing/").content.decode()
    assert '<link rel="alternate" type="application/rss+xml" href="/feed/"' in html
    assert '<link rel="alternate" type="application/atom+xml" href="/feed/atom/"' in html
