"""The same rules on the words of HTML, across the tags in it."""

import pytest

from tests.articles.typography.setting import set_html


def test_a_quotation_may_begin_in_a_tag_and_end_after_it():
    assert set_html('<p><strong>"Лотос</strong> цветёт" - <em>в</em> мае</p>') == (
        "<p><strong>«Лотос</strong> цветёт»~— <em>в</em>~мае</p>"
    )


def test_a_quotation_doesnt_reach_into_the_next_block():
    html = '<p>"Лотос</p><p>цветёт"</p>'
    assert set_html(html) == html


def test_a_block_and_a_break_begin_a_line():
    assert set_html("<ul><li>- Да</li></ul><p>Он:<br>- Нет</p>") == "<ul><li>—~Да</li></ul><p>Он:<br>—~Нет</p>"


@pytest.mark.parametrize("tag", ["code", "pre", "kbd", "samp"])
def test_code_is_left_alone(tag):
    html = f'<{tag}>"a" - b в c</{tag}>'
    assert set_html(html) == html


def test_a_quotation_may_hold_code():
    assert set_html('<p>"<code>"</code>"</p>') == '<p>«<code>"</code>»</p>'


@pytest.mark.parametrize("address", ["https://example.org/a-&quot;b&quot;", "press@example.org", "example.org/1-2"])
def test_the_text_of_a_link_that_is_an_address_is_left_alone(address):
    html = f'<p>См. <a href="https://example.org/">{address}</a></p>'
    assert set_html(html) == html


def test_a_link_in_words_is_set():
    html = '<p>См. <a href="/a - &quot;b&quot;/">"Лотос" - в мае</a></p>'
    assert set_html(html) == '<p>См. <a href="/a - &quot;b&quot;/">«Лотос»~— в~мае</a></p>'


def test_attributes_are_left_alone_even_with_tags_in_them():
    html = '<img alt="<b> в &quot;x&quot; - y">'
    assert set_html(f"<p>Вот {html}- в мае</p>") == f"<p>Вот {html}- в~мае</p>"


def test_entities_stay_what_they_are():
    assert set_html("<p>5 &lt; 6 &amp; &quot;7&quot; &#1074; мае&nbsp;- да</p>") == (
        "<p>5 &lt; 6 &amp; «7» &#1074;~мае&nbsp;— да</p>"
    )


def test_words_of_another_language_follow_its_rules():
    html = (
        '<p>Он сказал "да" и <cite lang="en">"It\'s" - "me"</cite>, "нет"</p><blockquote lang="en">"It\'s"</blockquote>'
    )
    assert set_html(html) == (
        '<p>Он сказал «да» и~<cite lang="en">“It’s”~– “me”</cite>, «нет»</p><blockquote lang="en">“It’s”</blockquote>'
    )
    assert set_html('<q lang="de">"so" - in 5 km</q> в мае') == '<q lang="de">"so" - in 5 km</q> в~мае'


def test_the_marks_that_a_browser_draws_count():
    assert set_html('<p><q>завод "Лотос"</q> "и"</p>') == "<p><q>завод „Лотос“</q> «и»</p>"


@pytest.mark.parametrize("html", ["<p>в <", '<p>в <a href="', "<p>в </q></b></p>", "<!-- в мае -->", "</p>", "<p"])
def test_what_is_no_html_raises_nothing_and_loses_nothing(html):
    assert set_html(html).replace("~", " ") == html
