"""Publishing at a moment of the past, and what a page shows of its lists: for the tests of lists."""

import datetime
import re

from django.utils import timezone

from tests import factories


def moment(text):
    """Return a local time as a moment: `moment("2022-05-28 10:30")`."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def publish(live_from, **kwargs):
    """Publish a release at a local time, and return it."""
    return factories.live_release(moment(live_from), **kwargs)


def read(client, path):
    """Return the page at a path, which is there."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def headlines(html):
    """Return the headlines of a page in their order."""
    return re.findall(r'class="story__headline"><a [^>]*>([^<]*)</a>', html)


def periods(html):
    """Return the years and months to walk through, as [(address, words)]."""
    nav = re.search(r'<nav class="periods".*?</nav>', html, re.DOTALL)[0]
    return [(url, spoken(words)) for url, words in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', nav, re.DOTALL)]


def spoken(html):
    """Return what is read aloud."""
    return " ".join(re.sub(r'<(\w+) aria-hidden="true">[^<]*</\1>|<[^>]*>', "", html).split())
