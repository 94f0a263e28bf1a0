"""Scenes of the river, its delta and the sea."""

import math

from articles.demo.drawing import parts
from articles.demo.drawing.canvas import HEIGHT, WIDTH, mix


def delta(canvas, palette):
    """A channel of the delta between reed islands, a low sun, birds."""
    horizon = 560
    parts.sky(canvas, palette, horizon + 10, sun=(canvas.chance.randint(620, 1300), 430, 52), clouds=4)
    parts.treeline(canvas, palette, horizon, palette.far, 24)
    canvas.reflect(horizon, palette.water, strength=0.4)
    canvas.ripples(horizon + 20, HEIGHT, palette.sun, 160, 0.45)
    for row, (y, tall) in enumerate(((610, 34), (680, 60), (790, 110))):
        colour = mix(palette.middle, palette.near, row / 2)
        left = canvas.chance.choice([(-60, 620), (1150, WIDTH + 60)]) if row < 2 else (-60, 520)
        with canvas.shape(mix(colour, "#101820", 0.3), strength=0.6) as pen:
            pen.oval((left[0] + left[1]) / 2, y + 6, (left[1] - left[0]) / 2, 9 + row * 8)
        parts.reeds(canvas, palette, y, tall * 1.5, 240, colour, left[0] + 20, left[1] - 30)
    parts.reeds(canvas, palette, 830, 150, 150, palette.near, 1430, WIDTH + 40)
    parts.birds(canvas, palette.near, 16, 1180, 230)
    parts.reeds(canvas, palette, HEIGHT + 10, 420, 130, mix(palette.near, "#0a1014", 0.35), -40, 560)
    parts.reeds(canvas, palette, HEIGHT + 10, 330, 90, mix(palette.near, "#0a1014", 0.35), 1560, WIDTH + 40)


def _petal(x, y, length, width, angle):
    """Return the outline of one petal from its foot at (x, y)."""
    points = []
    for step in range(25):
        share = step / 12 if step <= 12 else (24 - step) / 12
        side = 1 if step <= 12 else -1
        along = length * share
        across = side * width * math.sin(math.pi * share**0.8) ** 1.1 * 0.5
        points.append(
            (
                x + along * math.sin(angle) + across * math.cos(angle),
                y - along * math.cos(angle) + across * math.sin(angle),
            )
        )
    return points


def _lotus(canvas, x, y, size, pink):
    """Draw an open lotus, its outer petals first."""
    rows = ((1.35, 5, 0.86, 0.42, 0.28), (1.0, 6, 1.0, 0.46, 0.12), (0.62, 4, 0.98, 0.5, 0.0))
    for spread, count, length, width, depth in rows:
        for step in range(count):
            angle = spread * (2 * step / (count - 1) - 1)
            outline = _petal(x, y, size * length, size * width, angle)
            canvas.polygon(outline, mix(pink, "#8c1f5c", depth), mix("#fff1f2", pink, 0.25 + depth))
    for angle in (-0.35, 0.35):
        outline = _petal(x, y + size * 0.06, size * 0.74, size * 0.56, angle)
        canvas.polygon(outline, mix(pink, "#ffffff", 0.12), mix("#fff6f2", pink, 0.1))
    canvas.oval(x, y + size * 0.02, size * 0.34, size * 0.08, mix(pink, "#7a2f58", 0.4), strength=0.5, blur=4)


