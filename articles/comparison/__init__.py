"""Two texts of a release side by side, as somebody who answers for them reads them: what changed, word by word.

It knows no request and writes no HTML: `templates/public/articles/_comparison.html` shows what `compare` returns, to
the desk and to the public alike.
"""

from dataclasses import dataclass

from django.utils.functional import cached_property

from articles.comparison.blocks import blocks_of
from articles.comparison.body import compare_bodies, passages_of
from articles.comparison.names import Name, names_at_desk, names_in_public
from articles.comparison.parts import compare_facts, compare_images
from articles.comparison.words import Line, Run, compare_words, is_changed

__all__ = ["Comparison", "Name", "Run", "compare", "names_in_public"]


@dataclass(frozen=True)
class Comparison:
    """What became of one text in another.

    `headline` and `lead` are lists of `words.Run`; `body` is a list of `body.BlockChange`, `facts` one of `parts.Row`
    and `images` one of `parts.ImageChange`, the last two of what differs alone. `language` is that of the texts.
    """

    language: str
    headline: list
    lead: list
    body: list
    facts: list
    images: list
    # Whether the contents differ at all, be it in what no reader of this would see: a joined cell of a table.
    is_different: bool

    @property
    def is_headline_changed(self):
        """Whether the headline reads otherwise."""
        return is_changed(self.headline)

    @property
    def is_lead_changed(self):
        """Whether the lead reads otherwise."""
        return is_changed(self.lead)

    @cached_property
    def is_body_changed(self):
        """Whether any block of the text reads, stands or looks otherwise."""
        return any(block.is_changed for block in self.body)

    @property
    def is_seen(self):
        """Whether there is any change to show."""
        parts = (self.is_headline_changed, self.is_lead_changed, self.is_body_changed, self.facts, self.images)
        return any(parts)

    @cached_property
    def passages(self):
        """The text in `body.Passage`s, some of them folded."""
        return passages_of(self.body)


def compare(before, after, *, language, names=None):
    """Return the `Comparison` of two dictionaries as `articles.contents` describes them.

    `language` is the code of the language they are written in. `names` are those that `names_in_public` gives, with
    which nothing is asked of the database; without them everything is called as at the desk, by at most four queries.
    """
    bodies = blocks_of(before["body"]), blocks_of(after["body"])
    images = before["images"], after["images"]
    keys = {block.image for blocks in bodies for block in blocks if block.image is not None}
    if names is None:
        names = names_at_desk(before, after, keys | {use["image"] for uses in images for use in uses}, language)
    return Comparison(
        language=language,
        headline=_words(before, after, "headline"),
        lead=_words(before, after, "lead"),
        body=compare_bodies(*bodies, {key: names.photograph(key) for key in keys}),
        facts=compare_facts(before, after, names, language),
        images=compare_images(*images, names),
        is_different=before != after,
    )


def _words(before, after, name):
    return compare_words(Line.plain(before[name]), Line.plain(after[name]))
