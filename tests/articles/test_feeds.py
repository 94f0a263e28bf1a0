"""RSS and Atom, read as a feed reader does."""

import datetime
import html
import re

import feedparser
import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles import library, renditions, workflow
from articles.models import Page
from pressroom import fragments, version
from tests import factories, feed_rules
from tests.world import BODY

pytestmark = pytest.mark.django_db

SITE = ["/feed/", "/feed/atom/"]
ALL = [*SITE, "/category/governor/feed/", "/category/governor/feed/atom/"]


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
def test_what_has_no_lead_is_summed_up_by_the_beginning_of_its_text(client, path):
    publish(lead="", body="<p>The bridge is open.</p>")
    (item,) = read(client, path).entries
    assert item.summary == "The bridge is open."


@pytest.mark.parametrize("path", ALL)
def test_the_lead_photograph_is_enclosed_with_the_length_that_it_has(client, category, path):
    publish(categories=[category], lead_image=factories.image())
    (enclosure,) = read(client, path).entries[0].enclosures
    photograph = client.get(enclosure.href.removeprefix("https://press.example.org"))
    assert (enclosure.type, int(enclosure.length)) == (photograph["Content-Type"], len(photograph.content))


@pytest.mark.parametrize("path", SITE)
def test_a_photograph_that_cannot_be_used_is_not_enclosed_and_breaks_nothing(client, path):
    whole, broken = factories.image(), factories.image()
    publish(headline="With a whole one", lead_image=whole)
    publish(headline="With a broken one", lead_image=broken)
    broken.file.storage.delete(broken.file.name)
    enclosed = {item.title: len(item.enclosures) for item in read(client, path).entries}
    assert enclosed == {"With a whole one": 1, "With a broken one": 0}


@pytest.mark.parametrize("path", SITE)
def test_nobody_waits_for_a_photograph_that_is_not_made_yet(client, at, monkeypatch, path):
    works = []
    monkeypatch.setattr(renditions, "begin", works.append)
    at("2022-05-28 10:30")
    publish(lead_image=factories.image())
    at("2022-05-28 11:30")
    before = client.get(path)
    (item,) = read(client, path).entries
    assert item.enclosures == []
    assert "<img" in item.content[0].value
    assert feed_rules.faults(before, f"https://press.example.org{path}") == []
    # Whoever asks again by the date would be told that nothing has changed.
    assert not before.has_header("Last-Modified")
    works[0]()
    assert len(read(client, path).entries[0].enclosures) == 1
    assert client.get(path).has_header("Last-Modified")


def test_media_rss_names_a_photograph_before_it_is_made(client, monkeypatch):
    monkeypatch.setattr(renditions, "begin", lambda work: None)
    publish(lead_image=factories.image())
    (photograph,) = read(client, "/feed/").entries[0].media_content
    assert (photograph["medium"], "filesize" in photograph) == ("image", False)
    assert client.get(photograph["url"].removeprefix("https://press.example.org")).status_code == 200


@pytest.mark.parametrize("path", ALL)
def test_what_is_kept_of_a_feed_is_what_is_made_anew(client, category, path):
    photograph = factories.image(caption="The <bridge>")
    for headline in HEADLINES:
        publish(headline=headline, body=BODY.format(image=photograph.pk), categories=[category], lead_image=photograph)
    made = client.get(path).content
    assert client.get(path).content == made
    # Of the version before, with nothing changed in it.
    version.changed()
    assert client.get(path).content == made
    fragments.forget()
    assert client.get(path).content == made


@pytest.mark.parametrize("path", ALL)
def test_an_item_follows_the_cut_of_its_photographs(client, category, path):
    lead, inside = factories.image(), factories.image()
    publish(
        categories=[category],
        lead_image=lead,
        body=f'<figure><img data-image="{inside.pk}"></figure>',
        images=[{"image": inside.pk, "role": "body", **inside.words}],
    )
    before = client.get(path).content
    library.change(lead, by=factories.desk(), focal_x=10)
    between = client.get(path).content
    assert between != before
    library.change(inside, by=factories.desk(), focal_y=10)
    assert client.get(path).content != between


def test_a_category_is_named_in_the_language_of_the_feed_or_else_in_the_first_one(client, category):
    publish(language="ru", slug="novost", categories=[category])
    assert [tag.term for tag in read(client, "/ru/feed/").entries[0].tags] == ["Governor"]
    factories.CategoryTextFactory(category=category, language="kk", name="Губернатор туралы")
    factories.CategoryTextFactory(category=category, language="ru", name="Губернатор")
    version.changed()
    assert [tag.term for tag in read(client, "/ru/feed/").entries[0].tags] == ["Губернатор"]


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


@pytest.mark.parametrize("path", ALL[2:])
def test_the_feed_of_a_category_is_described_as_the_category_is(client, category, path):
    assert read(client, path).feed.subtitle == "News from Press of the Region"
    category.texts.update(description="What the governor does.")
    assert read(client, path).feed.subtitle == "What the governor does."


@pytest.mark.parametrize("path", ALL[2:])
def test_the_feed_of_a_category_has_its_news_alone(client, category, path):
    publish(headline="Of it", categories=[category])
    publish(headline="Of another", categories=[factories.CategoryFactory()])
    feed = read(client, path)
    assert feed.feed.title == "Press of the Region: Governor"
    assert [item.title for item in feed.entries] == ["Of it"]
    assert client.get(path.replace("governor", "nobody")).status_code == 404