def lotus(canvas, palette):
    """A lotus field in flower, leaves to the horizon."""
    horizon = 430
    parts.sky(canvas, palette, horizon + 10, sun=(1430, 250, 46), clouds=4)
    parts.treeline(canvas, palette, horizon, palette.far, 30)
    canvas.reflect(horizon, palette.water, strength=0.5)
    leaf = mix("#3f8f63", palette.middle, 0.35)
    pink = mix("#f08bb0", palette.sun, 0.08)
    y = horizon + 14.0
    while y < HEIGHT + 90:
        near = (y - horizon) / (HEIGHT - horizon)
        size = 10 + 150 * near**1.25
        with canvas.shape(mix(leaf, "#06281f", 0.5), strength=0.5) as pen:
            xs = [canvas.chance.uniform(-60, WIDTH + 60) for _ in range(int(46 - 32 * min(1, near)))]
            for x in xs:
                pen.oval(x, y + size * 0.1, size * 1.02, size * 0.35)
        light = mix(leaf, palette.sun, 0.34 - 0.16 * near)
        with canvas.shape(mix(light, palette.sky[1], 0.15), mix(leaf, "#0c3a2a", 0.22 * near)) as pen:
            for x in xs:
                pen.oval(x, y, size, size * 0.34)
        if near > 0.25:
            with canvas.shape(mix(leaf, palette.sun, 0.55), strength=0.35) as pen:
                for x in xs:
                    for step in range(9):
                        angle = math.tau * step / 9
                        pen.line([(x, y), (x + size * 0.82 * math.cos(angle), y + size * 0.28 * math.sin(angle))],
                                 1 + 1.4 * near)  # fmt: skip
        for x in xs[: 4 if near > 0.3 else 9]:
            bloom = size * 0.7
            if near < 0.22:
                canvas.oval(x, y - bloom * 0.7, bloom * 0.5, bloom * 0.55, pink, "#ffe9ee")
            else:
                canvas.line([(x, y), (x, y - size * 0.4)], 3 + 5 * near, mix(leaf, "#12321f", 0.4))
                _lotus(canvas, x, y - size * 0.36, bloom, mix(pink, "#ffffff", canvas.chance.uniform(0, 0.25)))
        y += 9 + 92 * near**1.1


def flood(canvas, palette):
    """A meadow under the spring flood: trees and a fence in the water, a boat."""
    horizon = 600
    parts.sky(canvas, palette, horizon + 10, sun=(420, 300, 44), clouds=6)
    parts.treeline(canvas, palette, horizon, palette.far, 34)
    for x in (160, 330, 900, 1010, 1560, 1790):
        parts.willow(canvas, palette, x, horizon + 8, canvas.chance.uniform(120, 190), palette.middle)
    canvas.reflect(horizon + 6, palette.water, strength=0.32)
    for x, y, size in ((640, 720, 300), (1330, 790, 430)):
        canvas.oval(x, y + 8, size * 0.5, size * 0.03, mix(palette.water, "#14222a", 0.5), strength=0.5, blur=6)
        parts.willow(canvas, palette, x, y + 8, size, palette.near)
    with canvas.shape(mix(palette.near, "#2b2018", 0.5)) as pen:
        for step in range(12):
            x, y = 60 + step * 78, 900 + step * 16
            pen.rectangle(x, y - 62 - step * 3, x + 9, y + 6)
            if step < 11:
                pen.line([(x, y - 48), (x + 78, y - 36)], 5)
    parts.boat(canvas, palette, 1480, 1020, 260, mix(palette.accent, palette.near, 0.3))
    canvas.ripples(horizon + 30, HEIGHT, palette.sky[-1], 190, 0.4)
    parts.birds(canvas, palette.near, 11, 1250, 220, 200)


