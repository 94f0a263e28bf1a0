"""Photographs: what is said of them to those who don't see them, and who made them."""

from django.utils.translation import gettext as _

from articles.checks.text import Finding, has_words
from articles.models import EditionImage


def alternative_text(text):
    """A photograph without alternative text that wasn't said to be decorative."""
    for use in text.photographs:
        if not use.is_decorative and not has_words(use.alternative_text):
            message = _("Say what the photograph “%(title)s” (%(where)s) shows, or that it is decorative.")
            yield _finding(use, message)


def credit(text):
    """A photograph without credit; a decorative one has its maker too."""
    for use in text.photographs:
        if not has_words(use.credit):
            yield _finding(use, _("Write who made the photograph “%(title)s” (%(where)s), or whose it is."))


def _finding(use, message):
    message %= {"title": use.image.title, "where": EditionImage.Role(use.role).label}
    # The key alone, so that what an editor set aside for a photograph holds wherever the edition shows it.
    return Finding(f"{use.role}_images", message, str(use.image_id))