@pytest.mark.parametrize("path", ALL[2:])
def test_the_feed_of_a_category_moves_with_it(client, category, path):
    category.texts.get().old_addresses.create(path="/category/head/")
    response = client.get(path.replace("governor", "head"))
    assert (response.status_code, response["Location"]) == (301, path)


@pytest.mark.parametrize("path", SITE)
def test_the_latest_twenty_come_first_to_last(client, path):
    workflow.import_approved(
        {
            "language": "en",
            "slug": f"release-{n}",
            "live_from": moment("2022-05-28 10:00") + datetime.timedelta(hours=n),
            "contents": {"headline": f"Release {n}"},
        }
        for n in range(23)
    )
    assert [item.title for item in read(client, path).entries] == [f"Release {n}" for n in range(22, 2, -1)]


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
def test_updated_moves_with_each_change_that_readers_are_told_of_and_with_no_other(client, at, editor, path):
    release = publish()

    def updated():
        feed = read(client, path)
        assert feed.entries[0].published_parsed[:5] == (2022, 5, 28, 6, 30)
        assert feed.entries[0].updated_parsed == feed.feed.updated_parsed
        return feed.feed.updated_parsed[2:4]

    assert updated() == (28, 6)
    change(release, at, "2022-05-29 10:00", "correction", "A name.")
    assert updated() == (29, 6)
    change(release, at, "2022-05-30 10:00", "minor")
    assert updated() == (29, 6)
    change(release, at, "2022-05-31 10:00", "update", "The road is open too.")
    assert updated() == (31, 6)
    at("2022-06-01 10:00")
    workflow.withdraw(release, by=editor, reason="Not decided yet.")
    at("2022-06-02 10:00")
    workflow.restore(release, by=editor, reason="It is decided.")
    assert updated() == (2, 6)


@pytest.mark.parametrize("path", ALL)
def test_what_was_withdrawn_or_is_yet_to_come_is_no_news(client, category, editor, path):
    publish(headline="News", categories=[category])
    withdrawn = publish(headline="Withdrawn", categories=[category])
    factories.scheduled_release(headline="Tomorrow", categories=[category])
    workflow.withdraw(withdrawn, by=editor, reason="A mistake.")
    assert [item.title for item in read(client, path).entries] == ["News"]


@pytest.mark.parametrize("path", SITE)
def test_an_empty_feed_is_the_same_at_every_moment(client, at, path):
    at("2022-05-28 10:00")
    first = client.get(path).content
    at("2022-05-29 10:00")
    assert client.get(path).content == first


HEADLINES = [
    "Award & honour",
    "What </script> and ]]> are",
    "1 < 2 > 0",
    "An ampersand is written &amp;amp; on the web",
    "<script>alert(1)</script>",
    "Қазақша: әіңғүұқөһ",
    "Плотина: 1 200 м³ 🌊",
]


@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("path", ALL)
def test_a_reader_gives_back_the_headline_as_it_was_written(client, category, path, headline):
    publish(headline=headline, slug="odd", lead=headline, categories=[category])
    (item,) = read(client, path).entries
    assert item.title == headline
    assert html.unescape(item.summary).replace("\xa0", " ") == html.unescape(html.escape(headline, quote=False))


@pytest.mark.parametrize("path", ALL)
def test_characters_that_xml_cannot_hold_are_left_out_wherever_they_stand(client, category, path):
    category.texts.update(name="Gover\x02nor", description="What he\x03 does")
    publish(
        headline="One\x0btwo\ufffe", lead="Three\x01four", body="<p>Five\x1fsix</p>", categories=[category], slug="odd"
    )
    (item,) = read(client, path).entries
    assert (item.title, item.summary, item.tags[0].term) == ("Onetwo", "Threefour", "Governor")


@pytest.mark.once
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", ALL)
def test_every_feed_keeps_the_rules_of_the_validator(client, category, language, path):
    prefix = "" if language == "en" else f"/{language}"
    factories.CategoryTextFactory(category=category, language="ru", slug="governor")
    factories.CategoryTextFactory(category=category, language="kk", slug="governor")
    photograph = factories.image(caption="The <bridge> & the river")
    for headline in HEADLINES:
        publish(
            headline=headline,
            language=language,
            slug="odd",
            lead="" if "<" in headline else headline,
            body=BODY.format(image=photograph.pk) + '<p><a href="/">The front</a>, <a href="#below">below</a></p>',
            categories=[category],
            lead_image=photograph,
        )
    publish(headline="Bare", language=language, slug="bare", body="", lead="", categories=[category])
    response = client.get(prefix + path)
    assert feed_rules.faults(response, f"https://press.example.org{prefix}{path}") == []
    assert len(feedparser.parse(response.content).entries) == len(HEADLINES) + 1


def test_every_page_names_the_feeds(client):
    page = client.get("/nothing/").content.decode()
    assert '<link rel="alternate" type="application/rss+xml" href="/feed/"' in page
    assert '<link rel="alternate" type="application/atom+xml" href="/feed/atom/"' in page


def test_every_page_of_a_category_names_its_feeds(client, category):
    publish(categories=[category])
    for path in ("/category/governor/", "/category/governor/2022/", "/category/governor/2022/05/"):
        page = client.get(path).content.decode()
        assert '<link rel="alternate" type="application/rss+xml" href="/category/governor/feed/"' in page
        assert '<link rel="alternate" type="application/atom+xml" href="/category/governor/feed/atom/"' in page
