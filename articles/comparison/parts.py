"""What stands around the text: the facts (where, in which categories, whom to call) and the photographs."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.comparison.matching import longest_increasing
from articles.comparison.names import Name, Photograph
from articles.comparison.words import Line, compare_words
from articles.models import EditionImage

GALLERY = EditionImage.Role.GALLERY


class Item(NamedTuple):
    """One of the things that a fact names, as `names.Name` has it, and whether the other side lacks it."""

    text: str
    language: str
    is_changed: bool


class Row(NamedTuple):
    """A fact: its name, and the `Item`s before and after."""

    name: str
    before: list
    after: list


@dataclass(frozen=True)
class ImageChange:
    """What became of a photograph: `kind` is 'added', 'removed', 'moved' or 'changed'.

    `words` are pairs (what it is, runs) of its alternative text, caption and credit, where they say another thing.
    """

    kind: str
    photograph: Photograph
    place: str
    notes: list
    words: list


def compare_facts(before, after, names, language):
    """Return the `Row`s of the facts that differ between two contents in a language; `names` are `names.Names`."""
    facts = [
        (_("Dateline"), *([Name(text, language)] if (text := one["dateline"]) else [] for one in (before, after))),
        (_("Categories"), *(sorted(map(names.category, one["categories"])) for one in (before, after))),
        (_("People to call"), *(sorted(map(names.contact, one["contacts"])) for one in (before, after))),
    ]
    return [
        Row(fact, [Item(*one, one not in right) for one in left], [Item(*one, one not in left) for one in right])
        for fact, left, right in facts
        if left != right
    ]


def compare_images(before, after, names):
    """Return the `ImageChange`s between two lists as under 'images' of contents, in the order that they have after.

    `names` are `names.Names`.
    """
    became = _pair(before, after)
    pairs = sorted((j, i) for i, j in became.items())
    # Their order in the text is the text's to tell.
    gallery = [(j, i) for j, i in pairs if before[i]["role"] == after[j]["role"] == GALLERY]
    in_order = {gallery[place] for place in longest_increasing([i for _j, i in gallery])}
    changes = []
    for i, use in enumerate(before):
        if i not in became:
            changes.append(ImageChange("removed", names.photograph(use["image"]), _place(use), [], _words(use, {})))
    come_from = dict(pairs)
    for j, use in enumerate(after):
        photograph, place = names.photograph(use["image"]), _place(use)
        if j not in come_from:
            changes.append(ImageChange("added", photograph, place, [], _words({}, use)))
            continue
        old = before[come_from[j]]
        notes = []
        if old["role"] != use["role"]:
            notes.append(_("before: %(place)s") % {"place": _place(old)})
        elif old["role"] == GALLERY and (j, come_from[j]) not in in_order:
            numbers = {"before": _number(before, come_from[j]), "after": _number(after, j)}
            notes.append(_("now number %(after)d of the gallery, before number %(before)d") % numbers)
        kind = "moved" if notes else "changed"
        if bool(old.get("is_decorative")) != bool(use.get("is_decorative")):
            notes.append(_("now decorative") if use.get("is_decorative") else _("no longer decorative"))
        words = _words(old, use)
        if notes or words:
            changes.append(ImageChange(kind, photograph, place, notes, words))
    return changes


def _pair(before, after):
    """Return {place before: place after} of the same photographs: in the same role first, then in another."""
    became, taken = {}, set()
    for identity in (lambda use: (use["image"], use["role"]), lambda use: use["image"]):
        places = defaultdict(list)
        for j in reversed(range(len(after))):
            if j not in taken:
                places[identity(after[j])].append(j)
        for i, use in enumerate(before):
            if i not in became and places.get(identity(use)):
                became[i] = places[identity(use)].pop()
                taken.add(became[i])
    return became


def _place(use):
    return EditionImage.Role(use["role"]).label


def _number(uses, place):
    return sum(use["role"] == GALLERY for use in uses[: place + 1])


def _words(before, after):
    """Return (what it is, runs) of the words of a photograph that are others now."""
    names = {"alternative_text": _("Alternative text"), "caption": _("Caption"), "credit": _("Credit")}
    return [
        (label, compare_words(Line.plain(before.get(name, "")), Line.plain(after.get(name, ""))))
        for name, label in names.items()
        if before.get(name, "") != after.get(name, "")
    ]
