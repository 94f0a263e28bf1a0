"""Removal, addresses, the lead story, replies."""

import datetime

import pytest
from django.utils import timezone

from articles import short_addresses, workflow
from articles.models import Edition, OldAddress, Release
from pressroom.refusals import Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS, HOUR

pytestmark = pytest.mark.django_db

PATH = "/2022/05/28/the-bridge-is-open/"


def test_what_is_removed_is_neither_live_nor_on_record(live, editor):
    workflow.remove(live.release, by=editor, reason="It named a child.")
    now = timezone.now()
    assert not Edition.objects.live(now).exists()
    assert not Edition.objects.on_record(now).exists()
    workflow.put_back(live.release, by=editor)
    assert Edition.objects.live(now).get() == live


def test_a_removed_release_answers_410_with_its_reason(client, live, editor):
    workflow.remove(live.release, by=editor, reason="It named a child.")
    response = client.get(PATH)
    assert response.status_code == 410
    assert "It named a child." in response.content.decode()


def test_a_removed_release_may_redirect_for_the_time_being(client, live, editor):
    workflow.remove(live.release, by=editor, reason="Told better there.", redirect_to="/about/privacy/")
    response = client.get(PATH)
    assert (response.status_code, response["Location"]) == (302, "/about/privacy/")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "javascript:alert(1)",
        "about",
        PATH,
        PATH.rstrip("/"),
        PATH + "?a=1",
        "/\\evil.example",
        "ftp://a/b",
        "https://[",
        "///evil.example",
    ],
)
def test_a_redirect_to_nowhere_is_refused(live, editor, target):
    with pytest.raises(Refused, match="redirect"):
        workflow.remove(live.release, by=editor, reason="Told better there.", redirect_to=target)
    assert not Release.objects.get(pk=live.release_id).is_removed


@pytest.mark.parametrize("start", ["", "http://testserver"])
@pytest.mark.parametrize("end", ["", "?a=1", "#replies", "history/"])
def test_a_redirect_to_any_address_of_the_release_itself_is_refused(live, editor, settings, start, end):
    settings.SITE_URL = "http://testserver"
    workflow.readdress(live.release, by=editor, slug="bridge", typed_date=None)
    live.release.refresh_from_db()
    for path in (PATH + end, live.release.get_absolute_url() + end, short_addresses.path(live.release)):
        with pytest.raises(Refused, match="back to the release"):
            workflow.remove(live.release, by=editor, reason="Told better there.", redirect_to=start + path)
    workflow.remove(live.release, by=editor, reason="Told better there.", redirect_to=f"{start}/2022/05/28/{end}")


def test_what_was_never_published_is_not_removed(draft, editor):
    with pytest.raises(Refused, match="ever published"):
        workflow.remove(draft.release, by=editor, reason="No.")


def test_removal_unschedules_what_was_scheduled(second_scheduled, editor):
    workflow.remove(second_scheduled.release, by=editor, reason="It named a child.")
    assert Edition.objects.get(pk=second_scheduled.pk).stage == Edition.Stage.REVIEW


def test_a_readdressed_release_redirects_from_its_old_address_in_one_hop(client, live, editor):
    workflow.readdress(live.release, by=editor, slug="bridge", typed_date=None)
    workflow.readdress(live.release, by=editor, slug="bridge-open", typed_date=datetime.date(2022, 5, 27))
    for path in (PATH, "/2022/05/28/bridge/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, "/2022/05/27/bridge-open/")


def test_what_lies_below_an_old_address_moved_with_it(client, live, editor):
    workflow.readdress(live.release, by=editor, slug="bridge", typed_date=None)
    assert client.get(PATH + "like/")["Location"] == "/2022/05/28/bridge/like/"


def test_what_is_posted_to_an_old_address_is_sent_on_whole(client, live, editor):
    workflow.readdress(live.release, by=editor, slug="bridge", typed_date=None)
    response = client.post(PATH + "reply/", {"text": "Good."})
    assert (response.status_code, response["Location"]) == (308, "/2022/05/28/bridge/reply/")


def test_an_old_address_answers_for_the_removal_directly(client, live, editor):
    workflow.readdress(live.release, by=editor, slug="bridge", typed_date=None)
    workflow.remove(live.release, by=editor, reason="It named a child.")
    assert client.get(PATH).status_code == 410


def test_nobody_else_can_take_an_old_address(live, editor, author):
    workflow.readdress(live.release, by=editor, slug="bridge", typed_date=None)
    other = workflow.create(by=author, language="en", contents=CONTENTS)
    with pytest.raises(Refused, match="old address"):
        factories.publish(other, by=editor)


def test_a_release_may_return_to_its_own_old_address(client, live, editor):
    workflow.readdress(live.release, by=editor, slug="bridge", typed_date=None)
    workflow.readdress(live.release, by=editor, slug="the-bridge-is-open", typed_date=None)
    assert list(OldAddress.objects.values_list("path", flat=True)) == ["/2022/05/28/bridge/"]
    assert Release.objects.get(pk=live.release_id).get_absolute_url() == PATH


def test_a_draft_changes_its_slug_without_leaving_an_old_address(draft, author):
    workflow.readdress(draft.release, by=author, slug="bridge", typed_date=None)
    assert Release.objects.get(pk=draft.release_id).slug == "bridge"
    assert not OldAddress.objects.exists()


def test_once_public_only_an_editor_readdresses(live, author):
    with pytest.raises(Refused, match="account"):
        workflow.readdress(live.release, by=author, slug="bridge", typed_date=None)


def test_the_latest_pin_leads_until_its_moment(live, editor, author):
    now = timezone.now()
    workflow.pin(live.release, by=editor, pinned_until=now + HOUR)
    assert list(Release.objects.pinned(now)) == [live.release]
    assert list(Release.objects.pinned(now + HOUR)) == []


def test_a_pin_that_ends_before_it_begins_is_refused(live, editor):
    with pytest.raises(Refused, match="before it begins"):
        workflow.pin(live.release, by=editor, pinned_until=timezone.now())


def test_replies_are_closed_and_opened(live, editor):
    workflow.close_replies(live.release, by=editor)
    assert not Release.objects.get(pk=live.release_id).is_open_for_replies
    workflow.open_replies(live.release, by=editor)
    assert Release.objects.get(pk=live.release_id).is_open_for_replies
