"""Which software this is: what two versions of it render may differ."""

import hashlib
from functools import lru_cache

from django.conf import settings

_PARTS = ("pressroom", "articles", "comments", "templates")
_KINDS = {".py", ".html", ".txt", ".mo"}


@lru_cache(maxsize=1)
def checksum():
    """Return a checksum of the code, the templates and the catalogues that this process runs with."""
    found = hashlib.sha256()
    for part in _PARTS:
        for path in sorted((settings.BASE_DIR / part).rglob("*")):
            if path.suffix in _KINDS:
                found.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode())
                found.update(path.read_bytes())
    # The names of the collected static files hold their checksums.
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists():
        found.update(manifest.read_bytes())
    return found.hexdigest()
