"""The server and its worker as processes: they start from nothing, and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import OperationalError

from pressroom.management.commands import work
from tests.pressroom.processes import ROOT, answer, collect, environment, manage


@pytest.mark.once
@pytest.mark.long
def test_the_server_starts_from_nothing_starts_again_quickly_and_stops_cleanly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    states = []
    # Five seconds are promised for the second start; a machine that runs tests is busy.
    for allowed in (120, 20):
        begun = time.monotonic()
        server = subprocess.Popen(
            [sys.executable, "manage.py", "start"],
            cwd=ROOT,
            env=environment(tmp_path, PORT=str(port), WORKERS="1"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert answer(f"http://127.0.0.1:{port}/healthz", server) == 200
            assert time.monotonic() - begun < allowed
        finally:
            server.send_signal(signal.SIGINT)
            output, _errors = server.communicate(timeout=30)
        assert server.returncode == 0, output
        assert "Traceback" not in output
        assert f"http://127.0.0.1:{port}/admin/" in output
        states.append({path: path.stat().st_mtime_ns for path in sorted((tmp_path / "static").rglob("*"))})
    assert states[0] == states[1]
    assert not (tmp_path / "demo-password").exists()


@pytest.fixture
def port():
    """A port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the sites of these tests are, one after the other: the first start prepares it for all."""
    folder = tmp_path_factory.mktemp("site")
    collect(folder)
    return folder


@pytest.fixture
def site(folder, port):
    """A started site with its worker: (server, pid of the worker)."""
    # In a session of its own, as a service manager would have it: no terminal sends the signal to both.
    server = subprocess.Popen(
        [sys.executable, "manage.py", "start"],
        cwd=ROOT,
        env=environment(folder, PORT=str(port), WORKERS="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert answer(f"http://127.0.0.1:{port}/healthz", server) == 200
        yield server, soon(lambda: worker_of(server))
    finally:
        if server.poll() is None:
            server.kill()
        server.communicate(timeout=30)


def soon(condition):
    """Return what `condition()` returns as soon as that is true; it is asked for a minute at most."""
    for _try in range(1200):
        if found := condition():
            return found
        time.sleep(0.05)
    return None


def worker_of(server):
    """Return the pid of the worker among the children of a process, or None."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == server.pid and b"work" in command:
            return int(folder.name)
    return None


def is_running(pid):
    """Whether there is such a process, which isn't only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.once
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["Ctrl-C", "TERM", "kill -9"])
def test_server_and_worker_end_together_however_the_server_ends(site, end):
    server, worker = site
    assert is_running(worker)
    server.send_signal(end)
    server.wait(timeout=30)
    assert soon(lambda: not is_running(worker))


@pytest.mark.once
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_the_site_goes_on_without_its_worker(site, port):
    server, worker = site
    os.kill(worker, signal.SIGKILL)
    assert soon(lambda: not is_running(worker))
    assert answer(f"http://127.0.0.1:{port}/healthz", server) == 200


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_process_whose_parent_has_ended_already_does_not_begin():
    program = "import sys; from pressroom import processes; processes.end_with_parent(int(sys.argv[1])); print('begun')"
    for parent, said in ((os.getpid(), "begun\n"), (os.getppid(), "")):
        done = subprocess.run([sys.executable, "-c", program, str(parent)], cwd=ROOT, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, said), done.stderr


@pytest.mark.once
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_stops_cleanly_when_it_is_told_to(folder, end):
    assert manage("migrate", folder=folder).returncode == 0
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, "work"],
        cwd=ROOT,
        env=environment(folder, DJANGO_SETTINGS_MODULE="pressroom.settings"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert worker.stdout.readline() == "looks\n"
    worker.send_signal(end)
    output, _errors = worker.communicate(timeout=30)
    assert (worker.returncode, output) == (0, "")


# Says when it listens to signals, which no worker does.
WORKER = """
import django
django.setup()
from pressroom import jobs
look, said = jobs.is_due, []
def tell():
    if not said:
        said.append(print("looks", flush=True))
    return look()
jobs.is_due = tell
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "work"])
"""


def test_a_worker_outlives_a_database_that_is_away_for_a_moment(monkeypatch):
    looks = []

    def look():
        looks.append(True)
        if len(looks) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        raise OperationalError("server closed the connection")

    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    monkeypatch.setattr(work.jobs, "is_due", look)
    monkeypatch.setattr(work.jobs, "reap", lambda at: 0)
    monkeypatch.setattr(work.cleaning, "clean", lambda at: [])
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work.time, "sleep", lambda seconds: None)
    try:
        call_command("work")
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert len(looks) == 3


@pytest.mark.django_db
def test_a_worker_reaps_every_few_minutes_and_cleans_daily(monkeypatch):
    clock, done = [0], []

    def sleep(seconds):
        clock[0] += 60
        if clock[0] >= 2 * work.CLEAN:
            os.kill(os.getpid(), signal.SIGTERM)

    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    monkeypatch.setattr(work.jobs, "is_due", lambda: False)
    monkeypatch.setattr(work.jobs, "reap", lambda at: done.append("reap") or 0)
    monkeypatch.setattr(work.cleaning, "clean", lambda at: done.append("clean") or [])
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work, "time", mock.Mock(sleep=sleep, monotonic=lambda: clock[0]))
    try:
        call_command("work")
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert (done.count("clean"), done.count("reap")) == (2, 2 * work.CLEAN // work.REAP)
