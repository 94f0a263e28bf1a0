"""What a page gives to those who pass it on: links, the QR code, and what machines read in its head."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
import segno
from django.core.files.storage import default_storage
from django.urls import reverse

from articles import preview_links, short_addresses, workflow
from articles.showing import sharing
from tests import factories

# What the database has no part in: the pages are the same on each.
pytestmark = pytest.mark.once

HEADLINE = "Bread & “butter” 100% «хлеб» #1? 🍞 \u05e9\u05dc\u05d5\u05dd <b>+=/\\'"


def head(client, path, status=200):
    """Return the meta and link elements in the head of a page, as {name: [values]}."""
    response = client.get(path)
    assert response.status_code == status
    found = {}
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    for element in tree.find("head"):
        name = element.get("property") or element.get("name") or element.get("rel")
        if name:
            found.setdefault(name, []).append(element.get("content") or element.get("href"))
    return found


def asked(links, name):
    """Return what a place gets by its link: (host and path, {parameter: value})."""
    parts = urlsplit(dict(links)[name])
    return parts.netloc + parts.path, {
        key: value[0] for key, value in parse_qs(parts.query, strict_parsing=True).items()
    }


@pytest.mark.django_db
def test_each_place_gets_the_headline_and_the_address_whole(settings):
    release = factories.live_release(headline=HEADLINE)
    address = settings.SITE_URL + release.get_absolute_url()
    items = html5lib.parseFragment(sharing.share_links(release, HEADLINE), namespaceHTMLElements=False)
    links = [("" if link.text == "Email" else link.text, link.get("href")) for link in items.iter("a")]
    assert [name for name, _link in links] == ["VK", "Telegram", "WhatsApp", "X", "Facebook", ""]
    assert all(link.isascii() and not re.search(r"[\s\"'<>]", link) for _name, link in links)
    assert asked(links, "VK") == ("vk.com/share.php", {"url": address, "title": HEADLINE})
    assert asked(links, "Telegram") == ("t.me/share/url", {"url": address, "text": HEADLINE})
    assert asked(links, "WhatsApp") == ("wa.me/", {"text": f"{HEADLINE} {address}"})
    assert asked(links, "X") == ("x.com/intent/post", {"url": address, "text": HEADLINE})
    assert asked(links, "Facebook") == ("www.facebook.com/sharer/sharer.php", {"u": address})
    # In a mailto link a plus is a plus.
    subject, text = re.fullmatch(r"mailto:\?subject=(.*)&body=(.*)", dict(links)[""]).groups()
    assert (unquote(subject), unquote(text)) == (HEADLINE, f"{HEADLINE}\r\n\r\n{address}")


@pytest.mark.django_db
def test_the_links_tell_nobody_where_a_reader_came_from_and_have_names(client):
    tree = html5lib.parse(
        client.get(factories.live_release(headline=HEADLINE).get_absolute_url()).content.decode(),
        namespaceHTMLElements=False,
    )
    share = next(element for element in tree.iter("section") if element.get("class") == "share")
    assert share.get("data-headline") == HEADLINE.translate(str.maketrans("«»", "“”"))
    links = {link.get("aria-label"): link for link in share.iter("a")}
    assert list(links) == [
        *(f"Share on {name}" for name in ("VK", "Telegram", "WhatsApp", "X", "Facebook")),
        "Share by email",
    ]
    for link in links.values():
        if not link.get("href").startswith("mailto:"):
            assert set(link.get("rel").split()) == {"nofollow", "noopener", "noreferrer", "external"}
        assert link.get("target") is None


def modules(svg):
    """Return the dark squares of an inline QR code, as {(row, column)} within its border of four."""
    found, x, y = set(), 0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r' d="([^"]+)"', svg)[1]):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            found |= {(int(y - 4), int(x) - 4 + step) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (x + values[0], y + values[1]) if command == "m" else values
    return found


def test_the_code_on_paper_is_that_of_the_short_address():
    address = "https://press.example.org/r/nf"
    svg = short_addresses.qr_code(address)
    expected = {
        (row, column)
        for row, line in enumerate(segno.make_qr(address, error="m").matrix)
        for column, dark in enumerate(line)
        if dark
    }
    assert modules(svg) == expected
    assert "style=" not in svg
    assert len(svg) < 2600


@pytest.mark.django_db
def test_paper_has_the_short_address(client, settings):
    settings.SITE_URL = "https://press.example.org"
    release = factories.live_release()
    code = short_addresses.code(release.pk)
    html = client.get(release.get_absolute_url()).content.decode()
    assert f'<strong translate="no">press.example.org/r/{code}</strong>' in html
    assert short_addresses.qr_code(f"https://press.example.org/r/{code}") in html
    assert re.search(rf'class="imprint".*https://press.example.org/r/{code}</p>', html, re.DOTALL)


@pytest.mark.django_db
def test_the_head_of_a_release_says_what_it_is(client, settings, at):
    at("2022-05-28 10:30")
    release = factories.live_release(
        slug="award",
        language="ru",
        headline="Лотосы «цветут»",
        lead="Их видно с моста.",
        categories=[category(name) for name in ("Природа", "Туризм")],
        lead_image=factories.image(),
    )
    found = head(client, release.get_absolute_url() + "?view=large")
    address = settings.SITE_URL + "/ru/2022/05/28/award/"
    card = found["og:image"][0]
    expected = {
        "canonical": [address],
        "shortlink": [settings.SITE_URL + short_addresses.path(release)],
        "og:type": ["article"],
        "og:title": ["Лотосы «цветут»"],
        "og:description": ["Их видно с моста."],
        "description": ["Их видно с моста."],
        "og:url": [address],
        "og:locale": ["ru_RU"],
        "og:image": [card],
        "og:image:type": ["image/png"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": ["Лотосы «цветут» (28 мая 2022\xa0г.)"],
        "twitter:card": ["summary_large_image"],
        "article:published_time": ["2022-05-28T10:30:00+04:00"],
        "article:section": ["Природа"],
        "article:tag": ["Туризм"],
    }
    assert {name: found.get(name) for name in expected} == expected
    assert found["og:site_name"][0]
    assert "article:modified_time" not in found
    assert card.startswith(address + "card-")
    assert client.get(card.removeprefix(settings.SITE_URL))["Content-Type"] == "image/png"
    # What the page names is what is drawn: no second version of it is kept.
    version = re.search(r"card-(\w+)\.png", card)[1]
    assert default_storage.listdir("renditions/cards") == ([str(release.pk)], [])
    assert default_storage.listdir(f"renditions/cards/{release.pk}") == ([], [f"{version}.png"])

    at("2022-05-30 09:00")
    draft = workflow.new_edition(release, by=factories.desk())
    workflow.save(draft, by=factories.desk(), revision=draft.revision, contents={"headline": "Лотосы отцвели"})
    factories.publish(draft, kind="correction", public_note="Отцвели.")
    found = head(client, release.get_absolute_url())
    assert found["article:modified_time"] == ["2022-05-30T09:00:00+04:00"]
    assert found["og:image"] != [card]


def category(name):
    made = factories.CategoryFactory()
    factories.CategoryTextFactory(category=made, language="ru", name=name)
    return made


@pytest.mark.django_db
def test_other_pages_are_no_articles_and_show_a_photograph_where_they_lead_with_one(client):
    plain = head(client, "/")
    assert (plain["og:type"], plain["twitter:card"], plain["og:locale"]) == (["website"], ["summary"], ["en_GB"])
    assert "og:image" not in plain
    assert "shortlink" not in plain
    factories.live_release(lead_image=factories.image(factories.jpeg(1600, 1000), alternative_text="A bridge"))
    found = head(client, "/")
    shown = [found[f"og:image{part}"] for part in ("", ":type", ":width", ":height", ":alt")]
    assert shown[1:] == [["image/jpeg"], ["1280"], ["720"], ["A bridge"]]
    assert found["twitter:card"] == ["summary_large_image"]
    assert head(client, "/ru/")["og:locale"] == ["ru_RU"]


@pytest.mark.django_db
def test_a_part_of_a_list_is_a_page_of_its_own(client, settings):
    for n in range(26):
        factories.live_release(slug=f"s{n}")
    html = client.get("/").content.decode()
    older = re.search(r'rel="next" href="(\?before=[^"]+)"', html)[1]
    found = head(client, f"/{older}&view=large")
    assert found["canonical"] == found["og:url"] == [f"{settings.SITE_URL}/{older}"]


@pytest.mark.django_db
def test_no_preview_gives_anything_to_pass_on(client, client_for, author):
    draft = factories.draft(by=author, body="<blockquote><p>Soon.</p></blockquote>", lead_image=factories.image())
    shared = reverse("articles:shared", args=[preview_links.token(preview_links.share(draft, by=author, name="L."))])
    page = reverse("admin:articles_edition_preview_page", args=[draft.pk])
    for html in (client.get(shared).content.decode(), client_for(author).get(page).content.decode()):
        assert "Soon." in html
        for leak in ("og:", "twitter:", "shortlink", "canonical", "card-", "paper__code", "data-address", "data-share"):
            assert leak not in html


@pytest.mark.django_db
def test_what_is_shown_beside_a_link_to_any_page_is_what_the_page_says_of_itself(client, at):
    at("2022-05-28 10:30")
    category = factories.CategoryFactory(text__slug="roads")
    releases = [factories.live_release(categories=[category], lead="It opens.") for _number in range(25)]
    first = releases[0]
    draft = workflow.new_edition(first, by=factories.desk())
    workflow.save(draft, by=factories.desk(), revision=draft.revision, contents={"lead": "It is open."})
    at("2022-05-28 11:30")
    factories.publish(draft, kind="correction", public_note="The hour was wrong.")
    older = re.search(r'href="(\?before=[^"]+)"', client.get("/").content.decode())[1]
    below = [first.url("articles:history"), first.url("articles:comparison", before=1, after=2)]
    lists = ["/", f"/{older}", "/2022/", "/2022/05/", "/2022/05/28/"]
    for path in [*lists, *below, first.get_absolute_url(), first.url("articles:edition", number=1)]:
        found = head(client, path)
        assert found["og:description"] == found["description"], path
