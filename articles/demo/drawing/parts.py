"""What more than one scene needs: sky, land, trees, reeds, birds, houses, people and boats."""

import math

from articles.demo.drawing.canvas import HEIGHT, WIDTH, mix


def sky(canvas, palette, horizon, sun=None, clouds=0):
    """Paint the sky down to the horizon, with a sun (or moon) at `sun` and some clouds."""
    canvas.wash(*palette.sky, bottom=horizon)
    if palette.dark:
        with canvas.shape("#ffffff", strength=0.7) as pen:
            for _ in range(90):
                x, y = canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(0, horizon * 0.6)
                pen.oval(x, y, canvas.chance.uniform(0.7, 1.9))
    if sun:
        x, y, radius = sun
        canvas.glow(x, y, radius * 9, palette.sun, 0.55)
        canvas.glow(x, y, radius * 3.2, palette.sun, 0.75)
        canvas.oval(x, y, radius, radius, palette.sun)
    for _ in range(clouds):
        cloud(canvas, palette, canvas.chance.uniform(100, WIDTH - 100), canvas.chance.uniform(90, horizon * 0.62))


def cloud(canvas, palette, x, y):
    """Draw one long cloud with a flat foot, lit from above."""
    width = canvas.chance.uniform(180, 380)
    light = mix(palette.sky[-1], "#ffffff", 0.1 if palette.dark else 0.6)
    with canvas.shape(light, mix(light, palette.sky[1], 0.5), strength=0.4 if palette.dark else 0.75, blur=5) as pen:
        for step in range(7):
            share = step / 6
            bulge = math.sin(math.pi * share)
            size = 14 + 44 * bulge * canvas.chance.uniform(0.6, 1.1)
            pen.oval(x + (share - 0.5) * width, y - size * 0.45, width / 6 + size * 0.4, size * 0.7)
        pen.rectangle(x - width * 0.62, y - 12, x + width * 0.62, y + 4, 8)


def ridge(canvas, base, height, rough=1.0):
    """Return a function that gives the height of a line of hills at x."""
    waves = [
        (height / (n**1.15), 0.0016 * n * rough * canvas.chance.uniform(0.7, 1.3), canvas.chance.uniform(0, 6.3))
        for n in range(1, 7)
    ]
    return lambda x: base - sum(size * math.sin(x * pace + start) for size, pace, start in waves)


def land(canvas, base, height, *fill, rough=1.0, bottom=HEIGHT):
    """Draw rolling land down to `bottom`; return the function of its upper edge."""
    edge = ridge(canvas, base, height, rough)
    points = [(x, edge(x)) for x in range(-20, WIDTH + 40, 20)]
    canvas.polygon([(-20, bottom), *points, (WIDTH + 20, bottom)], *fill)
    return edge


def treeline(canvas, palette, y, colour, size=26, left=0, right=WIDTH):
    """Draw a far belt of trees along a row."""
    with canvas.shape(mix(colour, palette.sun, 0.12), colour) as pen:
        x = left
        while x < right:
            tall = size * canvas.chance.uniform(0.45, 1.2)
            pen.oval(x, y - tall * 0.5, size * canvas.chance.uniform(0.5, 0.9), tall)
            x += size * canvas.chance.uniform(0.35, 0.8)
        pen.rectangle(left, y - size * 0.4, right, y + 4)


def poplar(canvas, palette, x, foot, height, colour=None):
    """Draw a slender tree."""
    colour = colour or palette.near
    with canvas.shape(mix(colour, palette.sun, 0.25), colour) as pen:
        for step in range(8):
            share = step / 7
            width = height * 0.105 * math.sin(math.pi * (0.12 + 0.8 * share)) + 3
            pen.oval(x + canvas.chance.uniform(-3, 3), foot - height * (0.95 - 0.8 * share), width, height * 0.1)
        pen.rectangle(x - height * 0.012 - 1, foot - height * 0.2, x + height * 0.012 + 1, foot)


def tree(canvas, palette, x, foot, size, colour=None):
    """Draw a round tree with light on its left."""
    colour = colour or palette.near
    canvas.rectangle(x - size * 0.05, foot - size * 0.6, x + size * 0.05, foot, mix(colour, "#2a1d16", 0.6))
    puffs = [
        (x + size * canvas.chance.uniform(-0.34, 0.34), foot - size * canvas.chance.uniform(0.6, 1.15))
        for _ in range(12)
    ]
    for shade, move in ((0.0, 0), (0.22, -size * 0.07)):
        with canvas.shape(mix(colour, palette.sun, shade)) as pen:
            for px, py in puffs:
                pen.oval(px + move, py + move, size * (0.22 - shade * 0.3), size * (0.2 - shade * 0.3))


