"""The stamp in the form: how old it may be, and whose it has to be."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from comments import stamp
from tests.factories import live_release

pytestmark = pytest.mark.django_db


def test_a_stamp_of_a_rendered_page_may_be_used_at_once(send):
    assert send().status_code == 303


def test_a_stamp_is_good_for_seven_days(send, typed):
    old = typed()["stamp"]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, seconds=-5)):
        assert send(stamp=old).status_code == 303


def test_a_stamp_is_refused_afterwards_in_plain_words(send, typed):
    old = typed()["stamp"]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, seconds=5)):
        response = send(stamp=old)
    assert response.status_code == 422
    assert "more than seven days" in response.content.decode()


def test_a_stamp_of_another_release_is_refused(send):
    response = send(stamp=stamp.rendered(live_release(), timezone.now()))
    assert response.status_code == 422
    assert "another release" in response.content.decode()


@pytest.mark.parametrize(("seconds", "status"), [(1, 422), (4, 303)])
def test_a_stamp_that_script_fetched_has_a_least_age(send, client, release, seconds, status):
    fetched = client.get(release.url("comments:stamp"))
    assert fetched["Cache-Control"].count("no-store") == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=seconds), tick=False):
        assert send(stamp=fetched.json()["stamp"]).status_code == status


def test_a_stamp_that_is_changed_is_refused(send, typed):
    good = typed()["stamp"]
    assert send(stamp=good.replace("rendered", "fetched")).status_code == 422
    assert send(stamp=good).status_code == 303
