"""Nothing typed is lost: not by a crash, a server that fails, or a colleague; and the hand stays on the keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import workflow
from articles.models import Edition, Release
from tests import factories

# What the server makes of it is proved on each database by tests/articles/admin/test_autosave.py.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

ADD = "/admin/articles/edition/add/"
AUTOSAVE = "**/autosave/"


def form_of(draft):
    return reverse("admin:articles_edition_change", args=[draft.pk])


@pytest.fixture
def open_quietly(chromium, live_server):
    """A function that opens a page whose console may speak of requests that fail."""
    contexts = []

    def open_(**options):
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def text(page):
    return page.locator(".cke_wysiwyg_div")


def write(page, words):
    text(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def is_saved(page):
    expect(page.locator("[data-autosave]")).to_have_attribute("data-state", "saved")
    expect(page.get_by_text("All changes saved")).to_be_visible()


def is_not_saved(page, words):
    expect(page.locator("[data-said]")).to_contain_text(words)


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('pressroom:unsaved:')).length")


def test_what_was_typed_is_there_after_a_crash(page, sign_in, author):
    sign_in(page, author)
    page.goto(ADD)
    with page.expect_response(AUTOSAVE):
        page.get_by_label("Headline").fill("Ferry to the island")
    is_saved(page)
    draft = Edition.objects.get()
    assert page.url.endswith(form_of(draft))
    with page.expect_response(AUTOSAVE):
        write(page, "It leaves every hour.")
    with page.expect_response(AUTOSAVE):
        page.get_by_label("Dateline").fill("Astrakhan")
    is_saved(page)
    assert kept(page) == 0

    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(form_of(draft))
    expect(again.get_by_label("Dateline")).to_have_value("Astrakhan")
    expect(text(again)).to_contain_text("It leaves every hour.")
    assert Release.objects.count() == 1


def test_the_button_goes_on_with_the_draft_that_was_begun(page, sign_in, author):
    sign_in(page, author)
    page.goto(ADD)
    page.get_by_label("Headline").fill("Ferry to the island")
    is_saved(page)
    page.get_by_label("Lead", exact=True).fill("It runs all year.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    edition = Edition.objects.get()
    assert (edition.headline, edition.lead) == ("Ferry to the island", "It runs all year.")


def test_a_button_waits_for_the_save_that_is_under_way(page, sign_in, author):
    draft = factories.draft(by=author)
    sign_in(page, author)
    page.goto(form_of(draft))
    held = []
    page.route(AUTOSAVE, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(AUTOSAVE):
        page.get_by_label("Dateline").fill("Astrakhan")
    page.get_by_label("Dateline").fill("Astrakhan, by the sea")
    page.get_by_role("button", name="Save draft").click(no_wait_after=True)
    held[0].continue_()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(page.get_by_label("Dateline")).to_have_value("Astrakhan, by the sea")


def test_the_form_is_left_without_a_question_when_all_is_saved(page, sign_in, author):
    draft = factories.draft(by=author)
    sign_in(page, author)
    page.goto(form_of(draft))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with page.expect_response(AUTOSAVE):
        write(page, "It leaves every hour.")
    is_saved(page)
    page.goto("/admin/")
    assert asked == []
    page.goto(form_of(draft))
    page.get_by_label("Dateline").press_sequentially("A")
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_what_the_server_never_got_is_offered_again(open_quietly, sign_in, author, axe):
    draft = factories.draft(by=author, lead="Stored.")
    page = open_quietly()
    sign_in(page, author)
    page.goto(form_of(draft))
    # A route would let through what a page sends as it is closed.
    page.evaluate("window.fetch = async () => new Response('A fault', { status: 500 })")
    page.get_by_label("Lead", exact=True).fill("Typed and not saved.")
    write(page, "It leaves every hour.")
    is_not_saved(page, "Your text is kept in this browser")
    assert kept(page) == 1

    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(form_of(draft))
    offer = again.get_by_role("dialog", name="Text that was not saved")
    expect(offer).to_contain_text("Typed and not saved.")
    axe(again)
    offer.get_by_role("button", name="Restore").click()
    expect(again.get_by_label("Lead", exact=True)).to_have_value("Typed and not saved.")
    expect(text(again)).to_contain_text("It leaves every hour.")
    is_saved(again)
    assert kept(again) == 0
    draft.refresh_from_db()
    assert draft.lead == "Typed and not saved."


def test_what_is_thrown_away_is_gone(open_quietly, sign_in, author):
    page = open_quietly()
    sign_in(page, author)
    page.goto(ADD)
    page.get_by_label("Lead", exact=True).fill("A lead without a headline.")
    is_not_saved(page, "Write a headline")
    page.keyboard.press("Control+s")
    assert kept(page) == 1
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(ADD)
    again.get_by_role("button", name="Throw away").click()
    assert kept(again) == 0
    again.reload()
    expect(again.locator("dialog[data-restore]")).not_to_be_visible()
    expect(again.get_by_label("Lead", exact=True)).to_have_value("")


def test_who_logs_out_leaves_no_text_behind(page, sign_in, author):
    sign_in(page, author)
    page.goto(ADD)
    page.get_by_label("Lead", exact=True).fill("A lead without a headline.")
    page.keyboard.press("Control+s")
    assert kept(page) == 1
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/logout/")
    assert kept(page) == 0


def test_the_server_is_tried_again(open_quietly, sign_in, author):
    draft = factories.draft(by=author)
    page = open_quietly()
    sign_in(page, author)
    page.goto(form_of(draft))
    page.route(AUTOSAVE, lambda route: route.abort())
    page.get_by_label("Dateline").fill("Astrakhan")
    is_not_saved(page, "Not saved yet")
    page.unroute(AUTOSAVE)
    is_saved(page)
    draft.refresh_from_db()
    assert draft.dateline == "Astrakhan"


def test_signed_out_and_in_again_in_another_tab_nothing_is_lost(open_quietly, sign_in, author):
    draft = factories.draft(by=author)
    page = open_quietly()
    sign_in(page, author)
    page.goto(form_of(draft))
    cookie = next(one for one in page.context.cookies() if one["name"] == "sessionid")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Dateline").fill("Astrakhan")
    is_not_saved(page, "Sign in again in another tab")
    page.context.add_cookies([cookie])
    is_saved(page)
    draft.refresh_from_db()
    assert draft.dateline == "Astrakhan"


def test_of_two_versions_both_are_kept(open_quietly, sign_in, author, editor, axe):
    draft = factories.draft(by=author, lead="The ferry runs.")
    page = open_quietly(viewport={"width": 1280, "height": 900})
    sign_in(page, author)
    page.goto(form_of(draft))
    workflow.save(draft, by=editor, revision=draft.revision, contents={"lead": "The ferry runs all year."})
    page.get_by_label("Lead", exact=True).fill("The ferry runs in summer.")
    is_not_saved(page, "shows both")
    page.get_by_role("button", name="Save draft").click()
    conflict = page.get_by_role("region", name="Comparison")
    expect(conflict).to_contain_text("all year")
    expect(conflict).to_contain_text("in summer")
    expect(page.get_by_role("textbox", name="Lead")).to_have_value("The ferry runs in summer.")
    axe(page)
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    leads = {save.contents["lead"] for save in draft.saves.all()}
    assert {"The ferry runs all year.", "The ferry runs in summer."} <= leads


def test_one_sees_that_somebody_else_comes_and_goes(open_page, sign_in, author, editor):
    draft = factories.draft(by=author)
    mine, theirs = open_page(), open_page()
    sign_in(mine, author)
    sign_in(theirs, editor)
    mine.goto(form_of(draft))
    theirs.goto(form_of(draft))
    expect(theirs.get_by_text("author has this open too")).to_be_visible()
    look = "document.dispatchEvent(new Event('visibilitychange'))"
    mine.evaluate(look)
    expect(mine.get_by_text("editor has this open too")).to_be_visible()
    theirs.goto("/admin/")
    # Their page is left before its last word is through.
    for _time in range(20):
        with mine.expect_response("**/presence/") as answer:
            mine.evaluate(look)
        if "editor" not in answer.value.json()["presence"]:
            break
    expect(mine.get_by_text("editor has this open too")).to_have_count(0)


def test_the_keyboard_saves_previews_and_submits(page, sign_in, author):
    draft = factories.draft(by=author, lead="The ferry runs.")
    sign_in(page, author)
    page.goto(form_of(draft))
    write(page, "It leaves every hour.")
    with page.expect_response(AUTOSAVE):
        page.keyboard.press("Control+s")
    is_saved(page)
    draft.refresh_from_db()
    assert "It leaves every hour." in draft.body
    page.keyboard.press("Control+Alt+p")
    page.wait_for_url("**/preview/")
    page.goto(form_of(draft))
    expect(text(page)).to_be_visible()
    text(page).click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Submitted for review.")).to_be_visible()
    assert Edition.objects.get().stage == Edition.Stage.REVIEW


def test_a_question_mark_lists_the_shortcuts_unless_it_is_typed_or_turned_off(page, sign_in, author, axe):
    sign_in(page, author)
    page.goto(ADD)
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    page.get_by_label("Lead", exact=True).press_sequentially("Why?")
    expect(dialog).not_to_be_visible()
    page.get_by_role("button", name="Keyboard shortcuts").focus()
    page.keyboard.press("Shift+?")
    expect(dialog).to_be_visible()
    axe(page)
    dialog.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+?")
    expect(dialog).not_to_be_visible()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(dialog.get_by_label("Single keys")).not_to_be_checked()


def test_the_form_saves_without_script(open_page, sign_in, author):
    page = open_page(java_script_enabled=False)
    sign_in(page, author)
    page.goto(ADD)
    page.get_by_label("Headline").fill("Ferry to the island")
    expect(page.get_by_text("All changes saved")).not_to_be_visible()
    expect(page.get_by_role("button", name="Keyboard shortcuts")).not_to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
