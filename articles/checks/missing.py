"""What no release can be without: a headline, an address, a lead."""

from django.utils.translation import gettext as _

from articles.checks.text import Finding, has_words
from articles.richtext import plain_text


def headline(text):
    """No headline."""
    if not has_words(text.edition.headline):
        yield Finding("headline", _("Write a headline."))


def slug(text):
    """No slug, so no address."""
    if not text.release.slug:
        yield Finding("slug", _("Write a slug; it is the last part of the address."))


def body(text):
    """Nothing below the lead: rarely meant."""
    if not has_words(plain_text(text.edition.body)):
        yield Finding("body", _("There is no text below the lead. Write it, or submit the release as it is."))


def lead(text):
    """No lead."""
    if not has_words(text.edition.lead):
        yield Finding("lead", _("Write the lead: the news in a sentence or two."))
