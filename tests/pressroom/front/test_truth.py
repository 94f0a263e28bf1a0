"""What is kept is true: after each verb and each edit at the desk every public address says what it should by now.

One site goes through all that can happen to it. Its addresses are asked for at a front that keeps everything (whole
pages, pieces, counts, what was made of editions), before and after each step; and then at a process that has just
begun. Both give the same bytes, but for the stamp of a reply and the numbers of views, which are others at any moment.
"""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from articles import catalogue, counts, rendered, surroundings
from articles.counters import folding
from articles.models import Edition, RenderedEdition
from articles.views import shortcuts
from pressroom import fragments, identity, visitors
from tests import factories
from tests.articles.lists import moment
from tests.pressroom.front.asking import MEGABYTE, Asking
from tests.pressroom.front.everything import STEPS, Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

# What says when it is made, or counts without the page.
_OF_THE_MOMENT = re.compile(
    r'(?<=name="stamp" value=")[^"]*'
    r'|(?<=class="counters__number">)[^<]*'
    r"|(?<=data-views>)[^<]*|(?<=data-likes>)[^<]*"
)
# Not when it was changed: of a feed that isn't said in the very second of a change.
_COMPARED = ("content-type", "content-language", "link", "location", "vary", "x-robots-tag")


def begin_anew():
    """Keep nothing, as a process that has just begun."""
    cache.clear()
    for module in (identity, counts, catalogue, surroundings, fragments, visitors, shortcuts):
        module.forget()


def read(ask, paths):
    """Return what is answered at each of some paths."""
    found = {}
    for path in paths:
        answer = ask.get(path)
        headers = {name: answer.headers[name] for name in _COMPARED if name in answer}
        body = answer.content
        if not answer.headers.get("content-type", "").startswith("image/"):
            body = _OF_THE_MOMENT.sub("…", body.decode())
        found[path] = answer.status_code, headers, body
    return found


def unlike(found, expected):
    """Return what differs, so that one sees it: (address, what is said, what should be)."""
    for path, (status, headers, body) in expected.items():
        if found[path] == (status, headers, body):
            continue
        said = found[path]
        if isinstance(body, bytes) or said[:2] != (status, headers):
            yield path, said[:2], (status, headers)
            continue
        place = next((n for n, pair in enumerate(zip(said[2], body, strict=False)) if pair[0] != pair[1]), -1)
        yield path, said[2][max(0, place - 80) : place + 120], body[max(0, place - 80) : place + 120]


def untrue_rows():
    """Return the editions whose `RenderedEdition` isn't what would be made of them now, but for their related."""
    due = Q(live_until__isnull=True) | Q(live_until__gt=timezone.now())
    editions = Edition.objects.filter(due, stage=Edition.Stage.APPROVED).select_related("release")
    rows = {row.edition_id: row for row in RenderedEdition.objects.all()}
    # The categories are a set.
    names = [field.attname for field in RenderedEdition._meta.fields if field.name not in {"related", "categories"}]
    made = {edition.pk: rendered.made(edition, with_related=False) for edition in editions}
    missing = [key for key in made if key not in rows]
    return missing + [
        (key, name)
        for key, new in made.items()
        if key in rows
        for name in names
        if getattr(rows[key], name) != getattr(new, name)
    ]


def test_a_view_and_a_like_change_no_page(at):
    at("2022-05-29 10:00")
    page = factories.live_release(headline="The lotus fields open").get_absolute_url()
    ask = Asking()
    for path in (page, "/"):
        ask.get(path)
    ask.ask(f"{page}view/", method="POST")
    ask.ask(f"{page}like/", method="POST", body=b"wanted=1")
    folding.fold()
    assert not any(ask.get(path).is_rendered for path in (page, "/"))


@pytest.mark.long
def test_what_is_kept_is_true_after_everything_that_can_happen(client):
    wrong = {}
    with time_machine.travel(moment("2022-05-29 10:00"), tick=False) as clock:
        site = Site(clock, client)
        kept, anew = Asking(20 * MEGABYTE), Asking(0)
        read(kept, site.paths())
        for name, step in STEPS:
            site.pass_by(1)
            step(site)
            paths = site.paths()
            found = read(kept, paths)
            # A feed isn't whole while its photograph is made.
            found |= read(kept, [path for path in paths if "/feed/" in path])
            begin_anew()
            if differing := list(unlike(found, read(anew, paths))):
                wrong[name] = differing
            if rows := untrue_rows():
                wrong[f"{name}: rows"] = rows
    assert wrong == {}
