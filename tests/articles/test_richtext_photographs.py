"""Photographs in rich text: how they come from the editor, go back to it, and are shown."""

import html5lib
import pytest

from articles.models import EditionImage, Image
from articles.richtext import clean, for_editor, image_ids, render, take_in

STORED = '<p>Before</p><figure><img data-image="7"></figure><p>After</p>'


def image(pk=7, **fields):
    """Return an unsaved photograph: none of this needs the database."""
    given = {"width": 2000, "height": 1500, "checksum": f"{pk:064x}", "alternative_text": "A lotus", "caption": "Delta"}
    return Image(**{"pk": pk, "title": "Lotus", "credit": "R. Ivanova", **given, **fields})


def use(pk=7, role="body", **words):
    return EditionImage(image=image(pk), role=role, **words)


@pytest.mark.parametrize(
    "source",
    [
        "/media/7/abc123/wide-800.jpg",
        "http://127.0.0.1:8000/media/7/0/whole-960.webp",
        "/media/7/a/square-160.avif?x#y",
    ],
)
def test_the_address_of_a_rendition_becomes_the_photographs_key(source):
    assert clean(f'<img src="{source}">') == '<figure><img data-image="7"></figure>'


@pytest.mark.parametrize(
    "source",
    [
        "https://elsewhere.example/media/7/abc/wide-800.jpg",
        "//127.0.0.1:8000/media/7/abc/wide-800.jpg",
        "/media/7/abc/wide-800.jpg/x",
        "/media/0/abc/wide-800.jpg",
        "/media/7x/abc/wide-800.jpg",
        "data:image/png;base64,AAAA",
        "photograph.jpg",
        "",
    ],
)
def test_any_other_picture_is_dropped(source):
    assert clean(f'<p>a<img src="{source}"></p>') == "<p>a</p>"


def test_a_picture_exchanged_in_the_editor_is_the_new_one():
    assert image_ids(clean('<img data-image="7" src="/media/8/a/whole-960.jpg">')) == [8]


def test_keys_come_in_order_without_repeats():
    html = clean("<img data-image=9><p>x</p><img data-image=7><img data-image=9>")
    assert image_ids(html) == [9, 7]


def test_what_the_editor_sends_is_taken_apart_into_text_and_words():
    html, words = take_in(
        '<p>Before</p><figure class="image"><img alt="A &quot;lotus&quot;" src="/media/7/ab/whole-960.jpg" width="9">'
        "<figcaption>In the <b>delta</b> &amp; beyond</figcaption></figure><p>After</p>"
    )
    assert html == STORED
    assert words == {7: {"alternative_text": 'A "lotus"', "caption": "In the delta & beyond"}}


def test_a_photograph_that_comes_without_words_has_no_entry():
    assert take_in(STORED) == (STORED, {})


def test_words_that_were_emptied_are_said_to_be_empty():
    _html, words = take_in('<img src="/media/7/abc/whole-960.jpg" alt="">')
    assert words == {7: {"alternative_text": "", "caption": ""}}


def test_the_editor_gets_back_what_it_sent():
    uses = [use(alternative_text='A "lotus"', caption="Delta & <sea>")]
    shown = for_editor(STORED, uses)
    assert 'src="/media/7/' in shown
    assert take_in(shown) == (STORED, {7: {"alternative_text": 'A "lotus"', "caption": "Delta & <sea>"}})


def test_a_photograph_that_is_not_there_keeps_its_place_in_the_editor():
    assert take_in(for_editor(STORED, []))[0] == STORED


def test_a_public_page_shows_the_picture_with_the_editions_words():
    shown = render(STORED, [use(alternative_text="This use's", caption="Its own", credit="Somebody")], "en")
    assert '<source type="image/avif"' in shown
    assert 'alt="This use&#x27;s"' in shown
    assert "Its own" in shown
    assert "Somebody" in shown
    assert 'loading="lazy"' in shown
    assert 'class="figure"' in shown


def test_a_page_under_about_uses_the_librarys_words_unless_the_text_has_its_own():
    assert 'alt="A lotus"' in render(STORED, [image()], "en")
    html = '<figure><img data-image="7" alt="Typed"><figcaption>Typed <em>here</em></figcaption></figure>'
    shown = render(html, [image()], "en")
    assert 'alt="Typed"' in shown
    assert "Typed <em>here</em>" in shown


def test_the_words_for_the_text_go_before_those_of_the_lead_photograph():
    uses = [use(role="lead", alternative_text="Lead"), use(role="body", alternative_text="Body")]
    assert 'alt="Body"' in render(STORED, uses, "en")
    assert 'alt="Body"' in render(STORED, uses[::-1], "en")


def test_words_are_escaped():
    hostile = '"><script>alert(1)</script>'
    for shown in (
        render(STORED, [use(alternative_text=hostile, caption=hostile, credit=hostile)], "en"),
        for_editor(STORED, [use(alternative_text=hostile, caption=hostile)]),
    ):
        tree = html5lib.parse(shown, namespaceHTMLElements=False)
        assert tree.find(".//script") is None
        assert tree.find(".//img").attrib["alt"] == hostile


def test_an_unknown_photograph_renders_nothing():
    assert render(STORED, [], "en") == "<p>Before</p><p>After</p>"


def test_rendering_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        render(STORED + '<figure><img data-image="8"></figure>', [use(7), use(8)], "en")


def test_a_wide_table_can_be_scrolled_by_the_keyboard_and_has_a_name():
    shown = render("<table><caption>Trade &amp; more</caption><tbody><tr><td>1</td></tr></tbody></table>", [], "en")
    assert shown.startswith(
        '<div class="table" role="group" tabindex="0" aria-label="Trade &amp; more"><table><caption>'
    )
    assert shown.endswith("</table></div>")
    assert 'aria-label="Table"' in render("<table><tbody><tr><td>1</td></tr></tbody></table>", [], "en")
