"""Scenes of the steppe, the fields and what crosses them."""

import math

from articles.demo.drawing import parts
from articles.demo.drawing.canvas import HEIGHT, WIDTH, mix


def _saiga(canvas, x, foot, size, colour, facing=1):
    """Draw a saiga in profile: deep body, thin legs, ringed horns and the hanging nose."""

    def at(along, up):
        return (x + facing * along * size, foot - up * size)

    with canvas.shape(mix(colour, "#ffffff", 0.12), colour) as pen:
        pen.polygon([at(*p) for p in (
            (-0.5, 0.62), (-0.46, 0.78), (-0.3, 0.84), (0.0, 0.82), (0.26, 0.86), (0.4, 0.98), (0.47, 1.06),
            (0.56, 1.07), (0.66, 0.99), (0.76, 0.92), (0.795, 0.84), (0.77, 0.775), (0.72, 0.78), (0.69, 0.83),
            (0.6, 0.84), (0.52, 0.82), (0.46, 0.7), (0.38, 0.52), (0.24, 0.44), (0.0, 0.43), (-0.26, 0.42),
            (-0.44, 0.46),
        )])  # fmt: skip
        pen.oval(*at(-0.3, 0.63), size * 0.22, size * 0.2)
        pen.oval(*at(0.22, 0.64), size * 0.2, size * 0.21)
        for start, knee, end in ((-0.42, -0.47, -0.42), (-0.3, -0.33, -0.3), (0.22, 0.24, 0.22), (0.33, 0.37, 0.32)):
            pen.line([at(start, 0.5), at(knee, 0.26), at(end, 0.0)], size * 0.055)
        pen.polygon([at(0.46, 1.04), at(0.36, 1.13), at(0.44, 1.12), at(0.52, 1.05)])
    with canvas.shape(mix(colour, "#2a1c10", 0.45)) as pen:
        for shift in (0.0, 0.06):
            pen.line([at(0.5 + shift, 1.05), at(0.46 + shift, 1.2), at(0.5 + shift, 1.34)], size * 0.03)
        pen.oval(*at(0.57, 0.98), size * 0.016)


def steppe(canvas, palette):
    """The open steppe in flower, with a small herd of saigas."""
    horizon = 640
    parts.sky(canvas, palette, horizon + 60, sun=(canvas.chance.randint(1180, 1500), 470, 60), clouds=5)
    parts.land(canvas, 640, 14, mix(palette.far, palette.sky[-1], 0.3), palette.far)
    canvas.mist(560, 760, palette.sky[-1], 0.45)
    parts.land(canvas, 740, 18, palette.far, palette.middle)
    coat = mix("#c79a62", palette.near, 0.35)
    for x, y, size, facing in ((560, 800, 96, 1), (720, 792, 84, 1), (860, 806, 100, -1), (420, 796, 74, 1)):
        canvas.oval(x, y, size * 0.6, size * 0.06, palette.near, strength=0.4, blur=3)
        _saiga(canvas, x, y, size, mix(coat, palette.near, 0.25), facing)
    parts.land(canvas, 880, 16, mix(palette.middle, palette.sun, 0.12), mix(palette.middle, palette.near, 0.6))
    parts.grass(canvas, 900, 60, 420, mix(palette.middle, palette.sun, 0.35), palette.middle, strength=0.7)
    _saiga(canvas, 1330, 1010, 300, mix(coat, "#4a2f18", 0.3), -1)
    for foot, tall in ((1010, 110), (1130, 170), (1260, 240)):
        fill = (mix(palette.middle, palette.sun, 0.5), mix(palette.near, palette.middle, 0.4))
        parts.grass(canvas, foot, tall, 260, *fill, strength=0.85)
    with canvas.shape(palette.accent) as pen:
        for _ in range(90):
            x, near = canvas.chance.uniform(0, WIDTH), canvas.chance.random()
            y, size = 960 + 300 * near, 4 + 9 * near
            pen.oval(x, y, size, size * 0.85)
            pen.oval(x + size * 0.7, y - size * 0.3, size * 0.7, size * 0.8)


