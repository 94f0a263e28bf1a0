"""Links for people without a login: what they open, and what a forged one does not."""

import datetime
import re

import pytest
from django.core import signing

from articles import preview_links, workflow
from articles.models import CountedBatch, DailyCount, PreviewLink, PreviewOpening
from tests import factories
from tests.articles.preview_links.links import BROWSER, path, share
from tests.test_html import check

pytestmark = pytest.mark.django_db


class TestOpening:
    def test_it_shows_the_page_as_a_draft(self, client, link):
        response = client.get(path(link))
        html = response.content.decode()
        assert response.status_code == 200
        assert '<h1 class="release__headline">The bridge opens</h1>' in html
        assert re.search(r"<title>\s*DRAFT: The bridge opens", html)
        assert re.search(r'class="imprint"><p>DRAFT \| This copy is for The minister’s office', html)
        assert "Please don’t pass it on." in html
        check(response)

    def test_it_says_for_whom_and_until_when(self, at, client, draft):
        at("2022-05-28 10:30")
        html = client.get(path(share(draft))).content.decode()
        assert "This copy is for The minister’s office." in html
        assert "Open until Saturday 4 June 2022, 10:30 (UTC+4)." in html

    def test_it_shows_the_draft_as_it_stands(self, client, link, draft, author):
        workflow.save(draft, by=author, revision=draft.revision, contents={"headline": "The bridge is open"})
        assert "The bridge is open" in client.get(path(link)).content.decode()

    @pytest.mark.parametrize("stage", ["in review", "scheduled"])
    def test_it_opens_what_is_in_review_or_scheduled(self, at, client, link, draft, author, stage):
        if stage == "in review":
            workflow.submit(draft, by=author)
        else:
            factories.publish(draft, live_from=link.expires_at + datetime.timedelta(days=1))
        assert client.get(path(link)).status_code == 200

    def test_a_correction_is_shown_with_what_readers_will_be_told(self, client, author):
        release = factories.live_release()
        draft = workflow.new_edition(release, by=author)
        workflow.save(
            draft, by=author, revision=draft.revision, contents={}, kind="correction", public_note="The hour was wrong."
        )
        html = client.get(path(share(draft))).content.decode()
        assert "The hour was wrong." in html
        assert "The hour was wrong." not in client.get(release.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("method", ["get", "head"])
    @pytest.mark.parametrize("state", ["open", "expired", "forged"])
    def test_nobody_keeps_it_lists_it_or_learns_of_its_address(self, at, client, draft, method, state):
        at("2022-05-28 10:30")
        where = path(share(draft))
        if state == "expired":
            at("2022-06-05 10:30")
        if state == "forged":
            where = "/preview/1.x/"
        response = getattr(client, method)(where)
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies

    def test_the_page_names_no_address_of_its_own_and_tells_machines_nothing(self, client, link):
        html = client.get(path(link)).content.decode()
        assert 'name="robots" content="noindex' in html
        assert "canonical" not in html
        assert "og:" not in html
        assert 'name="description" content="A draft' in html

    def test_nothing_can_be_counted_liked_or_answered_from_it(self, client, link, draft):
        response = client.get(path(link))
        # The settings for poor sight are a form that no browser sends.
        html = re.sub(r'<section class="sight.*?</section>', "", response.content.decode(), flags=re.DOTALL)
        assert not re.findall(r"<form|data-counters|data-view|counters__pixel|counters\.js|replies\.js|<button", html)
        assert "form-action 'none'" in response["Content-Security-Policy"]
        assert "connect-src 'none'" in response["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert (CountedBatch.objects.count(), DailyCount.objects.count()) == (0, 0)
        draft.release.refresh_from_db()
        assert draft.release.views == 0
        assert draft.release.date is None

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_it_is_only_read(self, client, link, method):
        assert getattr(client, method)(path(link)).status_code == 405

    def test_robots_are_asked_to_stay_away(self, client):
        assert "Disallow: /preview/\n" in client.get("/robots.txt").content.decode()

    def test_how_much_there_is_to_show_changes_no_number_of_queries(self, client, link, django_assert_num_queries):
        client.get(path(link), headers=BROWSER)  # makes the day's salt
        small = share(factories.draft())
        for one in (small, link):
            # The link, what stands on the page (5), the salt and the opening.
            with django_assert_num_queries(9):
                client.get(path(one), headers=BROWSER)


class TestHostileTokens:
    def tokens(self, link):
        whole = preview_links.token(link)
        key, signature = whole.split(".")
        return {
            "another key": f"{link.pk + 1}.{signature}",
            "no signature": key,
            "empty signature": f"{key}.",
            "cut": whole[:-1],
            "longer": f"{whole}a",
            "twice": f"{whole}.{signature}",
            "other case": f"{key}.{signature.swapcase()}",
            "other salt": signing.Signer(sep=".", salt="comments.receipt").sign(link.pk),
            "no salt": signing.Signer(sep=".").sign(link.pk),
            "other secret": signing.Signer(key="guess", sep=".", salt="articles.preview_links").sign(link.pk),
            "null": f"{whole}%00",
            "not text": "%ff%fe.x",
            "letters": "абв.где",
            "path": "..%2f..%2fadmin",
            "long": "9" * 3000,
        }

    @pytest.mark.parametrize(
        "kind",
        [
            "another key", "no signature", "empty signature", "cut", "longer", "twice", "other case", "other salt",
            "no salt", "other secret", "null", "not text", "letters", "path", "long",
        ],
    )  # fmt: skip
    def test_what_was_not_signed_here_opens_nothing(self, client, link, draft, kind):
        token = self.tokens(link)[kind]
        image = draft.images.first().image
        page = client.get(f"/preview/{token}/")
        file = client.get(f"/preview/{token}/media/{image.pk}/0/wide-320.jpg")
        assert (page.status_code, file.status_code) == (404, 404)
        assert "The bridge opens" not in page.content.decode()
        assert not PreviewOpening.objects.exists()
        assert client.get(path(link)).status_code == 200

    def test_a_signed_key_of_nothing_is_not_found(self, client, link):
        whole = path(link)
        assert client.get(whole).status_code == 200
        link.openings.all().delete()
        link.delete()
        assert client.get(whole).status_code == 404

    def test_nothing_that_opens_a_link_is_stored(self, link):
        token = preview_links.token(link)
        kept = " ".join(str(value) for value in PreviewLink.objects.values_list().get())
        assert token.partition(".")[2] not in kept

    def test_a_forged_link_and_a_past_one_say_the_same(self, client, link, author):
        preview_links.revoke(link, by=author)
        past, forged = client.get(path(link)), client.get("/preview/1.x/")
        assert (past.status_code, forged.status_code) == (410, 404)
        assert past.content == forged.content
