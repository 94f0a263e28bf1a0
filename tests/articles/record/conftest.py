"""A release, changes of it at moments of the past, and its record as anybody reads it."""

import datetime
import html as entities
import re

import pytest
from django.utils import timezone

from articles import workflow
from tests import factories

ADDRESS = "/2022/05/28/bridge/"


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


@pytest.fixture
def release():
    """A release of 28 May 2022, 10:00, that says 12."""
    return factories.live_release(
        moment("2022-05-28 10:00"),
        slug="bridge",
        headline="The bridge cost 12 million",
        body="<p>It cost 12 in all.</p><p>It is open.</p>",
    )


@pytest.fixture
def change(release, at):
    """A function that puts the next edition in force at a moment, at which the clock then stands; it returns it."""

    def publish(now, kind, note="", live_from=None, **contents):
        at(now)
        edition = workflow.new_edition(release, by=factories.desk())
        if contents:
            edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents=contents)
        how = {"live_from": moment(live_from)} if live_from else {}
        return factories.publish(edition, kind=kind, public_note=note, **how)

    return publish


@pytest.fixture
def read(client):
    """A function from what follows the release's address ('history/1/2/') to the HTML there."""

    def get(below="", status=200):
        response = client.get(ADDRESS + below)
        assert response.status_code == status
        return response.content.decode()

    return get


def words(html):
    """Return the words of a page's main part, one space between them and none before a mark."""
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    text = " ".join(entities.unescape(re.sub(r"<[^>]*>", " ", main)).split())
    return re.sub(r" (?=[,.])", "", text)


def links(html):
    """Return the addresses that the main part leads to."""
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    return re.findall(r'href="([^"]*)"', main)