def railway(canvas, palette):
    """A passenger train crossing the steppe under its wires."""
    horizon = 700
    parts.sky(canvas, palette, horizon + 60, sun=(420, 480, 62), clouds=4)
    parts.land(canvas, 690, 26, mix(palette.far, palette.sky[-1], 0.3), palette.far)
    canvas.mist(600, 820, palette.sky[-1], 0.5)
    parts.land(canvas, 780, 14, palette.middle, mix(palette.middle, palette.near, 0.5))
    rail = 930
    canvas.polygon([(-20, rail + 4), (WIDTH + 20, rail + 4), (WIDTH + 20, rail + 70), (-20, rail + 70)],
                   mix(palette.shadow, palette.near, 0.3), mix(palette.near, palette.middle, 0.3))  # fmt: skip
    with canvas.shape(mix(palette.near, "#10141a", 0.4)) as pen:
        for x in range(60, WIDTH, 330):
            pen.rectangle(x, rail - 330, x + 11, rail)
            pen.line([(x + 5, rail - 290), (x + 96, rail - 316)], 6)
            pen.line([(x + 5, rail - 320), (x + 96, rail - 316)], 3)
        for drop in (316, 252):
            for x in range(-178, WIDTH, 330):
                dip = [(x + 330 * s / 8, rail - drop + (40 if drop == 316 else 4) * math.sin(math.pi * s / 8))
                       for s in range(9)]  # fmt: skip
                pen.line(dip, 2.6)
    body, stripe = mix(palette.wall, "#ffffff", 0.3), mix(palette.accent, palette.near, 0.1)
    for step in range(4):
        left = -190 + step * 430
        canvas.rectangle(left, rail - 172, left + 420, rail - 24, body, mix(body, palette.shadow, 0.6), radius=16)
        canvas.rectangle(left, rail - 78, left + 420, rail - 56, stripe)
        with canvas.shape(palette.window if palette.dark else mix(palette.window, palette.near, 0.35)) as pen:
            for bay in range(8):
                pen.rectangle(left + 22 + bay * 48, rail - 142, left + 56 + bay * 48, rail - 96, 6)
    nose = [(1530, rail - 172), (1664, rail - 172), (1730, rail - 150), (1786, rail - 84), (1800, rail - 24),
            (1530, rail - 24)]  # fmt: skip
    canvas.polygon(nose, mix(stripe, "#ffffff", 0.15), mix(stripe, palette.near, 0.4))
    canvas.polygon([(1684, rail - 156), (1728, rail - 140), (1766, rail - 96), (1690, rail - 96)],
                   mix(palette.window, "#0d1a26", 0.35))  # fmt: skip
    canvas.line([(1600, rail - 174), (1575, rail - 222), (1622, rail - 252)], 5, palette.near)
    canvas.glow(1796, rail - 50, 150, palette.sun, 0.8)
    with canvas.shape(mix(palette.near, "#0d1014", 0.55)) as pen:
        for left in [*range(-190, 1500, 430), 1500]:
            for wheel in (60, 110, 310, 360) if left < 1500 else (80, 140, 230):
                pen.oval(left + wheel, rail - 12, 20)
        pen.rectangle(-20, rail - 30, 1790, rail - 16)
        pen.rectangle(-20, rail + 4, WIDTH + 20, rail + 11)
    parts.land(canvas, 1050, 20, mix(palette.middle, palette.sun, 0.16), palette.near)
    for foot, tall in ((1090, 90), (1200, 170)):
        parts.grass(canvas, foot, tall, 330, mix(palette.middle, palette.sun, 0.45), palette.near, strength=0.85)


def _melon(canvas, x, y, size, palette):
    """Draw a striped watermelon."""
    canvas.oval(x + size * 0.1, y + size * 0.72, size * 1.15, size * 0.24, "#10200f", strength=0.45, blur=8)
    light, deep = mix("#6ea852", palette.sun, 0.15), mix("#1f5a34", palette.near, 0.2)
    canvas.oval(x, y, size * 1.1, size * 0.84, light, mix(light, deep, 0.55))
    with canvas.shape(deep, mix(deep, "#0b2013", 0.4), strength=0.9) as pen:
        for step in range(-3, 4):
            line = []
            for up in range(11):
                turn = math.pi * (up / 10 - 0.5)
                jag = size * 0.025 * (1 if up % 2 else -1)
                line.append(
                    (x + size * 1.08 * math.sin(step * 0.43) * math.cos(turn) + jag, y + size * 0.82 * math.sin(turn))
                )
            pen.line(line, size * 0.085 * math.cos(step * 0.4))
    canvas.glow(x - size * 0.4, y - size * 0.42, size * 0.5, "#ffffff", 0.45)


