"""Who a visitor is, for a day: known again until midnight, by nobody afterwards, and without a cookie.

A visitor is the keyed hash (BLAKE2, RFC 7693) of the network address and the browser's name, under the random salt of
the local day. No address is stored or logged. Once the salt is destroyed, nothing that is kept leads back to an address
or from one day's visitor to another day's.
"""

import base64
import datetime
import hashlib
import ipaddress
import secrets
import time
from functools import lru_cache
from socket import AF_INET, AF_INET6, inet_pton
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from pressroom.models import Salt

# Robots that run a page's script or load its images, and so would be counted; a plain HTTP client does neither, and
# needs no line. Most give themselves away by one of the general words; the rest are named. Looked for anywhere in
# the User-Agent, in any case. Not an expression: that takes ten times as long to find nothing.
ROBOTS = (
    "bot",  # Googlebot, bingbot, YandexBot, TelegramBot, UptimeRobot
    "crawl",
    "spider",
    "archiver",
    "slurp",  # Yahoo
    "preview",  # BingPreview, SkypeUriPreview, Google Web Preview
    "facebookexternalhit",
    "meta-external",
    "vkshare",
    "whatsapp/",  # its previews; links open in the reader's own browser
    "mediapartners-google",
    "google-inspectiontool",
    "google-read-aloud",
    "google-safety",
    "googleother",
    "feedfetcher",
    "lighthouse",
    "pingdom",
    "gtmetrix",
    "statuscake",
)
# Makes telephones.
NO_ROBOT = "cubot"

# Headers by which a browser says that it fetches what nobody looks at yet: Sec-Purpose is today's (Fetch standard),
# Purpose is older Chromium's and Safari's, X-Moz older Firefox's, X-Purpose Safari's for its Top Sites.
PURPOSE_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ", "HTTP_X_PURPOSE")
PURPOSES = ("prefetch", "prerender", "preview")
# What is longer than any browser's name isn't kept in memory.
LONGEST = 500


class Day(NamedTuple):
    """A local day: its date, the seconds since 1970 at which it begins and ends, and its salt."""

    date: datetime.date
    begins: float
    ends: float
    salt: bytes


def address(asked):
    """Return the IP address that a request (or its WSGI environ) came from, normalised; '' where there is none to know.

    It is the socket's, unless that is one of `settings.TRUSTED_PROXIES`: then the rightmost entry of X-Forwarded-For
    which isn't one of them. What stands left of that entry is the visitor's own claim, and is never read. An entry
    that is no address ends the search at the last proxy believed, for the same reason. A socket without an address
    is a Unix one, which only this machine reaches: it is believed where any proxy is named.
    """
    found = _address(_environ(asked))
    return "" if found is None else str(found)


def is_by_proxy(asked):
    """Return whether the socket that a request (or its WSGI environ) came by is that of a proxy that is believed."""
    return _is_believed(_socket(_environ(asked).get("REMOTE_ADDR", "")))


def visitor(asked, at, purpose="view"):
    """Return who the visitor is on the local day of `at`: 43 characters of base64url.

    Visitors of different purposes can't be told to be the same one, not even on the same day without the salt.
    """
    environ = _environ(asked)
    return _letters(_digest(salt(at), purpose, _household(environ), environ.get("HTTP_USER_AGENT", "")))


def network(asked, at):
    """Return what stands for the address alone, whatever the browser calls itself: a key for rate limits."""
    return _letters(_digest(salt(at), "network", _household(_environ(asked)), ""))


def traces(asked, day):
    """Return (who reads on a `Day`, from which network), 8 bytes each: what `visitor` and `network` begin with.

    Of a million visitors of one page on one day two have the same 8 bytes once in forty million days.
    """
    environ = _environ(asked)
    household = _household(environ)
    agent = environ.get("HTTP_USER_AGENT", "")
    return _digest(day.salt, "view", household, agent)[:8], _digest(day.salt, "network", household, "")[:8]


def is_robot(asked):
    """Return whether no person is reading: a robot by its name, a nameless client, HEAD, or a fetch ahead of time."""
    environ = _environ(asked)
    if environ["REQUEST_METHOD"] == "HEAD":
        return True
    for name in PURPOSE_HEADERS:
        if name in environ and any(purpose in environ[name].lower() for purpose in PURPOSES):
            return True
    agent = environ.get("HTTP_USER_AGENT", "")
    return _is_robots_name(agent) if len(agent) < LONGEST else _is_robots_name.__wrapped__(agent)


