"""The server as processes: its first one becomes a small watch, which replaces who ends."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import nginx
from tests.pressroom.processes import ROOT, answer, environment, manage

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc"),
]

# Ends when it is told to, and says when it listens.
CHILD = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit()); print(flush=True); signal.pause()"
# Starts such children, then becomes the watch that stands beside it.
PARENT = f"""
import os, signal, subprocess, sys
children = [subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdout=subprocess.PIPE) for _number in range(2)]
for child in children:
    child.stdout.readline()
# What comes before the watch can hear it waits, as deploy/serve.py lets it.
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGINT])
for child in children:
    print(child.pid, flush=True)
os.execv(sys.executable, [sys.executable, "watch.py", *(str(child.pid) for child in children)])
"""


@pytest.fixture
def server(tmp_path):
    """A started site of two processes on the port of its name."""
    port = nginx.free_port()
    assert manage("migrate", "-v0", folder=tmp_path).returncode == 0
    with (tmp_path / "log").open("wb") as log:
        started = subprocess.Popen(
            [sys.executable, "deploy/serve.py"],
            cwd=ROOT,
            env=environment(tmp_path, PORT=str(port), WORKERS="2"),
            stdin=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    started.address = f"http://127.0.0.1:{port}/healthz"
    try:
        assert answer(started.address, started) == 200
        assert soon(lambda: b"watch.py" in command_of(started.pid))
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait(30)


def test_the_first_process_lets_go_of_the_site_who_ends_is_replaced_and_none_outlives_it(server):
    first, second = children_of(server.pid)
    # In KiB: a tenth of what it would be with the site in it.
    assert memory_of(server.pid) < 15_000 < memory_of(second)
    os.kill(first, signal.SIGKILL)
    # The other one answers meanwhile.
    assert answer(server.address, server) == 200
    assert soon(lambda: len(set(serving(server.pid)) - {first}) == 2)
    os.kill(second, signal.SIGKILL)
    assert answer(server.address, server) == 200
    assert soon(lambda: len(set(serving(server.pid)) - {first, second}) == 2)
    processes = [*children_of(server.pid), *serving(server.pid)]
    server.kill()
    assert soon(lambda: not any(command_of(process) for process in processes))


def test_all_processes_end_when_the_first_one_is_told_to(server):
    processes = serving(server.pid)
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    assert not any(command_of(process) for process in processes)


@pytest.fixture
def watched(tmp_path):
    """A watch of two processes, beside which a server stands that can't start: (the watch, the ids of the two)."""
    shutil.copy2(ROOT / "deploy" / "watch.py", tmp_path)
    (tmp_path / "serve.py").write_text("raise SystemExit('It does not start.')")
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watch:
        yield watch, [int(watch.stdout.readline()) for _number in range(2)]
        watch.kill()


def test_all_end_if_a_process_can_not_be_replaced(watched):
    watch, (first, second) = watched
    os.kill(first, signal.SIGKILL)
    _output, errors = watch.communicate(timeout=30)
    assert watch.returncode == 1
    assert errors.splitlines()[0] == f"Process {first} of the server has ended of itself."
    assert "It does not start." in errors
    assert not command_of(second)


def test_who_does_not_end_in_time_is_killed(watched, tmp_path):
    watch, (first, second) = watched
    os.kill(second, signal.SIGSTOP)
    watch.terminate()
    assert soon(lambda: not command_of(first))
    assert watch.poll() is None
    # As the clock would twenty seconds later.
    watch.send_signal(signal.SIGALRM)
    assert watch.wait(30) == 0
    assert not command_of(second)


def soon(condition):
    """Return whether a condition comes true within a minute."""
    until = time.monotonic() + 60
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def children_of(process):
    """Return the ids of a process's children; none where there is no such process."""
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def serving(process):
    """Return the ids of the processes below that serve the site: not those that watch others, or will."""
    found = []
    for child in children_of(process):
        if below := children_of(child):
            found += below
        # A moment after it was begun it has the command of who began it still.
        elif not any(word in command_of(child) for word in (b"--parent", b"watch.py")):
            found.append(child)
    return found


def command_of(process):
    """Return the command of a process; none of one that has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def memory_of(process):
    """Return the memory of a process in KiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
