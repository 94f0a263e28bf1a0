"""The rules for replies: a page under /about/ that the desk edits."""

from django.conf import settings

from articles.models import Page

SLUG = "rules-for-replies"


def rules_page(language):
    """Return the page with the rules in the language, else the site's first one, or None if neither is written."""
    pages = Page.objects.filter(slug=SLUG, language__in={language, settings.LANGUAGE_CODE})
    return max(pages.only("language", "slug", "title"), key=lambda page: page.language == language, default=None)