def melons(canvas, palette):
    """A field of watermelons at harvest, rows running to the horizon."""
    horizon = 470
    parts.sky(canvas, palette, horizon + 10, sun=(1250, 280, 54), clouds=6)
    parts.treeline(canvas, palette, horizon, palette.far, 30)
    soil, leaf = mix("#a9804f", palette.near, 0.25), mix("#4f8a45", palette.middle, 0.3)
    canvas.wash(mix(soil, palette.sky[-1], 0.45), soil, mix(soil, "#3a2616", 0.4), top=horizon)
    rows, far_gap, near_gap = range(-24, 25), 42, 330
    for row in rows:
        top, foot = 960 + row * far_gap, 960 + row * near_gap
        canvas.polygon([(top - 7, horizon), (top + 7, horizon), (foot + 100, HEIGHT), (foot - 100, HEIGHT)],
                       mix(leaf, palette.sky[-1], 0.45), leaf, strength=0.85)  # fmt: skip
    for step in range(27):
        near = (step / 26) ** 1.8
        y = horizon + 6 + (HEIGHT - horizon) * near
        gap, size = far_gap + (near_gap - far_gap) * near, 3 + 62 * near
        seen = [row for row in rows if -120 < 960 + row * gap < WIDTH + 120]
        with canvas.shape(mix(leaf, palette.sun, 0.35), mix(leaf, "#12301a", 0.3)) as pen:
            for row in seen:
                for _ in range(6):
                    pen.oval(960 + row * gap + canvas.chance.gauss(0, 5 + 52 * near),
                             y + canvas.chance.gauss(0, 1 + 13 * near), 4 + 26 * near, 2 + 11 * near)  # fmt: skip
        for row in seen:
            if canvas.chance.random() < 0.34:
                x = 960 + row * gap + canvas.chance.uniform(-1, 1) * (4 + 66 * near)
                if size > 14:
                    _melon(canvas, x, y + canvas.chance.uniform(-14, 14) * near, size * 0.95, palette)
                else:
                    canvas.oval(x, y, size, size * 0.8, "#5d9a4e", "#1f5a34")


def road(canvas, palette):
    """A new road across the steppe, with its lines and lamps."""
    horizon = 600
    parts.sky(canvas, palette, horizon + 10, sun=(900, 470, 58), clouds=6)
    parts.land(canvas, 590, 14, mix(palette.far, palette.sky[-1], 0.3), palette.far)
    parts.treeline(canvas, palette, 622, mix(palette.far, palette.middle, 0.5), 24)
    canvas.wash(mix(palette.middle, palette.sky[-1], 0.3), palette.middle, palette.near, top=622)
    vanish, asphalt = 1010, mix("#434a52", palette.near, 0.25)

    def across(share, y):
        return vanish + (share * 1300 - 110) * ((y - 622) / (HEIGHT - 622)) ** 1.15

    def strip(first, second, colour, *more, top=624, bottom=HEIGHT):
        rows = [top + (bottom - top) * s / 20 for s in range(21)]
        canvas.polygon([(across(first, y), y) for y in rows] + [(across(second, y), y) for y in reversed(rows)],
                       colour, *more)  # fmt: skip

    strip(-0.86, 0.86, mix(palette.shadow, palette.middle, 0.4), mix(palette.far, palette.near, 0.3))
    strip(-0.76, 0.76, mix(asphalt, palette.sky[-1], 0.5), asphalt)
    for edge in (-0.7, 0.69):
        strip(edge, edge + 0.014, "#f4f1e6")
    y = 630.0
    while y < HEIGHT:
        longer = (y - 612) * 0.2
        strip(-0.009, 0.009, "#f4f1e6", top=y, bottom=min(HEIGHT, y + longer))
        y += longer * 2.2
    for step in range(8):
        y = 632 + 560 * (step / 7) ** 2.4
        tall = (y - 600) * 1.25
        x = across(0.98, y)
        with canvas.shape(mix(palette.near, "#1a2028", 0.4)) as pen:
            pen.line([(x, y), (x, y - tall), (x - tall * 0.22, y - tall * 1.06)], 1 + tall * 0.018)
        if palette.dark:
            canvas.glow(x - tall * 0.22, y - tall * 1.05, 20 + tall * 0.3, palette.window, 0.9)
    parts.skyline(canvas, palette, 622, mix(palette.far, palette.middle, 0.3), 90, 60, 640)
    for step in range(7):
        near = (step / 6) ** 1.7
        parts.poplar(canvas, palette, 800 - 690 * near, 634 + 250 * near, 60 + 380 * near,
                     mix(palette.middle, palette.near, 0.3 + 0.6 * near))  # fmt: skip
    for share, y, colour in ((0.36, 690, palette.accent), (-0.36, 760, palette.wall), (0.36, 900, palette.roof)):
        size, x = (y - 600) * 0.42, across(share, y)
        canvas.oval(x, y, size * 0.75, size * 0.1, "#10151a", strength=0.5, blur=4)
        canvas.rectangle(x - size * 0.6, y - size * 0.62, x + size * 0.6, y - size * 0.08, mix(colour, "#ffffff", 0.15),
                         mix(colour, palette.near, 0.4), radius=size * 0.14)  # fmt: skip
        canvas.rectangle(x - size * 0.46, y - size * 0.94, x + size * 0.46, y - size * 0.5,
                         mix(palette.window, palette.near, 0.4), radius=size * 0.14)  # fmt: skip
        lamp = "#e0382e" if share > 0 else "#fff3c4"
        for side in (-0.46, 0.46):
            canvas.oval(x + side * size, y - size * 0.42, size * 0.09, size * 0.06, lamp)
    parts.grass(canvas, 1290, 150, 300, mix(palette.middle, palette.sun, 0.3), palette.near, right=470)


