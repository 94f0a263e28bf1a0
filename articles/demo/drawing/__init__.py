"""The demo's photographs, which nobody took: `draw` makes them of a scene, a light and a seed."""

from articles.demo.drawing import interiors, kremlin, land, town, water
from articles.demo.drawing.canvas import Canvas
from articles.demo.drawing.palettes import PALETTES

SCENES = {
    function.__name__: function
    for function in (
        water.delta, water.lotus, water.flood, water.ferry, water.port, water.ice, water.regatta,
        land.steppe, land.railway, land.melons, land.road, land.energy, land.greenhouse,
        kremlin.kremlin, town.bridge, town.school, town.hospital, town.festival, town.stadium, town.street,
        interiors.meeting, interiors.counter, interiors.laboratory, interiors.reading_room,
    )
}  # fmt: skip


def draw(scene, light, seed):
    """Return the picture of a scene (a key of `SCENES`) in a light (of `PALETTES`); equal arguments, equal pixels."""
    canvas = Canvas(f"{scene} {light} {seed}")
    SCENES[scene](canvas, PALETTES[light])
    return canvas.finish()
