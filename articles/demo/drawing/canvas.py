"""The sheet that a scene is drawn on: gradients, soft light, smooth shapes, reflections and grain, by Pillow alone."""

import math
import random
from contextlib import contextmanager
from functools import lru_cache

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1920, 1280
# Shapes are drawn at twice the size and reduced, which smooths their edges.
SCALE = 2


def rgb(colour):
    """Return a colour as three numbers; takes them too, or '#rrggbb'."""
    return ImageColor.getrgb(colour)[:3] if isinstance(colour, str) else tuple(colour)


def mix(first, second, share):
    """Return the colour that lies `share` (0 to 1) of the way from the first to the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))


def gradient(colours, size):
    """Return an image of the size whose rows run through the colours from top to bottom."""
    strip = Image.new("RGB", (1, len(colours)))
    strip.putdata([rgb(colour) for colour in colours])
    # Half a pixel is cut off at each end, where resizing would repeat the first and the last colour.
    box = (0, 0.5, 1, len(colours) - 0.5)
    return strip.resize((1, size[1]), Image.Resampling.BILINEAR, box=box).resize(size, Image.Resampling.NEAREST)


@lru_cache(maxsize=1)
def _grain():
    """Return a sheet of fine noise around 6, the same in every process."""
    tile = Image.frombytes("L", (384, 384), random.Random(7).randbytes(384 * 384)).point([v // 20 for v in range(256)])  # noqa: S311
    sheet = Image.new("L", (WIDTH, HEIGHT))
    for x in range(0, WIDTH, 384):
        for y in range(0, HEIGHT, 384):
            sheet.paste(tile, (x, y))
    return Image.merge("RGB", [sheet] * 3)


class Pen:
    """Gathers the outlines of one shape, in the canvas's own coordinates."""

    def __init__(self):
        self.strokes = []
        self.xs, self.ys = [], []

    def _reach(self, points, margin=0):
        for x, y in points:
            self.xs += [x - margin, x + margin]
            self.ys += [y - margin, y + margin]

    def polygon(self, points):
        """Add the area inside the points."""
        self._reach(points)
        self.strokes.append(("polygon", points, None))

    def rectangle(self, left, top, right, bottom, radius=0):
        """Add a rectangle, its corners rounded if `radius` is given."""
        self._reach([(left, top), (right, bottom)])
        self.strokes.append(("rounded_rectangle", [(left, top), (right, bottom)], radius))

    def oval(self, x, y, across, down=None):
        """Add an ellipse about (x, y) by its half axes; a circle if only one is given."""
        down = across if down is None else down
        box = [(x - across, y - down), (x + across, y + down)]
        self._reach(box)
        self.strokes.append(("ellipse", box, None))

    def line(self, points, width=2):
        """Add a line of a width through the points."""
        self._reach(points, width)
        self.strokes.append(("line", points, width))

    def arch(self, left, right, bottom, spring, rise):
        """Add a doorway: straight up to `spring`, then half an ellipse `rise` high."""
        middle, half = (left + right) / 2, (right - left) / 2
        turn = [math.pi * step / 16 for step in range(17)]
        self.polygon(
            [(left, bottom)]
            + [(middle - half * math.cos(a), spring - rise * math.sin(a)) for a in turn]
            + [(right, bottom)]
        )

    def mask(self):
        """Return the gathered shape as (left, top) and a mask, or None if it lies outside the sheet."""
        if not self.xs:
            return None
        left, top = max(0, math.floor(min(self.xs)) - 1), max(0, math.floor(min(self.ys)) - 1)
        right, bottom = min(WIDTH, math.ceil(max(self.xs)) + 1), min(HEIGHT, math.ceil(max(self.ys)) + 1)
        if left >= right or top >= bottom:
            return None
        mask = Image.new("L", ((right - left) * SCALE, (bottom - top) * SCALE))
        draw = ImageDraw.Draw(mask)
        for kind, points, extra in self.strokes:
            moved = [((x - left) * SCALE, (y - top) * SCALE) for x, y in points]
            if kind == "line":
                draw.line(moved, 255, max(1, round(extra * SCALE)), joint="curve")
            elif kind == "rounded_rectangle":
                draw.rounded_rectangle(moved, extra * SCALE, 255)
            else:
                getattr(draw, kind)(moved, 255)
        return (left, top), mask.reduce(SCALE)


