"""What a writer puts into a field comes out as text, on every page that shows it."""

import html5lib
import pytest
from django.urls import reverse

from comments import receipts
from comments.models import Comment
from tests.factories import CommentFactory, desk

pytestmark = pytest.mark.django_db

MARK = "xss"
ATTACKS = [
    f"<script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f'"><svg onload={MARK}()>',
    f"' onmouseover='{MARK}()",
    f"javascript:{MARK}()",
    f" JaVaScRiPt:{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    f"</textarea><iframe srcdoc='<script>{MARK}()</script>'>",
    f"{{{{ {MARK} }}}}{{% {MARK} %}}",
    f'http://example.org/" onclick="{MARK}()',
    f"<math><mi xlink:href='javascript:{MARK}()'>",
]


def active_parts(html):
    """Return the scripts, handlers and script addresses of a page that come from an attack."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "iframe", "style") and MARK in "".join(element.itertext()):
            found.append(element.tag)
        for name, value in element.attrib.items():
            is_handler = str(name).lower().startswith("on") or name == "srcdoc"
            is_address = str(name).endswith(("href", "src", "action")) and not value.startswith(("/", "#", "?", "http"))
            if MARK in value and (is_handler or is_address):
                found.append(f"{element.tag} {name}")
    return found


def test_the_test_itself_sees_what_is_active():
    assert active_parts(f"<script>{MARK}()</script>") == ["script"]
    assert active_parts(f"<img src=x onerror={MARK}()>") == ["img onerror"]
    assert active_parts(f"<a href='javascript:{MARK}()'>") == ["a href"]


@pytest.fixture
def pages(client, client_for, moderator, release):
    """A function that returns every page on which a reply is seen."""

    def get(approved, rejected):
        staff = client_for(moderator)
        public = [
            release.get_absolute_url(),
            release.url("comments:replies"),
            receipts.address(approved),
            receipts.address(rejected),
            f"{release.url('comments:reply')}?to={approved.pk}",
        ]
        private = [
            reverse("admin:comments_comment_changelist") + "?status=all",
            *(reverse("admin:comments_comment_change", args=[comment.pk]) for comment in (approved, rejected)),
        ]
        return {path: who.get(path) for who, paths in ((client, public), (staff, private)) for path in paths}

    return get


@pytest.mark.parametrize("attack", ATTACKS)
def test_fields_filled_past_the_form_are_inert_on_every_page(pages, release, attack):
    values = dict.fromkeys(["text", "name", "website", "email", "moderation_reason"], attack)
    comment = CommentFactory(release=release, status="approved", **values)
    rejected = CommentFactory(release=release, status="rejected", parent=comment, **values)
    official = values | {"office": attack, "official_author": desk()}
    CommentFactory(release=release, status="approved", parent=comment, **official)
    CommentFactory(release=release, status="approved", **official)
    for path, response in pages(comment, rejected).items():
        assert response.status_code == 200, path
        assert MARK in response.content.decode(), path
        assert active_parts(response.content.decode()) == [], path


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_refused_form_gives_its_fields_back_inert(send, attack):
    response = send(**dict.fromkeys(["text", "name", "email", "website", "subject", "stamp", "to"], attack))
    assert response.status_code == 422
    assert MARK in response.content.decode()
    assert active_parts(response.content.decode()) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_text_is_shown_as_it_was_written(client, send, release, attack):
    response = send(text=attack)
    assert response.status_code == 303
    Comment.objects.update(status="approved")
    page = html5lib.parse(client.get(release.url("comments:replies")).content.decode(), namespaceHTMLElements=False)
    shown = ["".join(element.itertext()) for element in page.iter("div") if element.get("class") == "reply__text"]
    assert shown == [attack.strip()]
