"""The text of an edition before and after: its blocks in the order in which they are read, each with its runs."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.comparison.alignment import align
from articles.comparison.words import Run, compare_words, is_changed

# Of a longer stretch that hasn't changed, only the first and the last block are shown at once.
MOST_UNCHANGED = 4


@dataclass(frozen=True)
class BlockChange:
    """What became of one block.

    `kind` is 'same', 'changed', 'added', 'removed', 'moved' (it stands here now) or 'left' (it stood here before; its
    words are told where they stand now). `look` and `depth` say how it is set, `name` what it is if no paragraph.
    """

    kind: str
    look: str
    depth: int
    is_quoted: bool
    name: str
    runs: list
    notes: list
    photograph: object

    @property
    def is_changed(self):
        """Whether there is anything to see."""
        return self.kind != "same"


@dataclass(frozen=True)
class Passage:
    """Neighbouring blocks; one that `is_folded` is opened by whoever wants to read what hasn't changed."""

    blocks: list
    is_folded: bool = False


def compare_bodies(before, after, photographs):
    """Return the `BlockChange`s from one list of `Block`s to another; `photographs` has the photographs by key."""
    aligned = align(before, after)
    gone, come = dict(aligned.moved), {j: i for i, j in aligned.moved}
    changes = []

    def tell(kind, block, runs, notes=()):
        changes.append(
            BlockChange(
                kind=kind,
                look=_LOOKS.get(block.tag) or ("item" if _is_item(block) else "text"),
                depth=sum(not around.startswith("blockquote") for around in block.around),
                is_quoted=any(around.startswith("blockquote") for around in block.around),
                name=_name(block),
                runs=runs,
                notes=list(notes),
                photograph=photographs.get(block.image),
            )
        )

    i = j = 0
    for i_next, j_next in [*aligned.in_order, (len(before), len(after))]:
        for place in range(i, i_next):
            block = before[place]
            if place in gone:
                words = Truncator(block.line.text).words(8)
                tell("left", block, [Run("same", [(words, ())])], [_where(aligned.in_order, place, gone[place])[0]])
            else:
                tell("removed", block, [Run("removed", list(block.line.pieces))] if block.line.text else [])
        for place in range(j, j_next):
            block = after[place]
            if place in come:
                old = before[come[place]]
                where = _where(aligned.in_order, come[place], place)[1]
                tell("moved", block, compare_words(old.line, block.line), [where, *_set_otherwise(old, block)])
            else:
                tell("added", block, [Run("added", list(block.line.pieces))] if block.line.text else [])
        if j_next < len(after):
            old, block = before[i_next], after[j_next]
            runs, notes = compare_words(old.line, block.line), _set_otherwise(old, block)
            tell("changed" if notes or is_changed(runs) else "same", block, runs, notes)
        i, j = i_next + 1, j_next + 1
    return changes


def passages_of(changes):
    """Return the blocks as `Passage`s, long stretches without a change folded but for the blocks beside a change."""
    passages = []
    groups = [(has_changed, list(group)) for has_changed, group in groupby(changes, key=lambda one: one.is_changed)]
    for place, (has_changed, blocks) in enumerate(groups):
        if has_changed or len(blocks) <= MOST_UNCHANGED:
            passages.append(Passage(blocks))
            continue
        head, tail = int(place > 0), len(blocks) - int(place < len(groups) - 1)
        passages += [Passage(blocks[:head])] if head else []
        passages.append(Passage(blocks[head:tail], is_folded=True))
        passages += [Passage(blocks[tail:])] if tail < len(blocks) else []
    return passages


_LOOKS = {"h2": "heading", "h3": "subheading", "h4": "subheading", "tr": "row", "caption": "caption", "img": "image"}


def _is_item(block):
    return bool(block.around) and not block.around[-1].startswith("blockquote")


def _name(block):
    """Return what a block is, or '' for a paragraph."""
    names = {
        "h2": _("heading"),
        "h3": _("subheading"),
        "h4": _("small subheading"),
        "tr": _("row of a table"),
        "caption": _("caption of a table"),
        "img": _("photograph"),
    }
    if block.tag in names:
        return names[block.tag]
    if _is_item(block):
        return _("numbered item") if block.around[-1].startswith("ol") else _("list item")
    return _("quotation") if block.around else ""


def _set_otherwise(before, after):
    """Return notes on a block that became another kind of block."""
    if (before.tag, before.around) == (after.tag, after.around):
        return []
    names = [_name(block) or _("paragraph") for block in (before, after)]
    if names[0] == names[1]:
        return [_("now set otherwise: another level, number or language")]
    return [_("now a %(after)s, before a %(before)s") % {"before": names[0], "after": names[1]}]


def _where(in_order, i, j):
    """Return what is said of a move where the block stood, and where it stands."""
    was = bisect_left(in_order, i, key=lambda pair: pair[0])
    now = bisect_left(in_order, j, key=lambda pair: pair[1])
    if now > was:
        return _("moved further down"), _("moved here from further up")
    return _("moved further up"), _("moved here from further down")
