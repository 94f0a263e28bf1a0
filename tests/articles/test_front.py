"""The front page: what leads it, what follows, the river of days, and what surrounds every page."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Edition, Notice, Page
from pressroom import version
from pressroom.front.marks import STALE_AT_ONCE
from pressroom.models import Identity, IdentityText
from tests import factories

pytestmark = pytest.mark.django_db


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def days(count, **kwargs):
    """Publish a release on each of so many days of May 2022, the headlines 'Day 1' and on."""
    return [
        factories.live_release(moment(f"2022-05-{n:02} 12:00"), headline=f"Day {n}", **kwargs)
        for n in range(1, count + 1)
    ]


def read(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def headlines(html):
    """Return the headlines of a page in their order."""
    return re.findall(r'class="story__headline"><a [^>]*>([^<]*)</a>', html)


def lead(html):
    found = re.search(r'<article class="story story--lead.*?</article>', html, re.DOTALL)
    return headlines(found[0])[0]


def test_a_site_without_releases_says_so(client):
    assert "No releases yet." in read(client)


def test_the_latest_news_leads_and_the_others_follow_by_day(client):
    days(6)
    html = read(client)
    assert lead(html) == "Day 6"
    assert headlines(html) == ["Day 6", "Day 5", "Day 4", "Day 3", "Day 2", "Day 1"]
    river = html[html.index('class="river"') :]
    assert re.findall(r'<time class="day" datetime="([^"]*)"', river) == ["2022-05-02", "2022-05-01"]
    assert '<a href="/2022/05/02/">' in river


def test_the_latest_pin_leads_and_stands_nowhere_else(client, editor):
    first, second, *_rest = days(4)
    workflow.pin(first, by=editor, pinned_from=moment("2022-06-01 09:00"))
    workflow.pin(second, by=editor, pinned_from=moment("2022-06-01 10:00"))
    assert headlines(read(client)) == ["Day 2", "Day 4", "Day 3", "Day 1"]


@pytest.mark.parametrize(
    ("now", "leads"), [("2022-06-01 09:59", "Day 2"), ("2022-06-01 10:00", "Day 1"), ("2022-06-02 10:00", "Day 2")]
)
def test_a_pin_leads_from_its_moment_until_its_end(client, editor, at, now, leads):
    first, _second = days(2)
    at("2022-05-30 10:00")
    workflow.pin(first, by=editor, pinned_from=moment("2022-06-01 10:00"), pinned_until=moment("2022-06-02 10:00"))
    at(now)
    assert lead(read(client)) == leads


def test_what_was_withdrawn_is_no_news_pinned_or_not(client, editor):
    _first, second, _third = days(3)
    workflow.pin(second, by=editor)
    assert lead(read(client)) == "Day 2"
    workflow.withdraw(second, by=editor, reason="A mistake.")
    assert headlines(read(client)) == ["Day 3", "Day 1"]


def test_a_corrected_release_is_marked(client, editor):
    (release,) = days(1)
    factories.publish(workflow.new_edition(release, by=editor), by=editor, kind="correction", public_note="A name.")
    assert '<span class="mark mark--amber">Corrected</span>' in read(client)


def test_walking_to_the_older_ones_shows_every_release_once(client):
    at_noon = moment("2022-05-28 12:00")
    rows = [
        # Many of one day, and of one moment: the day alone is no place in the list.
        {
            "language": "en",
            "slug": f"release-{n}",
            "live_from": at_noon + datetime.timedelta(hours=n // 30),
            "contents": {"headline": f"Release {n}"},
        }
        for n in range(70)
    ]
    workflow.import_approved(rows)
    seen, path = [], "/"
    while path:
        html = read(client, path)
        seen += headlines(html)
        older = re.search(r'rel="next" href="(\?before=[^"]*)"', html)
        path = "/" + older[1] if older else ""
    assert seen == [f"Release {n}" for n in reversed(range(70))]


@pytest.mark.parametrize(
    "key", ["soon", "2022-05-28", "2022-13-45-1", "2022-05-28-0", "2022-05-28-1%00", "2022-05-28-٣", "1066-10-14-1"]
)
def test_what_is_no_place_in_the_list_is_not_found(client, key):
    days(1)
    assert client.get(f"/?before={key}").status_code == 404


def test_the_older_ones_say_from_when_they_are_and_lead_back(client):
    first, _second = days(2)
    html = read(client, f"/?before=2022-05-02-{first.pk + 1}")
    assert "<title>Older releases, from May 1, 2022 back | " in html
    assert '<a href="/">To the latest</a>' in html.split("<main")[1]


def test_whoever_comes_back_to_the_beginning_is_told_of_no_older_ones(client):
    first, _second = days(2)
    html = read(client, f"/?after=2022-05-01-{first.pk}")
    assert headlines(html) == ["Day 2"]
    assert "<title>Latest releases | " in html
    assert "Older releases, from" not in html
    assert "To the latest" not in html


@pytest.mark.parametrize(
    ("followers", "photograph", "is_beside"), [(3, True, True), (2, True, False), (3, False, False)]
)
def test_three_stories_stand_beside_a_lead_story_with_a_photograph(client, followers, photograph, is_beside):
    days(followers)
    image = factories.image() if photograph else None
    factories.live_release(moment("2022-06-01 12:00"), headline="The latest", lead_image=image)
    html = read(client)
    assert lead(html) == "The latest"
    assert ('<div class="front front--beside">' in html) is is_beside


def test_a_story_has_one_link_and_names_its_categories_in_their_order(client):
    names = ["Roads", "Health", "Culture"]
    categories = [factories.CategoryFactory(text__name=name, text__slug=name.lower()) for name in names]
    days(1, categories=categories[::-1], lead_image=factories.image())
    story = re.search(r"<article.*?</article>", read(client), re.DOTALL)[0]
    assert re.findall(r'<a href="([^"]*)"', story) == [
        *("/category/roads/", "/category/health/", "/category/culture/"),
        "/2022/05/01/day-1/",
    ]


def test_a_story_without_a_lead_or_anything_else_is_its_headline(client):
    days(1)
    Edition.objects.update(lead="")
    html = read(client)
    assert headlines(html) == ["Day 1"]
    assert "story__lead" not in html
    assert "<picture" not in html


def test_each_language_has_a_front_page_of_its_own(client):
    factories.live_release(moment("2022-05-28 12:00"), headline="In English")
    factories.live_release(moment("2022-05-29 12:00"), headline="По-русски", language="ru", slug="po-russki")
    assert headlines(read(client)) == ["In English"]
    html = read(client, "/ru/")
    assert headlines(html) == ["По-русски"]
    assert '<html lang="ru">' in html
    assert '<a href="/ru/2022/05/29/po-russki/">По-русски</a>' in html


def test_the_languages_offered_are_those_with_live_releases(client):
    days(1)
    assert "Русский" not in read(client)
    factories.scheduled_release(moment("2032-05-29 12:00"), headline="По-русски", language="ru", slug="a")
    assert "Русский" not in read(client)
    factories.live_release(moment("2022-05-29 12:00"), headline="По-русски", language="ru", slug="b")
    html = read(client)
    assert '<a href="/ru/" hreflang="ru" lang="ru">Русский</a>' in html
    assert "Қазақша" not in html


@pytest.mark.parametrize(
    ("now", "is_shown"),
    [
        ("2022-05-28 07:59:59", False),
        ("2022-05-28 08:00", True),
        ("2022-05-28 19:59:59", True),
        ("2022-05-28 20:00", False),
    ],
)
@pytest.mark.parametrize("path", ["/", "/2022/05/01/day-1/", "/2022/", "/about/rules/", "/nothing/"])
def test_a_notice_is_on_every_page_from_one_moment_until_another(client, at, now, is_shown, path):
    days(1)
    Page.objects.create(slug="rules", title="Rules")
    Notice.objects.create(
        text="Flood warning", shown_from=moment("2022-05-28 08:00"), shown_until=moment("2022-05-28 20:00")
    )
    at(now)
    assert ("Flood warning" in client.get(path).content.decode()) is is_shown


def test_notices_are_shown_in_their_language_the_latest_first(client):
    Notice.objects.create(text="Earlier", shown_from=moment("2022-05-28 08:00"))
    Notice.objects.create(text="Later", shown_from=moment("2022-05-28 09:00"), link="https://example.org/flood")
    Notice.objects.create(text="Внимание", language="ru")
    html = read(client)
    assert html.index("Later") < html.index("Earlier")
    assert '<a href="https://example.org/flood">Later</a>' in html
    assert "Внимание" not in html
    assert "<li>Внимание</li>" in read(client, "/ru/")


def test_the_foot_leads_to_the_pages_the_archive_and_the_feeds(client):
    days(1)
    Page.objects.create(slug="privacy", title="Privacy", position=2)
    Page.objects.create(slug="rules", title="Rules", position=1)
    foot = read(client).split("<footer")[1]
    addresses = re.findall(r'href="([^"]*)"', foot)
    assert addresses == [
        *("/", "/about/rules/", "/about/privacy/", "/about/accessibility/"),
        *("/2022/", "/feed/", "/feed/atom/", "/api/v1/"),
    ]


def test_the_foot_says_how_to_reach_the_office(client):
    assert "tel:" not in read(client)
    identity = Identity.objects.create(
        pk=Identity.KEY,
        telephone="+7 (8512) 51-00-00",
        email="press@example.org",
        website="https://www.example.org/",
        telegram="https://t.me/example",
    )
    IdentityText.objects.create(identity=identity, language="en", name="The office", address="15, Soviet street")
    version.changed()
    foot = read(client).split("<footer")[1]
    assert "15, Soviet street" in foot
    assert re.findall(r'<a (?:[^>]*)?href="([^"]*)"[^>]*>([^<]*)</a>', foot)[:5] == [
        ("/", "The office"),
        ("tel:+78512510000", "+7 (8512) 51-00-00"),
        ("mailto:press@example.org", "press@example.org"),
        ("https://www.example.org/", "example.org"),
        ("https://t.me/example", "Telegram"),
    ]
    assert 'rel="me noopener">Telegram' in foot


def test_reading_sets_no_cookie_and_may_be_cached_by_anyone(client):
    days(1)
    response = client.get("/")
    assert not response.cookies
    assert response["Cache-Control"] == STALE_AT_ONCE
    assert "Vary" not in response


def test_the_front_page_costs_three_queries_whatever_it_shows(client, editor):
    # What is counted once after a change is counted by now.
    read(client)
    with CaptureQueriesContext(connection) as of_none:
        read(client)
    assert len(of_none) == 2
    category = factories.CategoryFactory()
    first = days(5, categories=[category], lead_image=factories.image())[0]
    workflow.pin(first, by=editor)
    read(client)
    with CaptureQueriesContext(connection) as of_few:
        read(client)
    for n in range(20):
        factories.live_release(
            moment("2022-06-01 12:00"), categories=[category, factories.CategoryFactory()], slug=f"s{n}"
        )
    read(client)
    with CaptureQueriesContext(connection) as of_many:
        read(client)
    # One more for the pin.
    assert len(of_few) == len(of_many) == 3
