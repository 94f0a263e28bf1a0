"""What rounds of two sides by turns say: a ratio, how far it is spread, and how far the machine alone spreads one."""

import itertools
import statistics
from typing import NamedTuple


class Load(NamedTuple):
    """What a side answered in one round: how many requests, in how many seconds, by how many of its processors'."""

    requests: int
    seconds: float
    processor: float = 0.0

    @property
    def rate(self):
        """Requests a second."""
        return self.requests / self.seconds


class Spread(NamedTuple):
    """A median with the least and the greatest of what it is of."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values):
        """Return the spread of one value or more."""
        values = list(values)
        return cls(statistics.median(values), min(values), max(values))


class Compared(NamedTuple):
    """What became of a comparison.

    `throughput` is our rate to the reference's, `processor` the processor time that a request takes of the reference to
    that which it takes of us (so for both more is better; None where nobody counted it); `noise` is the reference's
    rate to its own in the round before: what isn't wider than that is the machine. `rate` is ours, `reference` its.
    """

    throughput: Spread
    processor: Spread | None
    noise: Spread | None
    rate: float
    reference: float


def compare(rounds):
    """Return what rounds of `(reference, ours)` say, each a `Load`."""
    rounds = list(rounds)
    references = [reference for reference, _ours in rounds]
    counted = all(load.processor for pair in rounds for load in pair)
    return Compared(
        throughput=Spread.of(ours.rate / reference.rate for reference, ours in rounds),
        processor=Spread.of(_each(reference) / _each(ours) for reference, ours in rounds) if counted else None,
        noise=Spread.of(after.rate / before.rate for before, after in itertools.pairwise(references))
        if len(references) > 1
        else None,
        rate=statistics.median(ours.rate for _reference, ours in rounds),
        reference=statistics.median(reference.rate for reference in references),
    )


def _each(load):
    return load.processor / load.requests
