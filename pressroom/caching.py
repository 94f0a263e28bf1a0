"""What may be kept, and by whom: every view says one of these."""

from functools import wraps

from django.utils.cache import add_never_cache_headers, patch_cache_control


def public(view):
    """Mark a page that is the same for everybody: anyone may keep it, and asks again before using it."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return marked


def private(view):
    """Mark a page that is for one reader at one moment: nobody keeps it."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return marked
