"""The units for systemd, as its own tools read them; no service manager has to run."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNITS = ["pressroom.service", "pressroom-worker.service"]
# In tenths, as systemd counts what a service could do if it were taken over; 9.6 is one without any such line.
EXPOSED_AT_MOST = 20


@pytest.fixture(params=UNITS)
def unit(request, tmp_path):
    """A unit, with this tree in the place of a server's folders."""
    text = (ROOT / "deploy" / request.param).read_text()
    for before, after in (
        ("/var/lib/pressroom/venv/bin/python", sys.executable),
        ("WorkingDirectory=/srv/pressroom", f"WorkingDirectory={ROOT}"),
        ("=pressroom\nGroup=pressroom\n", "=root\nGroup=root\n"),
    ):
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / request.param
    path.write_text(text)
    return path


def analyze(*arguments):
    """Run `systemd-analyze`; return how it ended and what it said."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("this machine has no systemd-analyze")
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_systemd_has_nothing_to_say_against_a_unit(unit):
    code, said = analyze("verify", "--man=no", "--recursive-errors=no", str(unit))
    assert code == 0, said
    assert unit.name not in said


def test_a_service_that_is_taken_over_can_do_little(unit):
    code, said = analyze("security", "--offline=yes", f"--threshold={EXPOSED_AT_MOST}", "--no-pager", str(unit))
    assert code == 0, said


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_what_is_there(name):
    text = (ROOT / "deploy" / name).read_text()
    commands = [line.partition("=")[2].split() for line in text.splitlines() if line.startswith("ExecStart")]
    assert commands
    for _python, script, *_arguments in commands:
        assert (ROOT / script).is_file()