def ferry(canvas, palette):
    """A car ferry in mid-stream, the town behind it."""
    horizon = 640
    parts.sky(canvas, palette, horizon + 10, sun=(1560, 330, 48), clouds=4)
    parts.skyline(canvas, palette, horizon - 12, palette.far, 150)
    parts.treeline(canvas, palette, horizon, palette.middle, 20)
    canvas.wash(mix(palette.water, palette.sky[-1], 0.4), palette.water, top=horizon, bottom=802)
    canvas.ripples(horizon + 10, 790, palette.sky[-1], 80, 0.5)
    hull, deck, left, right = 800, 730, 420, 1480
    house = mix(palette.wall, palette.shadow, 0.15)
    canvas.polygon([(left, deck), (right, deck), (right - 60, hull), (left + 60, hull)],
                   mix(palette.roof, palette.sun, 0.12), palette.near)  # fmt: skip
    canvas.rectangle(left + 30, deck - 8, right - 30, deck + 6, palette.wall)
    for step, colour in enumerate((palette.accent, palette.wall, palette.roof, "#d9b24a", palette.far)):
        x = 500 + step * 122 if step < 2 else 850 + step * 110
        canvas.rectangle(x, deck - 44, x + 96, deck - 12, mix(colour, "#ffffff", 0.12), mix(colour, palette.near, 0.3),
                         radius=8)  # fmt: skip
        canvas.rectangle(x + 18, deck - 66, x + 76, deck - 40, mix(palette.window, palette.near, 0.2), radius=9)
        with canvas.shape(palette.near) as pen:
            pen.oval(x + 22, deck - 10, 11)
            pen.oval(x + 74, deck - 10, 11)
    parts.house(canvas, palette, (760, deck - 190, 1010, deck - 8), floors=3, bays=7, wall=house, lit=0.6)
    canvas.rectangle(800, deck - 250, 970, deck - 190, palette.wall, house, radius=8)
    canvas.rectangle(812, deck - 238, 958, deck - 212, mix(palette.window, palette.near, 0.25), radius=4)
    canvas.line([(885, deck - 250), (885, deck - 340)], 6, palette.near)
    canvas.polygon([(888, deck - 338), (950, deck - 322), (888, deck - 304)], palette.accent)
    canvas.reflect(hull - 2, palette.water, strength=0.42)
    canvas.ripples(hull + 6, HEIGHT, palette.sky[-1], 190, 0.45)
    canvas.ripples(hull, hull + 60, "#ffffff", 60, 0.7, left - 120, left + 260)
    parts.birds(canvas, palette.near, 8, 520, 260, 150)


def port(canvas, palette):
    """A sea port: cranes, a cargo ship, containers."""
    quay = 830
    parts.sky(canvas, palette, quay, sun=(330, 420, 58), clouds=3)
    canvas.wash(palette.sky[-1], palette.water, top=quay, bottom=quay + 56)
    canvas.mist(560, quay + 60, palette.sky[-1], 0.5)
    for x, tall in ((980, 520), (1270, 580), (1600, 540)):
        colour = mix(palette.middle, palette.near, 0.5)
        with canvas.shape(mix(palette.accent, palette.far, 0.25), colour) as pen:
            for leg in (-70, 70):
                pen.line([(x + leg, quay), (x + leg * 0.5, quay - tall * 0.62)], 15)
            pen.line([(x - 60, quay - 120), (x + 60, quay - 120)], 11)
            pen.rectangle(x - 50, quay - tall * 0.72, x + 64, quay - tall * 0.6, 6)
            pen.line([(x - 330, quay - tall), (x, quay - tall * 0.72)], 11)
            pen.line([(x, quay - tall * 0.72), (x + 120, quay - tall * 0.78)], 11)
            pen.line([(x, quay - tall * 0.62), (x + 6, quay - tall * 0.95)], 11)
            pen.line([(x + 6, quay - tall * 0.95), (x - 330, quay - tall)], 4)
            pen.line([(x - 300, quay - tall), (x - 300, quay - tall * 0.6)], 3)
            pen.rectangle(x - 328, quay - tall * 0.6, x - 272, quay - tall * 0.55)
    colours = (palette.accent, palette.roof, palette.far, "#c9a14a", palette.window)
    for row in range(3):
        for step in range(11 - row * 2):
            x, y = 1010 + step * 84 + row * 70, quay - 4 - row * 46
            colour = canvas.chance.choice(colours)
            canvas.rectangle(x, y - 42, x + 80, y, mix(colour, "#ffffff", 0.12), mix(colour, palette.near, 0.35))
    canvas.rectangle(820, quay - 6, WIDTH, quay + 54, mix(palette.shadow, palette.near, 0.35), palette.near)
    canvas.polygon([(60, quay - 70), (860, quay - 70), (815, quay + 70), (130, quay + 70)],
                   mix(palette.roof, palette.near, 0.2), mix(palette.accent, palette.near, 0.45))  # fmt: skip
    parts.house(canvas, palette, (130, quay - 230, 290, quay - 70), floors=4, bays=5, lit=0.7)
    canvas.rectangle(190, quay - 300, 240, quay - 230, palette.accent, palette.near)
    for step in range(6):
        colour = canvas.chance.choice(colours)
        canvas.rectangle(
            330 + step * 84, quay - 116, 408 + step * 84, quay - 70, colour, mix(colour, palette.near, 0.4)
        )
    canvas.reflect(quay + 52, palette.water, strength=0.4)
    canvas.ripples(quay + 66, HEIGHT, palette.sun, 170, 0.4)


