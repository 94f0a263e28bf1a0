"""Links for people without a login: what they open, for how long, and nothing besides."""

import datetime
import re

import pytest
from django.core import signing
from django.urls import reverse

from articles import preview_links, renditions, workflow
from articles.models import DailyCount, Edition, EditorialEvent, PreviewLink, PreviewOpening, View
from pressroom.models import Salt
from tests import factories
from tests.test_html import check

pytestmark = pytest.mark.django_db

BODY = '<p>The text.</p><figure><img data-image="{key}"></figure>'
NO_LONGER = "This link no longer works."
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def whole_draft():
    """Make a draft with a photograph in each place that one can have, and return it."""
    lead, gallery, inside = (factories.image() for _role in range(3))
    words = {"alternative_text": "A bridge", "credit": "Pressroom"}
    uses = [{"image": gallery.pk, "role": "gallery", **words}, {"image": inside.pk, "role": "body", **words}]
    return factories.draft(
        headline="The bridge opens", lead="Cars cross.", body=BODY.format(key=inside.pk), lead_image=lead, images=uses
    )


def share(edition, **how):
    return preview_links.share(edition, **{"by": factories.desk(), "name": "The minister’s office"} | how)


def path(link):
    return reverse("articles:shared", kwargs={"token": preview_links.token(link)})


def photograph(link, image, **which):
    which = {"version": renditions.version(image), "shape": "wide", "width": 320, "extension": "jpg"} | which
    return reverse("articles:shared_rendition", kwargs={"token": preview_links.token(link), "pk": image.pk, **which})


@pytest.fixture
def draft():
    return whole_draft()


@pytest.fixture
def link(draft):
    return share(draft)


class TestSharing:
    def test_a_link_is_open_for_a_week_unless_it_is_said_otherwise(self, at, draft):
        now = at("2022-05-28 10:30")
        assert share(draft).expires_at == now + datetime.timedelta(days=7)
        assert share(draft, days=30).expires_at == now + datetime.timedelta(days=30)

    @pytest.mark.parametrize(
        "wrong", [{"name": " "}, {"name": "x" * 121}, {"days": 0}, {"days": 31}, {"days": -1}], ids=str
    )
    def test_a_link_has_a_name_and_an_end(self, draft, wrong):
        share(draft)
        with pytest.raises(workflow.Refused):
            share(draft, **wrong)
        assert PreviewLink.objects.count() == 1

    @pytest.mark.parametrize("verb", ["share", "revoke"])
    def test_moderators_neither_make_nor_end_links(self, draft, moderator, author, verb):
        link = share(draft, by=author)
        with pytest.raises(workflow.Refused):
            share(draft, by=moderator) if verb == "share" else preview_links.revoke(link, by=moderator)
        preview_links.revoke(link, by=author)

    @pytest.mark.parametrize("state", ["live", "discarded", "removed"])
    def test_there_is_none_to_what_is_public_given_up_or_removed(self, draft, editor, state):
        if state == "discarded":
            workflow.discard(draft, by=editor)
        else:
            release = factories.publish(draft).release
            if state == "removed":
                workflow.remove(release, by=editor, reason="It named a child.")
        draft = Edition.objects.get(pk=draft.pk)
        with pytest.raises(workflow.Refused):
            share(draft)

    def test_both_stand_in_the_story_of_the_edition(self, at, draft, author, editor):
        at("2022-05-28 10:30")
        link = share(draft, by=author)
        preview_links.revoke(link, by=editor)
        ended, made = EditorialEvent.objects.filter(what="remarked")
        assert (made.by, made.edition) == (author, draft)
        assert made.remark == "Shared with The minister’s office until Saturday 4 June 2022, 10:30 (UTC+4)."
        assert (ended.by, ended.remark) == (editor, "Revoked the link of The minister’s office.")

    def test_who_revokes_second_or_too_late_is_told_so(self, at, draft, author):
        at("2022-05-28 10:30")
        first, second = share(draft), share(draft)
        preview_links.revoke(first, by=author)
        with pytest.raises(workflow.Refused, match="revoked already"):
            preview_links.revoke(first, by=author)
        at("2022-06-04 10:30")
        with pytest.raises(workflow.Refused, match="expired"):
            preview_links.revoke(second, by=author)

    def test_the_address_is_that_which_the_public_knows(self, link, settings):
        settings.SITE_URL = "https://press.example.org"
        assert preview_links.address(link) == f"https://press.example.org{path(link)}"


