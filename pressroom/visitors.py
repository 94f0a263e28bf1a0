"""Who a visitor is, for a day: known again until midnight, by nobody afterwards, and without a cookie.

A visitor is an HMAC-SHA256 of the network address and the browser's name under the random salt of the local day. No
address is stored or logged. Once the salt is destroyed, nothing that is kept leads back to an address or from one
day's visitor to another day's.
"""

import base64
import hashlib
import hmac
import ipaddress
import re
import secrets

from django.conf import settings
from django.utils import timezone

from pressroom.models import Salt

# Robots that run a page's script or load its images, and so would be counted; a plain HTTP client does neither, and
# needs no line. Most give themselves away by one of the general words; the rest are named. Looked for anywhere in
# the User-Agent, in any case.
ROBOTS = re.compile(
    "|".join(
        [
            r"(?<!cu)bot",  # Googlebot, bingbot, YandexBot, TelegramBot, UptimeRobot; but CUBOT makes telephones
            r"crawl",
            r"spider",
            r"archiver",
            r"slurp",  # Yahoo
            r"preview",  # BingPreview, SkypeUriPreview, Google Web Preview
            r"facebookexternalhit",
            r"meta-external",
            r"vkshare",
            r"whatsapp/",  # its previews; links open in the reader's own browser
            r"mediapartners-google",
            r"google-(inspectiontool|read-aloud|safety)",
            r"googleother",
            r"feedfetcher",
            r"lighthouse",
            r"pingdom",
            r"gtmetrix",
            r"statuscake",
        ]
    ),
    re.IGNORECASE,
)

# Headers by which a browser says that it fetches what nobody looks at yet: Sec-Purpose is today's (Fetch standard),
# Purpose is older Chromium's and Safari's, X-Moz older Firefox's, X-Purpose Safari's for its Top Sites.
PURPOSE_HEADERS = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")


def address(request):
    """Return the IP address that the request came from, normalised; '' where there is none to know.

    It is the socket's, unless that is one of `settings.TRUSTED_PROXIES`: then the rightmost entry of X-Forwarded-For
    which isn't one of them. What stands left of that entry is the visitor's own claim, and is never read. An entry
    that is no address ends the search at the last proxy believed, for the same reason. A socket without an address
    is a Unix one, which only this machine reaches: it is believed where any proxy is named.
    """
    found = _parsed(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES and (found is None or _is_trusted(found)):
        for entry in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
            if not entry.strip():
                continue
            claimed = _parsed(entry)
            if claimed is None:
                break
            found = claimed
            if not _is_trusted(found):
                break
    return "" if found is None else str(found)


def visitor(request, at, purpose="view"):
    """Return who the visitor is on the local day of `at`: 43 characters of base64url.

    Visitors of different purposes can't be told to be the same one, not even on the same day without the salt.
    """
    return _digest(request, at, purpose, request.headers.get("User-Agent", ""))


def network(request, at):
    """Return what stands for the address alone, whatever the browser calls itself: a key for rate limits."""
    return _digest(request, at, "network", "")


def is_robot(request):
    """Return whether no person is reading: a robot by its name, a nameless client, HEAD, or a fetch ahead of time."""
    if request.method == "HEAD":
        return True
    for name in PURPOSE_HEADERS:
        if re.search("prefetch|prerender|preview", request.headers.get(name, ""), re.IGNORECASE):
            return True
    agent = request.headers.get("User-Agent", "").strip()
    return not agent or ROBOTS.search(agent) is not None


def salt(at):
    """Return the 32 random bytes of the local day of `at`, made if this is the day's first visitor.

    Two processes that make it at once get the same: the unique day lets one row in, and the other process reads it.
    It isn't kept in the process, so that destroying the row destroys it.
    """
    kept, is_new = Salt.objects.get_or_create(day=timezone.localdate(at), defaults={"value": secrets.token_bytes(32)})
    if is_new:
        destroy_old_salts(at)
    # PostgreSQL's driver gives a memoryview.
    return bytes(kept.value)


def destroy_old_salts(at):
    """Destroy the salts of the days before the local day of `at`; return how many there were.

    It happens when a day's first visitor comes, and by `manage.py forget` where nobody comes: run once a day, that
    leaves no salt older than 48 hours.
    """
    destroyed, _by_model = Salt.objects.filter(day__lt=timezone.localdate(at)).delete()
    return destroyed


def _digest(request, at, purpose, agent):
    # The first two parts hold no line break, so no two sets of parts make the same message.
    message = "\n".join([purpose, _household(address(request)), agent])
    digest = hmac.new(salt(at), message.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _household(known):
    # A household gets at least a /64 of IPv6, in which its machines change their addresses by themselves (RFC 8981).
    if ":" in known:
        return str(ipaddress.ip_network((known, 64), strict=False))
    return known


def _parsed(text):
    """Return the address that the text is, with or without a port, as an `ip_address`; None if it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    # A socket that serves both versions shows IPv4 addresses as '::ffff:192.0.2.1'.
    return getattr(found, "ipv4_mapped", None) or found


def _is_trusted(found):
    return any(found in proxies for proxies in settings.TRUSTED_PROXIES)
