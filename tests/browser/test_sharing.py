"""Passing a release on: what its buttons and Ctrl+C put on the clipboard, and the menu of a phone."""

import pytest
from playwright.sync_api import expect

from articles import short_addresses
from tests import factories

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

BODY = """
<p>The mayor spoke at noon.</p>
<blockquote><p>It was worth it. It took two years.</p><p>And &lt;b&gt; more.</p>
<p><cite>Anna Serova, mayor</cite></p></blockquote>
<p>Cars went over.</p>
"""
SELECT = """([from, start, to, end]) => {
  const text = (selector) => document.querySelector(selector).firstChild;
  const range = document.createRange();
  range.setStart(text(from), start);
  range.setEnd(text(to), end);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const found = {};
  for (const type of item.types) found[type] = await (await item.getType(type)).text();
  return found;
}"""
QUOTED = "blockquote p:nth-of-type(1)"


@pytest.fixture
def source(settings, live_server):
    settings.SITE_URL = live_server.url
    return live_server.url


def copied(page, *selection):
    """Select by hand, press Ctrl+C, and return what the clipboard has: {type: text}."""
    page.evaluate(SELECT, selection)
    page.keyboard.press("Control+C")
    return page.evaluate(READ)


def test_what_is_copied_of_a_quotation_says_who_said_it_when_and_where(open_page, source, at):
    at("2022-05-28 10:30")
    release = factories.live_release(body=BODY)
    russian = factories.live_release(language="ru", body="<blockquote><p>«Мы рады всем».</p></blockquote>")
    address = f"{source}/r/{short_addresses.code(release.pk)}"
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(release.get_absolute_url())

    page.get_by_role("button", name="Copy this quotation").click()
    expect(page.locator(".quotation-tools").get_by_role("status")).to_have_text("Copied")
    whole = "“It was worth it. It took two years.\nAnd <b> more.” — Anna Serova, mayor\nMay 28, 2022, " + address
    assert page.evaluate("navigator.clipboard.readText()") == whole

    found = copied(page, QUOTED, 0, QUOTED, 16)
    assert found["text/plain"] == f"“It was worth it.” — Anna Serova, mayor\nMay 28, 2022, {address}"
    assert f'<a href="{address}">' in found["text/html"]
    # From the first words into the speaker's name: still one quotation.
    assert copied(page, QUOTED, 17, "cite", 4)["text/plain"] == whole.replace("It was worth it. ", "")
    # One word, the name alone, other text, and what goes beyond the quotation are as they were selected.
    for selection, text in (
        ((QUOTED, 3, QUOTED, 6), "was"),
        (("cite", 0, "cite", 11), "Anna Serova"),
        ((".prose > p", 4, ".prose > p", 15), "mayor spoke"),
    ):
        assert copied(page, *selection)["text/plain"] == text
    assert "May 28" not in copied(page, ".prose > p", 4, QUOTED, 6)["text/plain"]

    share = page.get_by_role("region", name="Share")
    share.get_by_role("button", name="Copy the address").click()
    expect(share.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == address

    page.goto(russian.get_absolute_url())
    page.locator(".quotation-tools").get_by_role("button").click()
    expect(page.locator(".quotation-tools").get_by_role("status")).not_to_be_empty()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == f"«Мы рады всем.»\n28 мая 2022\xa0г., {source}/r/{short_addresses.code(russian.pk)}"
    assert page.context.cookies() == []


def test_a_phone_opens_its_own_menu_and_a_refused_clipboard_leaves_the_address_selected(open_page, source):
    release = factories.live_release(headline="The bridge is open")
    page = open_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.add_init_script(
        "navigator.share = async (data) => { window.passed = data; };"
        "navigator.clipboard.writeText = async () => { throw new DOMException('no', 'NotAllowedError'); };"
    )
    page.goto(release.get_absolute_url())
    share = page.get_by_role("region", name="Share")
    share.get_by_role("button", name="Share…").tap()
    assert page.evaluate("window.passed") == {
        "title": "The bridge is open",
        "url": source + release.get_absolute_url(),
    }
    share.get_by_role("button", name="Copy the address").tap()
    expect(share.get_by_role("status")).to_have_text("Selected: now copy it.")
    assert page.evaluate("getSelection().toString()") == f"{source}/r/{short_addresses.code(release.pk)}"
