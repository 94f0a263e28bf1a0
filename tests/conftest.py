"""What every test may ask for: people of the desk, a client for each, a clock; and each test's own media and cache."""

import datetime
import gc

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from articles import catalogue, counts, renditions, sitemaps, surroundings
from articles.counters import folding
from articles.views import shortcuts
from pressroom import fragments, identity, roles, visitors
from tests.factories import UserFactory


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """Mark what never asks a database as `once`: a second one would prove nothing more. What is `long` begins first."""
    for item in items:
        if not item.get_closest_marker("django_db") and not {"db", "transactional_db"} & set(item.fixturenames):
            item.add_marker("once")
    result = yield
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    return result


def pytest_collection_finish():
    """Search for garbage more seldom, and never in what is loaded by now: it took a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(autouse=True, scope="session")
def _alone(request):
    """End what some test's thread has left open, or PostgreSQL could not remove the test database."""
    if connection.vendor != "postgresql":
        yield
        return
    _setup, blocker = (request.getfixturevalue(name) for name in ("django_db_setup", "django_db_blocker"))
    yield
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path, monkeypatch):
    """Keep what one test leaves (files, cached values, a language, work in the background) from the next one."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(renditions, "begin", lambda work: work())
    cache.clear()
    identity.forget()
    counts.forget()
    sitemaps.forget()
    catalogue.forget()
    surroundings.forget()
    fragments.forget()
    visitors.forget()
    shortcuts.forget()
    folding.begin_anew()
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def author(db):
    """A press officer who writes."""
    return UserFactory(username="author", role=roles.AUTHORS)


@pytest.fixture
def editor(db):
    """A press officer who publishes."""
    return UserFactory(username="editor", role=roles.EDITORS)


@pytest.fixture
def moderator(db):
    """A press officer who decides on replies."""
    return UserFactory(username="moderator", role=roles.MODERATORS)


@pytest.fixture
def admin(db):
    """The engineer: in the group, and a superuser as `createsuperuser` makes one."""
    return UserFactory(username="admin", role=roles.ADMINISTRATORS, is_superuser=True)


@pytest.fixture
def client_for():
    """A function from a user (or None, for the public) to a test client that is signed in."""

    def make(user=None, **options):
        client = Client(**options)
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture
def at():
    """A function that stops the clock at a local time, `at("2022-05-28 10:30")`, and returns that moment."""
    travels = []

    def stop(text):
        moment = timezone.make_aware(datetime.datetime.fromisoformat(text))
        travel = time_machine.travel(moment, tick=False)
        travel.start()
        travels.append(travel)
        return moment

    yield stop
    for travel in reversed(travels):
        travel.stop()
