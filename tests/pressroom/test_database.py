"""What the database as a whole is asked."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client

from tests import factories


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL nobody waits for all writers")
@pytest.mark.django_db(transaction=True)
def test_the_first_page_of_a_thread_waits_for_no_writer():
    release = factories.live_release(headline="The ferry sails")

    def read():
        connection.ensure_connection()
        connection.connection.execute("PRAGMA busy_timeout = 10")
        try:
            return [Client().get(path) for path in ("/", release.get_absolute_url(), "/search/?q=ferry")]
        finally:
            connection.close()

    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as writer, ThreadPoolExecutor(1) as threads:
        writer.execute("BEGIN IMMEDIATE")
        for response in threads.submit(read).result():
            assert response.status_code == 200
            assert "sails" in response.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time, and no choice")
def test_a_transaction_reads_what_is_committed_whatever_the_server_would_choose():
    other = connection.copy()
    other.settings_dict = {
        **other.settings_dict,
        "OPTIONS": {**other.settings_dict["OPTIONS"], "options": "-c default_transaction_isolation=serializable"},
    }
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)
    finally:
        other.close()
