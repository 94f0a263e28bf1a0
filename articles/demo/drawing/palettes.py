"""Colours of the hour and the season, from which every scene takes its own."""

from typing import NamedTuple


class Palette(NamedTuple):
    """One light: the sky from top to bottom, the sun, land from far to near, and what stands in it."""

    sky: tuple
    sun: str
    far: str
    middle: str
    near: str
    water: str
    wall: str
    shadow: str
    roof: str
    accent: str
    window: str
    dark: bool = False


PALETTES = {
    "dawn": Palette(
        ("#44598f", "#a98bb0", "#f2b7a0", "#ffe0b5"), "#fff3d6",
        "#a78fa6", "#7a7488", "#39405a", "#c79aa4", "#f6e3d6", "#b4939d", "#4d6272", "#e2784f", "#ffe2a0",
    ),
    "day": Palette(
        ("#2f79b9", "#6fb1dd", "#b9dcec", "#eaf3ee"), "#fffbe8",
        "#9dbcc0", "#7f9f74", "#4c7350", "#5f9bc0", "#fbf7ec", "#c9c6c4", "#3f7d66", "#d8583f", "#466c8c",
    ),
    "gold": Palette(
        ("#3b6d99", "#9fae9f", "#f3bf6f", "#ffe7ab"), "#fff6d8",
        "#c29a6c", "#a07a45", "#5b4a33", "#d9a86a", "#fff0d2", "#c79d72", "#5d6b4e", "#c4502e", "#7a5a3a",
    ),
    "dusk": Palette(
        ("#1d2659", "#5b3d7c", "#c8607a", "#ffab6e"), "#ffd9a0",
        "#6b4a78", "#46386a", "#221f45", "#8a5578", "#d9a5a0", "#8a5d7c", "#3a2f5c", "#ffb45c", "#ffd98a", True,
    ),
    "night": Palette(
        ("#060c24", "#122250", "#2a4478", "#5b78a3"), "#f3f1dc",
        "#24385f", "#182848", "#0b1429", "#1c3560", "#9fb0cc", "#51658c", "#16243f", "#ffc766", "#ffdf94", True,
    ),
    "winter": Palette(
        ("#4f779f", "#8aaccb", "#cfdde6", "#f8e9d6"), "#fffaf0",
        "#9fb4c6", "#b9c9d5", "#eef3f6", "#86a5bd", "#f7efe6", "#b3bccb", "#3f6485", "#c5533f", "#5f7f9c",
    ),
    "storm": Palette(
        ("#38475a", "#64788a", "#a9b3ad", "#e3dcc0"), "#fff3cf",
        "#7d8c88", "#66795f", "#3a4c3c", "#70868c", "#e9e6da", "#a3a8a6", "#3f5953", "#d98a3a", "#ffe6a6",
    ),
    "spring": Palette(
        ("#4c91b8", "#93c5d0", "#d4e8d2", "#faf3d3"), "#fffce5",
        "#a9c6a4", "#85ac6b", "#45734a", "#7fb3b8", "#fdf8ea", "#c8ccb8", "#4c8469", "#e0703f", "#4f7f8c",
    ),
    "heat": Palette(
        ("#3597cf", "#8fcbe0", "#e6ecd3", "#ffeec4"), "#fffdf0",
        "#d8c48e", "#c3a75e", "#85763c", "#4fa3bb", "#fff8e6", "#d6c7a8", "#3f8a72", "#d4503a", "#4a86a0",
    ),
}  # fmt: skip
