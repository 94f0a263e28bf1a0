"""The one script that stands in pages themselves, which the policy allows by its checksum alone.

It sets what somebody with poor sight has chosen, before anything is painted. In a file of its own it would hold up the
page of every reader for the sake of these; asked for later, it would show them the usual page first. All else that
concerns the choices does `static/js/sight.js`, later.
"""

import base64
import hashlib
from pathlib import Path

_SOURCE = Path(__file__).resolve().parent.parent / "static" / "js" / "sight-first.js"

# Without the line breaks and margins that are for whoever reads the source.
TEXT = " ".join(line.strip() for line in _SOURCE.read_text().splitlines())
# As a Content-Security-Policy names it (CSP level 2, `hash-source`).
ALLOWED = f"'sha256-{base64.b64encode(hashlib.sha256(TEXT.encode()).digest()).decode()}'"
