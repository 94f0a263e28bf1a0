"""A site of its own in processes of its own, on SQLite."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(folder, **variables):
    """Return the environment of a site of its own on SQLite."""
    return {"PATH": os.environ["PATH"], "PRESSROOM_VAR": str(folder), **variables}


def manage(*arguments, **variables):
    """Run `manage.py` and return how it ended."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def answer(address, server):
    """Return the status of an address as soon as something answers there."""
    for _try in range(1200):
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status
        except OSError:
            if server.poll() is not None:
                return None
            time.sleep(0.05)
    return None
