"""People to call, as the page of a release shows them."""

from functools import partial

from django.conf import settings

from articles import surroundings
from articles.models import Contact
from pressroom import fragments, jinja
from pressroom.statements import Statement

# Named in the language of the key: it is a part of how they are sorted.
_OF_EDITION = {
    code: Statement(lambda edition, code=code: Contact.objects.worded_in(code).filter(editions=edition), edition=int)
    for code, _name in settings.LANGUAGES
}


def people(request, edition, keys):
    """Show the people to call about an edition, who have these keys, in the language of the page.

    The same ones stand in many releases: they are asked for once a process and version of the site.
    """
    around = surroundings.of(request)
    return fragments.kept("people", around.stamp, *keys, make=partial(_shown, around.language, edition)) if keys else ""


def _shown(language, edition):
    found = _OF_EDITION[language].instances(edition=edition.pk)
    return jinja.render("articles/_contacts.html", contacts=found) if found else ""
