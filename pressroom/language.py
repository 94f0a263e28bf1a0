"""The one rule of the language that the interface speaks: on public pages the address's, at the desk the person's.

Never a cookie's or a header's: a public page may be kept by anybody, so it is the same for everybody. Django's own
`LocaleMiddleware` would add `Vary: Accept-Language` to every page without a prefix.
"""

from contextlib import contextmanager
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import translation

CODES = [code for code, _name in settings.LANGUAGES]
DESK = "/admin/"
# Each language in its own words, for those who read no other; they are names, so they are not translated.
OWN_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}


def of_path(path):
    """Return the code of the language that a path is in, by its prefix: known also where nothing is found."""
    prefix = path.removeprefix("/").partition("/")[0]
    return prefix if prefix in CODES and prefix != settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


def language_of(request):
    """Return the code of the language of the page that is asked for."""
    return getattr(request, "language", None) or of_path(request.path_info)


def of_person(user):
    """Return the code of the language in which the desk speaks to a user; no query if the profile is there."""
    try:
        chosen = user.profile.language
    except ObjectDoesNotExist:
        return settings.LANGUAGE_CODE
    return chosen if chosen in CODES else settings.LANGUAGE_CODE


def keep(url, language):
    """Return the address of a page for who isn't signed in, so that it speaks the language, whatever else it says."""
    if language == settings.LANGUAGE_CODE:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'language': language})}"


def own_names():
    """Return the languages of the site as (code, name): each in its own words."""
    return [(code, OWN_NAMES.get(code, code)) for code in CODES]


def within(name):
    """Return a language's translated name as it stands within a sentence: 'английский', but 'English' in English."""
    return str(name) if translation.get_language() == "en" else str(name).lower()


@contextmanager
def speaking(request, language):
    """Make the page in a language that its address doesn't say, such as a preview in that of the release."""
    request.language = language
    with translation.override(language):
        yield


class Speak:
    """Middleware: each request is answered in its language, and leaves none behind for the next one.

    It stands before whatever may refuse a request in words, and so before anybody knows who is signed in; the desk's
    language is found when all others have had their turn.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.language = _of_stranger(request) if _is_desk(request) else of_path(request.path_info)
        with translation.override(request.language):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", request.language)
        return response

    def process_view(self, request, view, args, kwargs):
        if _is_desk(request) and request.user.is_authenticated:
            request.language = of_person(request.user)
            translation.activate(request.language)


def _is_desk(request):
    return request.path_info.startswith(DESK)


def _of_stranger(request):
    """Return the language of a page for who isn't signed in: the login and what belongs to it."""
    wanted = request.GET.get("language")
    return wanted if wanted in CODES else settings.LANGUAGE_CODE
