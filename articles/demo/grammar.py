"""Composes texts of any number from `texts/grammar.toml`: the same chance, the same words."""

import itertools
import re
from bisect import bisect

# What is not taken from a list.
_NUMBERS = ("n", "number", "number2", "year")
# A second name for a slot, so that a sentence may have two different entries of it.
_SECOND = {"place2": "place", "topic2": "topic"}


class Grammar:
    """The templates and words of one language."""

    def __init__(self, rules):
        self._slots = {name: _Words(words) for name, words in rules["slots"].items()}
        self.headlines, self.leads, self.sentences, self.quotes = (
            [self._parts(template) for template in rules[name]]
            for name in ("headlines", "leads", "sentences", "quotes")
        )
        self.headings = rules["headings"]
        self.share = rules["share"]

    def place(self, chance):
        """Return the name of a place."""
        return self._slots["place"].pick(chance)

    def person(self, chance):
        """Return the names of a person whom nobody has met."""
        return f"{self._slots['first'].pick(chance)} {self._slots['last'].pick(chance)}"

    def say(self, templates, chance):
        """Return one of the compiled templates, filled in, its first letter a capital."""
        parts = templates[int(chance.random() * len(templates))]
        text = "".join([part if type(part) is str else part(chance) for part in parts])
        return text[0].upper() + text[1:]

    def body(self, chance):
        """Return the HTML of a text of 100 to 300 words: paragraphs, a heading, a quotation, at times a list."""
        pieces = []
        for number in range(3 + int(chance.random() * 3)):
            sentences = [self.say(self.sentences, chance) for _ in range(2 + int(chance.random() * 3))]
            pieces.append(f"<p>{' '.join(sentences)}</p>")
            if number == 1:
                pieces.append(
                    f"<blockquote><p>{self.say(self.quotes, chance)}</p><p><cite>{self.person(chance)}</cite></p>"
                    "</blockquote>"
                )
            elif number == 2:
                pieces.append(f"<h2>{self.headings[int(chance.random() * len(self.headings))]}</h2>")
                if chance.random() < 0.3:
                    items = "".join(f"<li>{self.say(self.leads, chance)}</li>" for _ in range(3))
                    pieces.append(f"<ul>{items}</ul>")
        if pieces[-1].startswith("<h2>"):
            pieces.append(f"<p>{self.say(self.sentences, chance)}</p>")
        return "".join(pieces)

    def _parts(self, template):
        """Compile a template into strings and functions of chance."""
        parts = []
        for text, name in itertools.zip_longest(*[iter(re.split(r"\{(\w+)\}", template))] * 2, fillvalue=""):
            parts.append(text)
            if name:
                parts.append(self._filler(name))
        return [part for part in parts if part]

    def _filler(self, name):
        key = _SECOND.get(name, name).lower()
        if key in _NUMBERS:
            return _FILL_NUMBER[key]
        if key == "person":
            return self.person
        words = self._slots[key]
        if name[0].isupper():
            return lambda chance: (word := words.pick(chance))[0].upper() + word[1:]
        return words.pick


class _Words:
    """Words of which the first comes most often: the n-th with a share of 1/n."""

    def __init__(self, words):
        self._words = words
        self._ends = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def pick(self, chance):
        return self._words[bisect(self._ends, chance.random() * self._ends[-1])]


def _figure(chance):
    """Return a number as reports have it: small ones most often, large ones rounded."""
    value = 10 ** (0.9 + 2.6 * chance.random())
    return str(round(value)) if value < 200 else f"{round(value, -1):.0f}"


_FILL_NUMBER = {
    "n": lambda chance: str(2 + int(chance.random() * 28)),
    "number": _figure,
    "number2": _figure,
    "year": lambda chance: str(1991 + int(chance.random() * 30)),
}
