"""The whole site and the desk in each language: not a word of another one, and each page knows itself in the others."""

import random
import re
from collections import Counter
from pprint import pformat
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Picture

from articles.demo import photographs
from articles.models import Edition
from pressroom.models import Profile
from tests.foreign import Fragment, Words
from tests.test_access import TABLE, in_order
from tests.world import World

LANGUAGES = [code for code, _name in site_settings.LANGUAGES]
# Leads elsewhere; and the public page, in the language of its release.
OUTSIDE = {"admin:logout", "admin:articles_edition_preview_page"}
# Names of people and files of the world that are words of the interface too.
NAMED_SO = {"author", "admin", "desk", "somebody", "second", "photograph"}
# Names that are the same in every language.
LATIN = {
    *("RSS", "Atom", "Telegram", "WhatsApp", "YouTube", "VK", "Facebook", "UTC"),
    # The accessibility statement and the privacy page of the demo.
    *("WCAG", "HTML", "axe", "Lighthouse", "Chromium", "Firefox", "Safari", "Cookie", "cookie", "HMAC", "likes"),
    # The page for developers.
    *("API", "CORS", "GET", "HEAD", "ISO", "JSON", "OpenAPI", "RFC", "Retry-After"),
}


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_the_desk_says_nothing_in_another_language(client_for, admin, author, language, method):
    Profile.objects.update_or_create(user=admin, defaults={"language": language})
    world, client, words, found = World(author), client_for(admin), Words(language), {}
    for name in in_order(TABLE):
        if name.startswith(("admin:", "admin_", "password")) and name not in OUTSIDE:
            path = world.path(name)
            response = getattr(client, method)(path)
            if response.get("Content-Type", "").startswith("text/html") and response.content:
                assert f'<html lang="{language}"' in response.content.decode(), name
                if foreign := set(words.found_in(response.content.decode())) - NAMED_SO:
                    found[name] = sorted(foreign)
    assert not found, pformat(found, width=200)


@pytest.fixture
def demo(db, settings, tmp_path, monkeypatch):
    """The demo site, its photographs drawn at once."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("PRESSROOM_DEMO_PASSWORD", "a-password-for-this-test")

    def draw(*wanted):
        return Picture.frombytes("RGB", (96, 64), random.Random(repr(wanted)).randbytes(96 * 64 * 3))

    monkeypatch.setattr(photographs, "draw", draw)
    call_command("demo", verbosity=0)


# Of which there are many that are made alike: what stands below a release, and lists of times.
ALIKE = re.compile(r"/0/0/0/[^/]+/.|/0/$|\?")
ENOUGH = 2


def kind(path):
    """Return a path without what tells one page of a kind from another, but with its language."""
    path = re.sub(r"\d+", "0", re.sub(r"=.*", "=", path))
    return re.sub(r"/category/[^/]+/0/", "/category/slug/0/", re.sub(r"/0/0/0/[^/]+/", "/0/0/0/slug/", path))


def crawl(client):
    """Read what links lead to from the front pages, and return {path: HTML}; each has to answer.

    Of each kind of page of which there are many some are enough.
    """
    pages, of_kind = {}, Counter()
    waiting = ["/", "/ru/", "/kk/"]
    known = set(waiting)

    def go_on_to(path):
        # The same page for poor sight is passed over.
        if path not in known and "view=large" not in path:
            known.add(path)
            waiting.append(path)

    while waiting:
        path = waiting.pop()
        of_kind[kind(path)] += 1
        if of_kind[kind(path)] > ENOUGH and ALIKE.search(kind(path)):
            continue
        response = client.get(path)
        if response.status_code in {301, 302}:
            target = urlsplit(response["Location"])
            pages[path] = ""
            if not target.netloc:
                go_on_to(response["Location"].partition("#")[0])
            continue
        # Where replies are closed, their form says so.
        assert response.status_code == 200 or (response.status_code == 403 and path.endswith("/reply/")), path
        is_page = response["Content-Type"].startswith(("text/html", "application/rss", "application/atom"))
        pages[path] = response.content.decode() if is_page else ""
        for href in re.findall(r'<(?:a|link)\b[^>]*? href="([^"#]+)', pages[path]):
            found = urlsplit(urljoin(site_settings.SITE_URL + path, href.replace("&amp;", "&")))
            # Files are tested elsewhere, and a reader's own pages are not linked to by robots.
            if found.scheme + "://" + found.netloc == site_settings.SITE_URL and not found.path.startswith(
                ("/static/", "/media/", "/theme/", "/emblem/", "/admin/")
            ):
                go_on_to(found.path + (f"?{found.query}" if found.query else ""))
    return pages


def language_of(path):
    """Return the language that the path names."""
    first = path.split("/")[1]
    return first if first in LANGUAGES else "en"


@pytest.mark.once
@pytest.mark.usefixtures("demo")
def test_every_page_of_the_demo_site_is_of_one_language_and_is_known_in_the_others(client):
    pages = crawl(client)
    kinds = {kind(path) for path in pages}
    for ending in ("", "feed/", "feed/atom/", "0/", "0/0/", "0/0/0/", "0/0/0/slug/", "0/0/0/slug/history/0/"):
        assert {f"/{ending}", f"/ru/{ending}", f"/kk/{ending}"} <= kinds
    assert {"/0/0/0/slug/history/0/0/", "/ru/0/0/0/slug/history/0/0/", "/0/0/0/slug/reply/"} <= kinds

    words, foreign, latin = {code: Words(code) for code in LANGUAGES}, {}, {}
    for path, html in pages.items():
        if not html.startswith("<!doctype html>"):
            continue
        language = language_of(path)
        if found := words[language].found_in(html):
            foreign[path] = found
        if language != "en":
            texts = [text for its, text in Fragment(html).found if its == language]
            # Addresses and figures with units of a script are no words.
            found = {
                word for text in texts for word in re.findall(r"(?<![\w.@/-])[A-Za-z]{3,}(?![\w@/.:-])", text)
            } - LATIN
            if found:
                latin[path] = sorted(found)
    assert not foreign, pformat(foreign, width=200)
    assert not latin, pformat(latin, width=200)

    # A feed and a list hold releases of their language alone.
    live = Edition.objects.live(timezone.now()).select_related("release")
    headlines = {edition.headline: edition.release.language for edition in live}
    for path, html in pages.items():
        if "/feed/" in path:
            titles = re.findall(r"<item>\s*<title>(.*?)</title>", html)
            assert {headlines.get(title, language_of(path)) for title in titles} <= {language_of(path)}, path

    alternates = {}
    for path, html in pages.items():
        for tag in re.findall(r"<link\b[^>]*hreflang=[^>]*>", html):
            address, code = re.search(r'href="([^"]+)"', tag)[1], re.search(r'hreflang="([^"]+)"', tag)[1]
            alternates.setdefault(path, {})[code] = address.removeprefix(site_settings.SITE_URL)
    assert {"/", "/ru/", "/kk/"} <= alternates.keys()
    for path, its in alternates.items():
        assert its[language_of(path)] == path
        assert its["x-default"] in its.values()
        for code, other in its.items():
            if other in pages:
                assert alternates.get(other) == its, f"{path} names {other} ({code}), which doesn't name the same"
