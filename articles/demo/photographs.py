"""Puts the drawn photographs into the library."""

from io import BytesIO

from django.core.files.base import ContentFile

from articles import library
from articles.demo.drawing import draw

CREDITS = {"en": "Drawn for the demo", "ru": "Нарисовано для демонстрации", "kk": "Көрсетілім үшін салынған"}


def add(photo, *, by, at, language="en"):
    """Draw what `photo` says (scene, light, seed; alt, caption) and return the library's `Image`, dated `at`.

    Alternative text and caption are in the language, and so is the credit.
    """
    scene, light, seed = photo["scene"], photo["light"], photo.get("seed", "1")
    file = BytesIO()
    draw(scene, light, seed).save(file, "JPEG", quality=95)
    image = library.add(
        ContentFile(file.getvalue(), name=f"{scene}-{light}-{seed}.jpg"),
        by=by,
        title=f"{scene.replace('_', ' ').capitalize()}, {light}",
        alternative_text=photo["alt"],
        caption=photo.get("caption", ""),
        credit=CREDITS[language],
    )
    image.uploaded_at = at
    image.save(update_fields=["uploaded_at"])
    return image


def use(image, role, **words):
    """Return an entry for 'images' of an edition's contents: the image with its own words, or with those given."""
    return {"image": image.pk, "role": role, **image.words, **words}
