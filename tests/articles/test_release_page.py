"""The page of one release: its parts, what was changed in it, its neighbours, and what machines read of it."""

import datetime
import html as entities
import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.showing.around import dialled
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/2022/05/28/award/"


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def publish(live_from="2022-05-28 10:30", **kwargs):
    kwargs.setdefault("slug", "award")
    return factories.live_release(moment(live_from), **kwargs)


def change(release, at, now, kind, note="", **contents):
    """Publish the release's next edition at a moment."""
    at(now)
    edition = workflow.new_edition(release, by=factories.desk())
    if contents:
        edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents=contents)
    factories.publish(edition, by=factories.desk(), kind=kind, public_note=note)


def in_gallery(**words):
    image = factories.image(**words)
    return {"image": image.pk, "role": "gallery", **image.words}


def read(client, path=ADDRESS):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """Return the words of a page's main part, one space between them."""
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    return " ".join(entities.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def attribute(html, pattern):
    found = re.search(pattern, html)
    return entities.unescape(found[1]) if found else None


def test_the_parts_stand_in_the_order_of_a_press_release(client):
    publish(
        headline="The Governor was given an award",
        lead="The Order was handed over in Astrakhan.",
        body="<p>The text.</p><blockquote><p>A great honour.</p></blockquote>",
        categories=[category := factories.CategoryFactory(text__name="Governor")],
        contacts=[factories.ContactFactory(name="Marina", role="press secretary", telephone="+7 (8512) 51-00-00")],
        lead_image=factories.image(caption="At the residence.", credit="A. Photographer"),
        images=[in_gallery(caption="Afterwards.")],
    )
    publish("2022-05-20 10:30", slug="like", headline="On the same matter", categories=[category])
    publish("2022-05-27 10:30", slug="before", headline="The day before")
    publish("2022-05-29 10:30", slug="after", headline="The day after")
    text = words(read(client))
    parts = [
        "May 28 , 2022",
        "The Governor was given an award",
        "The Order was handed over in Astrakhan.",
        "At the residence. A. Photographer",
        "The text.",
        "A great honour.",
        "Article Categories: Governor",
        "People to call Marina , press secretary +7 (8512) 51-00-00",
        "Afterwards.",
        "Related releases May 20 , 2022 Friday On the same matter",
        "Earlier, May 27 , 2022 Friday The day before",
        "Later, May 29 , 2022 Sunday → The day after",
        "Leave a Reply",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_date_reads_as_in_a_line_and_leads_to_its_day(client):
    publish()
    link = re.search(r'<a class="release__date" href="([^"]*)">(.*?)</a>', read(client), re.DOTALL)
    assert link[1] == "/2022/05/28/"
    assert re.sub(r"<[^>]*>", "", link[2]).strip() == "May 28, 2022 Saturday"


def test_the_two_counters_show_nought_at_first(client):
    publish()
    html = read(client)
    assert re.findall(r"data-(?:views|likes)>(\d+)<", html) == ["0", "0"]


def test_the_photograph_is_there_to_be_taken(client):
    image = factories.image()
    publish(lead_image=image)
    html = client.get(ADDRESS).content.decode()
    path = re.search(r'class="photograph__file" href="([^"]+)"', html)[1]
    assert client.get(path)["Content-Type"] == "image/jpeg"


def test_telephones_can_be_dialled(client):
    publish(contacts=[factories.ContactFactory(telephone="+7 (8512) 51-00-00", email="")])
    assert '<a href="tel:+78512510000"><bdi>+7 (8512) 51-00-00</bdi></a>' in read(client)


def test_corrections_and_updates_are_told_above_the_text_with_their_day(client, at):
    release = publish(body="<p>The text.</p>")
    change(release, at, "2022-05-30 09:05", "correction", "It was 17 million.")
    change(release, at, "2022-06-01 09:05", "minor")
    change(release, at, "2022-06-14 12:30", "update", "It was signed.")
    text = words(read(client))
    parts = [
        "Corrections and updates Correction, May 30, 2022, 09:05 It was 17 million. ",
        "Update, June 14, 2022, 12:30 It was signed.",
        "The text.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_minor_change_is_silent(client, at):
    release = publish()
    change(release, at, "2022-05-30 09:05", "minor", headline="Spelt rightly")
    html = read(client)
    assert "Spelt rightly" in html
    assert "Corrections and updates" not in html
    assert "article:modified_time" not in html


def test_a_correction_yet_to_come_is_not_told(client, at):
    release = publish(body="<p>The text.</p>")
    at("2022-05-29 12:00")
    edition = workflow.new_edition(release, by=factories.desk())
    factories.publish(
        edition, by=factories.desk(), kind="correction", public_note="Soon.", live_from=moment("2022-05-30 09:00")
    )
    assert "Soon." not in read(client)
    at("2022-05-30 09:00")
    assert "Soon." in read(client)


def test_last_changed_is_the_last_change_that_was_told(client, at):
    release = publish()
    change(release, at, "2022-05-30 09:05", "correction", "It was 17 million.")
    change(release, at, "2022-06-01 09:05", "minor")
    html = read(client)
    assert attribute(html, 'article:published_time" content="([^"]*)"') == "2022-05-28T10:30:00+04:00"
    assert attribute(html, 'article:modified_time" content="([^"]*)"') == "2022-05-30T09:05:00+04:00"


def test_a_withdrawn_release_is_readable_and_marked_with_its_reason(client, editor, at):
    release = publish(headline="It was said", body="<p>The text.</p>")
    assert "withdrawn" not in read(client)
    at("2022-06-01 10:00")
    workflow.withdraw(release, by=editor, reason="The gauge was read wrongly.")
    html = read(client)
    assert "<title>Withdrawn: It was said |" in html
    assert '<meta property="og:title" content="Withdrawn: It was said">' in html
    text = words(html[html.index("<body") :])
    assert "This release was withdrawn June 1, 2022, 10:00 The gauge was read wrongly." in text
    assert text.index("withdrawn") < text.index("It was said") < text.index("The text.")
    assert text.count("The gauge was read wrongly.") == 1


def test_a_restored_release_tells_both(client, editor, at):
    release = publish()
    at("2022-06-01 10:00")
    workflow.withdraw(release, by=editor, reason="It was read wrongly.")
    at("2022-06-02 10:00")
    workflow.restore(release, by=editor, reason="It was read rightly.")
    text = words(read(client))
    assert "This release was withdrawn" not in text
    assert "Withdrawal, June 1, 2022, 10:00 It was read wrongly." in text
    assert "Update, June 2, 2022, 10:00 It was read rightly." in text


def test_a_removed_release_is_gone_with_its_reason(client, editor):
    release = publish(headline="It was said")
    workflow.remove(release, by=editor, reason="By order of the court.")
    response = client.get(ADDRESS)
    assert response.status_code == 410
    assert "By order of the court." in response.content.decode()
    assert "It was said" not in response.content.decode()


def test_neighbours_are_the_nearest_that_are_live_in_the_language(client):
    publish()
    publish("2022-05-26 10:00", slug="far", headline="Far")
    publish("2022-05-28 10:29", slug="near", headline="Same day, earlier")
    publish("2022-05-29 10:00", slug="next", headline="Next day")
    publish("2022-05-28 11:00", slug="ru", headline="По-русски", language="ru")
    factories.scheduled_release(slug="soon", headline="Soon")
    neighbours = re.search(r'<nav class="neighbours".*?</nav>', read(client), re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', neighbours) == ["/2022/05/28/near/", "/2022/05/29/next/"]


def test_what_is_of_one_moment_has_neighbours_too(client):
    """Imported releases often share their hour; then their keys decide, as in every list."""
    for n in (1, 2, 3):
        publish(slug=f"release-{n}")
    neighbours = re.search(r'<nav class="neighbours".*?</nav>', read(client, "/2022/05/28/release-2/"), re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', neighbours) == ["/2022/05/28/release-1/", "/2022/05/28/release-3/"]


def test_an_only_release_has_no_neighbours(client):
    publish()
    assert 'class="neighbours"' not in read(client)


def test_title_description_and_addresses_are_those_of_the_release(client, settings):
    settings.SITE_URL = "https://press.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    image = factories.image(factories.jpeg(1600, 900))
    publish(headline='An "award" & more', lead="Who gave it & why.", lead_image=image)
    response = client.get(ADDRESS, headers={"Host": "evil.example"})
    html = response.content.decode()
    assert attribute(html, "<title>([^<]*)</title>") == f"An “award” & more | {settings.SITE_NAME}"
    assert attribute(html, '<meta name="description" content="([^"]*)"') == "Who gave it & why."
    assert attribute(html, '<link rel="canonical" href="([^"]*)"') == "https://press.example.org/2022/05/28/award/"
    assert attribute(html, 'og:url" content="([^"]*)"') == "https://press.example.org/2022/05/28/award/"
    assert attribute(html, 'og:title" content="([^"]*)"') == "An “award” & more"
    assert attribute(html, 'og:type" content="([^"]*)"') == "article"
    card = attribute(html, 'og:image" content="([^"]*)"')
    assert card.startswith("https://press.example.org/2022/05/28/award/card-")
    assert client.get(card.removeprefix("https://press.example.org")).status_code == 200
    assert "evil.example" not in html


def test_without_a_lead_the_text_describes_the_release(client):
    contents = {"headline": "An award", "body": "<h2>First</h2><p>What was done.</p>"}
    row = {"language": "en", "slug": "award", "live_from": moment("2022-05-28 10:30"), "contents": contents}
    workflow.import_approved([row])
    assert attribute(read(client), '<meta name="description" content="([^"]*)"') == "First What was done."


def test_what_was_typed_as_markup_stays_text(client):
    publish(headline="<script>alert(1)</script>", lead="<img src=x onerror=alert(2)>", dateline="</title><b>")
    html = read(client)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<b>" not in html


def test_a_page_in_its_own_language_marks_no_word_as_being_in_another(client):
    category = factories.CategoryFactory()
    factories.CategoryTextFactory(category=category, language="ru", name="Культура")
    publish(headline="Заголовок", lead="Лид", body="<p>Текст</p>", language="ru", categories=[category])
    html = read(client, "/ru" + ADDRESS)
    assert '<html lang="ru">' in html
    assert re.search(r'<ul class="categories__list plain">\s*<li><a [^>]*>Культура', html)
    # The other languages by their own names, in the footer what is there in the site's first one alone.
    assert set(re.findall(r' lang="(\w+)"', html.partition("<main")[2].partition("</main>")[0])) == set()


def test_there_is_one_first_heading_and_no_level_is_left_out(client):
    publish(body="<h2>A</h2><h3>B</h3><p>C</p>", categories=[factories.CategoryFactory()])
    levels = [int(level) for level in re.findall(r"<h([1-6])", read(client))]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_reading_sets_no_cookie_and_may_be_cached_by_anyone(client, author):
    publish()
    publish(language="ru")
    client.force_login(author)
    for response in (client.get(ADDRESS), client.get("/ru" + ADDRESS)):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    assert client.get(ADDRESS)["Cache-Control"].startswith("public, max-age=0,")
    assert "csrf" not in client.get(ADDRESS).content.decode()


def test_photographs_of_the_gallery_lead_to_the_large_ones_and_say_so(client):
    decorative = in_gallery(alternative_text="", is_decorative=True, caption="Afterwards.")
    publish(images=[in_gallery(alternative_text="A tall tower"), decorative])
    html = read(client)
    links = re.findall(r'<a class="photograph__large" href="([^"]+)">(.*?)</a>', html, re.DOTALL)
    assert [client.get(path)["Content-Type"] for path, _inside in links] == ["image/jpeg"] * 2
    spoken = [
        " ".join(re.sub(r'<img[^>]* alt="([^"]*)"[^>]*>|<[^>]*>', r" \1", inside).split()) for _path, inside in links
    ]
    assert spoken == ["The photograph in full size: A tall tower", "The photograph in full size: Afterwards."]
    # Neither jumps when it comes.
    assert all(re.search(r'<img [^>]*width="\d+" height="\d+"', inside) for _path, inside in links)


@pytest.mark.parametrize(("words", "seen"), [(1, "1 min read"), (900, "4 min read")])
def test_the_reading_time_is_shown_and_spoken_in_full(client, words, seen):
    publish(body=f"<p>{'word ' * words}</p>")
    html = read(client)
    assert f'<span aria-hidden="true">{seen}</span>' in html
    assert f">Reading time: {'1 minute' if words == 1 else '4 minutes'}<" in html


def test_a_release_with_nothing_but_a_headline_has_no_empty_parts(client):
    row = {"language": "en", "slug": "award", "live_from": moment("2022-05-28 10:30"), "contents": {"headline": "Bare"}}
    workflow.import_approved([row])
    html = read(client)
    for name in ("prose", "release__lead", "contacts", "categories", "gallery", "related", "neighbours", "photograph"):
        assert f'class="{name}' not in html


def test_the_page_costs_three_queries_and_one_for_replies(client, at):
    release = publish(categories=[factories.CategoryFactory()])
    read(client)
    with CaptureQueriesContext(connection) as of_little:
        read(client)
    assert len(of_little) == 3
    images = [in_gallery() for _number in range(5)]
    categories = [factories.CategoryFactory().pk for _number in range(4)]
    contacts = [factories.ContactFactory().pk for _number in range(3)]
    for n in range(1, 6):
        publish(f"2022-05-2{n} 10:00", slug="other")
        publish(f"2022-06-0{n} 10:00", slug="other")
    for n in range(5):
        factories.CommentFactory(release=release, status="approved")
        change(
            release,
            at,
            f"2022-06-1{n} 10:00",
            "correction",
            "A name.",
            images=images,
            categories=categories,
            contacts=contacts,
        )
    read(client)
    with CaptureQueriesContext(connection) as of_much:
        read(client)
    assert len(of_much) == 4


@pytest.mark.parametrize(
    ("telephone", "number"),
    [
        ("+7 (8512) 51-00-00", "+78512510000"),
        ("8 8512 51–00–00", "88512510000"),
        ("(8512) 51-00-00, ext. 12", "8512510000"),
        ("+7 8512 51-00-00; 51-00-01", "+78512510000"),
        ("tel. 112", "112"),
        ("", ""),
    ],
)
def test_what_a_link_dials_is_one_number(telephone, number):
    assert dialled(telephone) == number
