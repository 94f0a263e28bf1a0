"""The QR codes of addresses, held against those of a library."""

import pytest
import segno

from articles import qr, short_addresses


def by_library(address, mask):
    code = segno.make_qr(address, error="m", mask=mask)
    return code.svg_inline(svgclass="paper__code", lineclass=None, omitsize=True, border=qr.BORDER)


@pytest.mark.parametrize("beginning", ["http://localhost:8000/r/", "https://press.example.org/r/", "https://a.ru/r/"])
def test_a_code_is_one_of_the_eight_that_a_library_makes_of_the_same_address(beginning):
    for key in (1, 22, 23, 500, 19_999, 20_000, 123_456_789):
        address = beginning + short_addresses.code(key)
        assert qr.svg(address) in [by_library(address, mask) for mask in qr.MASKS]


def test_the_mask_is_an_easy_one():
    address = "https://press.example.org/r/nf"
    codes = [qr._numbers(segno.make_qr(address, error="m", mask=mask).matrix) for mask in qr.MASKS]
    size = len(segno.make_qr(address, error="m").matrix)
    points = [qr._penalty(code, size) for code in codes]
    assert qr.svg(address) == by_library(address, points.index(min(points)))


def test_the_points_are_those_of_the_standard():
    # All light: lines of 21 modules, blocks, and half of the modules missing.
    assert qr._penalty((0, 0), 21) == 2 * 21 * 19 + 3 * 20 * 20 + 100