def willow(canvas, palette, x, foot, size, colour):
    """Draw a willow: a leaning stem, a round crown, twigs that hang from it."""
    canvas.line([(x, foot), (x + size * 0.04, foot - size * 0.4), (x - size * 0.02, foot - size * 0.75)], size * 0.06,
                mix(colour, "#2a1d16", 0.5))  # fmt: skip
    for shade, count, spread in ((0.0, 90, 0.21), (0.3, 60, 0.19)):
        with canvas.shape(mix(colour, palette.sun, shade), mix(colour, palette.sun, shade * 0.3)) as pen:
            if not shade:
                pen.oval(x, foot - size * 0.74, size * 0.36, size * 0.26)
            for _ in range(count):
                off = max(-0.46, min(0.46, canvas.chance.gauss(0, spread)))
                top = foot - size * (1.0 - off * off * 1.5) + canvas.chance.uniform(-0.03, 0.05) * size
                drop = size * canvas.chance.uniform(0.24, 0.52) * (1 - shade)
                pen.oval(x + off * size, top + drop / 2, size * 0.015 + 1.5, drop / 2)


def reeds(canvas, palette, foot, height, count, colour, left=0, right=WIDTH):
    """Draw reeds that lean a little, some with their brown heads."""
    heads, chance = [], canvas.chance
    with canvas.shape(mix(colour, palette.sun, 0.3), colour) as pen:
        for _ in range(count):
            x, tall, lean = chance.uniform(left, right), height * chance.uniform(0.45, 1), chance.uniform(-0.16, 0.24)
            tip = (x + tall * lean, foot - tall)
            middle = (x + tall * lean * 0.35, foot - tall * 0.5)
            wide = 2 + height * 0.012
            pen.polygon([(x - wide, foot + 30), (middle[0] - wide, middle[1]), tip, (middle[0] + wide, middle[1]),
                         (x + wide, foot + 30)])  # fmt: skip
            if chance.random() < 0.24:
                heads.append((*tip, tall))
    with canvas.shape(mix("#5a3a22", colour, 0.3)) as pen:
        for x, y, tall in heads:
            pen.rectangle(x - 3 - height * 0.008, y - 4, x + 3 + height * 0.008, y + tall * 0.16, 7)


def grass(canvas, foot, height, count, *fill, left=0, right=WIDTH, lean=0.35, strength=1.0):
    """Draw blades of steppe grass bent by one wind."""
    chance = canvas.chance
    with canvas.shape(*fill, strength=strength) as pen:
        for _ in range(count):
            x, tall = chance.uniform(left, right), height * chance.uniform(0.35, 1)
            bend = tall * (lean + chance.uniform(-0.18, 0.3))
            y = foot + chance.uniform(-height * 0.15, height * 0.4)
            wide = 1.4 + height * 0.016
            pen.polygon([(x - wide, y), (x + bend * 0.3, y - tall * 0.6), (x + bend, y - tall),
                         (x + bend * 0.3 + wide, y - tall * 0.55), (x + wide, y)])  # fmt: skip


def birds(canvas, colour, count, x, y, spread=260, size=15):
    """Draw a flight of birds far off."""
    with canvas.shape(colour, strength=0.85) as pen:
        for _ in range(count):
            bx, by = x + canvas.chance.gauss(0, spread), y + canvas.chance.gauss(0, spread * 0.28)
            wing = size * canvas.chance.uniform(0.6, 1.2)
            lift = wing * canvas.chance.uniform(0.3, 0.7)
            pen.line([(bx - wing, by - lift), (bx - wing * 0.45, by - lift * 0.9), (bx, by)], 2.6)
            pen.line([(bx, by), (bx + wing * 0.45, by - lift * 0.9), (bx + wing, by - lift)], 2.6)


