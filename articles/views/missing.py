"""An address at which nothing is: perhaps something was."""

from django.core.exceptions import TooManyFieldsSent
from django.http import Http404
from django.views import defaults

from articles import lookup
from pressroom import views
from pressroom.caching import public


def not_found(request, exception):
    """Answer for every address of the site that shows nothing: where that is now, that it was removed, or 404.

    It is called within all middleware, so that an address without its last slash leads on in one step too: the one that
    adds a slash sees only what is 404 after this.
    """
    try:
        return _answer(request) if request.method in {"GET", "HEAD"} else lookup.moved(request)
    except Http404:
        pass
    try:
        return defaults.page_not_found(request, exception)
    except TooManyFieldsSent as error:
        # What is raised in here, Django takes for a failure of the program.
        return views.bad_request(request, error)


@public
def _answer(request):
    return lookup.moved(request)
