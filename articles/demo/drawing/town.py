"""Scenes of the town."""

import math

from articles.demo.drawing import parts
from articles.demo.drawing.canvas import HEIGHT, WIDTH, mix


def bridge(canvas, palette):
    """A bridge of steel arches across the river."""
    water = 860
    parts.sky(canvas, palette, water, sun=(960, 640, 66), clouds=4)
    parts.skyline(canvas, palette, 830, palette.far, 130)
    parts.treeline(canvas, palette, 858, palette.middle, 26)
    steel, deck = mix(palette.near, palette.accent, 0.2), 700
    span = 480
    with canvas.shape(mix(steel, palette.sun, 0.2), steel) as pen:
        for start in range(-250, WIDTH, span):
            curve = [(start + span * s / 24, deck - 170 * math.sin(math.pi * s / 24)) for s in range(25)]
            pen.line(curve, 13)
            pen.line([(x, y + 26) for x, y in curve[1:-1]], 6)
            for step in range(1, 24):
                x, y = curve[step]
                pen.line([(x, y), (x, deck)], 3)
                if step < 23:
                    pen.line([(x, y), (curve[step + 1][0], min(deck, curve[step + 1][1] + 26))], 2.4)
        pen.rectangle(-10, deck - 4, WIDTH + 10, deck + 26)
    with canvas.shape(mix(palette.wall, palette.shadow, 0.35), mix(palette.shadow, palette.near, 0.5)) as pen:
        for x in range(-250, WIDTH, span):
            pen.polygon([(x - 26, deck + 24), (x + 26, deck + 24), (x + 38, water + 10), (x - 38, water + 10)])
    with canvas.shape(mix(palette.near, "#0c1018", 0.35)) as pen:
        for x in range(20, WIDTH, 120):
            pen.rectangle(x, deck - 74, x + 5, deck)
    for x in range(22, WIDTH, 120):
        if palette.dark:
            canvas.glow(x, deck - 78, 62, palette.window, 0.9)
        canvas.oval(x, deck - 76, 9, 5, palette.window)
    for x, colour in ((330, palette.accent), (760, palette.wall), (1190, palette.roof), (1490, "#d9b24a")):
        canvas.rectangle(x, deck - 30, x + 74, deck - 6, mix(colour, palette.near, 0.15), radius=7)
        canvas.rectangle(x + 14, deck - 44, x + 56, deck - 26, mix(palette.window, palette.near, 0.3), radius=7)
    canvas.reflect(water, palette.water, strength=0.3)
    canvas.ripples(water + 16, HEIGHT, palette.sun, 210, 0.45)
    canvas.glow(960, water + 70, 700, palette.sun, 0.45, 0.3)
    parts.boat(canvas, palette, 1420, 1050, 230, palette.near)
    parts.birds(canvas, palette.near, 8, 430, 300, 140)


def _yard(canvas, palette, top):
    """Paint the ground before a building: lawn, path and shadow."""
    canvas.wash(mix(palette.middle, palette.sun, 0.2), palette.middle, palette.near, top=top)
    path = mix(palette.wall, palette.shadow, 0.45)
    canvas.polygon([(900, top), (1020, top), (1420, HEIGHT), (500, HEIGHT)], mix(path, palette.sun, 0.2), path)


