"""The short address of a release, for paper and for the telephone."""

from django.http import Http404, HttpResponseRedirect

from articles import short_addresses
from articles.lookup import gone, is_live
from articles.models import Release
from pressroom.caching import public
from pressroom.statements import Statement

_RELEASE = Statement(lambda key: Release.objects.filter(pk=key, date__isnull=False), key=int)


@public
def short(request, code):
    """Lead from the short address of a release to its present one; a removed one is answered for as anywhere else.

    302 and not 301, because the release may move, and what is asked for here is always where it is now.
    """
    key = short_addresses.key(code)
    release = key and next(iter(_RELEASE.instances(key=key)), None)
    if not release:
        raise Http404
    if release.is_removed:
        return gone(request, release)
    if not is_live(release.pk):
        raise Http404
    return HttpResponseRedirect(release.get_absolute_url())
