"""Short addresses: '/r/nf' on paper, on the telephone and under a quotation that was copied.

A code is the release's key and a check letter, in 23 letters and digits of which no two look alike. There is no vowel,
so a code is never a word; and 23 is a prime, so that one letter mistyped, or two neighbours exchanged, is always no
code at all, instead of another release's.
"""

from functools import lru_cache

import segno
from django.conf import settings
from django.urls import get_script_prefix, reverse

LETTERS = "23456789bcdfghjkmnprtwx"
_BASE = len(LETTERS)
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
# What no code has, but one is read as; and Cyrillic letters that a keyboard left in Russian gives for those on paper.
_MISREAD = str.maketrans("szсрхнкмтв", "52cpxhkmtb")
# The greatest key that either database has.
_GREATEST = 2**63 - 1
_LONGEST = 15


def code(key):
    """Return the code of a release's key, e.g. 17 -> 'nf'."""
    digits = []
    rest = key
    while rest:
        rest, digit = divmod(rest, _BASE)
        digits.append(digit)
    return "".join(LETTERS[digit] for digit in reversed(digits)) + LETTERS[_check(digits)]


def key(typed):
    """Return the key of which `typed` is the code, as somebody typed it from paper; None where it is none.

    Capitals are as good as small letters, and 'S' is taken for 5, 'Z' for 2. Each key has one code and no other.
    """
    if not 2 <= len(typed) <= _LONGEST:
        return None
    values = [_VALUES.get(letter) for letter in typed.lower().translate(_MISREAD)]
    if None in values or values[0] == 0:
        return None
    *digits, check = values
    found = 0
    for digit in digits:
        found = found * _BASE + digit
    return found if check == _check(digits[::-1]) and found <= _GREATEST else None


def path(release):
    """Return the short path of a release."""
    return _beginning(get_script_prefix()) + code(release.pk)


@lru_cache(maxsize=4)
def _beginning(_prefix):
    return reverse("articles:short", args=["2"]).removesuffix("2")


def address(release):
    """Return the whole short address of a release, as the public knows the site."""
    return settings.SITE_URL + path(release)


def _check(digits):
    """Return the check value of digits, the least first: each counts by its place, so that their order counts too."""
    return sum(place * digit for place, digit in enumerate(digits, start=2)) % _BASE


def qr_code(address):
    """Return the QR code of an address as SVG, with the quiet border that it needs; a seventh of it may be soiled."""
    code = segno.make_qr(address, error="m")
    return code.svg_inline(svgclass="paper__code", lineclass=None, omitsize=True, border=4)
