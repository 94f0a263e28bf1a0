"""Links for people without a login: who makes them, how long they hold, and how they end."""

import datetime

import pytest

from articles import preview_links, workflow
from articles.models import Edition, EditorialEvent, PreviewLink, PreviewOpening
from tests import factories
from tests.articles.preview_links.links import NO_LONGER, path, share
from tests.test_html import check

pytestmark = pytest.mark.django_db


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
