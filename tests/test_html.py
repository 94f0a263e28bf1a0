"""Every page of the public site and of the desk is HTML as the standard has it, by a parser that forgives nothing."""

import html5lib
import pytest
from django.conf import settings

from articles import workflow
from articles.models import Notice
from tests import factories
from tests.test_access import TABLE, in_order
from tests.world import World, busy_release

# test_access.py goes through the same addresses on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def parse(html):
    """Return the document, or raise at the first thing that the standard calls an error."""
    return html5lib.HTMLParser(strict=True).parse(html)


def check(response):
    if not response.get("Content-Type", "").startswith("text/html") or not response.content:
        return
    html = response.content.decode()
    tree = parse(html)
    name = "{http://www.w3.org/1999/xhtml}"
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"an id stands twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    assert sum(1 for _h1 in tree.iter(f"{name}h1")) == 1
    assert (tree.findtext(f".//{name}title") or "").strip()
    assert tree.get("lang") == response.headers["Content-Language"]
    assert tree.get("lang") in dict(settings.LANGUAGES)
    for element in tree.iter():
        assert not any(attribute.startswith("on") for attribute in element.attrib)
    for label in tree.iter(f"{name}label"):
        inside = [field for kind in ("input", "select", "textarea") for field in label.iter(f"{name}{kind}")]
        assert label.get("for") in ids or inside, "a label of nothing"


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_page_and_each_answer_to_an_empty_form_is_valid(client_for, admin, author, method):
    world, client, wrong = World(author), client_for(admin), {}
    for name in in_order(TABLE):
        try:
            check(getattr(client, method)(world.path(name)))
        except (AssertionError, html5lib.html5parser.ParseError) as error:
            wrong[name] = str(error)
    assert not wrong


@pytest.mark.parametrize("state", ["corrected", "withdrawn", "removed", "never was"])
def test_a_release_in_each_state_is_a_valid_page(client, editor, moderator, state):
    release = busy_release(editor, moderator)
    Notice.objects.create(text="Flood <b>warning</b>", link="https://example.org/")
    path = release.get_absolute_url()
    if state == "withdrawn":
        workflow.withdraw(release, by=editor, reason="Not decided.")
    if state == "removed":
        workflow.remove(release, by=editor, reason="It named a child.")
    if state == "never was":
        path += "nothing/"
    check(client.get(path))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_page_of_a_release_is_in_its_language(client, language):
    release = factories.live_release(language=language, headline="Лотосы цветут")
    response = client.get(release.get_absolute_url())
    check(response)
    assert parse(response.content.decode()).get("lang") == language
