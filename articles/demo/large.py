"""The large site, for measuring: any number of plausible releases, the same ones for the same seed on any day."""

import datetime
import random
import tomllib
import uuid

from django.conf import settings
from django.utils import timezone
from tqdm import tqdm

from articles import workflow
from articles.demo import extras, photographs, site
from articles.demo.grammar import Grammar
from articles.models import Category, Contact, Edition
from articles.slugs import slugify

# The newest release is of this day, whenever the site is made, and the oldest of fifteen years before.
LAST_DAY = datetime.date(2026, 11, 1)
YEARS = 15
BATCH = 1000
# A few photographs stand for the thousands of a real library.
PHOTOGRAPHS = (
    ("kremlin", "dusk"), ("delta", "dawn"), ("lotus", "day"), ("bridge", "night"), ("school", "day"),
    ("hospital", "spring"), ("railway", "gold"), ("port", "dawn"), ("melons", "heat"), ("energy", "day"),
    ("street", "gold"), ("steppe", "spring"),
)  # fmt: skip
PHOTOGRAPHED = 0.6  # the share of releases with a photograph
TRANSLATED = 0.7  # the share of releases in the other languages that translate one of the first


def build(people, at, count, *, seed, is_quiet=False):
    """Write `count` releases with what belongs to them, and return how many; memory holds one batch at a time."""
    chance = random.Random(seed)  # noqa: S311 - it has to be the same again
    site.add_frame(people)
    images = [
        photographs.add(
            {"scene": scene, "light": light, "seed": f"large {seed}", "alt": f"Drawing: {scene}, {light}"},
            by=people["author"],
            at=at,
        )
        for scene, light in PHOTOGRAPHS
    ]
    composer = _Composer(chance, people, images)
    moments = _moments(count, chance)
    with tqdm(total=count, unit=" releases", mininterval=0.5, disable=is_quiet) as bar:
        for start in range(0, count, BATCH):
            rows = composer.batch(start, moments[start : start + BATCH])
            releases = _write(rows, people["editor"])
            extras.add_to(extras.Made(releases, people, at, chance))
            bar.update(len(releases))
    # The desk's 'most read' looks at the last days alone.
    newest = LAST_DAY - datetime.timedelta(days=60)
    site.add_daily_counts([release for release in releases if release.date >= newest], at)
    return count


def _write(rows, editor):
    """Write the rows of a batch, originals first, and return the releases."""
    releases = workflow.import_approved([row for row in rows if "translates" not in row], by=editor)
    translations = [row for row in rows if "translates" in row]
    wanted = {row["translates"] for row in translations}
    keys = [release.pk for release in releases if release.translation_key in wanted]
    found = Edition.objects.filter(release__in=keys).values_list("release__translation_key", "pk")
    renders = {key: Edition(pk=edition) for key, edition in found}
    for row in translations:
        row["renders"] = renders[row["translates"]]
    return releases + workflow.import_approved(translations, by=editor)


class _Composer:
    """Makes the rows for `workflow.import_approved`, one after the other.

    One that `translates` has the key of a row before it.
    """

    def __init__(self, chance, people, images):
        rules = tomllib.loads((site.TEXTS / "grammar.toml").read_text(encoding="utf-8"))
        self.chance = chance
        self.author = people["author"]
        self.grammars = {language: Grammar(rules[language]) for language in rules}
        self.shares = [grammar.share for grammar in self.grammars.values()]
        self.categories = list(Category.objects.order_by("position").values_list("pk", flat=True))
        # Some categories have many more releases than others.
        self.weights = [1 / rank for rank in range(1, len(self.categories) + 1)]
        self.contacts = list(Contact.objects.values_list("pk", flat=True))
        self.images = {
            language: [photographs.use(image, "lead", credit=photographs.CREDITS[language]) for image in images]
            for language in self.grammars
        }

    def batch(self, start, moments):
        """Return rows for the moments, in order; the number of the first is `start`.

        What a row translates is the last before it in the batch that is not in its language yet.
        """
        rows, waiting = [], {language: [] for language in self.grammars}
        for number, moment in enumerate(moments, start=start):
            row = self.row(number, moment)
            language = row["language"]
            if language == settings.LANGUAGE_CODE:
                for originals in waiting.values():
                    originals.append(row)
            elif waiting[language] and self.chance.random() < TRANSLATED:
                self._follow(row, waiting[language].pop())
            rows.append(row)
        return rows

    def _follow(self, row, original):
        """Make a row the translation of another: what is the same in each language is taken over."""
        row["translates"] = row["translation_key"] = original["translation_key"]
        contents = original["contents"]
        row["contents"] |= {name: contents[name] for name in ("categories", "contacts")}
        shown = {use["image"] for use in contents["images"]}
        row["contents"]["images"] = [use for use in self.images[row["language"]] if use["image"] in shown]

    def row(self, number, moment):
        """Return the row of the release with this number, published at `moment`."""
        chance = self.chance
        language = chance.choices(list(self.grammars), self.shares)[0]
        grammar = self.grammars[language]
        headline = grammar.say(grammar.headlines, chance)
        categories = set(chance.choices(self.categories, self.weights, k=1 + int(chance.random() * 2.4)))
        # Few are read by many: a Pareto distribution, as of any newsroom.
        views = min(400_000, int(40 * chance.paretovariate(0.9)))
        return {
            "language": language,
            # The number keeps slugs of a day apart.
            "slug": f"{slugify(headline)[:80].rstrip('-')}-{number + 1}",
            "live_from": moment,
            "translation_key": uuid.UUID(int=chance.getrandbits(128), version=4),
            "author": self.author,
            "views": views,
            "likes": int(views * chance.random() * 0.05),
            "contents": {
                "headline": headline,
                "lead": grammar.say(grammar.leads, chance),
                "dateline": grammar.place(chance),
                "body": grammar.body(chance),
                "categories": sorted(categories),
                "contacts": [chance.choice(self.contacts)] if chance.random() < 0.5 else [],
                "images": [chance.choice(self.images[language])] if chance.random() < PHOTOGRAPHED else [],
            },
        }


def _moments(count, chance):
    """Return when each was published, the oldest first: on all days, on weekdays more, between eight and six."""
    first = LAST_DAY.replace(year=LAST_DAY.year - YEARS)
    span = (LAST_DAY - first).days
    found = []
    for _ in range(count):
        day = first + datetime.timedelta(days=int(chance.random() * (span + 1)))
        if day.weekday() >= 5 and chance.random() < 0.7:
            day -= datetime.timedelta(days=day.weekday() - 4)
        minutes = 8 * 60 + int(chance.random() * 600)
        found.append((day, minutes))
    zone = timezone.get_default_timezone()
    found.sort()
    return [datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60), zone) for day, minutes in found]