def school(canvas, palette):
    """A new school on its first day: flags, trees, children with flowers."""
    ground = 900
    parts.sky(canvas, palette, ground, sun=(1600, 210, 48), clouds=7)
    parts.treeline(canvas, palette, ground - 30, palette.far, 60)
    _yard(canvas, palette, ground - 4)
    brick = mix(palette.accent, palette.wall, 0.62)
    parts.house(canvas, palette, (180, 480, 700, ground), floors=4, bays=8, wall=palette.wall, lit=0.16)
    parts.house(canvas, palette, (1220, 480, 1740, ground), floors=4, bays=8, wall=palette.wall, lit=0.16)
    parts.house(canvas, palette, (700, 410, 1220, ground), floors=4, bays=7, wall=brick, roof=palette.roof, lit=0.1)
    with canvas.shape(palette.roof) as pen:
        for left, right in ((172, 700), (1220, 1748)):
            pen.rectangle(left, 466, right, 484)
    canvas.rectangle(820, 720, 1100, ground, mix(palette.window, palette.near, 0.3), palette.near)
    canvas.rectangle(790, 700, 1130, 730, palette.wall, palette.shadow)
    with canvas.shape(palette.wall) as pen:
        for x in (800, 905, 1005, 1108):
            pen.rectangle(x, 730, x + 12, ground)
    for x, colour in ((600, "#d8483c"), (640, "#3f77b4"), (1290, "#e0b040"), (1330, "#4f9a5f")):
        canvas.line([(x, ground + 20), (x, 620)], 5, palette.shadow)
        canvas.polygon([(x + 2, 624), (x + 66, 638), (x + 60, 664), (x + 2, 668)], colour)
    for x, size in ((90, 260), (330, 170), (1590, 180), (1830, 280)):
        parts.tree(canvas, palette, x, ground + 40, size, mix(palette.middle, palette.near, 0.5))
    for row, count in ((980, 16), (1060, 12), (1150, 8)):
        for _ in range(count):
            x = canvas.chance.choice([canvas.chance.uniform(160, 820), canvas.chance.uniform(1100, 1780)])
            tall = (row - 830) * canvas.chance.uniform(0.46, 0.6) + 20
            coat = canvas.chance.choice(("#2d3f5e", "#f5f0e6", "#7d2f38", "#31506b"))
            canvas.oval(x, row, tall * 0.22, tall * 0.04, "#1c2a1c", strength=0.4, blur=3)
            with canvas.shape(mix(coat, palette.sun, 0.1), mix(coat, palette.near, 0.25)) as pen:
                parts.person(pen, x, row, tall, canvas.chance.choice((0, 0, 0.3)))
            canvas.oval(x, row - tall * 0.925, tall * 0.068, tall * 0.08, mix("#e8b996", palette.sun, 0.1))
            with canvas.shape(palette.accent, "#fbe3ea") as pen:
                for _ in range(5):
                    pen.oval(
                        x + tall * 0.14 + canvas.chance.gauss(0, 4), row - tall * 0.52 + canvas.chance.gauss(0, 5), 5
                    )


def hospital(canvas, palette):
    """A hospital with an ambulance at its door."""
    ground = 930
    parts.sky(canvas, palette, ground, sun=(320, 260, 48), clouds=5)
    parts.skyline(canvas, palette, ground - 40, palette.far, 160)
    _yard(canvas, palette, ground - 4)
    parts.house(canvas, palette, (900, 340, 1640, ground), floors=6, bays=12, lit=0.35, roof=palette.roof)
    parts.house(canvas, palette, (300, 560, 900, ground), floors=4, bays=9, lit=0.25, roof=palette.roof)
    canvas.rectangle(1180, 380, 1360, 560, palette.wall, radius=16)
    with canvas.shape("#cf3a35") as pen:
        pen.rectangle(1246, 404, 1294, 536, 5)
        pen.rectangle(1204, 446, 1336, 494, 5)
    canvas.rectangle(980, 770, 1420, 800, palette.roof, mix(palette.roof, palette.near, 0.4))
    canvas.rectangle(1010, 800, 1390, ground, mix(palette.window, palette.near, 0.25), palette.near)
    with canvas.shape(palette.wall) as pen:
        for x in (1000, 1130, 1265, 1388):
            pen.rectangle(x, 800, x + 14, ground)
    for x, size in ((120, 240), (250, 190), (1770, 250)):
        parts.tree(canvas, palette, x, ground + 30, size, mix(palette.middle, palette.near, 0.5))
    x, y, white = 560, 1090, "#fbfaf6"
    canvas.oval(x + 210, y + 8, 290, 18, "#151c22", strength=0.5, blur=8)
    canvas.rectangle(x, y - 190, x + 320, y - 24, white, "#cfd3d6", radius=20)
    canvas.polygon([(x + 300, y - 168), (x + 372, y - 168), (x + 424, y - 96), (x + 446, y - 84), (x + 446, y - 24),
                    (x + 300, y - 24)], white, "#cfd3d6")  # fmt: skip
    canvas.polygon([(x + 330, y - 154), (x + 368, y - 154), (x + 408, y - 98), (x + 330, y - 98)], "#3d566c", "#1f3042")
    canvas.rectangle(x + 170, y - 158, x + 290, y - 106, "#3d566c", "#28394a", radius=8)
    canvas.rectangle(x, y - 84, x + 446, y - 58, "#cf3a35")
    with canvas.shape("#cf3a35") as pen:
        pen.rectangle(x + 74, y - 172, x + 94, y - 104)
        pen.rectangle(x + 50, y - 148, x + 118, y - 128)
    canvas.rectangle(x + 250, y - 212, x + 318, y - 190, "#3f8fd6", "#1f5fa6", radius=8)
    canvas.glow(x + 284, y - 204, 120, "#7ab8f5", 0.7)
    for wheel in (80, 366):
        canvas.oval(x + wheel, y - 22, 40, 40, "#1c2126")
        canvas.oval(x + wheel, y - 22, 18, 18, "#a9b0b6")
    for px, tall in ((1120, 170), (1190, 160), (1330, 176)):
        coat = canvas.chance.choice(("#f7faf8", "#5f9aa0", "#4a6a8a"))
        with canvas.shape(coat, mix(coat, palette.near, 0.3)) as pen:
            parts.person(pen, px, 1030, tall)
        canvas.oval(px, 1030 - tall * 0.92, tall * 0.068, tall * 0.08, "#e3b491")


