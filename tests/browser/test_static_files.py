"""What is left out when the static files are collected is nothing that the desk asks for."""

import re

import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import get_finders
from django.urls import reverse

from tests.factories import draft


@pytest.mark.once
@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_that_the_editor_loads_is_collected(language, open_page, sign_in, editor, settings):
    settings.LANGUAGE_CODE = language
    edition = draft()
    page = open_page(locale=language)
    asked = set()
    page.on("request", lambda request: asked.add(request.url.partition("/static/")[2].partition("?")[0]))
    sign_in(page, editor)
    page.goto(reverse("admin:articles_edition_change", args=[edition.pk]))
    page.locator(".cke_wysiwyg_div").wait_for()
    for command in ("link", "table", "a11yHelp"):
        page.evaluate(f"Object.values(CKEDITOR.instances)[0].execCommand('{command}')")
        page.locator(".cke_dialog_title:visible").wait_for()
        page.keyboard.press("Escape")
        page.locator(".cke_dialog_title:visible").wait_for(state="hidden")
    collected = {
        path
        for finder in get_finders()
        for path, _storage in finder.list(apps.get_app_config("staticfiles").ignore_patterns)
    }
    assert any(re.search(r"lang/..\.js$", path) for path in asked)
    assert asked - {""} <= collected