def salt(at):
    """Return the 32 random bytes of the local day of `at`, made if this is the day's first visitor.

    Two processes that make it at once get the same: the unique day lets one row in, and the other process reads it.
    """
    now = at.timestamp()
    return (known_day(now) or _learned_day(now)).salt


def day(now):
    """Return the `Day` of a moment in seconds since 1970, with its salt as `salt` has it."""
    return known_day(now) or _learned_day(now)


def known_day(now):
    """Return the `Day` of a moment in seconds since 1970 if the process knows its salt, else None; asks no database."""
    known = _known
    return known if known is not None and known.begins <= now < known.ends else None


def forget(now=float("inf")):
    """Forget the salt that the process knows, if its day is over at a moment in seconds since 1970."""
    global _known
    if _known is not None and _known.ends <= now:
        _known = None


def destroy_old_salts(at):
    """Destroy the salts of the days before the local day of `at`; return how many there were.

    It happens when a day's first visitor comes, and by `manage.py forget` where nobody comes: run once a day, that
    leaves no salt older than 48 hours. A process knows one until midnight at the longest.
    """
    forget(at.timestamp())
    destroyed, _by_model = Salt.objects.filter(day__lt=timezone.localdate(at)).delete()
    return destroyed


# The day whose salt the process knows: asking for it at each view would make the view wait for the database.
_known = None


def _learned_day(now):
    global _known
    at = datetime.datetime.fromtimestamp(now, datetime.UTC)
    date = timezone.localdate(at)
    kept, is_new = Salt.objects.get_or_create(day=date, defaults={"value": secrets.token_bytes(32)})
    if is_new:
        destroy_old_salts(at)
    begins, ends = (
        timezone.make_aware(datetime.datetime.combine(midnight, datetime.time.min)).timestamp()
        for midnight in (date, date + datetime.timedelta(days=1))
    )
    # PostgreSQL's driver gives a memoryview.
    learned = Day(date, begins, ends, bytes(kept.value))
    # Not what a transaction may take back yet, nor that of a day which is over: some request began before midnight.
    if not connection.in_atomic_block and begins <= time.time() < ends:
        _known = learned
    return learned


def _environ(asked):
    return getattr(asked, "META", asked)


# Most readers' browsers are few, and the sockets of all of them those of the proxies.
@lru_cache(maxsize=1024)
def _is_robots_name(agent):
    agent = agent.strip().lower()
    if NO_ROBOT in agent:
        agent = agent.replace(NO_ROBOT, "-")
    return not agent or any(word in agent for word in ROBOTS)


def _digest(key, purpose, household, agent):
    # The first two parts hold no line break, so no two sets of parts make the same message.
    # A view needs two of them, and an HMAC takes OpenSSL three times as long.
    return hashlib.blake2b(f"{purpose}\n{household}\n{agent}".encode(), key=key, digest_size=32).digest()


def _letters(digest):
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _address(environ):
    found = _socket(environ.get("REMOTE_ADDR", ""))
    if _is_believed(found):
        for entry in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            if not entry.strip():
                continue
            claimed = _parsed(entry)
            if claimed is None:
                break
            found = claimed
            if not _is_believed(found):
                break
    return found


def _household(environ):
    found = _address(environ)
    if found is None:
        return ""
    # A household gets at least a /64 of IPv6, in which its machines change their addresses by themselves (RFC 8981).
    # As `ip_network` writes it, which takes twice as long.
    return f"{ipaddress.IPv6Address(int(found) >> 64 << 64)}/64" if found.version == 6 else str(found)


def _parsed(text):
    """Return the address that the text is, with or without a port, as an `ip_address`; None if it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    text = text.partition("%")[0]
    try:
        # The system reads it in a fifth of the time.
        found = ipaddress.ip_address(inet_pton(AF_INET6 if ":" in text else AF_INET, text))
    except (OSError, ValueError):
        return None
    # A socket that serves both versions shows IPv4 addresses as '::ffff:192.0.2.1'.
    return getattr(found, "ipv4_mapped", None) or found


def _is_believed(found):
    """Whether an address is a proxy's; None is a Unix socket's."""
    proxies = settings.TRUSTED_PROXIES
    return bool(proxies) if found is None else any(found in network for network in proxies)


_socket = lru_cache(maxsize=1024)(_parsed)
