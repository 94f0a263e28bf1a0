"""The accessibility statement: an address that answers on every site, and the way to complain that stands under it."""

import datetime
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.addresses import localized
from articles.models import Page

SLUG = "accessibility"
# The day on which all kinds of pages were last held against WCAG 2.2; the built-in statement names it.
REVIEWED = datetime.date(2026, 11, 23)


def built_in():
    """Return the page for a site whose desk has written none; its words are the interface's, and in its language."""
    return Page(language=get_language(), slug=SLUG, title=_("Accessibility"))


def path(language):
    """Return the path of the statement in a language."""
    return localized("articles:page", language, slug=SLUG)


def complaint(identity, language):
    """Return the `mailto:` address of a complaint to the office, with its subject and what to say; '' without email."""
    if not identity.email:
        return ""
    subject = _("Accessibility of the site: %(name)s") % {"name": identity.name}
    front = settings.SITE_URL + localized("articles:front", language)
    words = [
        # Nothing knows from which page a reader came: the page is the same for everybody.
        _("The page (if it is another one, please put its address here): %(address)s") % {"address": front},
        _("What does not work, or can’t be read:"),
        _("What I read with (device, browser, screen reader or magnifier):"),
        _("The form in which I need the text meanwhile:"),
    ]
    body = "\r\n\r\n".join(words)
    return f"mailto:{quote(identity.email, safe='@')}?subject={quote(subject)}&body={quote(body)}"
