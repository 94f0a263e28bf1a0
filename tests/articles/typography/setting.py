"""Typeset text as a test can read it."""

from articles.typography import typeset, typeset_html


def visible(text):
    """Return the text with '~' for each no-break space."""
    return text.replace("\xa0", "~")


def set_in(text, language):
    """Return plain text as it is set in a language, to be read in a test."""
    return visible(typeset(text, language))


def set_html(html, language="ru"):
    """Return HTML as it is set in a language, to be read in a test."""
    return visible(typeset_html(html, language))
