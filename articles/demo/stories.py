"""A release of the texts on its way into the database: an original, or a translation that keeps to one."""

import datetime
import re

from django.conf import settings
from django.utils import timezone

from articles import workflow
from articles.addresses import localized
from articles.demo import photographs
from articles.models import Confirmation, EditorialEvent

# The rows of a text that say what is drawn for it, with the role that it has.
PHOTOGRAPHS = (("photo", "lead"), ("gallery", "gallery"), ("inside", "body"))


class Story:
    """One release as its row in a text has it; `original` is the story that it translates.

    A translation has its original's moment, categories, people to call and photographs, and words of its own for them.
    """

    def __init__(self, row, at, original=None):
        self.row, self.at, self.original = row, at, original
        self.language = row.get("language", settings.LANGUAGE_CODE)
        self.state = row.get("state", "published")
        self.moment = _moment(row, at) or (original and original.moment)
        self.path = ""
        if self.moment:
            day = timezone.localdate(self.moment)
            self.path = localized(
                "articles:release", self.language, year=day.year, month=day.month, day=day.day, slug=row["slug"]
            )
        # What it has become: its release and the editions that were published, in order.
        self.release, self.editions = None, []

    def prepare(self, categories, contacts, addresses, *, by):
        """Have its photographs drawn and put together its contents; `addresses` are the paths of releases by slug."""
        self.images = self._illustrate(by)
        self.contents = {
            "headline": self.row["headline"],
            "lead": self.row["lead"],
            "dateline": self.row["dateline"],
            "body": self._write(addresses),
            "images": self.images,
        }
        if self.original:
            of_original = self.original.contents
            self.contents |= {"categories": of_original["categories"], "contacts": of_original["contacts"]}
        else:
            self.contents |= {
                "categories": sorted(categories[name] for name in self.row["categories"]),
                "contacts": [contacts[self.row["contact"]]],
            }

    def import_row(self, author):
        """Return the row for `workflow.import_approved`; the original's editions are known by now."""
        row = {
            "language": self.language,
            "slug": self.row["slug"],
            "live_from": self.moment,
            "contents": self.contents,
            "author": author,
            "views": self.row["views"],
            "likes": self.row["likes"],
            "later": [],
        }
        if self.original:
            row |= {"translation_key": self.original.release.translation_key, "renders": self._rendered()}
        if "pinned_days" in self.row:
            row["pinned_from"] = self.moment
            row["pinned_until"] = self.at + datetime.timedelta(days=self.row["pinned_days"])
        body = self.contents["body"]
        for later in self.row.get("later", ()):
            changed = {name: later[name] for name in ("headline", "lead") if name in later}
            if "replace" in later:
                changed["body"] = body = body.replace(*later["replace"])
            step = {
                "live_from": _moment(later, self.at),
                "kind": later["kind"],
                "public_note": later.get("note", ""),
                "contents": changed,
            }
            if "renders" in later:
                step["renders"] = self.original.editions[later["renders"] - 1]
            row["later"].append(step)
        return row

    def take_in(self, release, *, by):
        """Know the release that was imported, and write what befell it since."""
        self.release, self.editions = release, list(release.editions.order_by("number"))
        if "removed" in self.row:
            workflow.remove(release, by=by, reason=self.row["removed"])
        for row in self.row.get("unaffected_by", ()):
            original, moment = self.original.editions[row["edition"] - 1], _moment(row, self.at)
            edition = self.editions[-1]
            Confirmation.objects.create(edition=edition, original=original, by=by, at=moment)
            EditorialEvent.objects.create(
                edition=edition, what=EditorialEvent.What.CONFIRMED, by=by, at=moment, remark=original.public_note
            )

    def bring_to_the_desk(self, people):
        """Write what isn't published yet, and take it as far as its `state` says, but for the last step.

        What is to be scheduled is in review then, so that it can be approved together with its translations.
        """
        author = people["translator" if self.original else "author"]
        edition = self._translate(author) if self.original else self._begin(author)
        self.release = edition.release
        if self.state != "draft":
            edition = workflow.submit(edition, by=author)
        if self.state == "returned":
            workflow.send_back(edition, by=people["editor"], remark=self.row["remark"])
        self.editions = [edition]

    def _begin(self, author):
        return workflow.create(
            by=author,
            language=self.language,
            slug=self.row["slug"],
            planned_for=self.moment,
            contents=self.contents,
        )

    def _translate(self, author):
        draft = workflow.translate(self.original.release, by=author, language=self.language)
        workflow.readdress(draft.release, by=author, slug=self.row["slug"], typed_date=draft.release.typed_date)
        contents = dict(self.contents)
        if not self.images:
            # They came along with the draft, and still wait for their words.
            del contents["images"]
        return workflow.save(draft, by=author, revision=draft.revision, contents=contents)

    def _rendered(self):
        """Return the edition from which its first was translated: the one named, else the one then in force."""
        if "renders" in self.row:
            return self.original.editions[self.row["renders"] - 1]
        return [edition for edition in self.original.editions if edition.live_from <= self.moment][-1]

    def _illustrate(self, by):
        rows = [(photo, role) for name, role in PHOTOGRAPHS for photo in _listed(self.row.get(name))]
        if self.original is None:
            return [
                photographs.use(photographs.add(photo, by=by, at=self.moment, language=self.language), role)
                for photo, role in rows
            ]
        if not rows:
            return []
        return [
            {
                **use,
                "alternative_text": words["alt"],
                "caption": words["caption"],
                "credit": photographs.CREDITS[self.language],
            }
            for use, (words, _role) in zip(self.original.images, rows, strict=True)
        ]

    def _write(self, addresses):
        body = self.row["body"]
        if self.original and (rest := re.search(r"\[from (.+)\]\s*$", body)):
            of_original = self.original.contents["body"]
            body = body[: rest.start()] + of_original[of_original.index(rest[1]) :]
        body = re.sub(r"\[to ([\w-]+)\]", lambda match: addresses[match[1]], body)
        inside = [use["image"] for use in self.images if use["role"] == "body"]
        for number, key in enumerate(inside, start=1):
            body = body.replace(f"[photo {number}]", f'<figure><img data-image="{key}"></figure>')
        return body


def _listed(photo):
    return photo if isinstance(photo, list) else [photo] if photo else []


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
