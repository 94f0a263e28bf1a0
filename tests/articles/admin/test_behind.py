"""Where translations stand: in the list of releases, and what of them the first page asks for."""

import datetime
import re

from django.utils import timezone

from articles import workflow
from tests import factories
from tests.articles.admin.translations import ENGLISH, correct, record, text_of, write

# The list


def marks(response, release):
    """Return what the list says of the languages in the row of a release."""
    row = re.search(rf'<tr[^>]*>(?:(?!</tr>).)*value="{release.pk}"(?:(?!</tr>).)*</tr>', text_of(response), re.S)[0]
    return re.findall(r'class="mark [^>]*title="([^"]*)"', row)


def test_the_list_shows_each_language_with_its_state(author_client, original, translation, author):
    workflow.translate(original, by=author, language="kk")
    said = ["English: Live", "Russian: Live", "Kazakh: Draft"]
    response = author_client.get("/admin/articles/release/")
    assert marks(response, original) == marks(response, translation.release) == said
    correct(original, author)
    said[1:] = ["Russian: Live, behind the original", "Kazakh: Draft, behind the original"]
    assert marks(author_client.get("/admin/articles/release/"), original) == said


def test_the_list_is_narrowed_to_what_is_behind(author_client, original, translation, author):
    def shown():
        response = author_client.get("/admin/articles/release/", {"behind": "yes"})
        return [release.pk for release in response.context["cl"].result_list]

    assert shown() == []
    correct(original, author)
    assert shown() == [translation.release_id]


def test_a_list_of_many_families_costs_as_many_queries(author_client, author, at, django_assert_max_num_queries):
    at("2022-05-28 10:00")

    def make():
        release = factories.publish(factories.draft(by=author, categories=[category])).release
        workflow.translate(release, by=author, language="ru")

    category = factories.CategoryFactory()
    make()
    author_client.get("/admin/articles/release/")
    with django_assert_max_num_queries(100) as few:
        author_client.get("/admin/articles/release/")
    for _number in range(4):
        make()
    with django_assert_max_num_queries(len(few)):
        author_client.get("/admin/articles/release/")


# The first page


def panel(client):
    """Return the text of the panel of what is behind, '' where there is none."""
    found = re.search(r'<section [^>]*panel-behind">.*?</section>', text_of(client.get("/admin/")), re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", found[0])).strip() if found else ""


def test_the_first_page_names_what_is_behind_the_most_urgent_first(author_client, original, translation, author, at):
    assert panel(author_client) == ""
    at("2022-05-28 10:00")
    other = factories.publish(factories.draft(by=author, body=ENGLISH)).release
    draft = write(workflow.translate(other, by=author, language="kk"), author)
    factories.publish(workflow.save(draft, by=author, revision=draft.revision, contents={"headline": "Көпір"}))
    at("2022-05-30 10:00")
    minor = workflow.new_edition(other, by=author)
    workflow.save(minor, by=author, revision=minor.revision, contents={"lead": "Another lead."})
    factories.publish(minor, kind="minor")
    at("2022-05-31 10:00")
    correct(original, author)
    assert panel(author_client) == (
        "Translations to bring up to date Мост открыт Russian The original was corrected on May 31, 2022. "
        "Көпір Kazakh The original was changed a little on May 30, 2022."
    )
    workflow.bring_up_to_date(translation.release, by=author)
    assert panel(author_client).endswith("corrected on May 31, 2022. The next edition is being written.")


def test_what_is_confirmed_or_mended_by_a_schedule_is_not_named(
    author_client, original, translation, author, editor, at
):
    newest = correct(original, author)
    draft = workflow.bring_up_to_date(translation.release, by=author)
    told = {"kind": "correction", "public_note": "Трамваев не будет."}
    scheduled = factories.publish(draft, live_from=timezone.now() + datetime.timedelta(days=1), **told)
    assert panel(author_client) == ""
    workflow.unschedule(scheduled, by=editor)
    assert panel(author_client) != ""
    workflow.confirm(translation, by=editor, original=newest)
    assert panel(author_client) == ""


def test_a_moderator_is_not_shown_what_is_behind(client_for, moderator, original, translation, author):
    correct(original, author)
    assert panel(client_for(moderator)) == ""


def test_pages_open_where_a_translation_is_ahead_of_what_was_taken_back(
    editor_client, original, translation, author, editor
):
    moment = timezone.now() + datetime.timedelta(days=2)
    draft = workflow.new_edition(original, by=author)
    workflow.save(draft, by=author, revision=draft.revision, contents={"body": ENGLISH})
    later = factories.publish(draft, kind="correction", public_note="There will be no trams.", live_from=moment)
    factories.publish(workflow.bring_up_to_date(translation.release, by=author), kind="minor")
    workflow.unschedule(later, by=editor)
    for path in ("/admin/", "/admin/articles/release/", record(original), record(translation.release)):
        assert editor_client.get(path).status_code == 200, path