def ice(canvas, palette):
    """The river in winter: ice, fishermen, falling snow."""
    horizon = 620
    parts.sky(canvas, palette, horizon + 10, sun=(1340, 360, 40), clouds=3)
    parts.skyline(canvas, palette, horizon - 14, mix(palette.far, palette.shadow, 0.4), 120)
    parts.treeline(canvas, palette, horizon, mix(palette.far, palette.shadow, 0.7), 26)
    canvas.wash(mix(palette.water, "#ffffff", 0.35), palette.near, mix(palette.near, palette.water, 0.45), top=horizon)
    canvas.glow(1340, horizon + 60, 620, palette.sun, 0.7, 0.25)
    with canvas.shape(mix(palette.water, "#3a5a78", 0.35), strength=0.4) as pen:
        for _ in range(26):
            x, near = canvas.chance.uniform(-50, WIDTH), canvas.chance.random()
            y, points = horizon + 25 + 600 * near**1.5, []
            for step in range(6):
                points.append((x + step * (30 + 90 * near), y + canvas.chance.uniform(-1, 1) * (4 + 30 * near)))
            pen.line(points, 1 + 3 * near)
    for x, y, size in ((520, 800, 92), (690, 850, 110), (1190, 760, 74), (1520, 930, 150)):
        coat = mix(canvas.chance.choice((palette.accent, palette.roof, palette.window)), "#1c2430", 0.35)
        canvas.oval(x + size * 0.2, y + 3, size * 0.8, size * 0.1, "#4b647c", strength=0.4, blur=4)
        with canvas.shape(mix(coat, "#ffffff", 0.14), coat) as pen:
            pen.oval(x, y - size * 0.32, size * 0.26, size * 0.34)
            pen.oval(x + size * 0.08, y - size * 0.76, size * 0.13)
            pen.rectangle(x - size * 0.2, y - size * 0.14, x + size * 0.42, y, size * 0.07)
        with canvas.shape("#2a3440") as pen:
            pen.rectangle(x - size * 0.32, y - size * 0.2, x - size * 0.05, y + size * 0.05, 4)
            pen.line([(x + size * 0.2, y - size * 0.4), (x + size * 0.62, y - size * 0.52)], 2.4)
            pen.line([(x + size * 0.62, y - size * 0.52), (x + size * 0.62, y)], 1)
            pen.oval(x + size * 0.62, y, size * 0.1, size * 0.03)
    for count, size in ((240, 2), (90, 4)):
        with canvas.shape("#ffffff", strength=0.8) as pen:
            for _ in range(count):
                x, y = canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(0, HEIGHT)
                pen.oval(x, y, size * canvas.chance.uniform(0.5, 1.2))


def regatta(canvas, palette):
    """Sailing boats on the broad river."""
    horizon = 600
    parts.sky(canvas, palette, horizon + 10, sun=(360, 240, 46), clouds=5)
    parts.skyline(canvas, palette, horizon - 10, palette.far, 110)
    parts.treeline(canvas, palette, horizon, palette.middle, 18)
    canvas.wash(mix(palette.water, palette.sky[-1], 0.4), palette.water, top=horizon, bottom=horizon + 36)
    for x, y, length in ((260, 628, 84), (700, 634, 100), (1020, 626, 76), (1290, 640, 112), (1700, 632, 92)):
        parts.boat(canvas, palette, x, y, length, palette.near, sail=True)
    canvas.reflect(horizon + 34, palette.water, strength=0.45)
    for x, y, length in ((1480, 860, 300), (520, 1040, 480)):
        canvas.oval(x, y + 6, length * 0.62, length * 0.045, mix(palette.water, "#0e2234", 0.6), strength=0.5, blur=6)
        parts.boat(canvas, palette, x, y, length, palette.near, sail=True)
    canvas.ripples(horizon + 50, HEIGHT, palette.sky[-1], 240, 0.45)
    parts.birds(canvas, palette.near, 9, 1200, 200, 210)
