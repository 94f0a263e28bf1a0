"""Words as a card can show them: in the letters that its font has, and in lines of measured and equal length."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

FONT = Path(__file__).parent / "fonts" / "NotoSerif-Bold.subset.ttf"
ELLIPSIS = "…"
# White space at which no line ends; a figure stays with what it counts.
_UNBROKEN = "\xa0\u202f"
_DASH = re.compile(r" ([—–-]) ")
# What one reads as the same, for what the font lacks.
_READ_AS = str.maketrans({"\u202f": "\xa0", "\u2007": "\xa0", "\u2011": "‐", "ʼ": "’", "★": "*", "✓": "", "⁄": "/"})


class Set(NamedTuple):
    """Words that were set: the size of the letters in pixels, and the lines."""

    size: int
    lines: list


@lru_cache(maxsize=32)
def font(size):
    """Return the font with letters of a size in pixels."""
    return ImageFont.truetype(FONT, size)


def drawable(text):
    """Return the words without what the font can't draw: no emoji, no other script, never an empty box."""
    kept = []
    for character in unicodedata.normalize("NFC", text).translate(_READ_AS):
        if character.isspace() and character not in _UNBROKEN:
            kept.append(" ")
        elif unicodedata.category(character) != "Cf" and _is_known(character):
            kept.append(character)
    # No line begins with a dash.
    return _DASH.sub("\xa0\\1 ", " ".join(filter(None, "".join(kept).split(" "))))


def set_in(text, width, height, sizes, leading):
    """Return the words `Set` in the first of the sizes in which they fit into a box; in the last one, cut if need be.

    `leading` is the distance of lines, as a multiple of the size.
    """
    for size in sizes:
        most = max(1, int(height // (size * leading)))
        lines = _broken(text, size, width)
        if len(lines) <= most and all(_length(line, size) <= width for line in lines):
            return Set(size, _balanced(lines, size, width))
    lines = [part for line in lines for part in _chopped(line, size, width)]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1] + ELLIPSIS, size, width)]
    return Set(size, lines)


@lru_cache(maxsize=2048)
def _is_known(character):
    """Whether the font has a glyph: one that it lacks is drawn as the box is that stands for a code nobody uses."""
    return character in _UNBROKEN or character == " " or _image(character) != _image("\uffff")


def _image(character):
    mask = font(40).getmask(character)
    return mask.size, bytes(mask)


def _length(line, size):
    return font(size).getlength(line)


def _broken(text, size, width):
    """Return the lines of the words, each as long as it may be; a word that is longer has a line of its own."""
    lines = []
    for word in text.split(" "):
        if lines and _length(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(lines, size, width):
    """Return as many lines of the same words in the narrowest box that holds them, so that none is left short."""
    text, least, most = " ".join(lines), 0, width
    while most - least > 4:
        middle = (least + most) / 2
        narrower = _broken(text, size, middle)
        if len(narrower) <= len(lines) and all(_length(line, size) <= middle for line in narrower):
            most = middle
        else:
            least = middle
    return _broken(text, size, most)


def _chopped(line, size, width):
    """Yield a line in pieces that fit: only a word longer than the box has more than one."""
    while _length(line, size) > width:
        whole = next(end for end in range(len(line), 0, -1) if end == 1 or _length(line[:end], size) <= width)
        yield line[:whole]
        line = line[whole:]
        if not line:
            return
    yield line


def _cut(line, size, width):
    """Return a line that ends in an ellipsis without as many of its last words, or letters, as it has too many."""
    while _length(line, size) > width and len(line) > 1:
        kept = line.removesuffix(ELLIPSIS)
        shorter = kept.rpartition(" ")[0] or kept[:-1]
        line = shorter.rstrip(" ,;:–—-«“„(") + ELLIPSIS
    return line
