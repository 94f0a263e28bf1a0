"""The Content-Security-Policy of the few kinds of page that cannot live under the site's own, or need less."""

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

# CKEditor 4 builds its toolbar out of elements with handlers and styles in their attributes. What runs as a script is
# still the site's files alone: 'unsafe-inline' is given to attributes, and no <script> without a file is let through.
# 'blob:' shows a photograph that was pasted while it is being uploaded.
editor = csp_replace(
    {
        "script-src": [SELF],
        "script-src-attr": [UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
    }
)

# A preview is only looked at: no form of it is sent and no script calls, whatever its template has in it some day.
_LOOKED_AT = {"form-action": [NONE], "connect-src": [NONE]}
preview = csp_replace(_LOOKED_AT)
# The desk's own preview, which its page of phone and desktop widths frames. It needs `xframe_options_sameorigin` too.
framed_preview = csp_replace({**_LOOKED_AT, "frame-ancestors": [SELF]})
# That page.
frame = csp_replace({"frame-src": [SELF]})


class Policy(CSPMiddleware):
    """Middleware: django-csp's, which puts the policy together for each answer, and takes a twentieth of a page for it.

    What is answered under the site's own policy gets that as it was put together once.
    """

    _made = None, ""

    def process_response(self, request, response):
        """Name the policy in the answer."""
        is_usual = not any(name.startswith("_csp") for name in vars(response)) and not hasattr(request, "_csp_nonce")
        if settings.DEBUG or not is_usual or HEADER in response:
            return super().process_response(request, response)
        made_of, policy = self._made
        if made_of is not settings.CONTENT_SECURITY_POLICY:
            policy = build_policy()
            self._made = settings.CONTENT_SECURITY_POLICY, policy
        response[HEADER] = policy
        return response
