"""A real Chromium: a fresh page for each test, which fails it on anything that the browser's console calls an error."""

import os
import threading
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from playwright.sync_api import sync_playwright

from tests.browser import find_chromium

# A page without HTML names no icon, and the browser asks for one of its own accord; what a form sends by itself may be
# refused, which the form then says.
EXPECTED = ("/favicon.ico", "/autosave/", "/presence/")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Mark everything in this folder as `browser`."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """The browser of this machine, started once."""
    path = find_chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        # Playwright's loop runs in this thread from here on, and Django would take every query for one made inside it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium, live_server):
    """A function that opens a page of its own context, at addresses relative to the site's.

    Keyword arguments are those of Playwright's `new_context`: `viewport`, `color_scheme`, `java_script_enabled`...
    When the test ends, an error in a console, a violation of the Content-Security-Policy or a script's exception fails
    it. The status of the page itself is no error: a refused form answers 4xx.
    """
    contexts, errors = [], []

    def open_(**options):
        options.setdefault("base_url", live_server.url)
        context = chromium.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        pages = set()

        def note(message):
            if message.type != "error":
                return
            url = message.location["url"]
            if "the server responded with a status of 4" in message.text and (url in pages or url.endswith(EXPECTED)):
                return
            errors.append(f"{message.text} ({url})")

        context.on("request", lambda request: request.is_navigation_request() and pages.add(request.url))
        context.on("console", note)
        context.on("weberror", lambda raised: errors.append(str(raised.error)))
        return context.new_page()

    in_flight = set()

    def began(sender, environ=None, **signal):
        in_flight.add(threading.get_ident())

    def ended(sender, **signal):
        in_flight.discard(threading.get_ident())

    request_started.connect(began)
    request_finished.connect(ended)
    yield open_
    for context in contexts:
        context.close()
    # A page says as it is closed that it was left: the database must not be emptied under that request.
    deadline = time.monotonic() + 5
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:
        quiet = 0 if in_flight else quiet + 1
        time.sleep(0.05)
    request_started.disconnect(began)
    request_finished.disconnect(ended)
    assert not errors, "\n".join(errors)


@pytest.fixture
def page(open_page):
    """A page 1280 pixels wide."""
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def sign_in(live_server, client_for):
    """A function that signs a user in, in the context of a page: `sign_in(page, editor)`."""

    def sign(page, user):
        cookie = client_for(user).cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    return sign


@pytest.fixture
def axe():
    """A function that asserts that axe finds no violation on a page as it stands."""

    def check(page, **options):
        # CKEditor gives its text the role only when it is ready; half-way there it is no fault of the page.
        editors = page.locator("textarea[data-type=ckeditortype]").count()
        if editors:
            page.locator(".cke_wysiwyg_div[role=textbox]").nth(editors - 1).wait_for()
        # Of what passed it would send every element, and take twice the time. What it would load in advance are style
        # sheets, for rules that are not asked for; of those that a sheet imports it mistakes the addresses.
        results = Axe().run(page, options={"resultTypes": ["violations"], "preload": False, **options})
        assert results.violations_count == 0, results.generate_report()

    return check
