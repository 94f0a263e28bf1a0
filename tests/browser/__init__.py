"""What only a real browser can show."""

import os
import shutil


def find_chromium():
    """Return the path of this machine's Chromium (the variable CHROMIUM names another), or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
