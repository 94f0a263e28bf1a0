"""The memory of the server's processes: what is loaded before they are forked, and what they give back.

docs/performance.md has the figures.
"""

import ctypes
import platform
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.core.cache import caches
from django.db.models.sql import compiler  # noqa: F401 - which writes the first statement
from django.template import engines
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import formats, translation

# Of glibc's <malloc.h>.
M_ARENA_MAX = -8
# The heaps that all threads have in common. With one each, every thread keeps what a page of its own once needed.
HEAPS = 2
# Seconds.
GIVEN_BACK_EVERY = 30


def load():
    """Load what the first pages would load, so that the processes that are forked next have it in common."""
    public = engines["jinja2"].env
    for name in public.list_templates():
        public.get_template(name)
    # The desk's, with all that its templates may load.
    _ = engines["django"].engine.template_libraries, caches["default"]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("")
            formats.get_format("DATE_FORMAT")
            # For each language there are tables of how the addresses in a namespace are written. No name will do.
            for namespace in get_resolver().namespace_dict:
                with suppress(NoReverseMatch):
                    reverse(f"{namespace}:")


def be_sparing():
    """Let this process keep less of what it has used. For `processes.at_start`; only glibc can be told so."""
    if platform.libc_ver()[0] != "glibc":
        return
    libc = ctypes.CDLL(None)
    libc.mallopt(M_ARENA_MAX, HEAPS)
    threading.Thread(target=_give_back, args=[libc], name="memory", daemon=True).start()


def _give_back(libc):
    # Of itself glibc gives back only what is free at the end of a heap, and something is nearly always in use there.
    while True:
        time.sleep(GIVEN_BACK_EVERY)
        libc.malloc_trim(ctypes.c_size_t(0))
