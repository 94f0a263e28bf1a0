"""The list of releases: what it shows, how it is narrowed, what it costs, and its bulk actions."""

import datetime

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Release
from pressroom.models import Profile
from tests import factories

URL = "/admin/articles/release/"


def headlines(response):
    return [release.all_editions[-1].headline for release in response.context["cl"].result_list]


@pytest.fixture
def desk_client(client_for, editor):
    return client_for(editor)


def test_a_status_is_a_word_in_its_colour(desk_client):
    factories.live_release()
    assert '<span class="pill pill--live">Live</span>' in desk_client.get(URL).content.decode()


def test_a_live_release_with_a_draft_says_both(desk_client, author):
    workflow.new_edition(factories.live_release(), by=author)
    text = desk_client.get(URL).content.decode()
    assert "pill--live" in text
    assert "pill--draft" in text


def test_a_row_opens_the_draft_where_there_is_one_and_else_the_record(desk_client):
    draft, live = factories.draft(), factories.live_release()
    text = desk_client.get(URL).content.decode()
    assert f'href="/admin/articles/edition/{draft.pk}/change/"' in text
    assert f'href="/admin/articles/release/{live.pk}/change/"' in text


def test_categories_are_named_in_the_language_of_who_reads_the_list(desk_client, editor):
    culture = factories.CategoryFactory(text__name="Culture")
    factories.CategoryTextFactory(category=culture, language="ru", name="Культура")
    factories.live_release(categories=[culture])
    Profile.objects.create(user=editor, language="ru")
    assert '<td class="field-categories">Культура</td>' in desk_client.get(URL).content.decode()


def test_a_moderator_sees_nothing_of_the_list(client_for, moderator):
    factories.draft()
    assert client_for(moderator).get(URL).status_code == 403


@pytest.mark.parametrize("query", ["школа", "Школа", "ШКОЛА", "новая школа"])
def test_words_are_found_whatever_their_case(desk_client, query):
    factories.draft(headline="Новая школа", language="ru")
    factories.draft(headline="Другое", language="ru")
    assert headlines(desk_client.get(URL, {"q": query})) == ["Новая школа"]


def test_the_lead_and_the_slug_are_searched_too(desk_client):
    factories.draft(headline="One", lead="About a bridge")
    factories.draft(headline="Two", slug="bridge-of-ours")
    factories.draft(headline="Three")
    assert sorted(headlines(desk_client.get(URL, {"q": "bridge"}))) == ["One", "Two"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("draft", ["draft"]),
        ("in review", ["in review"]),
        ("unsigned", ["forced"]),
        ("scheduled", ["scheduled"]),
        ("live", ["forced", "live"]),
        ("withdrawn", ["withdrawn"]),
        ("removed", ["removed"]),
    ],
)
def test_the_list_is_narrowed_by_status(desk_client, status, expected, editor):
    factories.draft(headline="draft")
    factories.scheduled_release(headline="scheduled")
    factories.live_release(headline="live")
    workflow.submit(factories.draft(headline="in review"), by=factories.desk())
    workflow.force(factories.draft(headline="forced"), by=editor, reason="The river rises.")
    workflow.withdraw(factories.live_release(headline="withdrawn"), by=editor, reason="Wrong.")
    workflow.remove(factories.live_release(headline="removed"), by=editor, reason="Wrong.")
    assert headlines(desk_client.get(URL, {"status": status})) == expected


def test_the_list_is_narrowed_by_category(desk_client):
    culture = factories.CategoryFactory()
    factories.draft(headline="culture", categories=[culture])
    factories.draft(headline="other", categories=[factories.CategoryFactory()])
    assert headlines(desk_client.get(URL, {"category": culture.pk})) == ["culture"]


def test_the_list_is_narrowed_by_author(desk_client, author):
    factories.draft(headline="hers", by=author)
    factories.draft(headline="others")
    assert headlines(desk_client.get(URL, {"author": author.pk})) == ["hers"]


def test_the_list_is_narrowed_by_month(desk_client, at):
    at("2022-07-01 12:00")
    factories.live_release(headline="May")
    Release.objects.update(date="2022-05-28")
    factories.live_release(headline="July")
    assert headlines(desk_client.get(URL, {"date__year": 2022, "date__month": 5})) == ["May"]


@pytest.mark.parametrize("query", ["?category=x", "?author=x", "?status=x", "?q=%00", "?q=%22"])
def test_a_foolish_filter_does_no_harm(desk_client, query):
    factories.draft()
    assert desk_client.get(URL + query, follow=True).status_code == 200


@pytest.mark.parametrize("order", ["-1", "3", "-6", "7.-8"])
def test_the_list_is_ordered_by_its_columns(desk_client, order):
    factories.draft()
    factories.live_release()
    assert desk_client.get(URL, {"o": order}).status_code == 200


def test_a_longer_list_costs_no_more_queries(desk_client, django_assert_max_num_queries):
    def make():
        category = factories.CategoryFactory()
        factories.live_release(categories=[category])
        factories.draft(categories=[category])

    make()
    desk_client.get(URL)
    with django_assert_max_num_queries(100) as few:
        desk_client.get(URL)
    for _number in range(6):
        make()
    with django_assert_max_num_queries(len(few)):
        desk_client.get(URL)


# The dates


def choices(response):
    return [choice["title"] for choice in response.context["cl"].dates["choices"]]


def test_the_dates_go_from_years_to_months_to_days(desk_client):
    for day in (datetime.date(2022, 5, 28), datetime.date(2022, 5, 30), datetime.date(2024, 2, 1)):
        release = factories.live_release()
        Release.objects.filter(pk=release.pk).update(date=day)
    assert choices(desk_client.get(URL)) == ["2022", "2023", "2024"]
    assert choices(desk_client.get(URL, {"date__year": 2022}))[:2] == ["May 2022", "June 2022"]
    month = {"date__year": 2022, "date__month": 5}
    assert choices(desk_client.get(URL, month)) == ["May 28", "May 30"]
    day = desk_client.get(URL, month | {"date__day": 28})
    assert choices(day) == ["May 28"]
    assert len(headlines(day)) == 1


@pytest.mark.parametrize("query", ["date__year=x", "date__year=0", "date__year=2022&date__month=13", "date__day=5"])
def test_a_foolish_date_does_no_harm(desk_client, query):
    factories.live_release()
    assert desk_client.get(f"{URL}?{query}", follow=True).status_code == 200


def test_to_add_a_release_is_to_write_its_first_edition(desk_client):
    assert desk_client.get(reverse("admin:articles_release_add")).url == reverse("admin:articles_edition_add")


def test_what_somebody_typed_is_escaped_in_the_list(desk_client):
    factories.draft(headline='<script>alert("x")</script>')
    assert "<script>alert" not in desk_client.get(URL).content.decode()
