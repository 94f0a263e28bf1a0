"""Colours that can be read: contrast as WCAG 2.2 measures it, and the nearest colour that has enough of it."""

import colorsys
import re

# The grounds on which the accent stands, as `tokens.css` has them: paper and mist. What is written on the accent (the
# solid button) has the colour of the paper in either scheme, so the same contrast serves it.
LIGHT = ("#ffffff", "#f4f6f8")
DARK = ("#10161d", "#18212b")
# The accent in `tokens.css`, for a site that has chosen none.
BUILT_IN = {"light": "#0a558c", "dark": "#86bff0"}
# More than the 4.5:1 that WCAG asks for (1.4.3): the accent is also laid over tinted grounds.
LEAST = 5.8

_HEX = re.compile("#[0-9a-f]{6}", re.ASCII)


def is_colour(text):
    """Whether a text is a colour as this site writes it: '#', then six digits of hexadecimal in lower case."""
    return _HEX.fullmatch(text) is not None


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21, in either order.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour, grounds):
    """Return the contrast of a colour on that ground on which it is worst to read."""
    return min(contrast(colour, ground) for ground in grounds)


def mended(colour, grounds, least=LEAST):
    """Return the colour if it can be read on every ground, else the nearest one of its hue that can.

    Nearest is: as much darker or lighter as it has to be and no more, its hue and saturation (in HSL) as they were.
    Raises ValueError where neither black nor white can be read on all the grounds.
    """

    def is_readable(candidate):
        return least_contrast(candidate, grounds) >= least

    if is_readable(colour):
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    found = []
    for end in (0.0, 1.0):
        wrong, right = lightness, end
        if not is_readable(_hex(hue, right, saturation)):
            continue
        # No channel falls while the lightness rises, so there is one place where it becomes readable. Twelve halvings
        # are finer than the 256 steps of a channel.
        for _halving in range(12):
            middle = (wrong + right) / 2
            wrong, right = (wrong, middle) if is_readable(_hex(hue, middle, saturation)) else (middle, right)
        found.append((abs(right - lightness), _hex(hue, right, saturation)))
    if not found:
        raise ValueError(f"Nothing can be read on all of {', '.join(grounds)}.")
    return min(found)[1]


def _channels(colour):
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def _hex(hue, lightness, saturation):
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, lightness, saturation))


def _luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
