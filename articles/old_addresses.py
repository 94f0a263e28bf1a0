"""Old addresses in the one form in which they are kept: what is typed, imported and asked for is compared in it.

It is the path without its percent-encoding, and what was asked of it: '/новости/12/', '/index.php?ELEMENT_ID=12'.
Doubled slashes count as one. A last part with a dot in it is a file and bears no slash at its end; any other bears one.
The parts of a query stand in the order of the alphabet, so that their order says nothing. The case of letters counts,
as it did for most systems. There is none with '.' or '..' as a part, or with a character that can't be seen.
"""

import itertools
import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes, urlsplit

from django.utils.encoding import repercent_broken_unicode
from django.utils.translation import gettext as _

from articles.models import OldAddress
from pressroom.refusals import Refused

LONGEST = OldAddress._meta.get_field("path").max_length
# So much may be pasted: percent-encoded, a Cyrillic letter takes six.
LONGEST_TYPED = 2000
# A query of more parts than this is no page's name. The rest of it (who sent the reader, say) may stand beside.
_MOST_PARTS = 8
_SLASHES = re.compile("/{2,}")


def typed(address):
    """Return a path, or a whole address without its host, as it is kept; raise `Refused` for what is none."""
    address = address.strip()
    if len(address) > LONGEST_TYPED:
        raise Refused(_too_long())
    # Before it is taken apart: `urlsplit` drops line breaks without a word.
    if not address.isprintable():
        raise Refused(_("The address has a character that can't be seen. Type it anew instead of pasting it."))
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = None
    is_whole = parts and parts.scheme in {"http", "https"} and parts.netloc
    is_path = parts and not parts.scheme and not parts.netloc and address.startswith("/")
    if not (is_whole or is_path):
        raise Refused(_("Begin with one slash, as in /news/12/, or paste the whole address with its http://."))
    path, query = _path(_decoded(parts.path.encode()) or "/"), _parts(parts.query.encode())
    found = _joined(path, query) if path else ""
    if not found.isprintable() or not path:
        raise Refused(_("No page can have had this address. Copy it once more from where it stands."))
    if len(found) > LONGEST:
        raise Refused(_too_long())
    return found


def asked(request):
    """Return (path, forms): the path that a request asks for, and each address that would answer it, as they are kept.

    Such are the path with all parts of the query, with some of them, and without. The path is None and there are no
    forms where none could be kept.
    """
    path = _path(unicodedata.normalize("NFC", request.path))
    if path is None:
        return None, []
    query = _parts(_query(request))
    if len(query) > _MOST_PARTS:
        query = []
    chosen = itertools.chain.from_iterable(itertools.combinations(query, size) for size in range(len(query) + 1))
    forms = (_joined(path, parts) for parts in chosen)
    return path, [form for form in forms if len(form) <= LONGEST and form.isprintable()]


def query_beside(request, path):
    """Return the query of a request as it was sent, without what of it is part of an address as it is kept."""
    own = set(path.partition("?")[2].split("&"))
    rest = b"&".join(part for part in _query(request).split(b"&") if _decoded(part) not in own)
    return quote(rest, safe="/?:@!$&'()*+,;=%~[]|")


def _query(request):
    # A WSGI server hands over bytes as if they were Latin letters (PEP 3333).
    return request.META.get("QUERY_STRING", "").encode("latin-1", "replace")


def _path(decoded):
    """Return a decoded path as it is kept, or None if it can't be."""
    path = _SLASHES.sub("/", decoded)
    parts = path.split("/")
    if not path.isprintable() or not path.startswith("/") or {".", ".."} & set(parts):
        return None
    path = path.rstrip("/")
    return path if "." in path.rpartition("/")[2] else f"{path}/"


def _parts(query):
    """Return the decoded parts of a query (bytes) in their order."""
    return sorted({_decoded(part) for part in query.split(b"&")} - {""})


def _joined(path, parts):
    return f"{path}?{'&'.join(parts)}" if parts else path


def _decoded(raw):
    """Return bytes without their percent-encoding as text, by the rule by which Django reads a path.

    What isn't UTF-8 (an old site in windows-1251, say) stays percent-encoded.
    """
    return unicodedata.normalize("NFC", repercent_broken_unicode(unquote_to_bytes(raw)).decode())


def _too_long():
    return _("The address is too long: at most %(number)d characters can be kept.") % {"number": LONGEST}
