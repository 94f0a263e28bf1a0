"""The emblem on a card: the region's own file, or the built-in one as templates/public/articles/_emblem.html has it."""

import logging

from django.core.files.storage import default_storage
from PIL import Image as Picture
from PIL import ImageDraw

logger = logging.getLogger(__name__)

# The built-in one's size in its own units, and how many times larger it is drawn before it is made small and smooth.
WIDTH, HEIGHT = 40, 48
_FINER = 16
_SHIELD = [(0, 0), (40, 0), (40, 26), ((40, 37), (32, 44), (20, 48)), ((8, 44), (0, 37), (0, 26))]
_RIVER = [
    [(20, 22), (20, 42)],
    [(20, 26), ((20, 32), (11, 31), (11, 38))],
    [(20, 26), ((20, 32), (29, 31), (29, 38))],
    [(20, 22), ((20, 26), (6, 24), (6, 32))],
    [(20, 22), ((20, 26), (34, 24), (34, 32))],
    [(7, 16), (33, 16)],
]
_SUN = (12, 8, 28, 24)
_STROKE = 2.5


def of(identity, box, ink, paper):
    """Return the emblem of an `Identity` as a picture with transparency, as large as fits into `box` (width, height).

    A file that is missing or can't be read is logged, and the built-in one stands for it: a card is not worth an error.
    """
    if identity.emblem:
        try:
            with default_storage.open(identity.emblem) as file, Picture.open(file, formats=["PNG"]) as picture:
                picture.thumbnail(box, Picture.Resampling.LANCZOS)
                return picture.convert("RGBA")
        except (OSError, Picture.DecompressionBombError):
            logger.exception("The emblem can't be drawn on a card.")
    return built_in(box, ink, paper)


def built_in(box, ink, paper):
    """Return a river that parts into its arms under the sun, in two colours."""
    drawn = Picture.new("RGBA", (WIDTH * _FINER, HEIGHT * _FINER))
    draw = ImageDraw.Draw(drawn)
    draw.polygon(_points(_SHIELD), fill=ink)
    draw.pieslice([side * _FINER for side in _SUN], 180, 360, fill=paper)
    radius = _STROKE * _FINER / 2
    for arm in _RIVER:
        points = _points(arm)
        draw.line(points, fill=paper, width=round(_STROKE * _FINER), joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=paper)
    drawn.thumbnail(box, Picture.Resampling.LANCZOS)
    return drawn


def _points(path):
    """Return the points of a path: a pair is the end of a straight line, three pairs are those of a Bézier curve."""
    found = [path[0]]
    for part in path[1:]:
        if isinstance(part[0], tuple):
            start = found[-1]
            found += [_on_curve(start, *part, step / 24) for step in range(1, 25)]
        else:
            found.append(part)
    return [(x * _FINER, y * _FINER) for x, y in found]


def _on_curve(start, first, second, end, t):
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return tuple(sum(w * p[axis] for w, p in zip(weights, (start, first, second, end), strict=True)) for axis in (0, 1))
