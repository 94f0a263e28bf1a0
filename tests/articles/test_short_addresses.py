"""Short addresses: their codes, and where they lead."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import short_addresses, workflow
from tests import factories

HOUR = datetime.timedelta(hours=1)
GREATEST = 2**63 - 1


@pytest.mark.parametrize("key", [1, 2, 22, 23, 24, 528, 529, 12_167, 999_999, GREATEST - 1, GREATEST])
def test_a_code_leads_back_to_its_key(key):
    code = short_addresses.code(key)
    assert set(code) <= set(short_addresses.LETTERS)
    assert short_addresses.key(code) == short_addresses.key(code.upper()) == key


def test_codes_are_short():
    assert [len(short_addresses.code(key)) for key in (22, 528, 12_166, 279_840)] == [2, 3, 4, 5]


def test_what_is_misread_or_typed_on_a_russian_keyboard_is_understood():
    typed = {"5": "S", "2": "z", "c": "С", "p": "р", "x": "Х", "h": "н", "k": "К", "m": "м", "t": "Т", "b": "в"}
    for key in range(1, 3000):
        code = short_addresses.code(key)
        assert short_addresses.key("".join(typed.get(letter, letter) for letter in code)) == key


def test_a_slip_of_the_finger_is_never_another_code():
    for key in (1, 17, 345, 6_789, 123_456):
        code = short_addresses.code(key)
        slips = {
            code[:place] + letter + code[place + 1 :]
            for place in range(len(code))
            for letter in short_addresses.LETTERS
        } | {code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(len(code) - 1)}
        assert {short_addresses.key(slip) for slip in slips - {code}} == {None}


NO_CODES = ["", "2", "a", "22", "2222", "0", "-1", "nf ", " nf", "nf.", "2nf", "22nf", "x" * 14, "x" * 15, "x" * 5000]
NO_CODES += ["９ｎ", "ß", "İİ", "nf\x00", "١٢", "%00", "'--"]


@pytest.mark.parametrize("typed", NO_CODES)
def test_what_is_no_code_has_no_key(typed):
    assert short_addresses.code(17) == "nf"
    assert short_addresses.key(typed) is None


def test_a_code_beyond_the_greatest_key_has_none():
    assert short_addresses.key(short_addresses.code(GREATEST)) == GREATEST
    assert short_addresses.key(short_addresses.code(GREATEST + 1)) is None


@pytest.mark.django_db
class TestView:
    def test_it_leads_to_the_present_address(self, client):
        release = factories.live_release(slug="old")
        path = short_addresses.path(release)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path.upper().replace("/R/", "/r/"))
        assert len(queries) == 2
        assert (response.status_code, response["Location"]) == (302, release.get_absolute_url())
        assert response["Cache-Control"].startswith("public, max-age=0, ")
        assert not response.cookies
        workflow.readdress(release, by=factories.desk(), slug="new", typed_date=None)
        assert "/new/" in client.get(path)["Location"]
        assert client.post(path).status_code == 405

    def test_it_may_be_typed_from_paper_all_in_capitals_and_with_a_slash(self, client):
        release = factories.live_release()
        path = short_addresses.path(release)
        assert path == f"/r/{short_addresses.code(release.pk)}"
        for typed in (path.upper(), f"{path}/", f"{path.upper()}/"):
            response = client.get(typed)
            assert (response.status_code, response["Location"]) == (302, release.get_absolute_url())

    def test_it_leads_to_a_withdrawn_release_too(self, client):
        release = factories.live_release()
        workflow.withdraw(release, by=factories.desk(), reason="Not decided.")
        assert client.get(short_addresses.path(release)).status_code == 302

    def test_a_removed_release_is_answered_for_as_at_its_own_address(self, client):
        gone, moved = factories.live_release(), factories.live_release()
        workflow.remove(gone, by=factories.desk(), reason="It named a child.")
        workflow.remove(moved, by=factories.desk(), reason="Twice.", redirect_to="/2022/")
        response = client.get(short_addresses.path(gone))
        assert response.status_code == 410
        assert "It named a child." in response.content.decode()
        assert client.get(short_addresses.path(moved))["Location"] == "/2022/"

    def test_it_says_nothing_of_what_is_not_public_yet(self, client):
        draft, scheduled = factories.draft().release, factories.scheduled_release(timezone.now() + HOUR)
        missing = short_addresses.code(GREATEST)
        for path in (short_addresses.path(draft), short_addresses.path(scheduled), f"/r/{missing}", "/r/", "/r/nfx"):
            assert client.get(path).status_code == 404
