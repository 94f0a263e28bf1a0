"""What Django says in the desk: its own catalogues, and ours for what they lack."""

from pathlib import Path

import django
import polib

from tests.catalogues.in_catalogues import key
from tests.catalogues.words import Fault, shorten

DJANGO = Path(django.__file__).parent
# The parts of Django that speak here.
PARTS = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions"]
# The names of a hundred languages, what an engineer alone sees, and scripts that no page of the desk loads.
UNSEEN = (
    "conf/global_settings.py",
    "views/",
    "contrib/admin/static/admin/js/SelectFilter2.js",
    "contrib/admin/static/admin/js/admin/DateTimeShortcuts.js",
    "contrib/admin/static/admin/js/calendar.js",
)


def lacking(path, language, domain, ours):
    """Return a fault for each message of Django that neither its catalogue nor `ours` translates, and for each of ours
    that no catalogue of Django has; `domain` is 'django' or 'djangojs'."""
    faults, known = [], set()
    have = {key(entry) for entry in ours if entry.translated()}
    for part in PARTS:
        source = DJANGO / part / "locale/en/LC_MESSAGES" / f"{domain}.po"
        if not source.exists():
            continue
        theirs = DJANGO / part / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
        done = {key(entry) for entry in polib.pofile(str(theirs)) if entry.translated()} if theirs.exists() else set()
        for entry in polib.pofile(str(source)):
            if entry.obsolete:
                continue
            known.add(key(entry))
            is_seen = not all(path.startswith(UNSEEN) for path, _line in entry.occurrences)
            if is_seen and key(entry) not in done | have:
                faults.append(Fault(path, 0, f"{shorten(entry.msgid)!r} of django.{part} is not translated"))
    return faults + [Fault(path, 0, f"{shorten(name[1])!r} is not Django's") for name in sorted(have - known, key=str)]
