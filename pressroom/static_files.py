"""Static files as they are served: compressed, under names that hold their checksum, and bundles as one file each.

A bundle is a source file of nothing but imports, which a browser follows by itself while somebody develops; collected,
it holds what it imports, so that a reader's browser asks once instead of twenty times.
"""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css", "js/release.js")
# `@import "print.css" print;` or `import "./counters.js";`: a file of the bundle's own folder, so that what is relative
# in it stays right.
IMPORT = re.compile(r"""^@?import "(?:\./)?(?P<name>[\w-]+\.(?:css|js))"(?: (?P<media>[^;"]+))?;$""", re.MULTILINE)
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)


class Storage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which puts each bundle together before it is hashed."""

    def post_process(self, paths, **options):
        """Do as `collectstatic` asks, with the bundles in the places of their sources."""
        bundles = InMemoryStorage()
        for name in BUNDLES:
            bundles.save(name, ContentFile(bundled(name, paths).encode()))
        return super().post_process({**paths, **{name: (bundles, name) for name in BUNDLES}}, **options)


def bundled(name, paths):
    """Return the text of a bundle, with what it imports in the places of the imports.

    `paths` is what `collectstatic` found: for each name, a storage and the path in it. Raises KeyError for an import of
    what isn't there.
    """

    def read(name):
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    def inlined(found):
        text = read(f"{name.rpartition('/')[0]}/{found['name']}")
        if name.endswith(".js"):
            # A module's names are its own, and so are a block's.
            return f"{{\n{text}}}"
        text = COMMENT.sub("", text)
        return f"@media {found['media']} {{\n{text}}}" if found["media"] else text

    return IMPORT.sub(inlined, read(name))
