"""The machine that it is measured on: what it is, how busy it is with other things, and what its processes take."""

import os
import platform
import time
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def description():
    """Return in one line what measures here: processor, cores, Python."""
    names = (line.partition(":")[2].strip() for line in _lines(PROC / "cpuinfo") if line.startswith("model name"))
    return f"{next(names, platform.machine())}, {os.cpu_count()} cores, Python {platform.python_version()}"


class Watch:
    """How noisy the machine is, from when it is made: `noise()` tells in words."""

    def __init__(self):
        self.began = _ticks()
        self.load = os.getloadavg()[0]

    def noise(self):
        """Return the load average at the beginning and now, and the share of processor time that others stole."""
        passed = [now - before for now, before in zip(_ticks(), self.began, strict=True)]
        # user, nice, system, idle, iowait, irq, softirq, steal (proc(5)).
        stolen = passed[7] / max(sum(passed[:8]), 1)
        return f"load average {self.load:.2f} before and {os.getloadavg()[0]:.2f} after, {stolen:.1%} stolen"


def idle_share(seconds=1.0):
    """Return which share of the processors does nothing, looked at for some seconds."""
    before = _ticks()
    time.sleep(seconds)
    passed = [now - then for now, then in zip(_ticks(), before, strict=True)]
    return (passed[3] + passed[4]) / max(sum(passed[:8]), 1)


def tree(pid):
    """Return a process and all below it."""
    children = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal() and (parent := _stat(folder.name)):
            children.setdefault(int(parent[1]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def backends(database):
    """Return the processes of a PostgreSQL of this machine that serve a database of this name."""
    found = []
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            words = " ".join(_lines(folder / "cmdline")).replace("\0", " ").split()
            if words[:1] == ["postgres:"] and database in words[1:4]:
                found.append(int(folder.name))
    return found


def processor_seconds(pids):
    """Return the processor time that processes have taken so far, all their threads together; ended ones count none."""
    return sum(sum(map(int, stat[11:13])) / TICK for stat in map(_stat, pids) if stat)


def memory(pids):
    """Return the bytes of memory of processes: of what several share each bears its part (PSS)."""
    found = 0
    for pid in pids:
        lines = _lines(PROC / str(pid) / "smaps_rollup")
        found += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return found


def _ticks():
    return list(map(int, _lines(PROC / "stat")[0].split()[1:]))


def _stat(pid):
    """Return the fields of a process from its state on; None if it has ended."""
    lines = _lines(PROC / str(pid) / "stat")
    # Its name, in brackets, may hold anything.
    return lines[0].rpartition(")")[2].split() if lines else None


def _lines(path):
    try:
        return path.read_text(errors="replace").splitlines()
    except OSError:
        return []
