"""The main job, as the people do it: written, published, read, liked, answered, let through."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import counters, workflow
from articles.models import Edition, Release
from comments.models import Comment
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

HEADLINE = "Ferry to the island runs all year"
# As another site's page has it on the clipboard: with its styles, its script and its handlers.
PASTED = """
<div style="font: 14px Arial" class="entry-content"><h1>From the first of June</h1>
<p class="x" onclick="alert(1)">The <b>electric</b> ferry leaves every hour.</p>
<blockquote><p>“Nobody will wait for the ice to go,” said the ferryman.</p></blockquote>
<p><a href="javascript:alert(1)">Timetable</a> <a href="https://example.org/timetable">at the pier</a></p>
<script>alert(1)</script><img src="/static/img/icon.svg" onerror="alert(1)"></div>
"""

PASTE = """(area, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  area.focus();
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def category():
    return factories.CategoryFactory(text__name="Transport", text__slug="transport")


def write(page, photograph):
    """As an author: the text of a release with a photograph, pasted into the editor; saved as a draft."""
    page.goto("/admin/")
    page.get_by_role("link", name="New release").first.click()
    page.get_by_label("Headline").fill(HEADLINE)
    page.get_by_label("Lead", exact=True).fill("The island is no longer cut off in winter.")
    area = page.locator(".cke_wysiwyg_div")
    expect(area).to_be_visible()
    area.evaluate(PASTE, PASTED)
    expect(area).to_contain_text("leaves every hour")
    page.get_by_label("Transport").check()
    page.get_by_role("button", name="Choose a photograph").first.click()
    page.locator("dialog [data-file]").set_input_files(
        {"name": photograph.name, "mimeType": "image/jpeg", "buffer": photograph.read()}
    )
    lead = page.locator("[data-photograph]").first
    lead.get_by_label("Alternative text").fill("A white ferry at a wooden pier")
    lead.get_by_label("Caption").fill("The ferry on its first day")
    lead.get_by_label("Credit").fill("Pressroom")
    expect(page.get_by_role("button", name="Publish now")).to_have_count(0)
    submit(page)


def submit(page):
    """As a writer: hand the form on."""
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("heading", name="Something is missing or wrong")).to_have_count(0)
    expect(page.get_by_text("In review since")).to_be_visible()


