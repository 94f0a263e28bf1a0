"""The small site: releases in three languages as a newsroom would have written them, with all that may befall one."""

import datetime
import tomllib
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from articles import pages, searched, workflow
from articles.demo import extras
from articles.demo.stories import Story
from articles.models import Category, CategoryText, Contact, ContactText, DailyCount, Notice, Page
from articles.search import question, results
from pressroom import identity

TEXTS = Path(__file__).parent / "texts"
RELEASES = (
    "2021-2022", "2023-2024", "2025", "2026", "recent",
    "russian-2022-2024", "russian-2025-2026", "russian-recent", "kazakh-2022-2025", "kazakh-2026",
)  # fmt: skip
# Share of all views that fall on the day of publication, on the next day, and so on; the rest comes later.
FADING = (0.38, 0.2, 0.12, 0.08, 0.05, 0.04, 0.03)


def build(people, at):
    """Write the whole site and return its published releases; `people` are those of `demo_logins.add`, `at` is now."""
    categories, contacts = add_frame(people)
    for row in _read("site")["notice"]:
        Notice.objects.create(**{name: _aware(value) for name, value in row.items()})
    stories = _stories(at)
    addresses = {story.row["slug"]: story.path for story in stories}
    for story in stories:
        story.prepare(categories, contacts, addresses, by=people["author"])
    published = [story for story in stories if story.state == "published"]
    for translations in (False, True):
        _publish([story for story in published if bool(story.original) is translations], people)
    _bring_to_the_desk([story for story in stories if story.state != "published"], people)
    releases = [story.release for story in published]
    add_daily_counts(releases, at)
    _add_searches(at)
    extras.add_to(extras.Made(releases, people, at, None))
    return releases


def _stories(at):
    """Return the `Story` of each release, originals first."""
    rows = [row for name in RELEASES for row in _read(name)["release"]]
    originals = {row["slug"]: Story(row, at) for row in rows if "translates" not in row}
    translations = [Story(row, at, originals[row["translates"]]) for row in rows if "translates" in row]
    return [*originals.values(), *translations]


def _publish(stories, people):
    rows = [story.import_row(people["author"]) for story in stories]
    for story, release in zip(stories, workflow.import_approved(rows, by=people["editor"]), strict=True):
        story.take_in(release, by=people["editor"])


def _bring_to_the_desk(stories, people):
    for story in stories:
        story.bring_to_the_desk(people)
    scheduled = [story for story in stories if story.state == "scheduled"]
    for story in scheduled:
        if story.original is None:
            along = [other.editions[0] for other in scheduled if other.original is story]
            workflow.approve_together(
                story.editions[0], translations=along, by=people["editor"], live_from=story.moment
            )


def add_frame(people):
    """Write what stands around the releases; return the keys of categories and contacts by their names in the texts."""
    site = _read("site")
    identity.save(site["identity"], by=people["admin"])
    categories, contacts = {}, {}
    for position, row in enumerate(site["category"], start=1):
        category = Category.objects.create(position=position)
        categories[row["key"]] = category.pk
        for language in set(row) - {"key"}:
            name, slug, description = row[language]
            CategoryText.objects.create(
                category=category, language=language, name=name, slug=slug, description=description
            )
    for row in site["contact"]:
        key = row.pop("key")
        words = {code: row.pop(code) for code, _name in settings.LANGUAGES if code in row}
        contact = Contact.objects.create(**row)
        for language, (name, role) in words.items():
            ContactText.objects.create(contact=contact, language=language, name=name, role=role)
        contacts[key] = contact.pk
    for position, row in enumerate(_read("about")["page"], start=1):
        for language in set(row) - {"slug"}:
            pages.save(
                Page(language=language, slug=row["slug"], position=position, **row[language]), by=people["editor"]
            )
    return categories, contacts


def add_daily_counts(releases, at):
    """Spread the views and likes of releases over the days since each was published."""
    today, rows = timezone.localdate(at), []
    for release in releases:
        views, likes = release.views, release.likes
        days = [timezone.localdate(release.published_at) + datetime.timedelta(days=n) for n in range(len(FADING))]
        days = [day for day in days if day <= today]
        for day, share in zip(days, FADING, strict=False):
            is_last = day == days[-1]
            of_day = views if is_last else round(release.views * share)
            liked = likes if is_last else round(release.likes * share)
            rows.append(DailyCount(release=release, day=day, views=of_day, likes=liked))
            views, likes = views - of_day, likes - liked
    DailyCount.objects.bulk_create(rows, batch_size=1000)


def _add_searches(at):
    """Count what readers have searched for, with what is found now."""
    for row in _read("site")["searched"]:
        asked = question.read(row["words"])
        found = results.find(asked, at, results.Filters(row["language"])).total
        for days, times in enumerate(row["times"]):
            for _ in range(times):
                searched.count(row["language"], asked.plain, found, at - datetime.timedelta(days=days))


def _read(name):
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def _aware(value):
    return timezone.make_aware(value) if isinstance(value, datetime.datetime) else value
