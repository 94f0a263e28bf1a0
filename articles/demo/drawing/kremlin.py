"""The kremlin of Astrakhan, seen from the water."""

from articles.demo.drawing import parts
from articles.demo.drawing.canvas import HEIGHT, WIDTH, mix


def _dome(canvas, x, foot, size, palette):
    """Draw an onion dome on its drum, with a ball and a cross."""
    drum, gold = mix(palette.wall, "#ffffff", 0.1), mix("#e0b040", palette.sun, 0.2)
    canvas.rectangle(x - size * 0.34, foot - size * 0.75, x + size * 0.34, foot, drum, mix(drum, palette.shadow, 0.5))
    with canvas.shape(mix(palette.window, palette.shadow, 0.3)) as pen:
        for step in (-0.16, 0.16):
            pen.arch(
                x + size * (step - 0.06), x + size * (step + 0.06), foot - size * 0.14, foot - size * 0.5, size * 0.08
            )
    base, points = foot - size * 0.72, []
    profile = (
        (0.34, 0),
        (0.47, 0.14),
        (0.5, 0.32),
        (0.45, 0.5),
        (0.32, 0.68),
        (0.17, 0.84),
        (0.07, 0.98),
        (0.03, 1.14),
    )
    points = [(x - w * size, base - h * size) for w, h in profile]
    points += [(x + w * size, base - h * size) for w, h in reversed(profile)]
    canvas.polygon(points, mix(palette.roof, "#ffffff", 0.25), palette.roof)
    shine = [(x - (w - 0.05) * size, base - h * size) for w, h in profile[1:5]]
    canvas.line(shine, size * 0.06, "#ffffff", strength=0.3)
    top = base - size * 1.14
    with canvas.shape(gold) as pen:
        pen.oval(x, top - size * 0.03, size * 0.07)
        pen.rectangle(x - size * 0.018, top - size * 0.4, x + size * 0.018, top)
        pen.rectangle(x - size * 0.1, top - size * 0.27, x + size * 0.1, top - size * 0.235)


def _cathedral(canvas, x, foot, size, palette):
    """Draw a tall white cathedral with five domes on a lower gallery."""
    wall, shade = palette.wall, mix(palette.wall, palette.shadow, 0.55)
    canvas.rectangle(x - size * 0.85, foot - size * 0.38, x + size * 0.85, foot, wall, shade)
    for side in (-0.42, 0.42):
        _dome(canvas, x + side * size, foot - size * 1.36, size * 0.3, palette)
    _dome(canvas, x, foot - size * 1.4, size * 0.44, palette)
    canvas.rectangle(x - size * 0.56, foot - size * 1.38, x + size * 0.56, foot - size * 0.3, wall, shade)
    with canvas.shape(wall) as pen:
        for step in range(4):
            left = x - size * 0.56 + step * size * 0.28
            pen.arch(left, left + size * 0.28, foot - size * 1.36, foot - size * 1.38, size * 0.13)
    for side in (-0.56, 0.56):
        _dome(canvas, x + side * size * 1.0, foot - size * 1.2, size * 0.24, palette)
    canvas.rectangle(x + size * 0.36, foot - size * 1.38, x + size * 0.56, foot, palette.shadow, strength=0.28)
    with canvas.shape(mix(palette.shadow, palette.near, 0.35) if not palette.dark else palette.window) as pen:
        for row, y in enumerate((1.1, 0.74)):
            for step in range(4):
                middle = x - size * 0.42 + step * size * 0.28
                pen.arch(middle - size * 0.045, middle + size * 0.045, foot - size * (y - 0.2 + 0.04 * row),
                         foot - size * y, size * 0.05)  # fmt: skip
        for step in range(7):
            middle = x - size * 0.72 + step * size * 0.24
            pen.arch(middle - size * 0.075, middle + size * 0.075, foot, foot - size * 0.2, size * 0.075)
    with canvas.shape(mix(wall, palette.shadow, 0.45)) as pen:
        pen.rectangle(x - size * 0.87, foot - size * 0.395, x + size * 0.87, foot - size * 0.37)
        for step in range(5):
            middle = x - size * 0.56 + step * size * 0.28
            pen.rectangle(middle - size * 0.012, foot - size * 1.36, middle + size * 0.012, foot - size * 0.38)


