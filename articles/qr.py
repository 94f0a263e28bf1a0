"""QR codes as SVG, for paper: those of short addresses by the thousand, in a tenth of the time that a library takes.

A QR code is linear: where one letter of a text is another, some modules of its code are others, whatever the rest of
the text is. So the library (segno) is asked once for each place and letter, and codes are put together from that. Of
the eight masks one is taken that is easy to read, by the standard (ISO/IEC 18004:2015, 7.8.3).
"""

import re
from functools import lru_cache

import segno

BORDER = 4
MASKS = range(8)
_RUN = re.compile("1+")


def svg(address):
    """Return the QR code of an address as SVG, with the quiet border that it needs; a seventh of it may be soiled.

    What stands after the last slash of the address is what differs from one to the next.
    """
    beginning, slash, rest = address.rpartition("/")
    return _codes(beginning + slash, len(rest)).svg(rest)


@lru_cache(maxsize=16)
def _codes(beginning, length):
    return _Codes(beginning, length)


class _Codes:
    """The codes of all addresses that have one beginning and one length.

    A code is two whole numbers: its modules row by row, and column by column.
    """

    def __init__(self, beginning, length):
        self._beginning, self._first, self._changes = beginning, "2" * length, {}
        self._masked = [_numbers(self._matrix(self._first, mask)) for mask in MASKS]
        self._size = len(self._matrix(self._first, 0))

    def svg(self, rest):
        """Return the code of the address with this end."""
        rows = columns = 0
        for place, letter in enumerate(rest):
            change = self._change(place, letter)
            rows, columns = rows ^ change[0], columns ^ change[1]
        codes = [(one ^ rows, other ^ columns) for one, other in self._masked]
        return _drawn(min(codes, key=lambda code: _penalty(code, self._size))[0], self._size)

    def _change(self, place, letter):
        """Return which modules are others than those of the first code, where another letter stands at a place."""
        if (place, letter) not in self._changes:
            numbers = _numbers(self._matrix(f"{self._first[:place]}{letter}{self._first[place + 1 :]}", 0))
            self._changes[place, letter] = [one ^ other for one, other in zip(numbers, self._masked[0], strict=True)]
        return self._changes[place, letter]

    def _matrix(self, rest, mask):
        return segno.make_qr(self._beginning + rest, error="m", mode="byte", mask=mask).matrix


def _stride(size):
    """Return how many bits a line takes: after it come four light modules of the border."""
    return size + 4


def _numbers(matrix):
    stride = _stride(len(matrix))
    return [
        sum(1 << place * stride + bit for place, line in enumerate(lines) for bit, dark in enumerate(line) if dark)
        for lines in (matrix, zip(*matrix, strict=True))
    ]


@lru_cache(maxsize=16)
def _inside(size):
    """Return a number in which all modules are dark, and one of those that have another after them in their line."""
    whole = sum(((1 << size) - 1) << line * _stride(size) for line in range(size))
    return whole, whole & (whole >> 1)


def _penalty(code, size):
    """Return how hard to read a code is, in the points of the standard."""
    rows, stride = code[0], _stride(size)
    whole, pairs = _inside(size)
    found = 10 * int(abs(rows.bit_count() * 100 / size**2 - 50) / 5)
    for dark in code:
        alike = ~(dark ^ (dark >> 1)) & pairs
        fives = alike & (alike >> 1) & (alike >> 2) & (alike >> 3)
        # A run of five modules counts three, and each further one counts one more.
        found += fives.bit_count() + 2 * (fives & ~(fives << 1)).bit_count()
        # What looks like one of the three large squares: 1011101 with four light modules before or after it.
        squares = dark & ~(dark >> 1) & (dark >> 2) & (dark >> 3) & (dark >> 4) & ~(dark >> 5) & (dark >> 6)
        if squares:
            around = (dark << 1 | dark << 2 | dark << 3 | dark << 4), (dark >> 7 | dark >> 8 | dark >> 9 | dark >> 10)
            found += 40 * (squares & ~(around[0] & around[1])).bit_count()
    alike = ~(rows ^ (rows >> 1)) & pairs
    below = ~(rows ^ (rows >> stride)) & (whole >> stride)
    return found + 3 * (alike & (alike >> stride) & below).bit_count()


def _drawn(rows, size):
    stride, side = _stride(size), size + 2 * BORDER
    x, y, path = 0, 0, []
    for line in range(size):
        modules = f"{rows >> line * stride & (1 << size) - 1:b}"[::-1]
        for run in _RUN.finditer(modules):
            begin, end = run.span()
            path.append(f"m{begin + BORDER - x} {line - y}h{end - begin}")
            x, y = end + BORDER, line
    # The middle of the first line is where the pen is put down.
    first = f"M{BORDER} {BORDER}.5" + path[0][path[0].index("h") :]
    return (
        f'<svg viewBox="0 0 {side} {side}" class="paper__code">'
        f'<path stroke="#000" d="{first}{"".join(path[1:])}"/></svg>'
    )