def energy(canvas, palette):
    """Wind turbines above a field of solar panels."""
    horizon = 700
    parts.sky(canvas, palette, horizon + 40, sun=(1420, 420, 64), clouds=3)
    parts.land(canvas, 690, 30, mix(palette.far, palette.sky[-1], 0.35), palette.far)
    for x, foot, tall in ((250, 700, 300), (520, 690, 240), (760, 700, 210), (1120, 696, 330), (1690, 690, 260)):
        hub, colour = (x, foot - tall), mix(palette.wall, "#ffffff", 0.3)
        with canvas.shape(colour, mix(colour, palette.far, 0.6)) as pen:
            pen.polygon([(x - tall * 0.022, foot), (x - tall * 0.01, hub[1]), (x + tall * 0.01, hub[1]),
                         (x + tall * 0.022, foot)])  # fmt: skip
        start = canvas.chance.uniform(0, 2)
        with canvas.shape(colour) as pen:
            for step in range(3):
                a = start + math.tau * step / 3
                tip = (hub[0] + tall * 0.55 * math.sin(a), hub[1] - tall * 0.55 * math.cos(a))
                side = (tall * 0.022 * math.cos(a), tall * 0.022 * math.sin(a))
                pen.polygon(
                    [(hub[0] - side[0], hub[1] - side[1]), tip, (hub[0] + side[0] * 1.5, hub[1] + side[1] * 1.5)]
                )
            pen.oval(*hub, tall * 0.028)
    canvas.mist(610, 800, palette.sky[-1], 0.4)
    parts.land(canvas, 770, 14, palette.middle, palette.near)
    panel = mix("#1d3a66", palette.near, 0.2)
    for step in range(6):
        near = (step / 5) ** 1.5
        y, tall, wide = 800 + 400 * near, 34 + 150 * near, 60 + 240 * near
        x = -canvas.chance.uniform(0, wide)
        while x < WIDTH:
            lean, gap = tall * 0.5, wide * 0.05
            corners = [(x, y), (x + lean, y - tall), (x + lean + wide - gap, y - tall), (x + wide - gap, y)]
            canvas.line([(x + wide * 0.5, y), (x + wide * 0.5, y + tall * 0.35)], 4 + 5 * near, palette.near)
            canvas.polygon(corners, mix(panel, palette.sky[2], 0.62), panel)
            with canvas.shape(mix(panel, "#dfeaf5", 0.6), strength=0.7) as pen:
                for cut in (0.25, 0.5, 0.75):
                    foot, top = x + (wide - gap) * cut, x + lean + (wide - gap) * cut
                    pen.line([(foot, y), (top, y - tall)], 1 + near)
                pen.line([(x + lean / 2, y - tall / 2), (x + lean / 2 + wide - gap, y - tall / 2)], 1 + near)
                pen.line([*corners, corners[0]], 1.6 + 1.6 * near)
            x += wide
    parts.grass(canvas, 1290, 80, 260, mix(palette.middle, palette.sun, 0.3), palette.near)


