"""What all addresses of the API have in common: who may read them, how, and who may keep the answer."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client

from articles.api import endpoints, listing
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/api/v1/releases/"
PATHS = [LIST, "/api/v1/categories/", "/api/v1/openapi.json"]


def is_problem(response, status):
    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in response["Cache-Control"]
    assert problem.keys() == {"type", "title", "status", "detail", "errors"}
    return problem


@pytest.mark.parametrize("path", PATHS)
def test_anybody_may_keep_an_answer_and_ask_whether_it_is_still_true(client, path):
    response = client.get(path)
    assert response["Cache-Control"].startswith("public, max-age=0, ")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    etag = response["ETag"]
    assert etag.startswith('"')
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag
    assert again["Cache-Control"] == response["Cache-Control"]
    assert again["Access-Control-Allow-Origin"] == "*"
    factories.live_release(categories=[factories.CategoryFactory()])
    later = client.get(path, headers={"If-None-Match": etag})
    assert later.status_code == (304 if path.endswith("json") else 200)


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_the_body(client, path):
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]
    assert head["Content-Length"] == got["Content-Length"]


@pytest.mark.parametrize("path", [*PATHS, "/api/v1/nothing/"])
def test_a_browser_may_ask_beforehand_what_it_may_ask(client, path):
    response = client.options(path, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"
    assert int(response["Access-Control-Max-Age"]) > 0
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_can_be_written(path, method):
    # A browser's form comes without a token, and is to be told the same.
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    is_problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/api/x", "/api/v1/releases", "/api/v1/releases/x/", "/api/v2/", "/api/v1/docs", "/api/"]
)
def test_an_address_that_never_was_says_so_to_a_program(client, path):
    assert "/api/v1/" in is_problem(client.get(path), 404)["detail"]


def test_people_who_leave_out_the_last_slash_find_the_page(client):
    response = client.get("/api/v1", follow=True)
    assert response.redirect_chain == [("/api/v1/", 301)]
    assert response.status_code == 200


def test_a_network_may_ask_so_often_in_a_minute(client, at, monkeypatch):
    monkeypatch.setattr(endpoints, "A_MINUTE", 3)
    at("2022-05-28 10:30:20")
    assert [client.get(LIST).status_code for _number in range(3)] == [200] * 3
    response = client.get(LIST)
    is_problem(response, 429)
    assert response["Retry-After"] == "40"
    assert "Retry-After" in response["Access-Control-Expose-Headers"]
    assert Client(REMOTE_ADDR="192.0.2.7").get(LIST).status_code == 200
    at("2022-05-28 10:31:00")
    assert client.get(LIST).status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL writers don't stand in one queue")
@pytest.mark.django_db(transaction=True)
def test_a_reader_waits_for_no_writer(client, monkeypatch):
    monkeypatch.setattr(endpoints, "A_MINUTE", 1)
    monkeypatch.setattr(endpoints, "PATIENCE", 0.01)
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()
    factories.live_release()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert [client.get(LIST).status_code for _number in range(3)] == [200] * 3
        writer.rollback()
    assert [client.get(LIST).status_code for _number in range(2)] == [200, 429]
    # Whoever writes in earnest is as patient as before.
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == usual


def test_what_asks_no_database_is_not_counted(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(endpoints, "A_MINUTE", 0)
    with django_assert_num_queries(0):
        assert client.options(LIST).status_code == 204
        assert client.get("/api/v1/openapi.json").status_code == 200
        assert client.get("/api/v1/nothing/").status_code == 404
        assert client.get(LIST, {"color": "red"}).status_code == 400


def test_a_failure_of_ours_is_a_problem_too_and_says_nothing_of_its_cause(client, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("secret")

    monkeypatch.setattr(listing, "latest", fail)
    assert "secret" not in str(is_problem(client.get(LIST), 500))
    assert "secret" in caplog.text


def test_a_session_is_never_looked_at(client, editor, client_for):
    factories.live_release()
    assert client_for(editor).get(LIST).content == client.get(LIST).content
    assert "Cookie" not in client_for(editor).get(LIST).get("Vary", "")
