"""Scenes under a roof."""

import math

from articles.demo.drawing import kremlin, parts
from articles.demo.drawing.canvas import HEIGHT, WIDTH, mix


def _flag(canvas, x, top, wide, tall, stripes, sun=None):
    """Draw a hanging flag on its staff, in soft folds; `sun` is the colour of a disc upon it."""
    canvas.line([(x, top - 40), (x, 1010)], 9, "#b08a3c", "#6f5420")
    canvas.oval(x, top - 48, 11, 15, "#e2bd5c", "#a87d2a")

    def edge(share):
        return [
            (
                x + wide * s / 16 * (0.55 + 0.12 * math.sin(s)),
                top + tall * share + 46 * (s / 16) ** 1.3 + 7 * math.sin(s * 0.9),
            )
            for s in range(17)
        ]

    for step, colour in enumerate(stripes):
        upper, lower = edge(step / len(stripes)), edge((step + 1) / len(stripes))
        canvas.polygon(upper + lower[::-1], mix(colour, "#ffffff", 0.08), mix(colour, "#101020", 0.12))
    if sun:
        middle = (x + wide * 0.29, top + tall * 0.44)
        with canvas.shape(sun) as pen:
            pen.oval(*middle, wide * 0.1, wide * 0.12)
            for step in range(20):
                a = math.tau * step / 20
                ray = [(middle[0] + wide * far * math.cos(a), middle[1] + wide * 1.2 * far * math.sin(a))
                       for far in (0.12, 0.16)]  # fmt: skip
                pen.line(ray, 4)
            pen.line([(middle[0] - wide * 0.17, middle[1] + wide * 0.17), (middle[0], middle[1] + wide * 0.25),
                      (middle[0] + wide * 0.17, middle[1] + wide * 0.17)], 8)  # fmt: skip
    for share in (0.16, 0.34, 0.5):
        canvas.line([(x + wide * share, top + 14), (x + wide * share * 1.04, top + tall + 20)], 22, "#0a1020",
                    strength=0.16, blur=9)  # fmt: skip


def _window(canvas, palette, left, top, right, bottom, bars=2):
    """Frame what was drawn outside: an opening with bars and light falling from it."""
    frame = mix("#f2ece0", palette.sun, 0.2)
    with canvas.shape(frame, mix(frame, "#8f8577", 0.4)) as pen:
        pen.rectangle(left - 18, top - 18, right + 18, top)
        pen.rectangle(left - 34, bottom, right + 34, bottom + 26)
        for step in range(bars + 1):
            x = left + (right - left) * step / bars
            pen.rectangle(x - (18 if step in (0, bars) else 8), top, x + (18 if step in (0, bars) else 8), bottom)
        pen.rectangle(left, top + (bottom - top) * 0.3, right, top + (bottom - top) * 0.3 + 12)


def _room(canvas, wall, floor, holes, ground):
    """Paint the wall around the holes through which the outside is seen, and the floor below `ground`."""
    left = 0
    for hole in [*holes, None]:
        right = hole[0] if hole else WIDTH
        canvas.rectangle(left, 0, right, ground, mix(wall, "#ffffff", 0.12), wall)
        if hole:
            canvas.rectangle(hole[0], 0, hole[2], hole[1], mix(wall, "#ffffff", 0.12), mix(wall, "#ffffff", 0.08))
            canvas.rectangle(hole[0], hole[3], hole[2], ground, mix(wall, "#ffffff", 0.03), wall)
            left = hole[2]
    canvas.wash(mix(floor, "#ffffff", 0.1), floor, mix(floor, "#100c08", 0.35), top=ground)


