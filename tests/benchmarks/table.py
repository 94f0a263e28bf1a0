"""The table of measures: each against what it has to reach."""

from typing import NamedTuple

from tests.benchmarks.ratios import Spread


class Target(NamedTuple):
    """What a measure has to reach: `limit` at least, or at most."""

    limit: float
    is_at_most: bool = False
    unit: str = ""

    def is_met(self, value):
        """Return whether the value reaches it."""
        return value <= self.limit if self.is_at_most else value >= self.limit

    def __str__(self):
        return f"{'at most' if self.is_at_most else 'at least'} {self.limit:g}{self.unit}"


class Row(NamedTuple):
    """One measure on one database; `target` is None where it is only told."""

    measure: str
    database: str
    target: Target | None
    value: Spread
    processor: Spread | None = None
    noise: Spread | None = None
    remark: str = ""

    @property
    def verdict(self):
        """'met', 'NOT met', or nothing where there is no target."""
        if self.target is None:
            return ""
        return "met" if self.target.is_met(self.value.median) else "NOT met"


HEADS = ("measure", "database", "target", "measured", "from to", "by processor", "noise", "", "")
NUMERIC = {3, 4, 5, 6}


def text(heads, rows, numeric=NUMERIC):
    """Return rows of words as aligned plain text."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]

    def line(words):
        parts = (
            word.rjust(width) if at in numeric else word.ljust(width)
            for at, (word, width) in enumerate(zip(words, widths, strict=True))
        )
        return "  ".join(parts).rstrip()

    return "\n".join([line(heads), "  ".join("-" * width for width in widths).rstrip(), *map(line, rows)])


def markdown(heads, rows, numeric=NUMERIC):
    """Return rows of words as a table in Markdown."""
    rule = ["--:" if at in numeric else "---" for at in range(len(heads))]
    return "\n".join(f"| {' | '.join(words)} |" for words in [heads, rule, *rows])


def words(row):
    """Return a row in words, in the order of `HEADS`."""
    unit = row.target.unit if row.target else ""
    return (
        row.measure,
        row.database,
        str(row.target) if row.target else "",
        f"{number(row.value.median)}{unit}",
        _range(row.value),
        number(row.processor.median) if row.processor else "",
        _range(row.noise) if row.noise else "",
        row.verdict,
        row.remark,
    )


def number(value):
    """Return a number with three digits that count."""
    digits = 0 if value >= 100 else 2 if value >= 0.1 or not value else 4
    return f"{value:,.{digits}f}"


def _range(spread):
    return f"{number(spread.low)} to {number(spread.high)}"
