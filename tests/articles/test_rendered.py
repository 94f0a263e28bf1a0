"""What is ready to be sent of an edition: a row makes its page cheaper, and never another one."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import library, rendered, workflow
from articles.models import Edition, RenderedEdition
from pressroom import derived
from tests import factories
from tests.articles.lists import moment, read

pytestmark = pytest.mark.django_db


def use(image, role, **words):
    return {"image": image.pk, "role": role, **image.words, **words}


@pytest.fixture
def release(at, editor):
    """A release with everything that a page shows, and a clock that stands still."""
    at("2022-05-28 10:00")
    category = factories.CategoryFactory(text__name="Nature")
    contacts = [factories.ContactFactory(name="Marina", role="press secretary")]
    lead, other, third = (factories.image(factories.jpeg(1000, 700 + n)) for n in range(3))
    for day in (25, 26, 27):
        factories.live_release(moment(f"2022-05-{day} 10:30"), headline=f"Lotus of May {day}", categories=[category])
    release = factories.live_release(
        moment("2022-05-28 09:30"),
        slug="lotus",
        headline='The "lotus" fields open - on Sunday',
        lead="It opens at 10-12.",
        dateline="Astrakhan",
        body=f'<p>"Come & see."</p><figure><img data-image="{third.pk}"></figure><table><tr><td>1</td></tr></table>',
        categories=[category],
        contacts=contacts,
        lead_image=lead,
        images=[use(other, "gallery", caption="Fields."), use(third, "body", caption="A boat.")],
    )
    factories.live_release(moment("2022-05-28 09:45"), headline="The next one")
    draft = workflow.translate(release, by=factories.desk(), language="ru")
    words = {"headline": '"Лотос" - это он', "lead": "Лид.", "dateline": "", "body": "<p>Текст.</p>", "images": []}
    draft = workflow.save(draft, by=factories.desk(), revision=draft.revision, contents=words)
    factories.publish(draft)
    at("2022-05-29 10:00")
    edition = workflow.new_edition(release, by=factories.desk())
    factories.publish(edition, by=factories.desk(), kind="correction", public_note="The day was wrong.")
    factories.CommentFactory(release=release, status="approved")
    release.refresh_from_db()
    return release


def row(release):
    return RenderedEdition.objects.get(edition__release=release)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_is_the_same_byte_for_byte_with_a_row_and_without(client, release, language):
    edition = Edition.objects.get(
        release__translation_key=release.translation_key, release__language=language, live_until=None
    )
    path = edition.get_absolute_url()
    assert edition.rendered.rules == rendered.rules()
    ready = read(client, path)
    RenderedEdition.objects.all().delete()
    assert read(client, path) == ready


def test_a_page_with_everything_costs_five_queries_and_one_with_little_three(client, release):
    other = factories.live_release(moment("2022-05-29 09:00"), headline="Little", slug="little")
    for path, most in ((release.get_absolute_url(), 5), (other.get_absolute_url(), 3)):
        read(client, path)
        with CaptureQueriesContext(connection) as queries:
            read(client, path)
        assert len(queries) == most


def test_what_other_rules_made_is_not_shown_and_is_made_anew_when_the_site_starts(client, release):
    RenderedEdition.objects.filter(pk=row(release).pk).update(
        rules="others", headline="Old words", body="<p>Old text.</p>"
    )
    html = read(client, release.get_absolute_url())
    assert "Old words" not in html
    assert "Old text" not in html
    assert "“lotus” fields open" in html
    said = []
    derived.make(only_missing=True, say=said.append)
    assert said == ["Making 1 edition ready to be sent ..."]
    assert row(release).rules == rendered.rules()
    assert "“lotus” fields open" in row(release).headline
    derived.make(only_missing=True, say=said.append)
    assert len(said) == 1


def test_rules_are_others_where_the_site_has_another_address(settings):
    before = rendered.rules()
    settings.SITE_URL = "https://other.example.org"
    assert rendered.rules() != before


def test_a_photograph_that_is_cut_otherwise_is_shown_so(client, release, editor):
    image = row(release).edition.images.get(role="lead").image
    before = re.search(rf"/media/{image.pk}/(\w+)/", row(release).photograph)[1]
    library.change(image, by=editor, focal_x=10)
    after = re.search(rf"/media/{image.pk}/(\w+)/", row(release).photograph)[1]
    assert after != before
    html = read(client, release.get_absolute_url())
    assert f"/{after}/" in html
    assert f"/{before}/" not in html


def test_what_is_said_of_an_image_in_the_library_changes_no_row(release, editor):
    image = row(release).edition.images.get(role="lead").image
    before = row(release).photograph
    library.change(image, by=editor, caption="Other words", alternative_text="Others")
    assert row(release).photograph == before


def test_a_new_address_shows(client, release, editor):
    workflow.readdress(release, by=editor, slug="elsewhere", typed_date=datetime.date(2022, 5, 20))
    release.refresh_from_db()
    html = read(client, "/2022/05/20/elsewhere/")
    assert "/2022/05/28/lotus/" not in html
    assert "2022%2F05%2F20%2Felsewhere" in html


def test_there_are_rows_of_what_is_live_or_will_be_and_of_nothing_else(release, at):
    def numbers():
        return set(RenderedEdition.objects.filter(edition__release=release).values_list("edition__number", flat=True))

    assert numbers() == {2}
    edition = workflow.new_edition(release, by=factories.desk())
    told = {"kind": "update", "public_note": "More."}
    edition = factories.publish(edition, by=factories.desk(), live_from=moment("2022-06-01 10:00"), **told)
    assert numbers() == {2, 3}
    workflow.unschedule(edition, by=factories.desk())
    assert numbers() == {2}


def test_what_is_imported_is_ready(release):
    contents = {"headline": 'A "bridge"', "lead": "Lead.", "body": "<p>Text.</p>"}
    later = [
        {"live_from": moment("2022-05-02 10:00"), "kind": "minor", "public_note": "", "contents": {"body": "<p>2</p>"}}
    ]
    imported = {"language": "en", "slug": "bridge", "live_from": moment("2022-05-01 10:00"), "contents": contents}
    (found,) = workflow.import_approved([{**imported, "later": later}])
    assert (row(found).headline, row(found).body) == ("A “bridge”", "<p>2</p>")


def test_a_draft_is_previewed_without_a_row(client_for, author):
    edition = factories.draft(by=author, headline='A "draft"')
    html = read(client_for(author), f"/admin/articles/edition/{edition.pk}/preview/page/")
    assert "A “draft”" in html
    assert not RenderedEdition.objects.exists()
