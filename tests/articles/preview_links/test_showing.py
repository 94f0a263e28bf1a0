"""Links for people without a login: the photographs that open by them, and the log of who opened what."""

import re

import pytest

from articles import preview_links, renditions, workflow
from articles.models import PreviewOpening
from pressroom.models import Salt
from tests import factories
from tests.articles.preview_links.links import BROWSER, path, photograph, share, whole_draft

pytestmark = pytest.mark.django_db


class TestPhotographs:
    def addresses(self, client, link):
        html = client.get(path(link)).content.decode()
        return html, set(re.findall(r'[^\s",]*/media/[^\s",]+', html))

    def test_every_photograph_on_the_page_opens_by_the_link(self, client, link, draft):
        html, addresses = self.addresses(client, link)
        assert html.count("<img ") == 3
        assert {int(re.search(r"/media/(\d+)/", one)[1]) for one in addresses} == {
            use.image_id for use in draft.images.all()
        }
        for address in addresses:
            assert address.startswith(path(link))
            # One of each width is enough of the work.
            if address.endswith("-320.jpg"):
                response = client.get(address)
                assert response.status_code == 200
                assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
                assert "noindex" in response["X-Robots-Tag"]
                assert not response.cookies

    def test_by_nothing_else(self, client, link, draft):
        image = draft.images.first().image
        assert client.get(photograph(link, image)).status_code == 200
        assert client.get(renditions.url(image, "wide", 320, "jpg")).status_code == 404

    def test_a_link_opens_no_photograph_of_another_edition(self, client, link, draft):
        other = whole_draft()
        image = other.images.first().image
        assert client.get(photograph(link, image)).status_code == 404
        assert client.get(photograph(share(other), image)).status_code == 200

    def test_not_even_of_an_earlier_edition_of_the_release(self, client, editor):
        release = factories.live_release(lead_image=factories.image())
        draft = workflow.new_edition(release, by=editor)
        workflow.save(draft, by=editor, revision=draft.revision, contents={"images": []})
        image = release.editions.get(number=1).images.get().image
        assert client.get(photograph(share(draft), image)).status_code == 404

    def test_they_close_with_the_link(self, at, client, draft, author):
        at("2022-05-28 10:30")
        image, expiring, revoked = draft.images.first().image, share(draft, days=1), share(draft)
        assert client.get(photograph(expiring, image)).status_code == 200
        assert client.get(photograph(revoked, image)).status_code == 200
        preview_links.revoke(revoked, by=author)
        assert client.get(photograph(revoked, image)).status_code == 404
        at("2022-05-29 10:30")
        assert client.get(photograph(expiring, image)).status_code == 404

    def test_one_that_was_taken_out_of_the_draft_closes(self, client, link, draft, author):
        image = draft.images.get(role="lead").image
        assert client.get(photograph(link, image)).status_code == 200
        workflow.save(draft, by=author, revision=draft.revision, contents={"images": [], "body": "<p>The text.</p>"})
        assert client.get(photograph(link, image)).status_code == 404

    @pytest.mark.parametrize("which", [{"width": 321}, {"shape": "tall"}, {"extension": "svg"}], ids=str)
    def test_a_rendition_that_nobody_offers_is_not_made(self, client, link, draft, which):
        image = draft.images.first().image
        assert client.get(photograph(link, image)).status_code == 200
        assert client.get(photograph(link, image, **which)).status_code == 404

    def test_public_pages_know_nothing_of_the_link(self, client, link):
        client.get(path(link))
        release = factories.live_release(lead_image=factories.image())
        assert "/preview/" not in client.get(release.get_absolute_url()).content.decode()

    def test_each_costs_two_queries(self, client, link, draft, django_assert_num_queries):
        image = draft.images.first().image
        with django_assert_num_queries(2):
            client.get(photograph(link, image))


class TestTheLog:
    def test_each_opening_is_logged_with_its_moment_and_the_days_reader(self, at, client, draft):
        first = at("2022-05-28 10:30")
        link = share(draft)
        client.get(path(link), headers=BROWSER)
        second = at("2022-05-28 11:30")
        client.get(path(link), headers=BROWSER)
        client.get(path(link), headers=BROWSER, REMOTE_ADDR="192.0.2.7")
        openings = list(link.openings.order_by("pk"))
        assert [opening.at for opening in openings] == [first, second, second]
        assert openings[0].visitor == openings[1].visitor != openings[2].visitor

    def test_nothing_personal_is_kept(self, client, link):
        client.get(path(link), headers=BROWSER, REMOTE_ADDR="192.0.2.7")
        opening = PreviewOpening.objects.get()
        kept = " ".join(str(value) for value in PreviewOpening.objects.values_list().get())
        assert "192.0.2.7" not in kept
        assert "Firefox" not in kept
        assert len(opening.visitor) == 43

    def test_a_program_that_looks_at_links_is_logged_as_one(self, client, link):
        client.get(path(link), headers={"user-agent": "TelegramBot (like TwitterBot)"})
        client.get(path(link), headers=BROWSER | {"sec-purpose": "prefetch"})
        assert [opening.visitor for opening in link.openings.all()] == ["", ""]
        assert not Salt.objects.exists()

    def test_head_and_photographs_are_no_openings(self, client, link, draft):
        client.head(path(link), headers=BROWSER)
        client.get(photograph(link, draft.images.first().image), headers=BROWSER)
        assert not PreviewOpening.objects.exists()
