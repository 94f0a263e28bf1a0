"""`manage.py demo`: what it makes, what it refuses, and that it makes the same again."""

import random
import re
import stat

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture

from articles import checks
from articles.demo import drawing, extras, photographs
from articles.models import Category, CategoryText, DailyCount, Edition, Image, Page, Release
from comments.models import Comment
from comments.rules import SLUG as RULES
from pressroom import demo_logins, roles
from pressroom.database import is_empty
from tests.factories import UserFactory

PASSWORD = "a-password-for-this-test"
AWARD = "/2022/05/28/governor-receives-kazakh-state-award/"
PAGES = (
    "/", "/ru/", "/kk/", "/category/culture/", "/ru/category/kultura/", "/2022/", "/2022/05/", "/feed/", "/feed/atom/",
    "/category/culture/feed/", AWARD,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path, monkeypatch):
    """Give each test a folder of its own, and photographs that are drawn at once: dots by chance, the same again."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("PRESSROOM_DEMO_PASSWORD", PASSWORD)

    def draw(*wanted):
        return Picture.frombytes("RGB", (96, 64), random.Random(repr(wanted)).randbytes(96 * 64 * 3))

    monkeypatch.setattr(photographs, "draw", draw)


@pytest.fixture
def demo(db):
    """The small site, made."""
    call_command("demo", verbosity=0)


@pytest.mark.usefixtures("demo")
def test_it_makes_some_thirty_releases_over_several_years_in_english_and_russian():
    live = Edition.objects.live(timezone.now())
    years = {edition.release.date.year for edition in live.select_related("release")}
    assert 25 <= live.in_language("en").count() <= 35
    assert 6 <= live.in_language("ru").count() <= 10
    assert len(years) >= 5


@pytest.mark.usefixtures("demo")
def test_it_makes_ten_categories_named_in_each_language_of_the_site(settings):
    assert Category.objects.count() == 10
    for language, _name in settings.LANGUAGES:
        assert CategoryText.objects.filter(language=language).count() == 10


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
    assert latest.headline in client.get("/").content.decode()


@pytest.mark.usefixtures("demo")
def test_a_lead_story_is_pinned_in_each_of_the_two_languages():
    pinned = Release.objects.pinned(timezone.now())
    assert {release.language for release in pinned} == {"en", "ru"}


@pytest.mark.usefixtures("demo")
def test_there_is_something_waiting_at_the_desk():
    now = timezone.now()
    assert Edition.objects.scheduled(now).count() == 1
    assert set(Edition.objects.open().values_list("stage", flat=True)) == {"draft", "in review"}
    assert Edition.objects.filter(stage="draft", events__what="returned").exists()
    assert Comment.objects.waiting().count() >= 2


@pytest.mark.usefixtures("demo")
def test_what_is_scheduled_cannot_be_read_yet(client):
    scheduled = Edition.objects.scheduled(timezone.now()).get()
    assert client.get(scheduled.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("kind", [Edition.Kind.CORRECTION, Edition.Kind.UPDATE, Edition.Kind.WITHDRAWAL])
def test_it_shows_each_kind_of_later_edition_with_its_note(client, kind):
    edition = Edition.objects.live(timezone.now()).get(kind=kind)
    page = client.get(edition.get_absolute_url())
    assert page.status_code == 200
    assert edition.public_note in page.content.decode()


@pytest.mark.usefixtures("demo")
def test_one_release_was_removed_with_a_reason(client):
    release = Release.objects.get(removed_at__isnull=False)
    response = client.get(release.get_absolute_url())
    assert response.status_code == 410
    assert release.removed_reason in response.content.decode()


@pytest.mark.usefixtures("demo")
def test_its_texts_pass_the_checks_of_the_desk():
    for edition in Edition.objects.all():
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
def test_a_translation_shows_the_photograph_of_its_original_with_words_of_its_own():
    original = Edition.objects.get(release__slug="governor-receives-kazakh-state-award")
    translation = Edition.objects.get(release__translation_key=original.release.translation_key, release__language="ru")
    assert translation.lead_image.image == original.lead_image.image
    assert translation.lead_image.alternative_text != original.lead_image.alternative_text


@pytest.mark.usefixtures("demo")
def test_it_writes_the_pages_about_the_site_in_both_languages(client):
    for slug in (RULES, "privacy", "accessibility"):
        assert client.get(f"/about/{slug}/").status_code == 200
        assert client.get(f"/ru/about/{slug}/").status_code == 200


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


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("username", "role"),
    [("author", roles.AUTHORS), ("editor", roles.EDITORS), ("moderator", roles.MODERATORS),
     ("admin", roles.ADMINISTRATORS)],
)  # fmt: skip
def test_the_logins_open_the_desk_with_the_password_given(client, username, role):
    assert client.login(username=username, password=PASSWORD)
    assert client.get(reverse("admin:index")).status_code == 200
    user = get_user_model().objects.get(username=username)
    assert list(user.groups.all()) == [Group.objects.get(name=role)]
    assert user.is_superuser is (username == "admin")


def test_a_random_password_is_made_once_and_only_its_owner_may_read_it(settings, monkeypatch):
    monkeypatch.delenv("PRESSROOM_DEMO_PASSWORD")
    first = demo_logins.password()
    assert len(first) >= 12
    assert demo_logins.password() == first
    assert stat.S_IMODE((settings.VAR_DIR / "demo-password").stat().st_mode) == 0o600


def test_a_password_that_is_given_takes_the_place_of_the_one_kept(settings):
    (settings.VAR_DIR / "demo-password").write_text("another one")
    assert demo_logins.password() == PASSWORD
    assert (settings.VAR_DIR / "demo-password").read_text().strip() == PASSWORD


@pytest.mark.django_db
def test_it_refuses_a_password_that_keeps_nobody_out(monkeypatch):
    monkeypatch.setenv("PRESSROOM_DEMO_PASSWORD", "short")
    with pytest.raises(CommandError, match="PRESSROOM_DEMO_PASSWORD is too short"):
        call_command("demo", verbosity=0)
    assert is_empty()


@pytest.mark.django_db
@pytest.mark.parametrize("somebody", [UserFactory, Category.objects.create])
def test_it_refuses_a_database_that_holds_anything(somebody):
    somebody()
    with pytest.raises(CommandError, match="holds something already") as refusal:
        call_command("demo", verbosity=0)
    assert "\n" not in str(refusal.value)
    assert not Release.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, -1])
def test_it_refuses_a_foolish_number_of_releases(number):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("demo", releases=number, verbosity=0)
    assert is_empty()


@pytest.mark.django_db
def test_it_leaves_nothing_in_the_database_when_it_fails(monkeypatch):
    def fail(made):
        raise RuntimeError("in the middle")

    monkeypatch.setattr(extras, "add_to", fail)
    with pytest.raises(RuntimeError):
        call_command("demo", verbosity=0)
    assert is_empty()


@pytest.mark.django_db
def test_a_large_site_is_the_same_for_the_same_seed_and_another_for_another():
    assert large_site(seed=1) == large_site(seed=1)
    assert large_site(seed=1) != large_site(seed=2)


@pytest.mark.django_db
def test_a_large_site_is_plausible(client):
    call_command("demo", releases=300, verbosity=0)
    now = timezone.now()
    by_language = {language: Edition.objects.live(now).in_language(language).count() for language in ("en", "ru", "kk")}
    assert sum(by_language.values()) == Release.objects.count() == 300
    assert by_language["en"] > by_language["ru"] > by_language["kk"] > 0
    assert Comment.objects.exists()
    assert client.get("/").status_code == 200
    assert client.get(Edition.objects.live(now).first().get_absolute_url()).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("scene", drawing.SCENES)
def test_every_scene_can_be_drawn(scene):
    picture = drawing.draw(scene, "dusk", "1")
    assert picture.size == (1920, 1280)
    # A scene that fails to paint a part of the sheet leaves it in plain black.
    black = picture.convert("L").point([255 * (value < 1) for value in range(256)])
    assert black.histogram()[255] < 1920 * 1280 * 0.01


def test_the_same_picture_is_drawn_again_and_another_for_another_seed():
    first = drawing.draw("steppe", "gold", "1")
    assert drawing.draw("steppe", "gold", "1") == first
    assert drawing.draw("steppe", "gold", "2") != first


def large_site(seed):
    """Make a site of 300 releases, return what it says, and undo it."""
    with transaction.atomic():
        call_command("demo", releases=300, seed=seed, verbosity=0)
        editions = (
            Edition.objects.order_by("release__slug")
            .select_related("release")
            .prefetch_related(*Edition.objects.parts_of_page())
        )
        said = [
            (
                edition.release.language,
                edition.release.slug,
                edition.release.published_at,
                edition.release.translation_key,
                edition.release.views,
                edition.release.likes,
                edition.release.replies,
                edition.headline,
                edition.lead,
                edition.dateline,
                edition.body,
                [text.name for text in edition.category_texts],
                edition.lead_image and edition.lead_image.image.title,
            )
            for edition in editions
        ]
        said.append(sorted(Comment.objects.values_list("text", "name", "status")))
        said.append(Image.objects.count())
        transaction.set_rollback(True)
    return said
