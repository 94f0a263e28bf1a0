"""All faults that can be told of the sources and the catalogues as they stand."""

import polib
from django.conf import settings

from tests.catalogues import in_catalogues, of_django, sources
from tests.catalogues.words import Fault

OURS = "pressroom/locale"
# What Django's own catalogues lack; Russian ones lack nothing.
FOR_DJANGO = "pressroom/locale_of_django"


def languages():
    """Return the codes of the languages that are translated into: English is what the sources are written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def unwrapped():
    """Return the words of the sources that aren't wrapped."""
    return sources.unwrapped()


def incomplete():
    """Return what a catalogue lacks, has too much of or has not translated; without gettext raise `sources.Missing`."""
    wanted, faults = sources.messages(), []
    for path, catalogue in _catalogues(OURS):
        faults += in_catalogues.missing(path, catalogue, wanted) + in_catalogues.untranslated(path, catalogue)
    return faults + _absent()


def incomplete_for_django():
    """Return what neither Django's catalogues nor ours for Django translate."""
    faults = []
    for language in languages():
        for domain in ("django", "djangojs"):
            path = f"{FOR_DJANGO}/{language}/LC_MESSAGES/{domain}.po"
            ours = polib.pofile(str(sources.ROOT / path)) if (sources.ROOT / path).exists() else []
            faults += of_django.lacking(path, language, domain, ours)
    for path, catalogue in _catalogues(FOR_DJANGO):
        faults += in_catalogues.untranslated(path, catalogue)
    return faults


def damaged():
    """Return the translations whose placeholders, tags, ends or line breaks aren't those of their messages."""
    return [
        fault
        for folder in (OURS, FOR_DJANGO)
        for path, catalogue in _catalogues(folder)
        for fault in in_catalogues.damaged(path, catalogue)
    ]


def uncompiled():
    """Return what the compiled catalogues, which alone are read, hold otherwise than those that they were made from."""
    faults = []
    for path, catalogue in [*_catalogues(OURS), *_catalogues(FOR_DJANGO)]:
        compiled = sources.ROOT / path.replace(".po", ".mo")
        if compiled.exists():
            name = str(compiled.relative_to(sources.ROOT))
            faults += in_catalogues.uncompiled(name, catalogue, polib.mofile(str(compiled)))
        else:
            faults.append(Fault(path, 0, "is not compiled: make messages"))
    return faults


def _catalogues(folder):
    for path in sorted((sources.ROOT / folder).rglob("*.po")):
        yield str(path.relative_to(sources.ROOT)), polib.pofile(str(path))


def _absent():
    paths = [f"{OURS}/{language}/LC_MESSAGES/django.po" for language in languages()]
    return [Fault(path, 0, "is missing: make messages") for path in paths if not (sources.ROOT / path).exists()]
