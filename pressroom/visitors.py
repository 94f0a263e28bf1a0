"""Who a visitor is, for a day: known again until midnight, by nobody afterwards, and without a cookie.

A network is the keyed hash (BLAKE2, RFC 7693) of an address, under the random salt of the local day, and a visitor the
keyed hash of the network and the browser's name. A trace is the hash of an address, the browser's name and what was
done, under BLAKE2's own salt and personalisation, which are made of that salt and as secret.
No address is stored or logged. Once the salt is destroyed, nothing that is kept leads back to an address or from one
day's visitor to another day's.
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
from django.core.signals import setting_changed
from django.db import connection
from django.dispatch import receiver
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
# How an IPv4 address begins that is written as one of IPv6 (RFC 4291, 2.5.5.2).
MAPPED = bytes(10) + b"\xff\xff"


class Day(NamedTuple):
    """A local day: its ordinal, the seconds since 1970 at which it begins and ends, and its salt.

    And the hash of traces, under the salt and yet of nothing: to be copied, which takes less than to begin one.
    """

    ordinal: int
    begins: float
    ends: float
    salt: bytes
    trace: hashlib.blake2b


def address(asked):
    """Return the IP address that a request (or its WSGI environ) came from, normalised; '' where there is none to know.

    It is the socket's, unless that is one of `settings.TRUSTED_PROXIES`: then the rightmost entry of X-Forwarded-For
    which isn't one of them. What stands left of that entry is the visitor's own claim, and is never read. An entry
    that is no address ends the search at the last proxy believed, for the same reason. A socket without an address
    is a Unix one, which only this machine reaches: it is believed where any proxy is named.
    """
    found = _address(_environ(asked))
    return str(ipaddress.ip_address(found)) if found else ""


def is_by_proxy(asked):
    """Return whether the socket that a request (or its WSGI environ) came by is that of a proxy that is believed."""
    _found, is_proxys = _socket(_environ(asked).get("REMOTE_ADDR", ""))
    return is_proxys


def visitor(asked, at, purpose):
    """Return who the visitor is on the local day of `at`: 43 characters of base64url.

    Visitors of different purposes can't be told to be the same one, not even on the same day without the salt.
    """
    environ, key = _environ(asked), salt(at)
    of_network = _network(environ, _hash(key, "network"))
    return _letters(_visitor(environ, of_network, _hash(key, purpose)))


def network(asked, at):
    """Return what stands for the address alone, whatever the browser calls itself: a key for rate limits."""
    return _letters(_network(_environ(asked), _hash(salt(at), "network")))


def traces(environ, day, what):
    """Return the traces that a visitor and a network leave on a `Day` where `what` (a number) is done, 8 bytes each.

    The network's is the same whatever is done; two of a visitor have nothing in common. Of a million traces of a day
    two are the same once in forty million days.
    """
    begun = day.trace.copy()
    # An IPv4 address becomes one of IPv6 that nobody has. All are of one length, and a number ends with its space: no
    # two make the same message.
    begun.update(_address(environ)[:8].rjust(8, b"\0"))
    of_network = begun.digest()
    begun.update(f"{what} {environ.get('HTTP_USER_AGENT', '')}".encode())
    return begun.digest(), of_network


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
    key = bytes(kept.value)
    learned = Day(date.toordinal(), begins, ends, key, _begun_trace(key))
    # Not what a transaction may take back yet, nor that of a day which is over: some request began before midnight.
    if not connection.in_atomic_block and begins <= time.time() < ends:
        _known = learned
    return learned


def _environ(asked):
    return getattr(asked, "META", asked)


# Most readers' browsers are few.
@lru_cache(maxsize=1024)
def _is_robots_name(agent):
    agent = agent.strip().lower()
    if NO_ROBOT in agent:
        agent = agent.replace(NO_ROBOT, "-")
    return not agent or any(word in agent for word in ROBOTS)


def _hash(key, purpose):
    # An HMAC takes OpenSSL three times as long.
    return hashlib.blake2b(key=key, person=purpose.encode(), digest_size=32)


def _begun_trace(key):
    # A key is a block to be hashed with each message, half of all that has to be; as BLAKE2's own salt and
    # personalisation these 32 bytes are a part of the state in which it begins.
    secret = _hash(key, "trace").digest()
    return hashlib.blake2b(salt=secret[:16], person=secret[16:], digest_size=8)


def _network(environ, keyed):
    # A household gets at least a /64 of IPv6, in which its machines change their addresses by themselves (RFC 8981).
    keyed.update(_address(environ)[:8])
    return keyed.digest()


def _visitor(environ, of_network, keyed):
    # The first part has always the same length, so no two pairs make the same message.
    keyed.update(of_network + environ.get("HTTP_USER_AGENT", "").encode())
    return keyed.digest()


def _letters(digest):
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _address(environ):
    """Return what `address` does as 4 or 16 bytes, or none."""
    found, is_proxys = _socket(environ.get("REMOTE_ADDR", ""))
    if is_proxys and (forwarded := environ.get("HTTP_X_FORWARDED_FOR")):
        # Nearly always it holds one address and nothing else: then it doesn't matter whether that is a proxy's too.
        claimed = _packed(forwarded)
        return _rightmost(forwarded, found) if claimed is None else claimed
    return found or b""


def _rightmost(forwarded, found):
    for entry in reversed(forwarded.split(",")):
        if not entry.strip():
            continue
        claimed, is_proxys = _entry(entry)
        if claimed is None:
            break
        found = claimed
        if not is_proxys:
            break
    return found or b""


def _entry(text):
    """Return the address that the text is, with or without a port, as bytes; and whether it is a proxy's.

    None is no address, which is what a Unix socket has.
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    found = _packed(text.partition("%")[0])
    proxies = settings.TRUSTED_PROXIES
    if found is None:
        return None, bool(proxies)
    address = ipaddress.ip_address(found)
    return found, any(address in network for network in proxies)


# The proxies of a site are few, and all readers come by them.
_socket = lru_cache(maxsize=1024)(_entry)


def _packed(text):
    try:
        if ":" not in text:
            return inet_pton(AF_INET, text)
        found = inet_pton(AF_INET6, text)
    except (OSError, ValueError):
        return None
    # A socket that serves both versions shows IPv4 addresses as '::ffff:192.0.2.1'.
    return found[len(MAPPED) :] if found.startswith(MAPPED) else found


@receiver(setting_changed)
def _forget_proxies(*, setting, **_others):
    if setting == "TRUSTED_PROXIES":
        _socket.cache_clear()