def festival(canvas, palette):
    """An open-air stage in the evening, beams of light, fireworks and a crowd."""
    floor = 860
    parts.sky(canvas, palette, floor)
    parts.skyline(canvas, palette, floor - 60, palette.far, 150, lit=0.4)
    for x, y, size, colour in ((370, 250, 190, "#ffb45c"), (1500, 210, 230, "#ff7f9e"), (1130, 150, 140, "#9fd8ff")):
        canvas.glow(x, y, size * 1.5, colour, 0.4)
        with canvas.shape(mix(colour, "#ffffff", 0.4), colour) as pen:
            for step in range(30):
                a, reach = math.tau * step / 30, size * canvas.chance.uniform(0.7, 1)
                for share in (0.35, 0.55, 0.72, 0.86, 1):
                    drop = size * 0.16 * share**2
                    pen.oval(x + reach * share * math.cos(a), y + reach * share * math.sin(a) + drop, 1.2 + 2.6 * share)
    for x, lean, colour in (
        (620, -260, "#ff8fb0"),
        (800, -90, "#8fd0ff"),
        (1120, 110, "#ffd98a"),
        (1300, 280, "#b79cff"),
    ):
        canvas.polygon([(x - 8, 480), (x + 8, 480), (x + lean + 90, 0), (x + lean - 90, 0)], "#0b1020", colour,
                       strength=0.28, blur=6)  # fmt: skip
    canvas.glow(960, 700, 620, palette.accent, 0.75)
    canvas.polygon([(520, 470), (1400, 470), (1440, 500), (480, 500)], "#2a2f48")
    canvas.rectangle(560, 500, 1360, floor - 40, "#4a2a5e", "#c2557a")
    canvas.glow(960, 660, 420, "#ffe3b0", 0.9)
    with canvas.shape("#1a1e30") as pen:
        for x in (490, 1410):
            pen.rectangle(x, 480, x + 22, floor)
            for y in range(490, floor, 44):
                pen.line([(x - 10, y), (x + 32, y + 44)], 3)
        pen.rectangle(470, floor - 44, 1450, floor + 10)
    for x, tall, arms in ((800, 170, 0.1), (900, 182, 0.7), (1030, 176, 0.3), (1140, 168, 0.9)):
        with canvas.shape("#1c1430") as pen:
            parts.person(pen, x, floor - 42, tall, arms)
            pen.polygon([(x - 44, floor - 42), (x - 16, floor - 130), (x + 16, floor - 130), (x + 44, floor - 42)])
    for x in range(600, 1360, 84):
        canvas.glow(x, 494, 70, "#fff3c9", 0.95)
    canvas.wash("#241a3c", "#0d0b1c", top=floor + 8)
    canvas.glow(960, floor + 30, 900, palette.accent, 0.5, 0.25)
    for row in range(5):
        foot, size = 960 + row * 90, 120 + row * 36
        shade = mix("#3a2350", "#06050d", row / 4)
        with canvas.shape(mix(shade, palette.accent, 0.5 - row * 0.08), shade, shade) as pen:
            for step in range(30 - row * 3):
                x = step * (WIDTH / (28 - row * 3)) + canvas.chance.uniform(-26, 26)
                head = size * 0.15
                top = foot - size * canvas.chance.uniform(0.55, 0.75)
                pen.oval(x, top, head, head * 1.15)
                pen.oval(x, top + head * 3.0, head * 2.1, head * 2.0)
                pen.rectangle(x - head * 2.1, top + head * 3, x + head * 2.1, foot + 60)
                if canvas.chance.random() < 0.22:
                    pen.line([(x + head * 1.6, top + head * 2), (x + head * 2.2, top - head * 2)], head * 0.7)


