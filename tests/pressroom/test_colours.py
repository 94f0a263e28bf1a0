"""Contrast, and the mending of colours that can't be read."""

import colorsys
import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from pressroom import colours

SCHEMES = {"light": colours.LIGHT, "dark": colours.DARK}
any_colour = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.48),  # the grey that fails by a hair, of WCAG's own examples
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert colours.contrast(one, other) == colours.contrast(other, one) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
@given(colour=any_colour)
def test_any_colour_becomes_one_that_can_be_read_in_its_own_hue(scheme, colour):
    mended = colours.mended(colour, SCHEMES[scheme])
    assert colours.is_colour(mended)
    assert colours.least_contrast(mended, SCHEMES[scheme]) >= colours.LEAST
    # And so is what stands on it, which has the colour of the paper.
    assert colours.contrast(mended, SCHEMES[scheme][0]) >= colours.LEAST
    assert colours.mended(mended, SCHEMES[scheme]) == mended
    if mended == colour:
        return
    # It went no further than it had to.
    assert colours.least_contrast(mended, SCHEMES[scheme]) < colours.LEAST + 0.3
    before, after = (colorsys.rgb_to_hls(*colours._channels(found)) for found in (colour, mended))
    # Where there is much colour, its hue can be told in whole channels.
    if min(before[2], after[2]) > 0.5 and 0.15 < before[1] < 0.85:
        assert min(abs(before[0] - after[0]), 1 - abs(before[0] - after[0])) < 0.02


@given(colour=any_colour)
def test_a_colour_that_can_be_read_is_left_as_it_is(colour):
    for grounds in SCHEMES.values():
        if colours.least_contrast(colour, grounds) >= colours.LEAST:
            assert colours.mended(colour, grounds) == colour


def test_what_nothing_can_be_read_on_is_refused():
    with pytest.raises(ValueError, match="Nothing can be read"):
        colours.mended("#808080", ("#000000", "#ffffff"))


def test_the_grounds_and_the_built_in_colours_are_those_of_the_style_sheet():
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    for name, expected in (
        ("paper", [colours.LIGHT[0], colours.DARK[0]]),
        ("mist", [colours.LIGHT[1], colours.DARK[1]]),
        ("on-accent", [colours.LIGHT[0], colours.DARK[0]]),
        ("accent", [colours.BUILT_IN["light"], colours.BUILT_IN["dark"]]),
    ):
        assert re.findall(rf"--{name}: (#[0-9a-f]{{6}})", tokens)[:2] == expected
    for scheme, accent in colours.BUILT_IN.items():
        assert colours.mended(accent, SCHEMES[scheme]) == accent


@pytest.mark.parametrize("text", ["", "red", "#fff", "#FFD400", "#ffd400;}", "red;}", "#ffd40０", "#ffd400\n"])
def test_nothing_but_six_digits_is_a_colour(text):
    assert not colours.is_colour(text)
