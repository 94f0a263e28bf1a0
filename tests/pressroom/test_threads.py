"""A process that knows no coroutines: what each thread has is its own, as before."""

import threading

import pytest
from asgiref.local import Local
from django.db import connection, connections
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from pressroom import threads


@pytest.fixture
def without_coroutines(monkeypatch):
    for owner, name in threads._KEPT:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    threads.know_no_coroutines()
    yield
    connections.close_all()


def test_django_keeps_by_these_names_what_it_keeps_for_each_thread():
    assert all(isinstance(getattr(owner, name), (Local, threading.local)) for owner, name in threads._KEPT)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("without_coroutines")
def test_threads_know_nothing_of_each_other():
    found = {}

    def other():
        found["language"] = translation.get_language()
        found["prefix"] = get_script_prefix()
        with translation.override("kk"):
            found["said"] = translation.gettext("Close")
            set_script_prefix("/there/")
            found["connection"] = connections["default"]
            connection.close()

    with translation.override("ru"):
        set_script_prefix("/here/")
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert (translation.get_language(), get_script_prefix()) == ("ru", "/here/")
        assert translation.gettext("Close") != found["said"]
        assert connections["default"] is not found["connection"]
    set_script_prefix("/")
    assert (found["language"], found["prefix"]) == ("en", "/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("without_coroutines")
def test_pages_are_in_their_language(client):
    assert '<html lang="ru"' in client.get("/ru/").content.decode()
    assert '<html lang="en"' in client.get("/").content.decode()
    translation.deactivate()
    assert translation.get_language() == "en"