def stadium(canvas, palette):
    """A football ground under its lights."""
    stand = 560
    parts.sky(canvas, palette, 640, clouds=4)
    for x in (200, 1720):
        with canvas.shape(mix(palette.shadow, palette.near, 0.4)) as pen:
            pen.polygon([(x - 12, stand + 100), (x - 6, 150), (x + 6, 150), (x + 12, stand + 100)])
            pen.rectangle(x - 90, 70, x + 90, 160, 6)
        for step in range(15):
            lx, ly = x - 70 + (step % 5) * 35, 90 + (step // 5) * 26
            canvas.oval(lx, ly, 11, 9, "#fffbe6")
        canvas.glow(x, 116, 420, "#fff6d0", 0.75)
    canvas.polygon([(0, 380), (WIDTH, 380), (WIDTH, 700), (0, 700)], palette.shadow, palette.near)
    canvas.polygon([(0, 300), (WIDTH, 300), (WIDTH, 384), (0, 400)], palette.wall, palette.shadow)
    for colour in (palette.accent, palette.wall, palette.roof, palette.far, "#e0b040", "#31506b"):
        with canvas.shape(mix(colour, palette.near, 0.2)) as pen:
            for _ in range(260):
                row = canvas.chance.randint(0, 11)
                pen.oval(canvas.chance.uniform(0, WIDTH), 420 + row * 22, 6 + row * 0.3, 7 + row * 0.3)
    canvas.rectangle(0, 684, WIDTH, 724, "#2c5d8f", "#1d3f66")
    for step in range(10):
        near, following = (step / 10) ** 1.4, ((step + 1) / 10) ** 1.4
        green = mix("#4f9a4c", palette.sun, 0.1) if step % 2 else mix("#3f8542", palette.sun, 0.04)
        canvas.wash(green, green, top=round(722 + 558 * near), bottom=round(722 + 558 * following) + 1)
    with canvas.shape("#f7f7ee", strength=0.92) as pen:
        pen.line([(-20, 760), (WIDTH + 20, 760)], 4)
        pen.line([(960, 760), (960, HEIGHT)], 7)
        ring = [(960 + 330 * math.cos(math.tau * s / 60), 980 + 120 * math.sin(math.tau * s / 60)) for s in range(61)]
        pen.line(ring, 6)
    players = ((420, 880, 150, palette.accent, 0.3), (700, 1010, 190, "#f4f4ee", 0.2), (1180, 900, 156, "#f4f4ee", 0.5),
               (1390, 1060, 214, palette.accent, 0.25), (1660, 860, 140, palette.accent, 0.1),
               (240, 1130, 240, "#f4f4ee", 0.35))  # fmt: skip
    for x, foot, tall, shirt, arms in players:
        canvas.oval(x + tall * 0.25, foot, tall * 0.4, tall * 0.045, "#12301a", strength=0.5, blur=4)
        with canvas.shape(shirt, mix(shirt, "#1c2430", 0.35)) as pen:
            parts.person(pen, x, foot, tall, arms)
        canvas.rectangle(x - tall * 0.1, foot - tall * 0.5, x + tall * 0.1, foot - tall * 0.34, "#1f2c44", radius=5)
        canvas.oval(x, foot - tall * 0.925, tall * 0.07, tall * 0.085, "#d9a582")
    canvas.oval(860, 1030, 20, 20, "#ffffff", "#b9bdb6")


def street(canvas, palette):
    """A restored street in the old town, with a bus."""
    ground = 900
    parts.sky(canvas, palette, ground, sun=(1500, 240, 46), clouds=4)
    canvas.wash(mix(palette.shadow, palette.wall, 0.3), mix(palette.shadow, palette.near, 0.5), top=ground - 6)
    x = -30
    tones = ("#e6c48d", "#c98d7a", "#a9bfae", "#e9dcc4", "#9fb3c4", "#d8a86f")
    while x < WIDTH:
        wide, tall = canvas.chance.randint(240, 370), canvas.chance.randint(330, 520)
        tone = mix(canvas.chance.choice(tones), palette.shadow if palette.dark else palette.wall, 0.35)
        top = ground - tall
        parts.house(canvas, palette, (x, top, x + wide, ground), floors=max(2, tall // 150), bays=max(4, wide // 62),
                    wall=tone, roof=palette.roof, lit=0.3 if palette.dark else 0.08)  # fmt: skip
        canvas.polygon([(x + wide * 0.3, top - 8), (x + wide * 0.5, top - 66), (x + wide * 0.7, top - 8)], tone)
        canvas.oval(x + wide * 0.5, top - 28, 13, 13, palette.window)
        with canvas.shape(mix(tone, palette.near, 0.45)) as pen:
            pen.arch(x + wide * 0.42, x + wide * 0.58, ground, ground - 92, 20)
            pen.rectangle(x - 4, ground - tall * 0.52, x + wide + 4, ground - tall * 0.5)
        x += wide + canvas.chance.randint(4, 10)
    with canvas.shape(mix(palette.wall, palette.shadow, 0.4)) as pen:
        pen.rectangle(-10, ground - 4, WIDTH + 10, ground + 50)
    for x in (130, 610, 1130, 1650):
        parts.tree(canvas, palette, x, ground + 24, 165, mix(palette.middle, palette.near, 0.4))
    for x in (370, 870, 1390, 1850):
        canvas.line([(x, ground + 30), (x, ground - 210)], 7, palette.near)
        canvas.oval(x, ground - 222, 17, 20, palette.window)
        if palette.dark:
            canvas.glow(x, ground - 222, 150, palette.window, 0.9)
    with canvas.shape("#f4f1e6", strength=0.8) as pen:
        for x in range(0, WIDTH, 190):
            pen.rectangle(x, 1180, x + 100, 1190)
    x, y = canvas.chance.randint(480, 840), 1120
    canvas.oval(x + 330, y + 10, 400, 22, "#10161c", strength=0.5, blur=8)
    body = mix("#2f7f9f", palette.roof, 0.2)
    canvas.rectangle(x, y - 260, x + 680, y - 20, mix(body, "#ffffff", 0.2), mix(body, palette.near, 0.3), radius=28)
    canvas.rectangle(x, y - 92, x + 680, y - 74, "#f4f1e6")
    with canvas.shape(palette.window if palette.dark else "#cfe3ea", mix(palette.window, palette.near, 0.35)) as pen:
        for bay in range(5):
            pen.rectangle(x + 30 + bay * 118, y - 226, x + 132 + bay * 118, y - 120, 12)
        pen.rectangle(x + 622, y - 226, x + 668, y - 112, 12)
    for wheel in (130, 540):
        canvas.oval(x + wheel, y - 22, 48, 48, "#191e23")
        canvas.oval(x + wheel, y - 22, 20, 20, "#a9b0b6")
    for px, tall in ((210, 170), (280, 160), (1560, 180), (1640, 166)):
        coat = canvas.chance.choice((palette.accent, palette.roof, "#31506b", "#7d2f38"))
        with canvas.shape(mix(coat, "#ffffff", 0.1), mix(coat, palette.near, 0.4)) as pen:
            parts.person(pen, px, ground + 90, tall)
        canvas.oval(px, ground + 90 - tall * 0.92, tall * 0.068, tall * 0.08, "#dcae8c")
