"""`python -m tests`: every test on SQLite, and once more on PostgreSQL; the last lines say what was left out.

Arguments go to pytest. PostgreSQL is the server that TEST_DATABASE_URL names, else one that is started for the run.
Browser tests run where there is a Chromium. What is marked `once`, or asks no database, runs on SQLite alone.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from tests import postgres
from tests.browser import find_chromium

ROOT = Path(__file__).resolve().parent.parent
# One more than there are cores: a browser or a server under test leaves its worker waiting.
WORKERS = str(min(os.cpu_count() or 1, 4) + 1)
# How pytest ends when no test was asked for.
NOTHING_TO_DO = 5


def main(arguments):
    """Run the suite on each database; return the exit code of the first run that failed, else 0."""
    # Ended from outside, it still takes down the server that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    left_out, failed, done, skipped, wanted = [], {}, set(), set(), []
    if not find_chromium():
        left_out.append("browser tests, for want of Chromium")
        wanted.append("not browser")
    with contextlib.ExitStack() as stack:
        databases = {"SQLite": ""}
        try:
            databases["PostgreSQL"] = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(postgres.server())
        except postgres.Missing as error:
            left_out.append(f"all tests on PostgreSQL: {error}")
        for name, url in databases.items():
            but = " (but those marked `once`)" if "not once" in wanted else ""
            print(f"\n=== Tests on {name}{but} ===", flush=True)
            code, did, didnt = run([*(["-m", " and ".join(wanted)] if wanted else []), *arguments], url)
            # Where all that was asked for is marked `once`, the second run has nothing to do.
            if code and not (code == NOTHING_TO_DO and done):
                failed[name] = code
            done |= did
            skipped |= didnt
            wanted.append("not once")
    left_out += sorted(f"{name} (skipped)" for name in skipped - done)
    print("\n" + "\n".join(f"Left out: {what}." for what in left_out) if left_out else "\nNothing was left out.")
    if failed:
        print(f"Failed: the tests on {' and on '.join(failed)}.")
    return next(iter(failed.values()), 0)


def run(arguments, database):
    """Run pytest on a database; return its exit code, the names of what ran and the names of what was skipped."""
    environment = {**os.environ, "TEST_DATABASE_URL": database}
    # What pytest makes of each module is kept, even where the shell would keep none: else each worker makes it anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", f"--junit-xml={report}", *arguments],
            cwd=ROOT,
            env=environment,
            check=False,
        )
        cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()  # noqa: S314 - ours
        names = {f"{case.get('classname')}.{case.get('name')}": case.find("skipped") is not None for case in cases}
        skipped = {name for name, is_skipped in names.items() if is_skipped}
        return done.returncode, names.keys() - skipped, skipped


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