def publish(page):
    """As another editor: find on the first page what waits, read it and publish it."""
    page.goto("/admin/")
    page.get_by_role("region", name="Waiting for my eyes").get_by_role("link", name=HEADLINE).click()
    expect(page.get_by_text("In review since")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published.")).to_be_visible()


def reply(page, **typed):
    """As a citizen: fill in what is given and send it."""
    for label, text in typed.items():
        page.get_by_label(label.capitalize(), exact=label != "website").fill(text)
    page.get_by_role("button", name="Send reply").click()


def test_a_release_is_written_published_read_liked_and_answered(
    open_page, sign_in, author, editor, moderator, category
):
    desk = open_page(viewport={"width": 1440, "height": 900})
    sign_in(desk, author)
    write(desk, factories.jpeg(1600, 1000))
    draft = Edition.objects.get()
    assert not re.search(r"script|onclick|onerror|javascript|style|alert", draft.body)
    assert "<strong>electric</strong>" in draft.body
    assert "<blockquote>" in draft.body

    sign_in(desk, editor)
    publish(desk)
    release = Release.objects.get()
    path = release.get_absolute_url()
    assert re.fullmatch(r"/\d{4}/\d\d/\d\d/ferry-to-the-island-runs-all-year/", path)

    reader = open_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    for list_path in ("/", "/category/transport/", f"/{release.date:%Y/%m/%d}/"):
        reader.goto(list_path)
        expect(reader.get_by_role("link", name=HEADLINE).first).to_have_attribute("href", path)
    assert HEADLINE in reader.request.get("/feed/").text()

    with reader.expect_response(f"**{path}view/"):
        reader.goto(path)
    views, likes = reader.locator("[data-views]"), reader.locator("[data-likes]")
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(reader.get_by_alt_text("A white ferry at a wooden pier")).to_be_visible()
    expect(views).to_have_text("0")
    counters.fold()
    with reader.expect_response(f"**{path}view/"):
        reader.reload()
    expect(views).to_have_text("1")
    counters.fold()
    assert Release.objects.get().views == 1
    assert reader.context.cookies() == []

    heart = reader.locator("[data-like] button")
    heart.click()
    expect(likes).to_have_text("1")
    assert [cookie["name"] for cookie in reader.context.cookies()] == ["likes"]
    heart.click()
    expect(likes).to_have_text("0")

    reply(reader, comment="When does the last one leave?", name="Aigerim", email="aigerim")
    summary = reader.get_by_role("group", name="Your reply was not sent")
    expect(summary).to_contain_text("email address in full")
    expect(summary).to_be_focused()
    expect(reader.get_by_label("Comment", exact=True)).to_have_value("When does the last one leave?")
    reply(reader, email="aigerim@example.org")
    expect(reader.get_by_role("heading", name="Your reply awaits moderation.")).to_be_visible()
    reader.goto(path)
    assert reader.get_by_text("When does the last one leave?").count() == 0

    sign_in(desk, moderator)
    desk.goto("/admin/")
    desk.get_by_role("link", name="1 reply waits").click()
    desk.get_by_role("button", name="Approve").first.click()
    expect(desk.get_by_text("When does the last one leave?")).to_have_count(0)
    assert Comment.objects.get().status == Comment.Status.APPROVED

    reader.goto(path)
    expect(reader.get_by_text("When does the last one leave?")).to_be_visible()


def test_the_public_part_works_without_script(open_page):
    release = factories.live_release(headline=HEADLINE)
    page = open_page(java_script_enabled=False)
    page.goto(release.get_absolute_url())
    counters.fold()
    assert Release.objects.get().views == 1
    page.locator("[data-like] button").click()
    expect(page.get_by_role("button", name="Take my like back")).to_be_visible()
    assert Release.objects.get().likes == 1
    page.goto(release.get_absolute_url())
    reply(page, comment="When does the last one leave?", name="Aigerim")
    expect(page.get_by_role("group", name="Your reply was not sent")).to_contain_text("email")
    reply(page, email="aigerim@example.org")
    expect(page.get_by_role("heading", name="Your reply awaits moderation.")).to_be_visible()
    assert Comment.objects.get().status == Comment.Status.WAITING


def test_two_people_publish_a_correction_and_read_what_changed(open_page, sign_in, author, editor):
    release = factories.live_release(
        headline=HEADLINE, by=author, body="<p>It cost 12 million roubles.</p><p>It has room for forty cars.</p>"
    )
    writing, deciding = (open_page(viewport={"width": 1440, "height": 900}) for _person in range(2))
    sign_in(writing, author)
    sign_in(deciding, editor)

    writing.goto(reverse("admin:articles_release_change", args=[release.pk]))
    writing.get_by_role("button", name="Change it: new edition").click()
    area = writing.locator(".cke_wysiwyg_div")
    expect(area).to_contain_text("12 million")
    area.locator("p").first.click()
    # The number alone is typed anew, as a hand would do it.
    writing.keyboard.press("Home")
    for _letter in range("It cost 12".find("12")):
        writing.keyboard.press("ArrowRight")
    writing.keyboard.press("Delete")
    writing.keyboard.press("Delete")
    writing.keyboard.type("15")
    expect(area).to_contain_text("It cost 15 million")
    writing.get_by_label("a correction").check()
    writing.get_by_label("Public note").fill("The sum was wrong.")
    submit(writing)

    deciding.goto("/admin/")
    deciding.get_by_role("region", name="Waiting for my eyes").get_by_role("link", name=HEADLINE).click()
    deciding.get_by_role("link", name="Compare with what is live").click()
    expect(deciding.locator("del")).to_contain_text(["12"])
    expect(deciding.locator("ins")).to_contain_text(["15"])
    publish(deciding)

    deciding.goto(release.get_absolute_url())
    expect(deciding.get_by_text("It cost 15 million roubles.")).to_be_visible()
    expect(deciding.get_by_text("The sum was wrong.")).to_be_visible()

    # The history tells the same afterwards.
    deciding.goto(reverse("admin:articles_release_change", args=[release.pk]))
    deciding.get_by_role("link", name="Every save, compared").click()
    deciding.get_by_role("button", name="Compare").click()
    expect(deciding.locator("del")).to_contain_text(["12"])
    expect(deciding.locator("ins")).to_contain_text(["15"])


def test_the_keyboard_alone_takes_a_draft_to_its_schedule(open_page, sign_in, author, editor):
    draft = factories.draft(headline=HEADLINE, by=author)
    page = open_page(viewport={"width": 1440, "height": 900})
    sign_in(page, author)
    page.goto(reverse("admin:articles_edition_change", args=[draft.pk]))
    page.get_by_label("Lead", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("The island is no longer cut off in winter.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("In review since")).to_be_visible()

    sign_in(page, editor)
    page.goto("/admin/")
    focus_by_tab(page, HEADLINE)
    page.keyboard.press("Enter")
    page.get_by_label("Publish at").wait_for()
    focus_by_tab(page, "Publish now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Published.")).to_be_visible()


def focus_by_tab(page, text):
    """Press Tab until the focus is on what has the text."""
    for _press in range(200):
        page.keyboard.press("Tab")
        if text in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"Tab never reaches {text!r}")


def test_a_release_is_scheduled_by_the_moment_typed_in(open_page, sign_in, author, editor):
    edition = workflow.submit(factories.draft(headline=HEADLINE, by=author), by=author)
    page = open_page(viewport={"width": 1440, "height": 900}, timezone_id="America/New_York")
    sign_in(page, editor)
    page.goto(reverse("admin:articles_edition_change", args=[edition.pk]))
    page.get_by_label("Publish at").fill("2031-11-25T09:30")
    page.get_by_role("button", name="Schedule for Tuesday 25 November 2031, 09:30 (UTC+4)").click()
    expect(page.get_by_text("Scheduled for Tuesday 25 November 2031, 09:30")).to_be_visible()
    assert Edition.objects.get().live_from.isoformat() == "2031-11-25T05:30:00+00:00"
