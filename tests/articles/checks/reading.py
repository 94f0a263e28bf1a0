"""A text to be checked without a database."""

import datetime

from articles import checks, richtext
from articles.checks.text import Text
from articles.models import Edition, EditionImage, Image, Release

# A Sunday.
NOW = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)


def text(body="<p>The text.</p>", *, language="en", slug="slug", photographs=(), **words):
    """Return the `Text` of an edition that is nowhere kept, its body cleaned as every door cleans it."""
    words = {"headline": "A headline", "lead": "The lead.", **words}
    release = Release(language=language, slug=slug)
    return Text(Edition(release=release, body=richtext.clean(body), **words), list(photographs), NOW)


def use(role="lead", key=7, **words):
    """Return a photograph as an edition uses it, with all its words unless they are given."""
    words = {"alternative_text": "A bridge", "caption": "The bridge.", "credit": "A. Akhmetov", **words}
    return EditionImage(role=role, image=Image(pk=key, title="Bridge"), **words)


def found(name, *args, **kwargs):
    """Return the findings of the check of that name in `text(...)`."""
    check = next(check for check in checks.CHECKS if check.name == name)
    return list(check.find(text(*args, **kwargs)))