def meeting(canvas, palette):
    """A hall for talks: a long table, two flags, the kremlin in the window."""
    kremlin.kremlin(canvas, palette)
    outside = canvas.image.crop((420, 190, 1500, 910)).resize((900, 600))
    canvas.image.paste(outside, (510, 130))
    wall, wood = mix("#cdbb9f", palette.sky[1], 0.22), "#7a4a2a"
    _room(canvas, wall, "#8f6b48", [(510, 130, 1410, 730)], 930)
    _window(canvas, palette, 510, 130, 1410, 730, 3)
    for x, lean in ((400, 1), (1520, -1)):
        with canvas.shape(mix("#8f2f38", palette.sun, 0.16), "#5e1c26") as pen:
            pen.polygon([(x - 96, 60), (x + 96, 60), (x + 70 - lean * 30, 520), (x + 50 - lean * 70, 930),
                         (x - 60 - lean * 70, 930), (x - 70 - lean * 30, 520)])  # fmt: skip
        for share in (-50, -10, 34):
            canvas.line([(x + share, 70), (x + share * 0.7 - lean * 40, 920)], 12, "#2b0c12", strength=0.25, blur=6)
    canvas.rectangle(270, 40, 1650, 66, "#b08a3c", "#6f5420", radius=12)
    canvas.rectangle(0, 860, WIDTH, 932, mix(wall, "#5a4632", 0.45), mix(wall, "#5a4632", 0.65))
    _flag(canvas, 160, 330, 340, 330, ("#f6f6f2", "#2f55a4", "#c9343a"))
    _flag(canvas, 1600, 330, 340, 330, ("#2fa7bd",), "#f4cf4a")
    canvas.glow(960, 1010, 980, palette.sun, 0.4, 0.35)
    for x in range(330, 1640, 210):
        canvas.rectangle(x - 62, 790, x + 62, 1000, "#4d2f22", "#2c1a14", radius=26)
        canvas.rectangle(x - 46, 806, x + 46, 930, "#8a3a3c", "#5e2428", radius=18)
    canvas.oval(960, 1240, 1000, 60, "#1c120c", strength=0.5, blur=16)
    canvas.polygon([(250, 930), (1670, 930), (1960, 1130), (-40, 1130)], mix(wood, palette.sun, 0.35), wood)
    canvas.polygon([(-40, 1130), (1960, 1130), (1960, 1190), (-40, 1190)], mix(wood, "#1c0f08", 0.35), "#2b170d")
    canvas.glow(960, 990, 760, "#fff3dc", 0.4, 0.16)
    for x in range(380, 1600, 210):
        far = (x - 960) / 640
        canvas.polygon([(x - 44, 962), (x + 44, 962), (x + 52 + far * 22, 998), (x - 52 + far * 22, 998)], "#fbf8f0")
        canvas.rectangle(x + 66, 932, x + 78, 976, "#d9eef2", "#a9c8d0", radius=4)
        canvas.line([(x - 60, 980), (x - 66, 912), (x - 52, 890)], 4, "#22262c")
        canvas.oval(x - 50, 888, 8, 8, "#22262c")
    for x in (680, 960, 1240):
        canvas.oval(x, 1052, 88, 18, "#3a2115", strength=0.5, blur=5)
        with canvas.shape("#4f8a4f", "#2c5a36") as pen:
            for _ in range(26):
                pen.oval(x + canvas.chance.gauss(0, 42), 1030 + canvas.chance.gauss(0, 9), 17, 9)
        for colour in ("#f7f2ea", "#e98aa4", "#f0c95c"):
            with canvas.shape(mix(colour, "#ffffff", 0.3), colour) as pen:
                for _ in range(9):
                    pen.oval(x + canvas.chance.gauss(0, 38), 1018 + canvas.chance.gauss(0, 10), 11, 10)


