"""The first page of the desk answers 'what now?': each panel, for each role, and what it costs."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from articles import workflow
from tests import factories
from tests.articles.admin.panels.conftest import URL, moment, panel, panels


def test_an_author_sees_what_is_written_and_what_lies_ahead(page, author):
    assert panels(page(author)) == ["drafts", "scheduled", "readers", "searches"]


def test_an_editor_sees_what_waits_too(page, editor):
    assert panels(page(editor)) == ["waiting", "drafts", "scheduled", "replies", "readers", "searches"]


def test_a_moderator_sees_the_replies_alone(page, moderator):
    assert panels(page(moderator)) == ["replies"]


def test_an_empty_desk_says_what_to_do(page, editor):
    text = page(editor).content.decode()
    for words in ("Nothing waits for you.", "Begin a release", "Nothing is scheduled.", "No reply waits.", "counted"):
        assert words in text


def forced(by, **kwargs):
    return workflow.force(factories.draft(by=by, **kwargs), by=by, reason="The river rises.")


def test_what_was_forced_stands_first_until_it_is_countersigned(page, author, editor, colleague):
    edition = forced(colleague, headline="Flood")
    response = page(editor)
    assert panels(response)[0] == "unsigned"
    shown = panel(response, "unsigned")
    for words in ("Flood", "Dana Serik", "The river rises.", "Read it, and countersign it."):
        assert words in shown
    assert "Ask another editor" in panel(page(colleague), "unsigned")
    assert panel(page(author), "unsigned") == ""
    workflow.countersign(edition, by=editor)
    assert panel(page(editor), "unsigned") == ""


def submitted(by, remark="", **kwargs):
    return workflow.submit(factories.draft(by=by, **kwargs), by=by, remark=remark)


def test_what_a_colleague_submitted_waits_for_my_eyes(page, author, editor):
    edition = submitted(author, headline="A bridge", remark="Names are checked.")
    shown = panel(page(editor), "waiting")
    assert f'href="/admin/articles/edition/{edition.pk}/change/"' in shown
    assert "A bridge" in shown
    assert "Names are checked." in shown
    assert "A bridge" not in panel(page(editor), "drafts")


def test_what_i_submitted_or_saved_last_waits_for_others(page, author, editor, colleague):
    submitted(editor, headline="Mine")
    draft = factories.draft(by=author, headline="Mended")
    workflow.save(draft, by=editor, revision=draft.revision, contents={"lead": "Mended."})
    workflow.submit(draft, by=author)
    assert "Nothing waits for you." in panel(page(editor), "waiting")
    assert "In review" in panel(page(editor), "drafts")
    shown = panel(page(colleague), "waiting")
    assert "Mine" in shown
    assert "Mended" in shown


def test_what_is_meant_for_the_soonest_moment_waits_first(page, author, editor):
    for headline, planned_for in (("Whenever", None), ("Late", "2026-12-01 09:00"), ("Soon", "2026-11-24 09:00")):
        draft = factories.draft(by=author, headline=headline)
        workflow.save(
            draft, by=author, revision=draft.revision, contents={}, planned_for=planned_for and moment(planned_for)
        )
        workflow.submit(draft, by=author)
    shown = panel(page(editor), "waiting")
    assert shown.index("Soon") < shown.index("Late") < shown.index("Whenever")
    assert "for Tue 24 Nov, 09:00" in shown


def test_what_is_beyond_the_first_is_counted(page, author, editor):
    for number in range(10):
        submitted(author, headline=f"Release {number}")
    assert "2 more wait" in panel(page(editor), "waiting")


def test_what_was_returned_stands_above_my_drafts_with_its_remark(page, author, editor):
    edition = submitted(author, headline="A bridge")
    factories.draft(by=author, headline="A school")
    workflow.send_back(edition, by=editor, remark="Who says so?")
    response = page(author)
    assert panels(response)[:2] == ["returned", "drafts"]
    assert "Who says so?" in panel(response, "returned")
    assert "A bridge" not in panel(response, "drafts")
    assert "A school" in panel(response, "drafts")


def test_what_is_submitted_again_is_returned_no_more(page, author, editor):
    edition = submitted(author)
    workflow.send_back(edition, by=editor, remark="Who says so?")
    workflow.submit(edition, by=author)
    assert panel(page(author), "returned") == ""
    assert "In review" in panel(page(author), "drafts")


def test_what_a_colleague_writes_is_not_mine(page, author, colleague):
    edition = submitted(colleague, headline="Theirs")
    workflow.send_back(edition, by=factories.desk(), remark="Not yet.")
    assert "Theirs" not in page(author).content.decode()
    assert "You are writing nothing." in panel(page(author), "drafts")


def test_the_next_seven_days_are_all_named(page, author):
    factories.scheduled_release(moment("2026-11-24 09:30"), headline="A bridge")
    shown = panel(page(author), "scheduled")
    days = re.findall(r'ahead__number">(\d+)</span> <span>(\w+)</span>', shown)
    assert days == [
        ("23", "Monday"), ("24", "Tuesday"), ("25", "Wednesday"), ("26", "Thursday"), ("27", "Friday"),
        ("28", "Saturday"), ("29", "Sunday"),
    ]  # fmt: skip
    assert shown.count("ahead__day--empty") == 6
    assert "09:30" in shown
    assert "A bridge" in shown
    assert "November · today" in shown
    assert ">tomorrow<" in shown
    assert "Europe/Astrakhan, UTC+4" in shown


def test_what_comes_later_is_counted_and_found_in_the_calendar(page, author):
    factories.scheduled_release(moment("2026-12-24 09:30"), headline="The year")
    shown = panel(page(author), "scheduled")
    assert "The year" not in shown
    assert "1 is scheduled for later." in shown
    assert 'href="/admin/calendar/?month=2026-12"' in shown


def test_a_day_off_and_the_same_minute_are_warned_of(page, author):
    factories.scheduled_release(moment("2026-11-28 09:30"), headline="One")
    factories.scheduled_release(moment("2026-11-28 09:30"), headline="Two")
    shown = panel(page(author), "scheduled")
    assert shown.count("Saturday 28 November 2026 is a weekend.") == 2
    assert "At the same minute: “One”." in shown
    assert "At the same minute: “Two”." in shown


def breaking(live_from, editor, **kwargs):
    """Schedule a release that links to another, and remove that one; return the scheduled release."""
    other = factories.live_release(headline="The other")
    link = f'<p>As <a href="{other.get_absolute_url()}">the other release</a> says.</p>'
    release = factories.scheduled_release(live_from, body=link, **kwargs)
    workflow.remove(other, by=editor, reason="Sent by mistake.")
    return release


def test_a_scheduled_release_whose_link_broke_shows_red(page, editor):
    release = breaking(moment("2026-11-24 09:30"), editor, headline="A bridge")
    response = page(editor)
    assert "Before the hour:" in panel(response, "scheduled")
    text = response.content.decode()
    assert "A check has come to fail in 1 scheduled release." in text
    assert text.index("message--error") < text.index("<section")
    workflow.unschedule(release.latest_edition, by=editor)
    assert "A check has come to fail" not in page(editor).content.decode()


def test_what_fails_later_than_in_seven_days_is_named_too(page, editor):
    breaking(moment("2026-12-24 09:30"), editor, headline="The year")
    shown = panel(page(editor), "scheduled")
    assert "Later, and failing" in shown
    assert "The year" in shown


def test_what_is_in_order_raises_no_alarm(page, editor):
    factories.scheduled_release(moment("2026-11-24 09:30"))
    text = page(editor).content.decode()
    assert "Before the hour" not in text
    assert "message--error" not in text


def test_the_replies_that_wait_are_counted_with_the_age_of_the_oldest(page, moderator):
    factories.CommentFactory(text="The first of them", created_at=moment("2026-11-23 07:00"))
    for number in range(3):
        factories.CommentFactory(text=f"Another {number}")
    shown = panel(page(moderator), "replies")
    assert "4 replies wait" in shown
    assert "The oldest came 3 hours ago." in shown
    assert "The first of them" in shown
    assert "Another 2" not in shown


@pytest.mark.parametrize("is_cold", [True, False])
def test_the_first_page_asks_as_much_with_more_to_show(
    client_for, author, editor, colleague, read, django_assert_max_num_queries, is_cold
):
    def make():
        forced(colleague)
        submitted(author)
        workflow.send_back(submitted(editor), by=colleague, remark="Who says so?")
        factories.draft(by=editor)
        factories.scheduled_release(moment("2026-11-24 09:30"), lead_image=factories.image())
        factories.scheduled_release(moment("2026-12-24 09:30"))
        factories.CommentFactory(release=factories.live_release())
        read(factories.live_release(), "2026-11-20", 5)

    def cost():
        if is_cold:
            cache.clear()
        with django_assert_max_num_queries(100) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    client = client_for(editor)
    make()
    client.get(URL)
    few = cost()
    for _number in range(4):
        make()
    # After a public change it is looked once for what is behind.
    client.get(URL)
    assert cost() == few


def test_a_banner_on_every_page_tells_editors_of_what_nobody_has_countersigned(client_for, author, editor):
    forced = workflow.force(factories.draft(headline="Flood"), by=editor, reason="The river rises.")
    path = reverse("admin:articles_image_changelist")
    banner = "was published without second eyes"
    assert banner in client_for(editor).get(path).content.decode()
    assert banner not in client_for(author).get(path).content.decode()
    workflow.countersign(forced, by=factories.desk())
    assert banner not in client_for(editor).get(path).content.decode()