def greenhouse(canvas, palette):
    """Inside a greenhouse: rows of tomatoes under glass."""
    vanish = (960, 560)
    canvas.wash(palette.sky[1], palette.sky[-1], "#fdfbf0", bottom=700)
    canvas.glow(*vanish, 700, palette.sun, 0.9)
    canvas.wash(mix("#c9b79a", palette.sun, 0.3), "#8d7a60", top=600)
    with canvas.shape(mix(palette.shadow, "#ffffff", 0.35)) as pen:
        for step in range(8):
            near = (step / 7) ** 1.8
            left, right = vanish[0] - 120 - 960 * near, vanish[0] + 120 + 960 * near
            foot, wall, peak = 610 + 560 * near, 520 - 380 * near, 450 - 560 * near
            wide = 3 + 12 * near
            pen.line([(left, foot), (left, wall), (vanish[0], peak), (right, wall), (right, foot)], wide)
        for share in (-1, -0.5, 0, 0.5, 1):
            pen.line([(vanish[0] + 120 * share, 520 - 70 * (1 - abs(share))),
                      (vanish[0] + 1080 * share, 140 - 250 * (1 - abs(share)))], 4)  # fmt: skip
    leaf = mix("#3f7f3e", palette.middle, 0.2)
    for side in (-1, 1):
        for inner, lift in ((330, 0), (130, 60)):
            near_edge = vanish[0] + side * (inner + 330)
            canvas.polygon([(vanish[0] + side * inner * 0.3, 532), (vanish[0] + side * inner * 0.3, 612),
                            (near_edge, HEIGHT + 60), (near_edge + side * 900, HEIGHT + 60),
                            (near_edge + side * 900, 20 + lift), (near_edge, 90 + lift)],
                           mix(leaf, palette.sun, 0.25), mix(leaf, "#10301c", 0.45))  # fmt: skip
            for step in range(26):
                near = (step / 25) ** 1.6
                x = vanish[0] + side * (inner * 0.3 + (inner * 0.7 + 330) * near)
                top, foot = 532 - (440 - lift) * near, 612 + (HEIGHT + 40 - 612) * near
                size = 9 + 70 * near
                with canvas.shape(mix(leaf, palette.sun, 0.5 - 0.2 * near), mix(leaf, "#10301c", 0.3)) as pen:
                    for _ in range(int(26 - 8 * near)):
                        y = canvas.chance.uniform(top, foot - size * 0.2)
                        pen.oval(x + canvas.chance.gauss(side * size * 0.3, size * 0.34), y, size * 0.3, size * 0.17)
                    for _ in range(int(34 * near)):
                        y = canvas.chance.uniform(top, foot)
                        pen.oval(x + side * canvas.chance.uniform(0, 700 * near), y, size * 0.36, size * 0.2)
                with canvas.shape("#f2694a", "#b8281f") as pen:
                    for _ in range(7):
                        berry = x + side * abs(canvas.chance.gauss(0, size * (0.4 + 2.2 * near)))
                        y = canvas.chance.uniform(top + size * 0.6, foot - size * 0.6)
                        for drop in range(4):
                            pen.oval(berry + size * 0.07 * (drop % 2), y + drop * size * 0.17, size * 0.11)
    for step in range(3):
        x, y = 830 + step * 14, 1000 + step * 96
        canvas.rectangle(x - 60, y, x + 180 + step * 26, y + 74, "#c8935a", "#8a5c32", radius=4)
        with canvas.shape("#f2694a", "#c22f22") as pen:
            for berry in range(9):
                pen.oval(x - 36 + berry * (24 + step * 3), y - 4 + canvas.chance.uniform(-9, 5), 20)