def counter(canvas, palette):
    """A public service centre: desks, screens, people waiting their turn."""
    parts.sky(canvas, palette, 700, sun=(1500, 240, 40), clouds=3)
    parts.skyline(canvas, palette, 640, palette.far, 220)
    parts.treeline(canvas, palette, 660, palette.middle, 40)
    wall = mix("#e4e8ea", palette.sky[1], 0.12)
    _room(canvas, wall, "#b9b2a6", [(120, 150, 700, 620), (1220, 150, 1800, 620)], 840)
    _window(canvas, palette, 120, 150, 700, 620)
    _window(canvas, palette, 1220, 150, 1800, 620)
    canvas.rectangle(790, 150, 1130, 360, "#1f3a56", "#16283c", radius=12)
    for row in range(4):
        canvas.rectangle(816, 176 + row * 44, 930, 200 + row * 44, "#bfe3f2", radius=4)
        canvas.rectangle(
            1010, 176 + row * 44, 1104, 200 + row * 44, palette.accent if row == 0 else "#7aa7bf", radius=4
        )
    for x in (260, 760, 1260):
        desk = x + 400
        with canvas.shape("#5f6f80", "#3a4856") as pen:
            pen.rectangle(x + 110, 560, x + 290, 760, 30)
        skin, coat = "#dcae8c", canvas.chance.choice(("#2f6f9a", "#7d4a6a", "#41705a"))
        canvas.oval(x + 200, 640, 90, 130, mix(coat, "#ffffff", 0.15), coat)
        canvas.oval(x + 200, 500, 46, 56, skin, mix(skin, "#8a5a3c", 0.2))
        canvas.polygon([(x + 152, 510), (x + 156, 452), (x + 200, 432), (x + 244, 452), (x + 250, 510), (x + 232, 474),
                        (x + 168, 474)], canvas.chance.choice(("#3a2a20", "#6a4a2c", "#25242a")))  # fmt: skip
        canvas.rectangle(x + 240, 566, x + 372, 656, "#2a333c", "#171d23", radius=8)
        canvas.rectangle(x + 296, 656, x + 316, 692, "#2a333c")
        canvas.rectangle(x, 690, desk, 722, "#d9a86a", "#b98747", radius=6)
        canvas.rectangle(x + 10, 722, desk - 10, 930, "#f4f1ea", "#cfc9bd")
        canvas.rectangle(x + 10, 752, desk - 10, 772, mix("#2f7f9f", palette.roof, 0.2))
        canvas.line([(x, 700), (x, 420)], 6, "#a9b9c4", strength=0.8)
    for row, x, tall in ((1060, 420, 420), (1080, 980, 470), (1050, 1480, 410), (1130, 1720, 480), (1110, 140, 440)):
        coat = canvas.chance.choice((palette.accent, "#31506b", "#7d2f38", "#4a5f48", "#b58a4a"))
        canvas.oval(x, row + 60, tall * 0.24, tall * 0.04, "#2c2620", strength=0.4, blur=6)
        with canvas.shape(mix(coat, "#ffffff", 0.12), mix(coat, "#12161c", 0.45)) as pen:
            parts.person(pen, x, row + 60, tall)
        canvas.oval(x, row + 60 - tall * 0.93, tall * 0.078, tall * 0.09, canvas.chance.choice(("#3a2a20", "#6a4a2c")))
    canvas.shade(900, HEIGHT, "#1c1a20", 0.35)


def laboratory(canvas, palette):
    """A laboratory bench by a window: flasks, a microscope, water samples."""
    parts.sky(canvas, palette, 760, sun=(760, 300, 44), clouds=4)
    parts.treeline(canvas, palette, 640, palette.far, 50)
    canvas.wash(mix(palette.water, "#ffffff", 0.2), palette.water, top=640, bottom=820)
    canvas.ripples(650, 800, palette.sun, 70, 0.6)
    _room(canvas, mix("#dfe6e8", palette.sky[1], 0.2), "#6f7a80", [(300, 120, 1620, 760)], 900)
    _window(canvas, palette, 300, 120, 1620, 760, 3)
    canvas.wash(mix("#f4f6f5", palette.sun, 0.15), "#c4ccd0", top=900, bottom=1010)
    canvas.wash("#8f9aa2", "#4f5a64", top=1010)
    tones = ("#4fa3c4", "#e0a040", "#6fb27a", "#c96a8a", "#8f7fc4", "#5fb0b0")
    for step, x in enumerate((180, 330, 480, 1260, 1420, 1580, 1740)):
        tone, size = tones[step % 6], canvas.chance.uniform(0.85, 1.25)
        foot = 940 + (step % 3) * 12
        canvas.oval(x + 20, foot, 74 * size, 12, "#59646c", strength=0.45, blur=6)
        neck = [(x - 17 * size, foot - 210 * size), (x + 17 * size, foot - 210 * size)]
        if step % 2:
            # fmt: off
            outline = [*neck, (x + 17 * size, foot - 130 * size), (x + 74 * size, foot - 8), (x + 66 * size, foot),
                       (x - 66 * size, foot), (x - 74 * size, foot - 8), (x - 17 * size, foot - 130 * size)]
            # fmt: on
            level = [
                (x - 46 * size, foot - 66 * size),
                (x + 46 * size, foot - 66 * size),
                (x + 72 * size, foot - 8),
                (x + 66 * size, foot - 3),
                (x - 66 * size, foot - 3),
                (x - 72 * size, foot - 8),
            ]  # fmt: skip
            canvas.polygon(outline, "#ffffff", "#dfeef2", strength=0.6)
            canvas.polygon(level, mix(tone, "#ffffff", 0.25), tone, strength=0.9)
        else:
            canvas.rectangle(x - 46 * size, foot - 190 * size, x + 46 * size, foot, "#ffffff", "#dfeef2", radius=10,
                             strength=0.6)  # fmt: skip
            canvas.rectangle(x - 42 * size, foot - 110 * size, x + 42 * size, foot - 4, mix(tone, "#ffffff", 0.3), tone,
                             radius=8, strength=0.9)  # fmt: skip
        canvas.line([(x - 30 * size, foot - 100 * size), (x - 40 * size, foot - 24)], 7, "#ffffff", strength=0.55)
    x, foot, body = 860, 960, "#2b3640"
    canvas.oval(x + 30, foot + 4, 240, 20, "#3f4a52", strength=0.5, blur=9)
    canvas.rectangle(x - 150, foot - 46, x + 190, foot, mix(body, "#ffffff", 0.15), body, radius=20)
    canvas.line([(x + 130, foot - 40), (x + 170, foot - 200), (x + 130, foot - 340), (x + 30, foot - 400)], 54, body)
    canvas.rectangle(x - 130, foot - 190, x + 110, foot - 164, "#4a5864", "#2b3640", radius=6)
    canvas.line([(x - 20, foot - 210), (x + 40, foot - 460)], 64, "#e9eef0", "#9fabb2")
    canvas.line([(x + 42, foot - 456), (x + 62, foot - 540)], 40, body)
    canvas.line([(x - 22, foot - 206), (x - 28, foot - 178)], 34, "#c9a14a", "#7a5a20")
    canvas.oval(x + 120, foot - 190, 30, 30, "#5a6874", "#2b3640")


