"""The page of a translation: what readers are told when its original has changed, in whichever language they read."""

import datetime

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles import workflow
from articles.models import Edition, Release
from tests import factories
from tests.articles.workflow.conftest import CONTENTS, HOUR

pytestmark = pytest.mark.django_db

BEHIND = "The original has changed since this translation"
CHANGED = {
    "correction": "The original was corrected on %(day)s.",
    "update": "The original was updated on %(day)s.",
    "withdrawal": "The original was withdrawn on %(day)s.",
}


def says(page, words, **values):
    """Whether a Russian page says what the sources have in English."""
    with translation.override("ru"):
        return " ".join((gettext(words) % values).split()) in page


@pytest.fixture
def family(author, at):
    """An original and its live Russian translation, both of 28 May 2022; the clock stands on 30 May, 10:00."""
    moment = at("2022-05-28 12:00")
    row = {"language": "en", "slug": "bridge", "live_from": moment, "contents": CONTENTS, "author": author}
    original = workflow.import_approved([row])[0]
    words = {"headline": "Мост открыт", "lead": "Движение открыто.", "body": "<p>Машины пошли в полдень.</p>"}
    row |= {"language": "ru", "slug": "most", "live_from": moment + HOUR, "contents": words}
    row |= {"translation_key": original.translation_key, "renders": original.editions.get()}
    translation = workflow.import_approved([row])[0]
    at("2022-05-30 10:00")
    return original, translation


def change(release, kind, text="<p>Cars went over at one.</p>", note="The hour was wrong.", **how):
    draft = workflow.new_edition(release, by=factories.desk())
    workflow.save(draft, by=factories.desk(), revision=draft.revision, contents={"body": text})
    return factories.publish(draft, kind=kind, **({} if kind == "minor" else {"public_note": note}), **how)


def read(client, release):
    response = client.get(release.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("kind", ["correction", "update"])
def test_readers_of_a_translation_are_told_of_a_change_of_its_original(client, family, kind):
    original, translation = family
    assert not says(read(client, translation), BEHIND)
    change(original, kind)
    page = read(client, translation)
    assert says(page, "This translation is of the text of %(day)s.", day="28 мая 2022 г.")
    assert says(page, CHANGED[kind], day="30 мая 2022 г.")
    assert '<p class="box__words" lang="en">The hour was wrong.</p>' in page
    assert f'href="{original.get_absolute_url()}" hreflang="en"' in page
    assert f'href="{original.url("articles:comparison", before=1, after=2)}"' in page
    assert BEHIND not in read(client, original)


def test_readers_are_not_told_of_a_minor_change(client, family):
    original, translation = family
    change(original, "minor")
    assert not says(read(client, translation), BEHIND)


def test_readers_are_told_of_a_scheduled_change_only_from_its_moment(client, family, at):
    original, translation = family
    change(original, "correction", live_from=timezone.now() + HOUR)
    at("2022-05-30 10:59")
    assert not says(read(client, translation), BEHIND)
    at("2022-05-30 11:00")
    assert says(read(client, translation), BEHIND)


def test_a_confirmation_ends_it(client, family, editor):
    original, translation = family
    correction = change(original, "correction")
    assert says(read(client, translation), BEHIND)
    workflow.confirm(translation.editions.get(), by=editor, original=correction)
    assert not says(read(client, translation), BEHIND)


def test_a_later_change_begins_it_again(client, family, editor, at):
    original, translation = family
    workflow.confirm(translation.editions.get(), by=editor, original=change(original, "correction"))
    at("2022-05-31 10:00")
    change(original, "update", "<p>Cars went over at two.</p>")
    page = read(client, translation)
    assert says(page, CHANGED["update"], day="31 мая 2022 г.")
    # It is of the text that was confirmed.
    assert f'href="{original.url("articles:comparison", before=2, after=3)}"' in page


def test_a_withdrawn_original_is_told_with_nothing_to_compare(client, family, editor):
    original, translation = family
    workflow.withdraw(original, by=editor, reason="Not decided.")
    page = read(client, translation)
    assert says(page, CHANGED["withdrawal"], day="30 мая 2022 г.")
    assert "/history/1/2/" not in page


def test_a_removed_original_is_no_longer_led_to(client, family, editor):
    original, translation = family
    change(original, "correction")
    workflow.remove(original, by=editor, reason="It named a child.")
    page = read(client, translation)
    assert not says(page, BEHIND)
    assert original.get_absolute_url() not in page


def test_what_is_of_one_day_is_told_by_the_hour(client, family, at):
    original, translation = family
    at("2022-05-28 15:30")
    change(original, "correction")
    page = read(client, translation)
    assert "12:00" in page
    assert "15:30" in page


def test_a_translation_made_an_original_of_its_own_says_nothing_of_where_it_came_from(client, family, editor):
    original, translation = family
    change(original, "correction")
    workflow.detach(translation, by=editor)
    page = read(client, Release.objects.get(pk=translation.pk))
    assert not says(page, BEHIND)
    assert original.get_absolute_url() not in page


def test_what_renders_a_text_that_never_came_into_force_is_as_new_as_itself(client, family, author, editor, at):
    original, translation = family
    at("2022-05-30 10:10")
    correction = change(original, "correction", live_from=timezone.now() + datetime.timedelta(days=1))
    draft = workflow.bring_up_to_date(translation, by=author)
    at("2022-05-30 10:20")
    workflow.save(draft, by=author, revision=draft.revision, contents={"lead": "Движение по мосту открыто."})
    factories.publish(draft, by=editor, kind="minor")
    workflow.unschedule(correction, by=editor)
    workflow.send_back(Edition.objects.get(pk=correction.pk), by=editor, remark="It was right.")
    workflow.discard(Edition.objects.get(pk=correction.pk), by=editor)
    assert not says(read(client, translation), BEHIND)
    at("2022-05-31 10:00")
    change(original, "correction", "<p>Cars went over at three.</p>")
    assert says(read(client, translation), BEHIND)


def test_an_original_withdrawn_and_restored_tells_nothing_new(client, family, editor, at):
    original, translation = family
    workflow.withdraw(original, by=editor, reason="Not decided.")
    at("2022-05-30 11:00")
    workflow.restore(original, by=editor, reason="Decided.")
    assert not says(read(client, translation), BEHIND)
    at("2022-05-30 12:00")
    change(original, "correction")
    assert says(read(client, translation), CHANGED["correction"], day="30 мая 2022 г.")
