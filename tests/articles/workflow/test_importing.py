"""Past editions in bulk."""

import datetime

import pytest
from django.db import IntegrityError

from articles import workflow
from articles.contents import contents
from articles.models import Edition, Release
from tests.articles.workflow.conftest import CONTENTS

pytestmark = pytest.mark.django_db

FIRST = datetime.datetime(2021, 3, 4, 6, 0, tzinfo=datetime.UTC)
THEN = FIRST + datetime.timedelta(days=1)


def row(**more):
    return {"language": "en", "slug": "bridge", "live_from": FIRST, "contents": CONTENTS, **more}


def test_an_imported_release_is_live_at_its_address_with_its_counters():
    (release,) = workflow.import_approved([row(views=12, likes=3)])
    release = Release.objects.get(pk=release.pk)
    assert release.get_absolute_url() == "/2021/03/04/bridge/"
    assert (release.views, release.likes) == (12, 3)
    assert Edition.objects.live(FIRST).get().headline == CONTENTS["headline"]


def test_later_editions_follow_without_a_gap():
    later = [{"live_from": THEN, "kind": "correction", "public_note": "Hour.", "contents": {"lead": "At one."}}]
    workflow.import_approved([row(later=later)])
    first, second = Edition.objects.order_by("number")
    assert first.live_until == second.live_from == THEN
    assert (second.headline, second.lead, second.kind) == (CONTENTS["headline"], "At one.", "correction")


def test_what_is_kept_of_an_import_is_what_was_stored():
    workflow.import_approved([row(contents={**CONTENTS, "body": "<p>Cars<script>alert(1)</script></p>"})])
    edition = Edition.objects.get()
    assert "script" not in edition.body
    assert edition.saves.get().contents == contents(edition)


def test_two_releases_at_one_address_are_refused():
    with pytest.raises(IntegrityError):
        workflow.import_approved([row(), row()])


def test_rows_are_written_in_a_constant_number_of_queries(django_assert_max_num_queries):
    rows = [row(slug=f"bridge-{number}") for number in range(150)]
    with django_assert_max_num_queries(25):
        workflow.import_approved(rows)
