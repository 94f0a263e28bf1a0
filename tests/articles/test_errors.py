"""Pages that say what went wrong, and what to do next. Without its mark a test is kept from the database."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client
from django.views import defaults

from articles import surroundings, workflow
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nothing/", "/2022/05/28/nothing/", "/category/nothing/"])
def test_nothing_there_says_so_and_leads_on(client, path):
    factories.live_release()
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 404
    assert "<h1>Page not found</h1>" in html
    assert "Read the latest releases" in html
    assert '<meta name="robots" content="noindex">' in html
    assert not response.cookies


@pytest.mark.django_db
def test_nothing_there_in_a_language_leads_on_in_it(client):
    for path in ("/ru/category/nothing/", "/ru/nothing/"):
        response = client.get(path)
        assert response.status_code == 404
        assert re.search(r'<ul class="leaf__ways">\s*<li><a href="/ru/">', response.content.decode())


@pytest.mark.django_db
def test_an_address_is_not_repeated_where_it_could_do_harm(client):
    assert "<script>alert" not in client.get("/%3Cscript%3Ealert(1)%3C/").content.decode()


@pytest.mark.django_db
def test_a_refusal_says_so_and_leads_on(rf):
    response = defaults.permission_denied(rf.get("/"), PermissionDenied())
    assert response.status_code == 403
    assert "<h1>Not allowed</h1>" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_our_own_words():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "<h1>The form has expired</h1>" in html
    assert "style=" not in html


def test_a_foreign_host_is_refused_without_a_question_to_the_database(client):
    response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "<h1>The request wasn't understood</h1>" in response.content.decode()


def test_a_failure_is_told_without_a_question_to_the_database(settings, rf):
    response = defaults.server_error(rf.get("/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert "<h1>The page can't be shown</h1>" in html
    assert str(settings.SITE_NAME) in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_of_last_resort_need_no_request(name):
    assert "<main" in render_to_string(name)


@pytest.mark.django_db
def test_the_page_of_what_was_removed_says_why_and_since_when(client, editor, at):
    at("2022-05-28 10:00")
    release = factories.live_release(slug="award")
    at("2022-06-01 10:00")
    workflow.remove(release, by=editor, reason="By order of the court.")
    response = client.get("/2022/05/28/award/")
    assert response.status_code == 410
    html = response.content.decode()
    assert "June 1, 2022, 10:00" in html
    assert "By order of the court." in html
    assert "Read the latest releases" in html


@pytest.mark.django_db
def test_what_surrounds_a_page_is_asked_once_a_request(rf, django_assert_num_queries):
    surroundings.of(rf.get("/"))
    request = rf.get("/")
    with django_assert_num_queries(1):
        first = surroundings.of(request)
        assert surroundings.of(request) is first


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_a_form_in_a_charset_that_is_not_ours_is_a_bad_request(path):
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    response = client.post(path, "a=1", content_type="application/x-www-form-urlencoded; charset=utf-16")
    assert response.status_code == 400
    assert "The request wasn't understood" in response.content.decode().replace("&#x27;", "'")
