"""The Content-Security-Policy of the one kind of page that cannot live under the site's own."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace

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
