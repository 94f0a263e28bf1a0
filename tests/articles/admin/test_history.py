"""The saves of a release, two of them compared, one of them restored."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin import history
from articles.models import EditionSave, EditorialEvent
from tests import factories

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;{{ 7 }}'


def url(name, edition, **query):
    return reverse(f"admin:articles_edition_{name}", args=[edition.pk], query=query or None)


def save(edition, by, minutes=15, **contents):
    """Save a draft some minutes after the last save of it."""
    with time_machine.travel(edition.saved_at + datetime.timedelta(minutes=minutes), tick=False):
        return workflow.save(edition, by=by, revision=edition.revision, contents=contents)


def saves_of(edition):
    return list(EditionSave.objects.filter(edition__release=edition.release_id).order_by("pk"))


@pytest.fixture
def edition(author, at):
    """A draft that was saved twice, the sum being another one the second time."""
    at("2026-05-12 10:00")
    edition = factories.draft(by=author, headline="It costs 12 million", body="<p>The bridge costs 12 million.</p>")
    return save(edition, author, headline="It costs 15 million", body="<p>The bridge costs 15 million.</p>")


# The list of saves


def test_the_history_tells_who_saved_when_and_what_happened_between(edition, author, editor, author_client, at):
    at("2026-05-12 11:00")
    edition = workflow.submit(edition, by=author)
    edition = workflow.send_back(edition, by=editor, remark="The sum is not cleared yet.")
    text = author_client.get(url("saves", edition)).content.decode()
    assert "May 12, 2026, 10:15" in text
    assert "Europe/" in text
    assert "submitted for review" in text
    assert "The sum is not cleared yet." in text
    assert text.index("returned") < text.index("submitted for review") < text.index("10:15") < text.index("10:00")


def test_what_was_saved_within_minutes_is_told_as_one_entry_with_its_beginning_and_end(author, author_client, at):
    at("2026-05-12 10:02")
    edition = factories.draft(by=author)
    edition = save(edition, author, minutes=7, lead="Another lead.")
    response = author_client.get(url("saves", edition))
    assert "began 10:02, last 10:09" in response.content.decode()
    assert len([line for group in response.context["groups"] for line in group["lines"] if line["is_save"]]) == 1


def test_saves_are_grouped_by_edition_the_newest_first_whichever_edition_was_asked_for(author, editor, author_client):
    release = factories.live_release(by=author)
    first = release.editions.get()
    second = workflow.new_edition(release, by=author)
    workflow.pin(release, by=editor)
    for asked in (first, second):
        groups = author_client.get(url("saves", asked)).context["groups"]
        assert [group["edition"].number for group in groups] == [2, 1]


def test_the_last_two_saves_are_ticked_and_what_is_live_is_one_click_from_the_draft(author, author_client):
    release = factories.live_release(by=author, headline="Live now")
    edition = workflow.new_edition(release, by=author)
    edition = save(edition, author, headline="To be live")
    response = author_client.get(url("saves", edition))
    first, copy, last = saves_of(edition)
    assert (response.context["ticked_before"], response.context["ticked_after"]) == (copy.pk, last.pk)
    compared = author_client.get(response.context["live_to_draft"])
    assert [side["line"]["of"] for side in compared.context["sides"]] == [first, last]


def test_a_long_history_is_paged_without_losing_or_repeating_a_line(author, author_client, monkeypatch):
    monkeypatch.setattr(history, "PER_PAGE", 4)
    release = factories.live_release(by=author)
    edition = workflow.new_edition(release, by=author)
    for number in range(7):
        edition = save(edition, author, headline=f"Headline {number}")
        workflow.remark(edition, by=author, text=f"Remark {number}")
    seen, older = [], ""
    for _page in range(20):
        response = author_client.get(url("saves", edition, **({"older": older} if older else {})))
        seen += [line["of"] for group in response.context["groups"] for line in group["lines"]]
        older = response.context["older"]
        if not older:
            break
    everything = [*saves_of(edition), *EditorialEvent.objects.filter(edition__release=release)]
    assert len(seen) == len(everything)
    assert set(map(repr, seen)) == set(map(repr, everything))
    keys = [(line.edition.number, line.at) for line in seen]
    assert keys == sorted(keys, reverse=True)


def test_lines_of_one_moment_are_neither_lost_nor_repeated_at_the_edge_of_a_page(
    author, author_client, monkeypatch, at
):
    monkeypatch.setattr(history, "PER_PAGE", 1)
    at("2026-05-12 10:00")
    edition = factories.draft(by=author)
    workflow.remark(edition, by=author, text="One.")
    workflow.remark(edition, by=author, text="Two.")
    seen, older = [], None
    while older != "":
        response = author_client.get(url("saves", edition, **({"older": older} if older else {})))
        seen += [
            repr(line["of"]) + str(line["of"].pk) for group in response.context["groups"] for line in group["lines"]
        ]
        older = response.context["older"]
    assert len(seen) == len(set(seen)) == 4


def test_a_save_chosen_on_one_page_can_be_compared_with_one_of_another(author, author_client, monkeypatch):
    monkeypatch.setattr(history, "PER_PAGE", 2)
    edition = factories.draft(by=author)
    for number in range(5):
        edition = save(edition, author, headline=f"Headline {number}")
    saves = saves_of(edition)
    older = author_client.get(url("saves", edition)).context["older"]
    response = author_client.get(url("saves", edition, older=older, before=saves[-2].pk, after=saves[-1].pk))
    assert response.context["carried"] == [saves[-1], saves[-2]]
    assert response.context["ticked_after"] == saves[-1].pk


def test_a_longer_history_costs_no_more_queries(author, author_client, django_assert_max_num_queries):
    release = factories.live_release(by=author)
    edition = workflow.new_edition(release, by=author)
    edition = save(edition, author, headline="One more")
    author_client.get(url("saves", edition))
    with django_assert_max_num_queries(100) as few:
        author_client.get(url("saves", edition))
    with django_assert_max_num_queries(100) as few_compared:
        author_client.get(url("compare", edition))
    other = factories.UserFactory(role="Authors")
    for number in range(60):
        edition = save(edition, (author, other)[number % 2], headline=f"Headline {number}")
    with django_assert_max_num_queries(len(few)) as many:
        author_client.get(url("saves", edition))
    assert not any('"contents"' in query["sql"] for query in many.captured_queries)
    with django_assert_max_num_queries(len(few_compared)):
        author_client.get(url("compare", edition))


# Two compared


def test_the_changed_words_are_marked_and_no_others(edition, author_client):
    before, after = saves_of(edition)
    text = author_client.get(url("compare", edition, before=before.pk, after=after.pk)).content.decode()
    assert text.count("</span>12</del>") == text.count("</span>15</ins>") == 2
    assert "million.</p>" in text


def test_what_was_chosen_the_wrong_way_round_is_put_right(edition, author_client):
    before, after = saves_of(edition)
    response = author_client.get(url("compare", edition, before=after.pk, after=before.pk))
    assert [side["line"]["of"] for side in response.context["sides"]] == [before, after]


def test_without_a_choice_a_save_is_compared_with_the_one_before_it(edition, author, author_client):
    edition = save(edition, author, headline="It costs 16 million")
    first, second, third = saves_of(edition)
    response = author_client.get(url("compare", edition))
    assert [side["line"]["of"] for side in response.context["sides"]] == [second, third]
    response = author_client.get(response.context["older_url"])
    assert [side["line"]["of"] for side in response.context["sides"]] == [first, second]
    assert not response.context["older_url"]
    response = author_client.get(response.context["newer_url"])
    assert [side["line"]["of"] for side in response.context["sides"]] == [second, third]
    assert not response.context["newer_url"]


def test_a_release_that_was_saved_once_has_nothing_to_compare(author, author_client):
    edition = factories.draft(by=author)
    response = author_client.get(url("compare", edition), follow=True)
    assert response.redirect_chain == [(url("saves", edition), 302)]
    assert "saved only once" in response.content.decode()


def test_facts_and_photographs_are_compared(author, author_client, edition):
    culture, sport = (factories.CategoryFactory(text__name=name) for name in ("Culture", "Sport"))
    contact = factories.ContactFactory(name="Anna Orlova")
    image = factories.image(caption="The old caption")
    edition = save(
        edition,
        author,
        categories=[culture.pk],
        images=[{"image": image.pk, "role": "lead", **image.words}],
    )
    edition = save(
        edition,
        author,
        dateline="Astrakhan",
        categories=[sport.pk],
        contacts=[contact.pk],
        images=[{"image": image.pk, "role": "gallery", **image.words, "caption": "The new caption"}],
    )
    comparison = author_client.get(url("compare", edition)).context["comparison"]
    assert [row.name for row in comparison.facts] == ["Dateline", "Categories", "People to call"]
    assert [(item.text, item.is_changed) for item in comparison.facts[1].after] == [("Sport", True)]
    (change,) = comparison.images
    assert change.kind == "moved"
    assert [(run.kind, run.text) for run in change.words[0][1]] == [
        ("same", "The "),
        ("removed", "old"),
        ("added", "new"),
        ("same", " caption"),
    ]


def test_what_is_gone_since_is_named_by_its_key(author, author_client, edition):
    culture = factories.CategoryFactory(text__name="Culture")
    edition = save(edition, author, categories=[culture.pk])
    edition = save(edition, author, categories=[])
    key = culture.pk
    culture.delete()
    response = author_client.get(url("compare", edition))
    assert response.context["comparison"].facts[0].before[0].text == f"category {key}, which is gone"


def test_a_change_that_no_word_shows_is_said_all_the_same(author, author_client):
    table = "<table><tbody><tr><td>One</td><td>Two</td></tr></tbody></table>"
    edition = factories.draft(by=author, body=table)
    edition = save(edition, author, body=table.replace("<td>One", '<td colspan="2">One'))
    text = author_client.get(url("compare", edition)).content.decode()
    assert "Every word is the same." in text
    assert "Nothing has changed" not in text


def test_our_own_words_beside_a_text_in_another_language_say_theirs(author, author_client):
    edition = factories.draft(by=author, language="ru", headline="Мост открыт")
    edition = save(edition, author, headline="Мост закрыт")
    text = author_client.get(url("compare", edition)).content.decode()
    assert '<del><span class="visually-hidden comparison__said" lang="en">removed: </span>открыт</del>' in text


def test_hostile_words_are_shown_as_words(author, author_client):
    image = factories.image(caption=HOSTILE, alternative_text=HOSTILE, credit="a")
    edition = factories.draft(by=author, headline="One", lead="Two", lead_image=image)
    body = f'<p>{HOSTILE}</p><p><a href="https://example.org/\'onload=alert(3)">link</a></p>'
    save(edition, author, headline=HOSTILE, lead=HOSTILE, dateline=HOSTILE[:80], body=body, images=[])
    # What was kept by an older cleaning, or by hand, is no safer.
    last = EditionSave.objects.order_by("-pk").first()
    last.contents["body"] += f'<p><a href="javascript:alert(4)">x</a></p><h2 onclick="y">{HOSTILE}</h2><p "<b'
    last.save()
    text = author_client.get(url("compare", edition)).content.decode()
    for needle in ("<script>alert", "<img src=x", 'href="javascript', "onclick=", "'onload"):
        assert needle not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "query", ["before=x", "before=0&after=1", "after=-1", "after=99999999999999999999", "before=&after=²"]
)
def test_a_foolish_choice_is_404(edition, author_client, query):
    assert author_client.get(url("compare", edition) + "?" + query).status_code == 404


@pytest.mark.parametrize("query", ["older=x", "older=1-2-3", "older=1-1-0-1", "before=x", "after=123456"])
def test_a_foolish_place_in_the_history_is_404(edition, author_client, query):
    assert author_client.get(url("saves", edition) + "?" + query).status_code == 404


def test_the_saves_of_another_release_are_404(edition, author, author_client):
    other = save(factories.draft(by=author), author, headline="Another release")
    before, after = saves_of(other)
    for name in ("saves", "compare"):
        assert author_client.get(url(name, edition, before=before.pk, after=after.pk)).status_code == 404
        assert author_client.get(url(name, other, before=before.pk, after=after.pk)).status_code == 200


# One restored


def revert(client, edition, kept, revision=None):
    data = {"save": kept.pk, "revision": edition.revision if revision is None else revision}
    return client.post(url("revert", edition), data, follow=True)


def test_an_earlier_text_is_put_back_into_the_draft(edition, author_client):
    first, last = saves_of(edition)
    response = author_client.get(url("compare", edition, before=first.pk, after=last.pk))
    assert [side["can_be_restored"] for side in response.context["sides"]] == [True, False]
    response = revert(author_client, edition, first)
    edition.refresh_from_db()
    assert edition.headline == "It costs 12 million"
    assert "The draft has the text of" in response.content.decode()
    assert edition.events.filter(what="reverted").exists()


def test_a_draft_that_was_saved_meanwhile_is_not_put_back(edition, author_client):
    first, _last = saves_of(edition)
    response = revert(author_client, edition, first, revision=edition.revision - 1)
    edition.refresh_from_db()
    assert edition.headline == "It costs 15 million"
    assert "saved again while you were reading" in response.content.decode()


def test_nothing_is_put_back_into_what_is_in_review_and_no_button_offers_it(edition, author, author_client):
    first, last = saves_of(edition)
    edition = workflow.submit(edition, by=author)
    response = author_client.get(url("compare", edition, before=first.pk, after=last.pk))
    assert not any(side["can_be_restored"] for side in response.context["sides"])
    assert "in review" in revert(author_client, edition, first).content.decode()
    edition.refresh_from_db()
    assert edition.headline == "It costs 15 million"


def test_the_text_of_another_release_is_not_put_back(edition, author, author_client):
    (other,) = saves_of(factories.draft(by=author))
    assert revert(author_client, edition, other).status_code == 404
    assert revert(author_client, edition, saves_of(edition)[0], revision="x").status_code == 404


def test_a_restoring_is_a_post_and_a_reading_is_not(edition, author_client):
    assert author_client.get(url("revert", edition)).status_code == 405
    assert author_client.post(url("saves", edition)).status_code == 405
    assert author_client.post(url("compare", edition)).status_code == 405


@pytest.mark.parametrize(
    ("role", "reads", "restores"),
    [(None, 302, 302), ("moderator", 403, 403), ("author", 200, 302), ("editor", 200, 302), ("admin", 200, 302)],
)
def test_who_may_read_and_restore(edition, role, reads, restores, request, client_for):
    first, _last = saves_of(edition)
    client = client_for(role and request.getfixturevalue(role))
    assert client.get(url("saves", edition)).status_code == reads
    assert client.get(url("compare", edition)).status_code == reads
    response = client.post(url("revert", edition), {"save": first.pk, "revision": edition.revision})
    assert response.status_code == restores
    edition.refresh_from_db()
    is_restored = edition.headline == "It costs 12 million"
    assert is_restored == (role in {"author", "editor", "admin"})


def test_an_edition_that_never_was_is_404(author_client, edition):
    for name in ("saves", "compare"):
        assert author_client.get(url(name, edition).replace(f"/{edition.pk}/", "/987654/")).status_code == 404


def test_times_are_said_in_the_time_zone_of_the_site(edition, author_client):
    zone = timezone.get_current_timezone_name()
    assert zone in author_client.get(url("saves", edition)).content.decode()
    assert zone in author_client.get(url("compare", edition)).content.decode()
