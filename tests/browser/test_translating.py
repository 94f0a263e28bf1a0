"""A translation kept in step: the paragraph that changed in the original is the one that is flagged."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles import workflow
from tests import factories
from tests.articles.admin.translations import ENGLISH, write

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def original(author):
    """A release that was published yesterday."""
    yesterday = timezone.now() - datetime.timedelta(days=1)
    return factories.live_release(yesterday, by=author, headline="The bridge is open", body=ENGLISH)


def correct(release, by):
    """Publish a correction of the third paragraph."""
    draft = workflow.new_edition(release, by=by)
    body = ENGLISH.replace("will follow", "will not follow")
    workflow.save(draft, by=by, revision=draft.revision, contents={"body": body})
    factories.publish(draft, kind="correction", public_note="There will be no trams.")


def test_the_third_paragraph_alone_is_flagged_until_it_is_confirmed(page, sign_in, author, editor, original):
    edition = factories.publish(write(workflow.translate(original, by=author, language="ru"), author))
    correct(original, author)
    sign_in(page, editor)
    page.goto(reverse("admin:articles_release_change", args=[edition.release_id]))
    page.get_by_role("link", name="What changed").click()
    changed = page.locator(".pairs__row--changed")
    expect(changed).to_have_count(1)
    assert changed.get_by_text("Paragraph 3").is_visible()
    assert changed.get_by_text("Трамваи пойдут потом.").is_visible()
    assert changed.locator("ins").inner_text().strip().endswith("not")

    page.get_by_role("button", name="Bring up to date").click()
    flagged = page.locator(".original__block--changed")
    expect(flagged).to_have_count(1)
    assert flagged.get_by_text("Paragraph 3").is_visible()
    # The block that renders it is known by its place.
    page.locator(".cke_wysiwyg_div p").nth(2).click()
    page.locator(".original__block--changed[aria-current]").wait_for()
    page.locator(".cke_wysiwyg_div p").nth(0).click()
    page.locator(".original__block[data-after='0'][aria-current]").wait_for()
    expect(page.locator(".original__block[aria-current]")).to_have_count(1)

    page.goto(reverse("admin:articles_edition_original", args=[edition.pk]))
    page.get_by_role("button", name="It is right as it is").click()
    page.get_by_text("Noted:").wait_for()
    expect(page.get_by_text("Behind", exact=True)).to_have_count(0)
    page.goto(reverse("admin:articles_edition_original", args=[edition.pk]))
    expect(page.locator(".pairs__row--changed")).to_have_count(0)


def test_what_is_typed_beside_the_original_is_saved_and_confirmed(page, sign_in, author, original):
    draft = workflow.translate(original, by=author, language="ru")
    correct(original, author)
    sign_in(page, author)
    page.goto(reverse("admin:articles_edition_change", args=[draft.pk]))
    page.locator(".cke_wysiwyg_div[role=textbox]").wait_for()
    page.get_by_label("Headline").fill("Мост открыт")
    page.get_by_role("button", name="This text takes it into account").click()
    page.get_by_text("Noted:").wait_for()
    assert page.get_by_label("Headline").input_value() == "Мост открыт"
    expect(page.locator(".original__block--changed")).to_have_count(0)
    assert page.get_by_label("Slug").get_attribute("placeholder") == "most-otkryt"


def test_on_a_phone_the_original_is_folded_above_the_editor(open_page, sign_in, author, original):
    draft = workflow.translate(original, by=author, language="ru")
    page = open_page(viewport={"width": 390, "height": 844})
    sign_in(page, author)
    page.goto(reverse("admin:articles_edition_change", args=[draft.pk]))
    first = page.locator(".original").get_by_text("Cars went over.")
    assert not first.is_visible()
    page.locator(".original summary").click()
    assert first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
