"""The desk itself: sidebar, first page, the status of a refused form."""

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied

from pressroom import desk
from tests import factories


@pytest.fixture
def registered(monkeypatch):
    """Let a test register what it likes, for itself alone."""
    monkeypatch.setattr(desk, "_navigation", list(desk._navigation))
    monkeypatch.setattr(desk, "_panels", list(desk._panels))
    monkeypatch.setattr(desk, "_pages", list(desk._pages))


def test_the_sidebar_shows_what_exists_and_the_person_may_open(client_for, author, editor):
    mine = client_for(author).get("/admin/").content.decode()
    theirs = client_for(editor).get("/admin/").content.decode()
    assert "Photographs" in mine
    assert 'href="/admin/articles/notice/"' not in mine
    assert 'href="/admin/articles/notice/"' in theirs


def test_the_sidebar_counts_what_waits(client_for, editor, registered):
    desk.navigation("Things", "admin:articles_release_changelist", "articles.view_release", count=lambda request: 1234)
    assert "1234" in client_for(editor).get("/admin/").content.decode()


def test_a_page_that_leads_elsewhere_counts_nothing(client_for, editor, registered):
    asked = []
    desk.navigation("Things", "admin:articles_release_changelist", "articles.view_release", count=asked.append)
    client_for(editor).get("/admin/articles/release/add/")
    assert asked == []


def test_panels_come_in_their_order_and_one_that_is_none_is_left_out(client_for, moderator, registered):
    template = "admin/comments/_panel.html"
    desk.panel(lambda request, at: {"template": template, "count": 0, "queue_url": "/later/"}, order=6)
    desk.panel(lambda request, at: {"template": template, "count": 0, "queue_url": "/sooner/"}, order=5)
    desk.panel(lambda request, at: None, order=1)
    places = dict(client_for(moderator).get("/admin/").context["places"])
    assert ["/sooner/" in panel for panel in places[desk.WORK]] == [True, False]
    assert len(places[desk.AHEAD]) == 1
    assert desk.BELOW not in places


def test_what_a_panel_warns_of_stands_on_top(client_for, editor, registered):
    context = {"template": "admin/comments/_panel.html", "count": 0, "alert": "The river rises."}
    desk.panel(lambda request, at: context, order=90)
    text = client_for(editor).get("/admin/").content.decode()
    assert text.index("The river rises.") < text.index('class="panels"')


def test_a_page_is_for_those_who_have_its_permission(editor, author, registered, rf):
    desk.page("weather/", "pressroom.views.healthz", "weather", "articles.approve_edition")
    view = next(pattern for pattern in admin.site.get_urls() if pattern.name == "weather").callback
    request = rf.get("/admin/weather/")
    request.user = editor
    assert view(request).status_code == 200
    request.user = author
    with pytest.raises(PermissionDenied):
        view(request)


def test_the_first_page_costs_the_same_with_more_releases(client_for, editor, django_assert_max_num_queries):
    client = client_for(editor)

    def make():
        factories.draft()
        factories.scheduled_release()
        factories.live_release()

    make()
    client.get("/admin/")
    with django_assert_max_num_queries(100) as few:
        client.get("/admin/")
    # Said now: the next request begins the log of queries anew.
    most = len(few)
    for _number in range(3):
        make()
    # What is looked for once after each public change.
    client.get("/admin/")
    with django_assert_max_num_queries(most):
        client.get("/admin/")


def test_a_person_without_a_role_is_told_so(client_for, db):
    assert "Ask an administrator" in client_for(factories.UserFactory()).get("/admin/").content.decode()


def test_a_refused_form_answers_422(client_for, editor):
    client = client_for(editor)
    assert client.post("/admin/articles/contact/add/", {"name": ""}).status_code == 422
    assert client.post("/admin/password_change/", {"old_password": "wrong"}).status_code == 422
    assert client.get("/admin/articles/contact/add/").status_code == 200


def test_no_page_of_the_desk_has_an_inline_script_or_style(client_for, admin):
    client = client_for(admin)
    release = factories.live_release()
    for path in ("", "articles/release/", f"articles/release/{release.pk}/change/", "articles/category/add/"):
        response = client.get(f"/admin/{path}")
        text = response.content.decode()
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert "<style" not in text
        assert " style=" not in text
        assert "onclick" not in text
        assert "<script>" not in text


@pytest.mark.parametrize("path", ["articles/release", "articles/image", "comments/comment", "auth/user"])
def test_a_search_for_very_many_words_is_refused_in_words(client_for, admin, path):
    client = client_for(admin)
    assert client.get(f"/admin/{path}/", {"q": "a " * 100}).status_code == 200
    response = client.get(f"/admin/{path}/", {"q": "a " * 1500})
    assert response.status_code == 200
    assert "at most 200 characters" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["release/?category={}", "release/?author={}", "category/{}/change/", "image/{}/change/"]
)
def test_a_number_that_no_key_can_be_is_no_fault_of_ours(client_for, admin, path):
    response = client_for(admin).get("/admin/articles/" + path.format("9" * 20))
    assert response.status_code < 500


@pytest.mark.parametrize("ticked", ["x", "", "-1", "9" * 30, "9" * 5000, "\0"])
def test_what_is_ticked_and_no_key_is_no_fault_of_ours(client_for, admin, ticked):
    sent = {"action": "close_replies", "_selected_action": [ticked]}
    assert client_for(admin).post("/admin/articles/release/", sent).status_code == 400


@pytest.mark.parametrize("path", ["/admin/articles/release/?language=%00", "/admin/articles/letter/?what__exact=%00"])
def test_a_nul_in_an_address_is_no_fault_of_ours(client_for, admin, path):
    assert client_for(admin).get(path).status_code < 500
