"""Loads a side: by wrk where the machine has it, else by a generator of our own, which is slower."""

import asyncio
import http.client
import itertools
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.benchmarks import machine, ratios

CONNECTIONS = 32
SCRIPT = Path(__file__).with_name("load.lua")
# What stands for a network address and for ten digits, others in each request.
ADDRESS, NUMBER = "@ADDRESS@", "@NUMBER@@@"
# A browser's, so that what it gets is compressed as for a browser, and counted as read by one.
HEADERS = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
}
# What ends a request in the file that the script reads: the record separator.
RECORD = "\x1e"
WRK = shutil.which("wrk")
# No two rounds of a run send the same number.
_numbers = itertools.count(0, 200_000)


class Wrong(Exception):  # noqa: N818 - it is an answer
    """Says what was answered that is no answer: what was measured is worth nothing then."""


class Request(NamedTuple):
    """One request; its headers are a browser's but for those named here."""

    path: str
    method: str = "GET"
    data: dict | None = None
    headers: dict | None = None

    def text(self, port):
        """Return it as it is sent."""
        # What is replaced isn't quoted, and stays as long as it is.
        body = urlencode(self.data, safe="@") if self.data is not None else ""
        fields = {"Host": f"127.0.0.1:{port}"} | HEADERS | (self.headers or {})
        if self.method == "POST":
            fields |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
        return "\r\n".join([*lines, "", body])


def ask(port, request, source="127.0.0.1"):
    """Send one request by a connection of its own; return its status, headers and body as it came.

    `source` is the address that it comes from, any of loopback's.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    try:
        body = urlencode(request.data) if request.data is not None else None
        headers = HEADERS | (request.headers or {})
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(request.method, request.path, body, {n: _made(v, 0) for n, v in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def load(side, requests, seconds, connections=CONNECTIONS):
    """Send a side's server these requests in turn for some seconds, and return the `ratios.Load`.

    Raises `Wrong` if one of them was answered by an error.
    """
    pids = side.processes()
    before = machine.processor_seconds(pids)
    send = _by_wrk if WRK else _by_hand
    count, taken, errors = send(side.port, requests, seconds, connections, next(_numbers))
    processor = machine.processor_seconds(pids) - before
    if errors:
        raise Wrong(f"{errors} of {count} requests to {requests[0].path} failed")
    return ratios.Load(count, taken, processor)


def _by_wrk(port, requests, seconds, connections, first):
    """Return how many requests there were, in how many seconds, and how many failed."""
    # It takes whole seconds alone.
    command = [WRK, "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "30s", "-s", str(SCRIPT)]
    with tempfile.NamedTemporaryFile("wb", prefix="pressroom-load-") as file:
        if len(requests) == 1 and not _is_made(requests[0].text(port)):
            # Always the same: wrk needs no script to send it.
            request = requests[0]
            fields = HEADERS | (request.headers or {})
            more = [word for name, value in fields.items() for word in ("-H", f"{name}: {value}")]
            command += [*more, f"http://127.0.0.1:{port}{request.path}"]
        else:
            file.write(RECORD.join(request.text(port) for request in requests).encode())
            file.flush()
            command += [f"http://127.0.0.1:{port}/", "--", file.name, str(first)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("loaded ")]
    if done.returncode or not found:
        raise Wrong(f"wrk failed: {(done.stderr or done.stdout).strip()[-500:]}")
    count, microseconds, status, socket = map(int, found[0])
    return count, microseconds / 1e6, status + socket


def _by_hand(port, requests, seconds, connections, first):
    texts = [request.text(port) for request in requests]
    numbers = itertools.count(first)
    counts = [0, 0]

    async def talk(until):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while time.perf_counter() < until:
                number = next(numbers)
                writer.write(_made(texts[number % len(texts)], number).encode())
                status, is_open = await _answer(reader)
                counts[0] += 1
                counts[1] += status >= 400
                if not is_open:
                    writer.close()
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
        finally:
            writer.close()

    async def talk_all():
        until = time.perf_counter() + seconds
        await asyncio.gather(*(talk(until) for _connection in range(connections)))

    began = time.perf_counter()
    # In a thread of its own: where a browser is under test, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(talk_all())).result()
    return counts[0], time.perf_counter() - began, counts[1]


async def _answer(reader):
    """Read one answer; return its status, and whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(fields.get("content-length", 0)))
    return status, fields.get("connection") != "close"


def _is_made(text):
    return ADDRESS in text or NUMBER in text


def _made(text, number):
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return text.replace(ADDRESS, address).replace(NUMBER, f"{number:010d}")
