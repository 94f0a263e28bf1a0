"""What a view tells the front of its answer. A request's `META` is the very `environ` that the front handed over."""

# What proxies may do with a public page: use it for a second, and never after it (RFC 9111; RFC 5861 for the last part,
# without which Varnish would use it for ten seconds more). A browser asks each time.
FRESH = "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=0"
# The same within a second of a moment at which the page changes by the clock, and where the front doesn't know.
STALE_AT_ONCE = "public, max-age=0, s-maxage=0, must-revalidate, stale-while-revalidate=0"

KEEP, UNTIL, ABOUT = "pressroom.keep", "pressroom.until", "pressroom.about"
# What the front tells a view: the `pressroom.version.Version` that it knows.
VERSION = "pressroom.version"


def may_be_kept(request):
    """Say that the answer is the same for everybody until the public sees something else."""
    request.META[KEEP] = True


def fresh_until(request, moment):
    """Say that the answer changes by the clock at a moment (aware), sooner than the site does. None says nothing."""
    if moment is not None:
        known = request.META.get(UNTIL)
        request.META[UNTIL] = moment.timestamp() if known is None else min(known, moment.timestamp())


def about(request, path, value):
    """Say what the page at a path is about (the key of a release, say), for the shortcuts below it."""
    request.META[ABOUT] = path, value