class Canvas:
    """An image in the making, with a source of chance of its own: the same seed draws the same picture."""

    def __init__(self, seed):
        self.image = Image.new("RGB", (WIDTH, HEIGHT))
        self.chance = random.Random(seed)  # noqa: S311

    def wash(self, *colours, top=0, bottom=HEIGHT):
        """Fill the rows from `top` to `bottom` with a gradient."""
        self.image.paste(gradient(colours, (WIDTH, bottom - top)), (0, top))

    @contextmanager
    def shape(self, *fill, strength=1.0, blur=0):
        """Give a pen; what it gathered is filled with a colour, or with a gradient from its top to its bottom."""
        pen = Pen()
        yield pen
        found = pen.mask()
        if found is None:
            return
        corner, mask = found
        if blur:
            # A border for the softened edge, where there is room for one.
            padded = Image.new("L", (mask.width + 4 * blur, mask.height + 4 * blur))
            padded.paste(mask, (2 * blur, 2 * blur))
            mask = padded.filter(ImageFilter.BoxBlur(blur)).filter(ImageFilter.BoxBlur(blur))
            corner = (corner[0] - 2 * blur, corner[1] - 2 * blur)
        if strength < 1:
            mask = mask.point([round(value * strength) for value in range(256)])
        colour = gradient(fill, mask.size) if len(fill) > 1 else rgb(fill[0])
        self.image.paste(colour, (*corner, corner[0] + mask.width, corner[1] + mask.height), mask)

    def polygon(self, points, *fill, **how):
        """Draw one polygon."""
        with self.shape(*fill, **how) as pen:
            pen.polygon(points)

    def rectangle(self, left, top, right, bottom, *fill, radius=0, **how):
        """Draw one rectangle."""
        with self.shape(*fill, **how) as pen:
            pen.rectangle(left, top, right, bottom, radius)

    def oval(self, x, y, across, down, *fill, **how):
        """Draw one ellipse."""
        with self.shape(*fill, **how) as pen:
            pen.oval(x, y, across, down)

    def line(self, points, width, *fill, **how):
        """Draw one line."""
        with self.shape(*fill, **how) as pen:
            pen.line(points, width)

    def glow(self, x, y, radius, colour, strength=1.0, flat=1.0):
        """Lay light about a point that fades to nothing at `radius`; `flat` presses it to an ellipse."""
        size = (max(1, round(radius * 2)), max(1, round(radius * 2 * flat)))
        fade = Image.radial_gradient("L").point([round(max(0, 1 - v / 181) ** 2 * 255 * strength) for v in range(256)])
        mask = fade.resize(size, Image.Resampling.BILINEAR)
        corner = (round(x - size[0] / 2), round(y - size[1] / 2))
        self.image.paste(rgb(colour), (*corner, corner[0] + size[0], corner[1] + size[1]), mask)

    def mist(self, top, bottom, colour, strength=0.6):
        """Lay a veil that is thickest half-way between two rows and gone at both."""
        rows = bottom - top
        veil = Image.new("L", (1, rows))
        veil.putdata([round(255 * strength * math.sin(math.pi * row / rows) ** 2) for row in range(rows)])
        self.image.paste(rgb(colour), (0, top, WIDTH, bottom), veil.resize((WIDTH, rows)))

    def shade(self, top, bottom, colour, strength=0.6):
        """Darken towards `bottom`, not at all at `top`."""
        rows = bottom - top
        veil = Image.new("L", (1, rows))
        veil.putdata([round(255 * strength * (row / rows) ** 1.5) for row in range(rows)])
        self.image.paste(rgb(colour), (0, top, WIDTH, bottom), veil.resize((WIDTH, rows)))

    def reflect(self, shore, tint, depth="#0d2233", strength=0.35):
        """Mirror what stands above the row `shore` in the water below it, broken by ripples that grow towards us."""
        rows = HEIGHT - shore
        above = self.image.crop((0, max(0, shore - rows), WIDTH, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        water = gradient([tint, mix(tint, depth, 0.45)], (WIDTH, rows))
        mirrored = Image.blend(above.resize((WIDTH, rows)).filter(ImageFilter.GaussianBlur(2)), water, strength)
        y, wave = 0, self.chance.uniform(0, 6)
        while y < rows:
            band = 2 + y // 70
            wave += self.chance.uniform(0.5, 1.4)
            shift = round((1.5 + y / 45) * math.sin(wave))
            strip = mirrored.crop((0, y, WIDTH, min(rows, y + band)))
            self.image.paste(ImageChops.offset(strip, shift, 0), (0, shore + y))
            y += band

    def ripples(self, top, bottom, colour, count=90, strength=0.35, left=0, right=WIDTH):
        """Draw short level strokes of light on water, longer and thicker towards the bottom."""
        with self.shape(colour, strength=strength) as pen:
            for _ in range(count):
                near = self.chance.random() ** 1.6
                y = top + (bottom - top) * near
                x, half = self.chance.uniform(left, right), 12 + 90 * near * self.chance.random()
                pen.oval(x, y, half, 0.8 + 2.4 * near)

    def finish(self):
        """Return the picture: a little darker at its corners, with a fine grain that keeps gradients from banding."""
        corners = Image.radial_gradient("L").point([round(max(0, v - 120) * 0.55) for v in range(256)])
        self.image.paste((8, 14, 28), (0, 0), corners.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR))
        return ImageChops.add(self.image, _grain(), 1, -6)
