"""The small site: some thirty releases as a newsroom would have written them, with everything that may befall one."""

import datetime
import re
import tomllib
import uuid
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from articles import pages, workflow
from articles.addresses import localized
from articles.demo import extras, photographs
from articles.models import Category, CategoryText, Contact, DailyCount, Notice, Page
from pressroom import identity

TEXTS = Path(__file__).parent / "texts"
RELEASES = ("2021-2022", "2023-2024", "2025", "2026", "recent", "russian")
# Share of all views that fall on the day of publication, on the next day, and so on; the rest comes later.
FADING = (0.38, 0.2, 0.12, 0.08, 0.05, 0.04, 0.03)


def build(people, at):
    """Write the whole site and return its published releases; `people` are those of `demo_logins.add`, `at` is now."""
    categories, contacts = add_frame(people)
    for row in _read("site")["notice"]:
        Notice.objects.create(**{name: _aware(value) for name, value in row.items()})
    stories = [_Story(row, at) for name in RELEASES for row in _read(name)["release"]]
    addresses = {story.row["slug"]: story.path for story in stories}
    originals = {}
    for story in stories:
        story.illustrate(originals.get(story.row.get("translates")), by=people["author"])
        story.write(categories, contacts, addresses)
        originals[story.row["slug"]] = story
    published = [story for story in stories if "state" not in story.row]
    releases = workflow.import_approved([story.import_row(people, at) for story in published], by=people["editor"])
    for story, release in zip(published, releases, strict=True):
        if "removed" in story.row:
            workflow.remove(release, by=people["editor"], reason=story.row["removed"])
    for story in stories:
        if "state" in story.row:
            story.bring_to_the_desk(people)
    add_daily_counts(releases, at)
    extras.add_to(extras.Made(releases, people, at, None))
    return releases


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
        contacts[key] = Contact.objects.create(**row).pk
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


class _Story:
    """One release of the texts on its way into the database."""

    def __init__(self, row, at):
        self.row = row
        self.language = row.get("language", settings.LANGUAGE_CODE)
        self.moment = _moment(row, at)
        self.path = ""
        if self.moment:
            day = timezone.localdate(self.moment)
            self.path = localized(
                "articles:release", self.language, year=day.year, month=day.month, day=day.day, slug=row["slug"]
            )
        self.key = uuid.uuid4()
        self.lead, self.images = None, []

    def illustrate(self, original, *, by):
        """Draw its photographs, or take those of the release that it translates."""
        row, at = self.row, self.moment
        words = {"credit": photographs.CREDITS[self.language]}
        if original:
            self.key, self.lead = original.key, original.lead
            words |= {"alternative_text": row["alt"], "caption": row["caption"]}
        elif "photo" in row:
            self.lead = photographs.add(row["photo"], by=by, at=at)
        if self.lead:
            self.images = [photographs.use(self.lead, "lead", **words)]
        self.images += [
            photographs.use(photographs.add(photo, by=by, at=at), role)
            for role, name in (("gallery", "gallery"), ("body", "inside"))
            for photo in row.get(name, ())
        ]

    def write(self, categories, contacts, addresses):
        """Put together its contents: `addresses` are the paths of all releases by slug."""
        row = self.row
        inside = [image["image"] for image in self.images if image["role"] == "body"]
        body = re.sub(r"\[to ([\w-]+)\]", lambda match: addresses[match[1]], row["body"])
        for number, key in enumerate(inside, start=1):
            body = body.replace(f"[photo {number}]", f'<figure><img data-image="{key}"></figure>')
        self.contents = {
            "headline": row["headline"],
            "lead": row["lead"],
            "dateline": row["dateline"],
            "body": body,
            "categories": [categories[name] for name in row["categories"]],
            "contacts": [contacts[row["contact"]]],
            "images": self.images,
        }

    def bring_to_the_desk(self, people):
        """Write what isn't published yet, and take it as far as its `state` says."""
        author, editor, state = people["author"], people["editor"], self.row["state"]
        edition = workflow.create(
            by=author,
            language=self.language,
            slug=self.row["slug"],
            planned_for=self.moment,
            contents=self.contents,
        )
        if state != "draft":
            workflow.submit(edition, by=author)
        if state == "scheduled":
            workflow.approve(edition, by=editor, live_from=self.moment)
        elif state == "returned":
            workflow.send_back(edition, by=editor, remark=self.row["remark"])

    def import_row(self, people, at):
        """Return the row for `workflow.import_approved`."""
        pin = {}
        if "pinned_days" in self.row:
            pin["pinned_from"] = self.moment
            pin["pinned_until"] = at + datetime.timedelta(days=self.row["pinned_days"])
        return {
            "language": self.language,
            "slug": self.row["slug"],
            "live_from": self.moment,
            "contents": self.contents,
            "translation_key": self.key,
            "author": people["author"],
            "views": self.row["views"],
            "likes": self.row["likes"],
            "later": self._later(at),
            **pin,
        }

    def _later(self, at):
        editions, body = [], self.contents["body"]
        for row in self.row.get("later", ()):
            changed = {name: row[name] for name in ("headline", "lead") if name in row}
            if "replace" in row:
                old, new = row["replace"]
                changed["body"] = body = body.replace(old, new)
            editions.append(
                {"live_from": _moment(row, at), "kind": row["kind"], "public_note": row["note"], "contents": changed}
            )
        return editions


def _read(name):
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def _aware(value):
    return timezone.make_aware(value) if isinstance(value, datetime.datetime) else value


def _moment(row, at):
    """Return when a row's edition comes into force: on its date, so many days from now, or None for a draft."""
    if "hours" in row:
        return at + datetime.timedelta(hours=row["hours"])
    if "days" in row:
        day = timezone.localdate(at) + datetime.timedelta(days=row["days"])
    elif "date" in row:
        day = row["date"]
    else:
        return None
    return timezone.make_aware(datetime.datetime.combine(day, row["time"]))
