"""People to call, notices and the pages under /about/ at the desk."""

import pytest

from articles import pages
from articles.models import Contact, Notice, Page
from pressroom.refusals import Refused
from tests import factories


@pytest.fixture
def desk_client(client_for, editor):
    return client_for(editor)


def make(model, number):
    if model == "contact":
        return factories.ContactFactory(name=f"Word {number}")
    if model == "notice":
        return Notice.objects.create(text=f"Word {number}")
    return Page.objects.create(title=f"Word {number}", slug=f"page-{number}")


@pytest.mark.parametrize("model", ["contact", "notice", "page"])
def test_list_add_change_and_search_open(desk_client, model, django_assert_max_num_queries):
    url = f"/admin/articles/{model}/"
    row = make(model, 1)
    for path in (url, f"{url}?q=word", f"{url}add/", f"{url}{row.pk}/change/", f"{url}{row.pk}/history/"):
        assert desk_client.get(path).status_code == 200, path
    with django_assert_max_num_queries(100) as few:
        desk_client.get(url)
    for number in range(2, 6):
        make(model, number)
    with django_assert_max_num_queries(len(few)):
        desk_client.get(url)


def test_a_notice_has_its_time_in_the_sites_zone(desk_client):
    data = {"language": "en", "text": "Storm", "link": "", "shown_from": "2026-03-01T08:00"}
    desk_client.post("/admin/articles/notice/add/", data | {"shown_until": "2026-03-02T20:00"})
    assert Notice.objects.get().shown_from.isoformat() == "2026-03-01T04:00:00+00:00"


def test_a_notice_that_ends_before_it_begins_is_refused(desk_client):
    data = {"language": "en", "text": "Storm", "link": "", "shown_from": "2026-03-02T08:00"}
    response = desk_client.post("/admin/articles/notice/add/", data | {"shown_until": "2026-03-01T20:00"})
    assert response.status_code == 422
    assert not Notice.objects.exists()


def test_a_person_who_stands_in_a_release_stays(desk_client):
    used, unused = factories.ContactFactory(), factories.ContactFactory()
    factories.draft(contacts=[used])
    assert desk_client.post(f"/admin/articles/contact/{used.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk_client.post(f"/admin/articles/contact/{unused.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Contact.objects.all()) == [used]


def test_a_page_is_cleaned_and_knows_its_photographs(desk_client):
    image = factories.image()
    body = f'<p onclick="x()">Text</p><script>x()</script><figure><img data-image="{image.pk}"></figure>'
    data = {"title": "Rules", "language": "en", "slug": "rules", "position": 0, "body": body}
    desk_client.post("/admin/articles/page/add/", data)
    page = Page.objects.get()
    assert page.body == f'<p>Text</p><figure><img data-image="{image.pk}"></figure>'
    assert list(page.images.all()) == [image]


def test_what_is_typed_of_a_photograph_in_a_page_stays(client, editor):
    image = factories.image(caption="The library's", credit="")
    body = f'<figure><img data-image="{image.pk}" alt="Our ramp"><figcaption>The way in</figcaption></figure>'
    page = pages.save(Page(title="Rules", slug="rules", body=body), by=editor)
    html = client.get(page.get_absolute_url()).content.decode()
    assert 'alt="Our ramp"' in html
    assert "<figcaption>The way in</figcaption>" in html


def test_a_page_forgets_a_photograph_that_was_taken_out(editor):
    image = factories.image()
    body = f'<figure><img data-image="{image.pk}"></figure>'
    page = pages.save(Page(title="Rules", slug="rules", body=body), by=editor)
    page.body = "<p>Text</p>"
    pages.save(page, by=editor)
    assert not page.images.exists()


def test_who_may_not_change_a_page_is_refused(author):
    with pytest.raises(Refused):
        pages.save(Page(title="Rules", slug="rules"), by=author)


def test_the_address_of_a_page_stays(desk_client):
    page = make("page", 1)
    data = {"title": "Other", "language": "ru", "slug": "other", "position": 0, "body": ""}
    desk_client.post(f"/admin/articles/page/{page.pk}/change/", data)
    page.refresh_from_db()
    assert (page.title, page.language, page.slug) == ("Other", "en", "page-1")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_notice_of_a_year_that_nobody_means_is_refused(desk_client, moment):
    data = {"language": "en", "text": "Storm", "link": "", "shown_from": moment, "shown_until": ""}
    response = desk_client.post("/admin/articles/notice/add/", data)
    assert response.status_code == 422
    assert "Write a year between" in response.content.decode()


def test_a_notices_link_that_came_by_another_door_is_inert(client, db):
    Notice.objects.create(text="Storm", link="javascript:alert(1)")
    html = client.get("/").content.decode()
    assert "Storm" in html
    assert "javascript:" not in html
