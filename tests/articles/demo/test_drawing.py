"""The drawn photographs."""

import pytest

from articles.demo import drawing


@pytest.mark.once
@pytest.mark.parametrize("scene", drawing.SCENES)
def test_every_scene_can_be_drawn(scene):
    picture = drawing.draw(scene, "dusk", "1")
    assert picture.size == (1920, 1280)
    # A scene that fails to paint a part of the sheet leaves it in plain black.
    black = picture.convert("L").point([255 * (value < 1) for value in range(256)])
    assert black.histogram()[255] < 1920 * 1280 * 0.01


def test_the_same_picture_is_drawn_again_and_another_for_another_seed():
    first = drawing.draw("steppe", "gold", "1")
    assert drawing.draw("steppe", "gold", "1") == first
    assert drawing.draw("steppe", "gold", "2") != first