class TestOpening:
    def test_it_shows_the_page_as_a_draft(self, client, link):
        response = client.get(path(link))
        html = response.content.decode()
        assert response.status_code == 200
        assert '<h1 class="release__headline">The bridge opens</h1>' in html
        assert re.search(r"<title>\s*DRAFT: The bridge opens", html)
        assert re.search(r'class="imprint"><p>DRAFT \| for The minister’s office', html)
        assert "Please don’t pass it on." in html
        check(response)

    def test_it_says_for_whom_and_until_when(self, at, client, draft):
        at("2022-05-28 10:30")
        html = client.get(path(share(draft))).content.decode()
        assert "for The minister’s office." in html
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
        html = response.content.decode()
        assert not re.findall(r"<form|data-counters|data-view|counters__pixel|counters\.js|replies\.js|<button", html)
        assert "form-action 'none'" in response["Content-Security-Policy"]
        assert "connect-src 'none'" in response["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert (View.objects.count(), DailyCount.objects.count()) == (0, 0)
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
            with django_assert_num_queries(8):
                client.get(path(one), headers=BROWSER)


class TestTheEnd:
    def test_it_closes_at_the_very_moment(self, at, client, draft):
        at("2022-05-28 10:30")
        link = share(draft, days=1)
        at("2022-05-29 10:29:59")
        assert client.get(path(link)).status_code == 200
        at("2022-05-29 10:30")
        response = client.get(path(link))
        assert response.status_code == 410
        assert NO_LONGER in response.content.decode()
        assert "The bridge opens" not in response.content.decode()
        check(response)

    def test_it_closes_when_it_is_revoked_and_no_other_does(self, client, link, draft, author):
        other = share(draft)
        assert client.get(path(link)).status_code == 200
        preview_links.revoke(link, by=author)
        assert client.get(path(link)).status_code == 410
        assert client.get(path(other)).status_code == 200

    def test_it_closes_when_the_edition_is_given_up(self, client, link, draft, editor):
        workflow.discard(draft, by=editor)
        assert client.get(path(link)).status_code == 410

    def test_a_correction_of_a_removed_release_is_closed_until_it_is_put_back(self, client, editor):
        release = factories.live_release()
        link = share(workflow.new_edition(release, by=editor))
        assert client.get(path(link)).status_code == 200
        workflow.remove(release, by=editor, reason="It named a child.")
        assert client.get(path(link)).status_code == 410
        workflow.put_back(release, by=editor)
        assert client.get(path(link)).status_code == 200

    @pytest.mark.parametrize("then", ["live", "superseded", "withdrawn"])
    def test_once_it_is_public_it_leads_to_the_release(self, client, link, draft, editor, then):
        release = factories.publish(draft).release
        if then == "superseded":
            later = workflow.new_edition(release, by=editor)
            factories.publish(later, kind="minor")
        if then == "withdrawn":
            workflow.withdraw(release, by=editor, reason="Not decided.")
        response = client.get(path(link))
        assert response.status_code == 302
        assert response["Location"] == release.get_absolute_url()
        assert "no-store" in response["Cache-Control"]
        assert not PreviewOpening.objects.exists()

    def test_a_scheduled_one_leads_there_from_its_moment_on(self, at, client, draft):
        at("2022-05-28 10:30")
        link = share(draft)
        factories.publish(draft, live_from=link.created_at + datetime.timedelta(days=1))
        at("2022-05-29 10:29:59")
        assert client.get(path(link)).status_code == 200
        at("2022-05-29 10:30")
        assert client.get(path(link)).status_code == 302

    def test_what_expired_long_ago_is_forgotten_with_its_log(self, at, client, draft):
        at("2022-05-28 10:30")
        kept = share(draft, days=2)
        gone = share(draft, days=1)
        client.get(path(gone))
        client.get(path(kept))
        moment = at("2022-08-27 10:30:01")  # 90 days and a second after the one's end
        assert preview_links.forget(moment) == 1
        assert list(PreviewLink.objects.all()) == [kept]
        assert PreviewOpening.objects.get().link == kept
        assert client.get(path(gone)).status_code == 404


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
