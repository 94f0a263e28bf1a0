"""A site of its own in processes of its own, on SQLite."""

import fcntl
import os
import shutil
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


def collect(folder):
    """Give a site its static files, as `manage.py start` leaves them; they are collected once for all workers."""
    collected = Path(os.environ["PRESSROOM_TESTS"]) / "collected"
    with collected.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not collected.exists():
            code = "from pressroom.management.commands.start import Command; Command().collect()"
            done = manage("shell", "-v0", "-c", code, folder=collected)
            assert done.returncode == 0, done.stderr
    shutil.copytree(collected / "static", folder / "static")
    shutil.copy2(collected / "static.checksum", folder)


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
