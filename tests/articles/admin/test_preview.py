"""What the desk sees before the public does: the preview in two widths, and the links for people without a login."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import preview_links, workflow
from articles.models import Edition, PreviewLink, Release
from tests import factories
from tests.articles.admin import forms
from tests.test_html import check

pytestmark = pytest.mark.django_db


def url(name, *keys):
    return reverse(f"admin:articles_edition_{name}", args=keys)


def page(edition):
    """The address of the page itself, which the preview frames."""
    return url("preview_page", edition.pk)


class TestPreview:
    def test_the_preview_saves_first_and_then_shows(self, client_for, author):
        client, edition = client_for(author), factories.draft()
        typed = forms.of(edition) | {"headline": "Just typed", "_preview": ""}
        response = client.post(url("change", edition.pk), typed, follow=True)
        assert page(edition) in response.content.decode()
        text = client.get(page(edition)).content.decode()
        assert "Just typed" in text
        assert "Only the desk sees this page" in text

    @pytest.mark.parametrize(
        ("query", "width"),
        [("", "desktop"), ("?width=phone", "phone"), ("?width=desktop", "desktop"), ("?width=<", "desktop")],
    )
    def test_it_is_framed_in_the_width_of_a_phone_or_a_desktop(self, client_for, author, query, width):
        edition = factories.draft()
        response = client_for(author).get(url("preview", edition.pk) + query)
        html = response.content.decode()
        check(response)
        assert f"preview__window--{width}" in html
        assert re.search(rf'href="\?width={width}" aria-current="true"', html)
        assert re.search(rf'<iframe [^>]*src="{page(edition)}" title="[^"]+"', html)
        assert f'href="{page(edition)}" target="_blank"' in html

    def test_the_framed_page_alone_can_be_framed_and_by_the_desk_alone(self, client_for, author):
        client, edition = client_for(author), factories.draft()
        framed, around = client.get(page(edition)), client.get(url("preview", edition.pk))
        links = client.get(url("links", edition.pk))
        assert framed["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
        assert "frame-src" not in framed["Content-Security-Policy"]
        assert "frame-src 'self'" in around["Content-Security-Policy"]
        for response in (around, links):
            assert response["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        for response in (framed, around, links):
            assert "unsafe" not in response["Content-Security-Policy"]

    def test_nobody_keeps_a_preview_and_nothing_is_counted_or_sent_from_it(self, client_for, author):
        edition = factories.draft()
        response = client_for(author).get(page(edition))
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert "noindex" in response["X-Robots-Tag"]
        assert "form-action 'none'" in response["Content-Security-Policy"]
        assert "connect-src 'none'" in response["Content-Security-Policy"]
        # The settings for poor sight are a form that no browser sends.
        html = re.sub(r'<section class="sight.*?</section>', "", response.content.decode(), flags=re.DOTALL)
        assert not re.findall(r"<form|data-counters|counters\.js|counters__pixel|Leave a Reply", html)

    def test_a_draft_that_was_previewed_still_has_no_date(self, client_for, author):
        edition = factories.draft()
        client_for(author).get(page(edition))
        assert Release.objects.get().date is None
        assert Edition.objects.get().live_from is None

    def test_a_draft_is_dated_as_it_is_planned(self, at, client_for, author):
        moment = at("2022-05-28 10:30")
        edition = factories.draft()
        client = client_for(author)
        assert "/2022/05/28/" in client.get(page(edition)).content.decode()
        Edition.objects.update(planned_for=moment + datetime.timedelta(days=3))
        assert "/2022/05/31/" in client.get(page(edition)).content.decode()

    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_a_preview_opens_in_each_language(self, client_for, author, language):
        edition = factories.draft(
            language=language, lead_image=factories.image(), categories=[factories.CategoryFactory()]
        )
        client = client_for(author)
        for where in (page(edition), url("preview", edition.pk)):
            response = client.get(where)
            assert response.status_code == 200
            check(response)

    @pytest.mark.parametrize("state", ["in review", "scheduled", "live", "superseded", "discarded", "removed"])
    def test_any_edition_can_be_previewed(self, client_for, author, editor, state):
        edition = factories.draft()
        if state == "in review":
            workflow.submit(edition, by=author)
        elif state == "discarded":
            workflow.discard(edition, by=editor)
        elif state == "scheduled":
            edition = factories.scheduled_release().editions.get()
        else:
            release = factories.publish(edition).release
            if state == "superseded":
                factories.publish(workflow.new_edition(release, by=author), kind="minor")
            if state == "removed":
                workflow.remove(release, by=editor, reason="It named a child.")
        client = client_for(author)
        assert client.get(page(edition)).status_code == 200
        assert client.get(url("preview", edition.pk)).status_code == 200

    @pytest.mark.parametrize("name", ["preview", "preview_page", "links"])
    def test_only_who_works_with_drafts_sees_them(self, client_for, author, moderator, name):
        edition = factories.draft()
        assert client_for().get(url(name, edition.pk)).status_code == 302
        assert client_for(moderator).get(url(name, edition.pk)).status_code == 403
        assert client_for(author).get(url(name, edition.pk)).status_code == 200
        assert client_for(author).get(url(name, edition.pk + 1)).status_code == 404

    @pytest.mark.parametrize("name", ["preview", "preview_page"])
    def test_a_preview_is_only_read(self, client_for, author, name):
        assert client_for(author).post(url(name, factories.draft().pk)).status_code == 405


class TestLinks:
    def make(self, client, edition, **posted):
        return client.post(url("links", edition.pk), {"name": "The lawyer", "days": "3"} | posted, follow=True)

    def test_a_link_is_made_and_shown_with_its_address(self, client_for, author, at):
        moment = at("2022-05-28 10:30")
        edition = factories.draft()
        response = self.make(client_for(author), edition)
        link = PreviewLink.objects.get()
        html = response.content.decode()
        assert response.redirect_chain
        assert (link.edition, link.name, link.created_by) == (edition, "The lawyer", author)
        assert link.expires_at == moment + datetime.timedelta(days=3)
        assert f'value="{preview_links.address(link)}" readonly' in html
        assert "Open until Tuesday 31 May 2022, 10:30 (UTC+4)" in html
        assert "Not opened yet." in html
        check(response)

    def test_it_is_open_for_a_week_unless_another_time_is_chosen(self, client_for, author):
        client, edition = client_for(author), factories.draft()
        assert '<option value="7" selected>' in client.get(url("links", edition.pk)).content.decode()
        self.make(client, edition, days="")
        link = PreviewLink.objects.get()
        assert link.expires_at - link.created_at == datetime.timedelta(days=7)

    @pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "x" * 121}, {"days": "31"}, {"days": "x"}], ids=str)
    def test_what_says_too_little_makes_none(self, client_for, author, wrong):
        client, edition = client_for(author), factories.draft()
        response = client.post(url("links", edition.pk), {"name": "The lawyer", "days": "3"} | wrong)
        assert response.status_code == 422
        assert "No link was made" in response.content.decode()
        check(response)
        assert not PreviewLink.objects.exists()

    def test_the_page_tells_of_openings(self, client_for, author, at):
        at("2022-05-28 10:30")
        edition = factories.draft()
        link = preview_links.share(edition, by=author, name="The lawyer")
        where = reverse("articles:shared", args=[preview_links.token(link)])
        for address, agent in (
            ("192.0.2.1", "Firefox"),
            ("192.0.2.1", "Firefox"),
            ("192.0.2.2", "Firefox"),
            ("", "Bot"),
        ):
            client_for().get(where, headers={"user-agent": agent}, REMOTE_ADDR=address)
        at("2022-05-28 11:30")
        response = client_for(author).get(url("links", edition.pk))
        text = " ".join(response.content.decode().split())
        assert "Opened: 3; readers: 2; last on May 28, 2022, 10:30" in text
        assert text.count("Reader 1") == 2
        assert text.count("Reader 2") == 1
        assert text.count("A program") == 1
        check(response)

    def test_a_link_is_revoked_by_a_button(self, client_for, author, editor):
        edition = factories.draft()
        link = preview_links.share(edition, by=author, name="The lawyer")
        client = client_for(editor)
        assert client.get(url("revoke", edition.pk, link.pk)).status_code == 405
        response = client.post(url("revoke", edition.pk, link.pk), follow=True)
        link.refresh_from_db()
        assert link.revoked_by == editor
        html = response.content.decode()
        assert "Revoked by editor on" in html
        assert preview_links.address(link) not in html
        check(response)
        again = client.post(url("revoke", edition.pk, link.pk), follow=True)
        assert "This link is revoked already." in again.content.decode()

    def test_a_link_is_revoked_on_the_page_of_its_own_edition(self, client_for, author):
        link = preview_links.share(factories.draft(), by=author, name="The lawyer")
        client = client_for(author)
        assert client.post(url("revoke", factories.draft().pk, link.pk)).status_code == 404
        assert client.post(url("revoke", link.edition_id, link.pk)).status_code == 302

    def test_moderators_and_the_public_make_and_revoke_none(self, client_for, author, moderator):
        edition = factories.draft()
        link = preview_links.share(edition, by=author, name="The lawyer")
        for user, status in ((None, 302), (moderator, 403)):
            client = client_for(user)
            posted = {"name": "The lawyer", "days": "3"}
            assert client.post(url("links", edition.pk), posted).status_code == status
            assert client.post(url("revoke", edition.pk, link.pk)).status_code == status
        assert PreviewLink.objects.get().revoked_at is None

    def test_a_form_without_its_token_makes_none(self, client_for, author):
        edition = factories.draft()
        client = client_for(author, enforce_csrf_checks=True)
        assert client.post(url("links", edition.pk), {"name": "The lawyer"}).status_code == 403

    def test_what_is_public_needs_no_link(self, client_for, author):
        edition = factories.draft()
        preview_links.share(edition, by=author, name="The lawyer")
        factories.publish(edition)
        client = client_for(author)
        html = client.get(url("links", edition.pk)).content.decode()
        assert "This edition is public." in html
        assert "Make the link" not in html
        response = self.make(client, edition)
        assert response.status_code == 422
        assert PreviewLink.objects.count() == 1

    def test_many_links_cost_as_many_queries_as_one(self, client_for, author, django_assert_num_queries):
        edition, client = factories.draft(), client_for(author)

        def share():
            link = preview_links.share(edition, by=author, name="The lawyer")
            client_for().get(reverse("articles:shared", args=[preview_links.token(link)]))

        share()
        with CaptureQueriesContext(connection) as few:
            client.get(url("links", edition.pk))
        number = len(few)
        for _link in range(5):
            share()
        with django_assert_num_queries(number):
            client.get(url("links", edition.pk))
