"""The readers of environment variables; what they refuse is in test_settings.py, as one meets it."""

import ipaddress
import threading

import pytest

from pressroom import environment


@pytest.fixture
def variable(monkeypatch):
    """A function that sets the variable X."""
    return lambda value: monkeypatch.setenv("X", value)


@pytest.mark.parametrize(
    ("value", "answer"), [("1", True), ("TRUE", True), (" on ", True), ("0", False), ("No", False), ("", None)]
)
def test_yes_and_no_are_understood(variable, value, answer):
    variable(value)
    assert environment.boolean("X", default=None) is answer


def test_bounds_are_included(variable):
    variable("1")
    assert environment.integer("X", 5, 1, 9) == 1
    variable("9")
    assert environment.integer("X", 5, 1, 9) == 9


def test_a_list_is_taken_apart_at_commas(variable):
    variable(" a.example.org, .example.com ,,[::1]")
    assert environment.hosts("X", []) == ["a.example.org", ".example.com", "[::1]"]


def test_an_address_is_a_network_of_one(variable):
    variable("10.0.0.0/8, ::1")
    assert environment.networks("X") == [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1/128")]


def test_an_ipv6_address_to_listen_on_may_have_brackets(variable):
    variable("[::1]")
    assert environment.host("X", "") == "::1"


def test_a_slash_at_the_end_of_a_web_address_is_dropped(variable):
    variable("https://press.example.org/")
    assert environment.web_address("X", "") == "https://press.example.org"


def test_a_password_in_a_database_url_may_hold_anything(variable):
    variable("postgres://press:p%40ss%2Fw@db.example.org:5433/press?sslmode=require")
    found = environment.database("X", "")
    assert (found["PASSWORD"], found["HOST"], found["PORT"]) == ("p@ss/w", "db.example.org", 5433)
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_what_is_kept_once_is_the_same_for_all_who_start_at_once(tmp_path):
    made, found = iter(range(20)), []
    barrier = threading.Barrier(8)

    def start():
        barrier.wait(timeout=10)
        found.append(environment.keep_once(tmp_path / "kept", lambda: f"value {next(made)}"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