def reading_room(canvas, palette):
    """A reading room: shelves to the ceiling, lamps, readers."""
    wall = mix("#d9cbb2", palette.sun, 0.15)
    _room(canvas, wall, "#7d5f44", [], 820)
    for shelf_left in (60, 520, 1100, 1560):
        right = shelf_left + 320
        canvas.rectangle(shelf_left, 90, right, 820, "#7a5334", "#4f3422")
        for row in range(6):
            foot = 200 + row * 118
            canvas.rectangle(shelf_left + 14, foot - 100, right - 14, foot, "#3a2518", "#2a1a11")
            x = shelf_left + 18
            while x < right - 36:
                wide, tall = canvas.chance.randint(12, 28), canvas.chance.randint(62, 94)
                tone = canvas.chance.choice(
                    ("#8f3a3a", "#2f5a7a", "#c29a4a", "#4a6a4f", "#d9cbb2", "#5f4a6f", "#b5653a")
                )
                canvas.rectangle(x, foot - tall, x + wide, foot, mix(tone, "#ffffff", 0.12), mix(tone, "#1a1010", 0.3))
                x += wide + 2
    parts.sky(canvas, palette, 10)
    canvas.rectangle(0, 0, WIDTH, 60, mix(wall, "#ffffff", 0.3), wall)
    canvas.rectangle(872, 150, 1068, 640, *palette.sky, radius=6)
    canvas.glow(970, 420, 420, palette.sun, 0.7)
    _window(canvas, palette, 880, 160, 1060, 630)
    for x in (330, 960, 1590):
        canvas.glow(x, 800, 420, "#ffe2a6", 0.55)
    for x in (330, 960, 1590):
        with canvas.shape("#4a5f7a" if x != 960 else "#8a4a4f", "#2b3442") as pen:
            pen.oval(x - 110, 850, 76, 120)
            pen.oval(x + 120, 850, 74, 116)
        for side in (-110, 120):
            canvas.oval(x + side, 700, 40, 48, "#dcae8c")
            with canvas.shape(canvas.chance.choice(("#3a2a20", "#6a4a2c", "#8a8078"))) as pen:
                pen.oval(x + side, 676, 43, 32)
        canvas.polygon([(x - 250, 870), (x + 250, 870), (x + 300, 960), (x - 300, 960)], "#b07a48", "#8a5a30")
        canvas.rectangle(x - 300, 960, x + 300, 990, "#6f4524", "#4f2f18")
        canvas.rectangle(x - 270, 990, x - 240, 1180, "#5a3820")
        canvas.rectangle(x + 240, 990, x + 270, 1180, "#5a3820")
        for side in (-130, 110):
            canvas.polygon(
                [(x + side, 896), (x + side + 56, 886), (x + side + 70, 930), (x + side, 942)], "#fdf9ec", "#e3dbc4"
            )
            canvas.polygon(
                [(x + side, 896), (x + side - 56, 886), (x + side - 70, 930), (x + side, 942)], "#fffdf4", "#e9e2cd"
            )
        canvas.line([(x, 930), (x, 800)], 8, "#c9a14a", "#7a5a20")
        canvas.polygon([(x - 58, 812), (x + 58, 812), (x + 34, 762), (x - 34, 762)], "#3f8a6a", "#256048")
        canvas.oval(x, 934, 40, 9, "#8a6a2a")
    canvas.shade(1000, HEIGHT, "#1c120c", 0.5)
