"""The small site: what it has, and that all of it is sound."""

import html
import re

import pytest
from django.utils import timezone

from articles import checks
from articles.models import Category, CategoryText, Contact, DailyCount, Edition, Page, Release
from comments.models import Comment
from comments.rules import SLUG as RULES

AWARD = "/2022/05/28/governor-receives-kazakh-state-award/"
PAGES = (
    "/", "/ru/", "/kk/", "/category/culture/", "/ru/category/kultura/", "/kk/category/madeniet/", "/2022/", "/2022/05/",
    "/feed/", "/feed/atom/", "/category/culture/feed/", AWARD,
)  # fmt: skip


@pytest.mark.usefixtures("demo")
def test_it_makes_some_fifty_releases_over_several_years_in_three_languages():
    live = Edition.objects.live(timezone.now())
    years = {edition.release.date.year for edition in live.select_related("release")}
    assert 25 <= live.in_language("en").count() <= 35
    assert 14 <= live.in_language("ru").count() <= 20
    assert 9 <= live.in_language("kk").count() <= 15
    assert len(years) >= 5


@pytest.mark.usefixtures("demo")
def test_it_makes_ten_categories_named_in_each_language_of_the_site(settings):
    assert Category.objects.count() == 10
    for language, _name in settings.LANGUAGES:
        assert CategoryText.objects.filter(language=language).count() == 10


@pytest.mark.usefixtures("demo")
def test_its_people_to_call_have_a_name_and_a_role_in_each_language(settings):
    for language, _name in settings.LANGUAGES:
        for contact in Contact.objects.worded_in(language):
            assert contact.words.language == language
            assert contact.words.role


@pytest.mark.usefixtures("demo")
def test_its_pages_answer(client):
    for path in PAGES:
        assert client.get(path).status_code == 200, path
    # And each names its publisher in its own language.
    for path, name in (("/", "Astrakhan Region"), ("/ru/", "Астраханской области"), ("/kk/", "Астрахан облысының")):
        assert name in re.search(r"<title>.*?</title>", client.get(path).content.decode())[0]


@pytest.mark.usefixtures("demo")
def test_the_first_release_has_its_photograph(client):
    page = client.get(AWARD).content.decode()
    photograph = re.search(r'<img[^>]* src="(/media/[^"]+)"', page)[1]
    assert client.get(photograph).status_code == 200


@pytest.mark.usefixtures("demo")
def test_the_front_page_shows_news_of_the_last_days(client):
    latest = Edition.objects.live(timezone.now()).in_language("en").news().in_order()[0]
    assert (timezone.now() - latest.live_from).days < 1
    assert latest.headline in words_of(client.get("/"))


@pytest.mark.usefixtures("demo")
def test_a_lead_story_is_pinned_in_each_language(settings):
    pinned = Release.objects.pinned(timezone.now())
    assert {release.language for release in pinned} == set(dict(settings.LANGUAGES))


@pytest.mark.usefixtures("demo")
def test_there_is_something_waiting_at_the_desk():
    now = timezone.now()
    assert Edition.objects.scheduled(now).exists()
    assert set(Edition.objects.open().values_list("stage", flat=True)) == {"draft", "in review"}
    assert Edition.objects.filter(stage="draft", events__what="returned").exists()
    assert Comment.objects.waiting().count() >= 2


@pytest.mark.usefixtures("demo")
def test_what_is_scheduled_cannot_be_read_yet(client):
    for scheduled in Edition.objects.scheduled(timezone.now()):
        assert client.get(scheduled.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("kind", [Edition.Kind.CORRECTION, Edition.Kind.UPDATE, Edition.Kind.WITHDRAWAL])
def test_it_shows_each_kind_of_later_edition_with_its_note(client, kind):
    live = Edition.objects.live(timezone.now()).filter(kind=kind)
    assert live
    for edition in live:
        page = client.get(edition.get_absolute_url())
        assert page.status_code == 200
        assert edition.public_note in words_of(page)


@pytest.mark.usefixtures("demo")
def test_one_release_was_removed_with_a_reason(client):
    release = Release.objects.get(removed_at__isnull=False)
    response = client.get(release.get_absolute_url())
    assert response.status_code == 410
    assert release.removed_reason in response.content.decode()


@pytest.mark.usefixtures("demo")
def test_its_texts_pass_the_checks_of_the_desk():
    # A translation that is only half written waits for the rest; the checks say so.
    for edition in Edition.objects.exclude(renders__isnull=False, stage=Edition.Stage.DRAFT):
        assert checks.blocking(edition) == []
        assert len(edition.headline) <= 70, edition.headline
        assert len(edition.lead) <= 160, edition.lead


@pytest.mark.usefixtures("demo")
def test_links_in_its_texts_lead_somewhere(client):
    bodies = [*Edition.objects.live(timezone.now()).values_list("body", flat=True), *Page.objects.values_list("body")]
    links = {link for body in bodies for link in re.findall(r'href="(/[^"]*)"', str(body))}
    assert links
    for link in links:
        assert client.get(link).status_code == 200, link


@pytest.mark.usefixtures("demo")
def test_no_mark_of_the_texts_is_left_in_what_is_read():
    for body in Edition.objects.values_list("body", flat=True):
        assert "[photo" not in body
        assert "[to " not in body


@pytest.mark.usefixtures("demo")
def test_it_writes_the_pages_about_the_site_in_each_language(client):
    for slug in (RULES, "privacy", "accessibility"):
        for prefix in ("", "/ru", "/kk"):
            assert client.get(f"{prefix}/about/{slug}/").status_code == 200


@pytest.mark.usefixtures("demo")
def test_replies_of_every_status_are_there_and_counted():
    assert set(Comment.objects.values_list("status", flat=True)) == set(Comment.Status.values)
    assert Comment.objects.filter(official_author__isnull=False).exists()
    for release in Release.objects.all():
        assert release.replies == release.comments.approved().count()
        assert release.replies_waiting == release.comments.waiting().count()


@pytest.mark.usefixtures("demo")
def test_no_reply_was_written_in_the_future_or_before_its_release():
    now = timezone.now()
    for comment in Comment.objects.select_related("release"):
        assert comment.release.published_at <= comment.created_at <= now


@pytest.mark.usefixtures("demo")
def test_the_days_add_up_to_the_totals():
    for release in Release.objects.filter(published_at__lte=timezone.now()):
        days = DailyCount.objects.filter(release=release)
        assert sum(day.views for day in days) == release.views
        assert sum(day.likes for day in days) == release.likes


def words_of(page):
    """Return what a page says, without the blanks that typography has made unbreakable."""
    return re.sub("[\xa0\u202f]", " ", html.unescape(page.content.decode()))