def _bell_tower(canvas, x, foot, size, palette):
    """Draw a bell tower of four tiers with a spire."""
    wall, shade = palette.wall, mix(palette.wall, palette.shadow, 0.55)
    y = foot
    for half, tall in ((0.3, 0.62), (0.24, 0.5), (0.19, 0.42), (0.14, 0.34)):
        top = y - size * tall
        canvas.rectangle(x - size * half, top, x + size * half, y, wall, shade)
        canvas.rectangle(x + size * half * 0.55, top, x + size * half, y, palette.shadow, strength=0.32)
        canvas.rectangle(x - size * (half + 0.03), top - size * 0.02, x + size * (half + 0.03), top + size * 0.03, wall)
        opening = mix(palette.shadow, palette.near, 0.5) if not palette.dark else palette.window
        with canvas.shape(opening) as pen:
            pen.arch(x - size * half * 0.36, x + size * half * 0.36, y - size * tall * 0.1, y - size * tall * 0.6,
                     size * half * 0.36)  # fmt: skip
        y = top
    canvas.polygon([(x - size * 0.14, y), (x - size * 0.03, y - size * 0.26), (x + size * 0.03, y - size * 0.26),
                    (x + size * 0.14, y)], palette.roof)  # fmt: skip
    canvas.polygon([(x - size * 0.03, y - size * 0.25), (x, y - size * 0.78), (x + size * 0.03, y - size * 0.25)],
                   mix("#e0b040", palette.sun, 0.25))  # fmt: skip


def _wall(canvas, left, right, foot, tall, palette):
    """Draw a fortress wall with swallow-tailed merlons."""
    canvas.rectangle(left, foot - tall, right, foot, palette.wall, mix(palette.wall, palette.shadow, 0.6))
    with canvas.shape(palette.wall) as pen:
        x = left
        while x < right - 10:
            top = foot - tall
            pen.polygon([(x, top + 1), (x, top - 24), (x + 7, top - 16), (x + 14, top - 24), (x + 14, top + 1)])
            x += 22
    with canvas.shape(mix(palette.shadow, palette.near, 0.3), strength=0.8) as pen:
        for x in range(int(left) + 30, int(right) - 20, 66):
            pen.rectangle(x, foot - tall * 0.66, x + 6, foot - tall * 0.4, 3)


def _tower(canvas, x, foot, half, tall, palette):
    """Draw a wall tower with a tented roof."""
    canvas.rectangle(x - half, foot - tall, x + half, foot, palette.wall, mix(palette.wall, palette.shadow, 0.6))
    canvas.rectangle(x + half * 0.4, foot - tall, x + half, foot, palette.shadow, strength=0.3)
    _wall(canvas, x - half - 8, x + half + 8, foot - tall + 26, 26, palette)
    canvas.polygon([(x - half, foot - tall - 6), (x, foot - tall * 1.75), (x + half, foot - tall - 6)],
                   mix(palette.roof, "#ffffff", 0.18), palette.roof)  # fmt: skip
    with canvas.shape(mix(palette.shadow, palette.near, 0.35)) as pen:
        for step in (-0.4, 0.1):
            pen.arch(x + half * step, x + half * (step + 0.24), foot - tall * 0.5, foot - tall * 0.66, half * 0.12)


def kremlin(canvas, palette):
    """The white kremlin above the river: cathedral, bell tower and wall."""
    shore = 880
    parts.sky(canvas, palette, shore, sun=(canvas.chance.choice([330, 1560]), 470, 56), clouds=5)
    parts.skyline(canvas, palette, 800, palette.far, 110)
    parts.treeline(canvas, palette, 815, palette.middle, 36)
    x = canvas.chance.randint(960, 1080)
    _bell_tower(canvas, x - 390, 800, 230, palette)
    _cathedral(canvas, x, 806, 276, palette)
    for tx, size in ((x + 420, 110), (x + 500, 130), (x - 620, 120), (x - 720, 100)):
        parts.tree(canvas, palette, tx, 812, size, mix(palette.middle, palette.near, 0.45))
    _wall(canvas, 60, 1860, 832, 72, palette)
    for tx, half, tall in ((150, 62, 150), (x - 210, 56, 132), (x + 330, 56, 132), (1740, 66, 160)):
        _tower(canvas, tx, 834, half, tall, palette)
    canvas.rectangle(-10, 830, WIDTH + 10, shore + 4, mix(palette.middle, palette.sun, 0.1), palette.near)
    parts.treeline(canvas, palette, 852, mix(palette.middle, palette.near, 0.5), 15)
    if palette.dark:
        for step in range(12):
            canvas.glow(90 + step * 160, 838, 60, palette.window, 0.85)
    canvas.reflect(shore, palette.water, strength=0.34)
    canvas.ripples(shore + 14, HEIGHT, palette.sun, 190, 0.4)
    parts.boat(canvas, palette, 420, 1080, 210, palette.near)
    parts.birds(canvas, palette.near, 9, 1460, 260, 130)
