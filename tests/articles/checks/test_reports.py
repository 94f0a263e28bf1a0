"""What all checks have in common: the report, its order, overrides, its queries; and that no text breaks it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import checks, workflow
from articles.models import Edition
from tests import factories
from tests.articles.checks.reading import text

FAULTY = (
    '<h3>Timetable</h3><p>TBC. See <a href="#">here</a>, <a href="/2022/05/28/a/">that</a>, '
    '<a href="/category/a/">a</a>, <a href="/about/a/">b</a>, <a href="/2022/">c</a>, '
    '<a href="/media/1/0/whole-960.jpg">d</a>.</p>'
)


@pytest.mark.django_db
def test_a_decent_text_has_no_fault():
    edition = factories.draft(lead_image=factories.image())

    assert checks.report(edition) == []
    assert checks.blocking(edition) == []


@pytest.mark.django_db
def test_what_blocks_comes_before_advice():
    edition = factories.draft(headline="Word " * 14, body="<p>Ask at the MFC. TBC.</p>")

    assert [(fault.check, fault.blocks) for fault in checks.report(edition)] == [
        ("placeholder", True),
        ("long-headline", False),
        ("abbreviation", False),
    ]
    assert [fault.check for fault in checks.blocking(edition)] == ["placeholder"]


@pytest.mark.django_db
def test_what_an_editor_set_aside_is_shown_but_does_not_block(editor):
    edition = factories.draft(body="<p>The sign reads TBC.</p><p>The date is TBC.</p>")
    first, second = checks.blocking(edition)

    override = workflow.override(
        edition, by=editor, check=first.check, subject=first.subject, reason="It is on the sign."
    )

    assert checks.blocking(edition) == [second]
    assert [fault.override for fault in checks.report(edition)] == [None, override]


@pytest.mark.django_db
def test_neither_headline_nor_slug_can_be_set_aside():
    edition = factories.draft()
    Edition.objects.filter(pk=edition.pk).update(headline="")
    edition.refresh_from_db()

    assert [(fault.check, fault.can_be_overridden) for fault in checks.report(edition)] == [("headline", False)]


@pytest.mark.django_db
def test_a_subject_is_stable_and_fits_its_column(editor):
    edition = factories.draft(body=f'<p><a href="#{"x" * 500}">{"word " * 100}</a></p>')
    first, again = checks.blocking(edition), checks.blocking(Edition.objects.get(pk=edition.pk))

    assert first == again
    assert [len(fault.subject) for fault in first] == [300]
    workflow.override(edition, by=editor, check=first[0].check, subject=first[0].subject, reason="A test.")
    assert checks.blocking(edition) == []


@pytest.mark.django_db
def test_reports_ask_the_same_number_of_queries_for_two_and_for_twenty():
    factories.live_release()
    image = factories.image()
    for _number in range(20):
        factories.draft(body=FAULTY, lead_image=image)

    def count(number):
        editions = list(Edition.objects.open().order_by("pk")[:number])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = checks.reports(editions)
        assert len(found) == number
        assert all(len(faults) > 5 for faults in found.values())
        return len(queries)

    assert count(2) == count(20) <= 9


@pytest.mark.django_db
def test_a_text_without_links_within_the_site_asks_for_none(django_assert_num_queries):
    edition = factories.draft()

    with django_assert_num_queries(2):
        checks.report(edition)


@pytest.mark.django_db
def test_a_scheduled_release_fails_once_its_link_is_broken(editor):
    target = factories.live_release()
    url = target.get_absolute_url()
    release = factories.scheduled_release(
        timezone.now() + datetime.timedelta(days=1), body=f'<p>See <a href="{url}">the bridge</a>.</p>'
    )
    edition = release.editions.get()
    assert checks.blocking(edition) == []

    workflow.remove(target, by=editor, reason="It was unlawful.")

    assert [fault.check for fault in checks.blocking(edition)] == ["broken-link"]


def test_names_are_unique_and_fit_their_column():
    names = [check.name for check in checks.CHECKS]

    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 for name in names)


# In pieces that are parted by blanks; a tilde is a blank within one.
SCRAPS = st.sampled_from(
    """
    <p> </p> <h2> <h3> </h3> <h4> <a~href='#'> <a~href='/2022/02/30/a/'> <a~href='//['> </a> <blockquote> </blockquote>
    <q> <cite> <li> <ul> <table> <td> <br> “ ” « » " ( ) [ ] … . ! ? — TBC XXX МФЦ (МФЦ) ___ ??? {{ }} Monday 31 2026
    February 24 November понедельник ноября дүйсенбі қараша жылғы said сказал <![CDATA[ <!-- &#0; &nbsp;
    """.split()
).map(lambda scrap: scrap.replace("~", " "))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=8)), max_size=40), st.booleans())
def test_no_text_whatsoever_raises(scraps, is_spaced):
    words = (" " if is_spaced else "").join(scraps)
    read = text(words, headline=words, lead=words, dateline=words, public_note=words)

    for check in checks.CHECKS:
        for field, message, subject in check.find(read):
            assert field in {"headline", "lead", "dateline", "body", "public_note"}
            assert message
            assert isinstance(subject, str)
