"""The processes of the production server: what begins in each once it is forked (threads, say), and how it ends."""

import ctypes
import os
import signal
import sys

# linux/prctl.h
PR_SET_PDEATHSIG = 1

_starters = []


def at_start(function):
    """Let `function()` be called in each process of the server before its first request. Called in `ready()`."""
    _starters.append(function)


def end_with_parent(parent):
    """Let this process end when its parent (its id) does, however that ends: it would else go on, and keep the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        # It may have ended before.
        if os.getppid() != parent:
            sys.exit(0)


def start():
    """Begin what was named, in this process."""
    for function in _starters:
        function()
