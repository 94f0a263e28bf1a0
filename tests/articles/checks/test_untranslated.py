"""What of a translation is still the original's, and an original that was changed since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import checks, workflow
from articles.contents import contents
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

BODY = (
    "<h2>What It Cost</h2><p>Cars went over at noon.</p><p>It was <strong>worth</strong> it.</p>"
    "<p><a href='https://example.org/'>example.org/bridge</a></p><p>+7 8512 51-00-00</p><p>press office@example.org</p>"
    "<blockquote><p>It took years.</p><p><cite>Dimash Qudaibergen</cite></p></blockquote>"
    "<table><tbody><tr><td>Astana Opera</td><td>12 500</td></tr></tbody></table>"
)
RUSSIAN = BODY.replace("What It Cost", "Сколько это стоило").replace("Cars went over at noon", "Машины пошли в полдень")
RUSSIAN = RUSSIAN.replace("It was <strong>worth</strong> it", "Оно того <strong>стоило</strong>")
RUSSIAN = RUSSIAN.replace("It took years", "Строили годами")


@pytest.fixture
def original(author, at):
    at("2022-05-28 10:00")
    lead = factories.image(alternative_text="A bridge at noon", caption="Cars on the bridge", credit="Pressroom")
    draft = factories.draft(by=author, headline="The Bridge Opens", lead="Traffic is back.", body=BODY, lead_image=lead)
    return factories.publish(draft).release


@pytest.fixture
def draft(original, author):
    return workflow.translate(original, by=author, language="ru")


def save(draft, by, alternative_text="Мост в полдень", caption="Машины на мосту", **words):
    """Save a translated text with photographs that say so much, and what else is given; return it."""
    use = {"alternative_text": alternative_text, "caption": caption}
    images = [{**one, **use} for one in contents(draft)["images"]]
    words = {"headline": "Мост открыт", "lead": "Движение вернулось.", "body": RUSSIAN, **words}
    return workflow.save(draft, by=by, revision=draft.revision, contents={**words, "images": images})


def faults(edition):
    """Return (check, message) of what is found of translations."""
    return [(one.check, one.message) for one in checks.report(edition) if "translat" in one.check]


def test_a_fresh_draft_names_each_place_that_is_still_the_original(draft):
    say = "these are the words of the original (English). Translate them."
    assert faults(draft) == [
        ("untranslated", f"Headline: {say}"),
        ("untranslated", f"Lead: {say}"),
        ("untranslated", f"Heading “What It Cost”: {say}"),
        ("untranslated", f"Paragraph 1: {say}"),
        ("untranslated", f"Paragraph 2: {say}"),
        ("untranslated", f"Quotation 1: {say}"),
        ("untranslated-caption", "The original has a caption under “photograph” (lead photograph). Translate it."),
    ]
    assert all(fault.blocks for fault in checks.report(draft) if "translat" in fault.check)


def test_what_is_translated_passes_and_so_do_addresses_numbers_and_names(draft, author):
    assert faults(save(draft, author)) == []


def test_other_marks_and_capitals_make_no_translation(draft, author):
    body = RUSSIAN.replace("Машины пошли в полдень.", "«Cars&nbsp;went over — at NOON»")
    [(name, message)] = faults(save(draft, author, body=body))
    assert (name, message.partition(":")[0]) == ("untranslated", "Paragraph 1")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"alternative_text": "a bridge at noon."}, "untranslated-alternative-text"),
        ({"caption": "Cars on the bridge"}, "untranslated-caption"),
        ({"caption": ""}, "untranslated-caption"),
    ],
)
def test_the_words_of_photographs_have_to_be_translated(draft, author, said, name):
    [fault] = [one for one in checks.report(save(draft, author, **said)) if "translat" in one.check]
    assert (fault.check, fault.field, fault.subject) == (name, "lead_images", str(draft.images.get().image_id))


def test_what_may_stay_is_set_aside_until_its_words_change(draft, author, editor):
    draft = save(draft, author, body=RUSSIAN.replace("Строили годами.", "It took years."))
    [fault] = checks.blocking(draft)
    workflow.override(draft, by=editor, check=fault.check, subject=fault.subject, reason="He said it in English.")
    assert checks.blocking(draft) == []
    assert len(checks.blocking(save(draft, author, body=RUSSIAN.replace("Строили годами", "It was worth it")))) == 1


def test_an_original_and_what_became_one_are_not_compared(original, draft, editor):
    assert faults(original.editions.get()) == []
    workflow.detach(draft.release, by=editor)
    assert faults(Edition.objects.get(pk=draft.pk)) == []


def test_words_of_an_original_that_was_rewritten_since_are_known_too(author, at):
    at("2022-05-28 10:00")
    original = factories.draft(by=author, body="<p>Cars went over at noon.</p>", lead="")
    draft = workflow.translate(original.release, by=author, language="ru")
    at("2022-05-28 11:00")
    original.refresh_from_db()
    workflow.save(original, by=author, revision=original.revision, contents={"body": "<p>Nothing went over.</p>"})
    assert "Paragraph 1" in faults(draft)[-1][1]


def test_an_original_that_changed_since_is_told_as_advice(original, draft, author, at):
    draft = save(draft, author)
    assert not [one for one in checks.report(draft) if one.check == "behind"]
    at("2022-05-30 09:00")
    second = workflow.new_edition(original, by=author)
    workflow.save(second, by=author, revision=second.revision, contents={"lead": "Traffic is back, and so is noise."})
    second = factories.publish(second, kind="correction", public_note="The noise was left out.")
    [fault] = [one for one in checks.report(draft) if one.check == "behind"]
    assert not fault.is_blocking
    assert fault.message.startswith("The original was corrected on May 30, 2022. Compare")
    workflow.confirm(draft, by=author, original=second)
    assert not [one for one in checks.report(draft) if one.check == "behind"]


def test_many_translations_cost_as_many_queries_as_one(author, at):
    at("2022-05-28 10:00")
    for _number in range(4):
        original = factories.draft(by=author, lead_image=factories.image())
        workflow.translate(original.release, by=author, language="ru")
        original.refresh_from_db()
        at("2022-05-28 10:10")
        workflow.save(original, by=author, revision=original.revision, contents={"lead": "Another."})

    def count(number):
        editions = list(Edition.objects.filter(renders__isnull=False).order_by("pk")[:number])
        with CaptureQueriesContext(connection) as queries:
            found = checks.reports(editions)
        assert all(found.values())
        return len(queries)

    assert count(1) == count(4) <= 10


@pytest.mark.parametrize(
    ("dateline", "is_right"), [("Astrakhan", False), ("Астрахань", True), ("", True), ("Astana", True)]
)
def test_the_place_is_written_in_the_letters_of_the_language(original, author, at, dateline, is_right):
    at("2022-05-28 11:00")
    draft = workflow.new_edition(original, by=author)
    workflow.save(draft, by=author, revision=draft.revision, contents={"dateline": "Astrakhan"})
    factories.publish(draft, kind="minor")
    edition = save(workflow.translate(original, by=author, language="ru"), author, dateline=dateline)
    say = "Dateline: these are the words of the original (English). Translate them."
    assert faults(edition) == ([] if is_right else [("untranslated", say)])


def test_a_place_that_both_languages_write_alike_is_right(author, at):
    at("2022-05-28 10:00")
    original = factories.publish(factories.draft(by=author, language="ru", dateline="Астана")).release
    draft = workflow.translate(original, by=author, language="kk")
    assert [fault.field for fault in checks.report(draft) if fault.check == "untranslated"].count("dateline") == 0


@pytest.mark.parametrize(("credit", "is_right"), [("Drawn for the demo", False), ("Pressroom", True)])
def test_a_credit_is_translated_where_it_is_no_name(original, author, at, credit, is_right):
    at("2022-05-28 11:00")
    image = {"role": "lead", "alternative_text": "A bridge at noon", "caption": "", "credit": credit}
    draft = workflow.new_edition(original, by=author)
    workflow.save(
        draft, by=author, revision=draft.revision, contents={"images": [{**contents(draft)["images"][0], **image}]}
    )
    factories.publish(draft, kind="minor")
    edition = save(workflow.translate(original, by=author, language="ru"), author)
    say = "Credit of “photograph”: these are the words of the original (English). Translate them."
    assert faults(edition) == ([] if is_right else [("untranslated", say)])
