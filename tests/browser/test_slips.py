"""Slips of the hand: a key pressed where nothing was meant by it, a word that no line can hold."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import workflow
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def form_of(draft):
    return reverse("admin:articles_edition_change", args=[draft.pk])


def test_enter_in_a_field_saves_and_does_not_publish(page, sign_in, editor):
    draft = factories.draft()
    sign_in(page, editor)
    for label in ("Headline", "Dateline", "Planned for"):
        page.goto(form_of(draft))
        page.get_by_label(label).press("Enter")
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert Edition.objects.get().stage == Edition.Stage.DRAFT


def test_enter_in_a_field_does_not_save_over_somebody_else(page, sign_in, author, editor):
    draft = factories.draft()
    sign_in(page, author)
    page.goto(form_of(draft))
    workflow.save(draft, by=editor, revision=draft.revision, contents={"dateline": "Theirs"})
    page.get_by_label("Dateline").fill("Mine")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("button", name="Save mine over it")).to_be_visible()
    with page.expect_navigation():
        page.get_by_label("Dateline").press("Enter")
    expect(page.get_by_label("Dateline")).to_have_value("Mine")
    assert Edition.objects.get().dateline == "Theirs"


@pytest.mark.once
def test_who_sends_a_reply_before_its_stamp_is_old_enough_is_told_that_it_is_on_its_way(page):
    page.goto(factories.live_release().url("comments:reply"))
    status = page.get_by_role("status")
    expect(status).to_have_text("")
    page.get_by_label("Name").focus()
    # Which no machine is too slow for.
    page.locator("[data-reply-form][data-fetched]").evaluate("form => { form.dataset.leastAge = 60_000 }")
    page.get_by_role("button", name="Send reply").click()
    expect(status).to_have_text("Sending your reply…")
    # The button, to which the keyboard led, is the last that may be seen.
    expect(status).to_be_in_viewport()


@pytest.mark.once
def test_escape_closes_the_picker_and_leads_back_to_its_button(page, sign_in, author):
    sign_in(page, author)
    page.goto(reverse("admin:articles_edition_add"))
    button = page.get_by_role("button", name="Choose a photograph").first
    button.press("Enter")
    expect(page.get_by_label("Search the library")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


@pytest.mark.once
@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_word_makes_no_page_wider(open_page, width):
    word = "Электрлендірілмегендіктеріңізденмісіздер" * 3
    category = factories.CategoryFactory(text__name="Housing, utilities and the improvement of towns and villages")
    release = factories.live_release(headline=word, lead=word, categories=[category])
    page = open_page(viewport={"width": width, "height": 700})
    for path in ("/", release.get_absolute_url()):
        page.goto(path)
        if width == 320:
            page.get_by_text("Menu", exact=True).click()
        assert page.evaluate("document.documentElement.scrollWidth") == width
