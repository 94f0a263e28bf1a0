"""The first page of the desk on a Monday morning, and how its panels are read."""

import datetime
import re

import pytest
from django.utils import timezone

from articles.models import DailyCount
from pressroom import roles
from tests import factories

URL = "/admin/"


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def panel(response, name):
    """Return the HTML of one panel of the first page, '' where it isn't shown."""
    found = re.search(
        rf'<section class="panel[^>]* aria-labelledby="panel-{name}">.*?</section>', response.content.decode(), re.S
    )
    return found[0] if found else ""


def panels(response):
    return re.findall(r'<section class="panel[^>]* aria-labelledby="panel-(\w+)"', response.content.decode())


@pytest.fixture(autouse=True)
def _monday(at):
    at("2026-11-23 10:00")


@pytest.fixture
def colleague(db):
    return factories.UserFactory(username="colleague", first_name="Dana", last_name="Serik", role=roles.EDITORS)


@pytest.fixture
def page(client_for):
    """A function from a user to what the first page answers."""
    return lambda user: client_for(user).get(URL)


@pytest.fixture
def read(db):
    """A function that counts views and likes of a release on a day."""

    def count(release, day, views, likes=0):
        DailyCount.objects.create(release=release, day=datetime.date.fromisoformat(day), views=views, likes=likes)

    return count
