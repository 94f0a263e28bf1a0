"""Where a POST came from: the table of what a browser may say, and what becomes of it."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from pressroom.origin import public_post

OWN = "https://press.example.org"


@public_post
def who(request):
    return HttpResponse(str(request.user))


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = OWN
    settings.ALLOWED_HOSTS = ["press.example.org", "127.0.0.1", "[::1]"]


def send(method="post", host="127.0.0.1:8000", user=None, **headers):
    request = getattr(RequestFactory(enforce_csrf_checks=True), method)("/", headers={"Host": host, **headers})
    request.user = user or User(username="officer")
    return who(request)


@pytest.mark.parametrize(
    ("origin", "fetch_site", "is_allowed"),
    [
        # Neither: an old browser or a program.
        (None, None, True),
        (None, "same-origin", True),
        (None, "none", True),
        (None, "same-site", False),
        (None, "cross-site", False),
        # The site's own: as the public knows it, and as this request was addressed.
        (OWN, None, True),
        (OWN, "same-origin", True),
        (OWN, "none", True),
        (OWN, "same-site", True),
        (OWN, "cross-site", False),
        (OWN + ":443", None, True),
        ("HTTPS://PRESS.example.org", None, True),
        ("http://127.0.0.1:8000", None, True),
        ("http://127.0.0.1:8000", "same-origin", True),
        # Somebody else's, however like ours it looks.
        ("https://evil.example", None, False),
        ("https://evil.example", "same-origin", False),
        ("https://evil.example", "same-site", False),
        ("https://other.press.example.org", "same-site", False),
        ("https://press.example.org.evil.example", None, False),
        ("https://press.example.org@evil.example", None, False),
        ("https://evil.example@press.example.org", None, False),
        ("https://evil.example/press.example.org", None, False),
        ("https://press.example.org/path", None, False),
        ("https://press.example.org:8443", None, False),
        ("http://press.example.org", None, False),
        ("https://127.0.0.1:8000", None, False),
        ("http://127.0.0.1:8001", None, False),
        ("http://127.0.0.1", None, False),
        ("ftp://press.example.org", None, False),
        ("https://press.example.org:port", None, False),
        ("https://[press.example.org", None, False),
        ("rubbish", None, False),
        # A page that hides where it is, unless the browser says that it is ours.
        ("null", None, False),
        ("null", "none", False),
        ("null", "same-site", False),
        ("null", "cross-site", False),
        ("null", "same-origin", True),
    ],
)
def test_a_post_from_another_sites_page_is_refused(origin, fetch_site, is_allowed):
    given = {"Origin": origin, "Sec-Fetch-Site": fetch_site}
    headers = {name: value for name, value in given.items() if value is not None}
    if is_allowed:
        assert send(**headers).status_code == 200
    else:
        with pytest.raises(PermissionDenied):
            send(**headers)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_unsafe_method_is_looked_at(method):
    with pytest.raises(PermissionDenied):
        send(method, Origin="https://evil.example")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_is_open_to_links_from_anywhere(method):
    assert send(method, Origin="https://evil.example", **{"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_session_that_is_there_gives_no_rights():
    assert send().content == b"AnonymousUser"


def test_no_token_is_asked_for(db):
    request = RequestFactory(enforce_csrf_checks=True).post("/")
    check = CsrfViewMiddleware(who)
    assert check.process_view(request, who, (), {}) is None
    assert check.process_view(request, who.__wrapped__, (), {}).status_code == 403