def house(canvas, palette, box, *, floors=3, bays=6, wall=None, roof=None, lit=0.0, glass=None):
    """Draw a plain building with rows of windows in `box`; a share `lit` of them shines."""
    left, top, right, bottom = box
    wall = wall or palette.wall
    canvas.rectangle(left, top, right, bottom, wall, mix(wall, palette.shadow, 0.55))
    canvas.rectangle(right - (right - left) * 0.1, top, right, bottom, palette.shadow, strength=0.35)
    if roof:
        canvas.rectangle(left - 8, top - 12, right + 8, top + 3, roof)
    wide, tall = (right - left) / bays, (bottom - top) / floors
    panes = {True: [], False: []}
    for floor in range(floors):
        for bay in range(bays):
            x, y = left + wide * bay, top + tall * floor
            pane = (x + wide * 0.24, y + tall * 0.24, x + wide * 0.76, y + tall * 0.78)
            panes[canvas.chance.random() < lit].append(pane)
    dull = glass or mix(palette.window if not palette.dark else palette.shadow, palette.near, 0.3)
    for is_lit, colour in ((False, dull), (True, palette.window if palette.dark else "#ffe9b0")):
        with canvas.shape(mix(colour, palette.sky[0], 0.12), colour) as pen:
            for pane in panes[is_lit]:
                pen.rectangle(*pane, min(3, wide * 0.05))


def skyline(canvas, palette, foot, colour, height=150, left=-20, right=WIDTH + 20, lit=0.25):
    """Draw a far row of town blocks, with a few lights in the dark."""
    x, lights = left, []
    with canvas.shape(mix(colour, palette.sky[2], 0.3), colour) as pen:
        while x < right:
            wide = canvas.chance.uniform(50, 130)
            tall = height * canvas.chance.uniform(0.3, 1) ** 1.3
            pen.rectangle(x, foot - tall, x + wide, foot + 4)
            if canvas.chance.random() < 0.2:
                pen.rectangle(x + wide * 0.4, foot - tall * 1.3, x + wide * 0.44, foot - tall)
            for wx in range(int(x) + 10, int(x + wide) - 10, 16):
                for wy in range(int(foot - tall) + 12, int(foot) - 10, 20):
                    if canvas.chance.random() < lit:
                        lights.append((wx, wy))
            x += wide + canvas.chance.uniform(-6, 26)
    with canvas.shape(palette.window, strength=0.85 if palette.dark else 0.25) as pen:
        for wx, wy in lights:
            pen.rectangle(wx, wy, wx + 6, wy + 9)


def person(pen, x, foot, height, arms=0.0):
    """Add a standing figure to a pen; `arms` from 0 (down) to 1 (raised)."""
    head = height * 0.075
    pen.oval(x, foot - height + head, head, head * 1.15)
    pen.polygon([(x - height * 0.12, foot - height * 0.8), (x + height * 0.12, foot - height * 0.8),
                 (x + height * 0.09, foot - height * 0.42), (x - height * 0.09, foot - height * 0.42)])  # fmt: skip
    pen.oval(x - height * 0.08, foot - height * 0.79, height * 0.05)
    pen.oval(x + height * 0.08, foot - height * 0.79, height * 0.05)
    for side in (-1, 1):
        pen.line([(x + side * height * 0.05, foot - height * 0.45), (x + side * height * 0.07, foot)], height * 0.075)
        hand = (x + side * height * (0.15 + 0.1 * arms), foot - height * (0.42 + 0.6 * arms))
        pen.line([(x + side * height * 0.1, foot - height * 0.78), hand], height * 0.05)


def boat(canvas, palette, x, y, length, colour, sail=False):
    """Draw a small boat: with a sail, or with a cabin."""
    tall = length * 0.16
    if sail:
        canvas.polygon([(x, y - length * 0.95), (x + length * 0.42, y - tall), (x, y - tall)], palette.wall)
        canvas.polygon([(x - 6, y - length * 0.8), (x - length * 0.3, y - tall), (x - 6, y - tall)], palette.accent)
        canvas.line([(x, y), (x, y - length)], 4, palette.near)
    else:
        canvas.rectangle(x - length * 0.2, y - tall * 2.1, x + length * 0.16, y - tall * 0.7, palette.wall, radius=6)
        canvas.rectangle(x - length * 0.15, y - tall * 1.8, x + length * 0.12, y - tall * 1.25, palette.window)
    canvas.polygon([(x - length * 0.5, y - tall), (x + length * 0.56, y - tall * 1.15), (x + length * 0.4, y),
                    (x - length * 0.42, y)], mix(colour, palette.sun, 0.15), colour)  # fmt: skip
