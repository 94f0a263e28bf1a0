"""How the office can be reached: what is taken for a telephone, a website, an account in each network."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The networks' own hosts. An account is under one of them, with 'www.' or 'm.' before it or without.
HOSTS = {
    "vk": ("vk.com", "vk.ru"),
    "telegram": ("t.me", "telegram.me"),
    "odnoklassniki": ("ok.ru",),
    "whatsapp": ("wa.me", "whatsapp.com"),
    "youtube": ("youtube.com", "youtu.be"),
    "x": ("x.com", "twitter.com"),
    "facebook": ("facebook.com",),
}
_LEADING = re.compile(r"^(www|m)\.", re.ASCII)
_TELEPHONE = re.compile(r"\+?[\d\s().,/–-]*\d[\w\s().,;:#/–-]*")
# Controls, invisible characters and those that turn the direction of what follows.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def line(text):
    """Return a text as one line: what was typed, without characters that nobody sees and with single spaces."""
    seen = ("" if unicodedata.category(c) in _UNSEEN and not c.isspace() else c for c in text)
    return " ".join("".join(seen).split())


def check_telephone(text):
    """Raise ValidationError unless a telephone could be dialled by it; words such as 'ext. 12' may follow."""
    if not _TELEPHONE.fullmatch(text) or sum(c.isdigit() for c in text) < 3:
        raise ValidationError(_("Write the number in figures, e.g. +7 8512 00-00-00."), code="telephone")


def check_website(url):
    """Raise ValidationError unless it is the address of a website, without a name or password in it."""
    _parts(url, ("https", "http"))


def check_account(key, url):
    """Raise ValidationError unless it is the https address of an account in the network, one of `HOSTS`."""
    parts = _parts(url, ("https",))
    hosts = HOSTS[key]
    if _LEADING.sub("", parts.hostname) not in hosts or parts.port:
        raise ValidationError(
            _("This field is for an address that begins with %(starts)s.")
            % {"starts": _(" or ").join(f"https://{host}/" for host in hosts)},
            code="host",
        )
    if not parts.path.strip("/"):
        raise ValidationError(
            _("Write the address of your own account, e.g. %(example)s.") % {"example": f"https://{hosts[0]}/example"},
            code="account",
        )


def no_address():
    """Return what to say of what is no address of a page."""
    return _("This is no address. Copy it whole from the browser, e.g. https://example.org/example.")


def _parts(url, schemes):
    """Return the parts of an address that no browser has to mend by guessing."""
    wrong = ValidationError(no_address(), code="url")
    if "\\" in url or any(ord(character) < 33 or 127 <= ord(character) < 160 for character in url):
        raise wrong
    try:
        parts = urlsplit(url)
        has_host, _port = bool(parts.hostname) and "@" not in parts.netloc, parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme in {"http", "https"} and parts.scheme not in schemes:
        raise ValidationError(_("Begin the address with https://."), code="scheme")
    if parts.scheme not in schemes or not has_host:
        raise wrong
    return parts
