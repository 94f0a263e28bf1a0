"""Visitors by the thousand: requests over connections that stay open, from addresses that a trusted proxy tells of."""

import asyncio
import contextlib

from tests.nginx import NAME

FAILURES = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError)
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
# In seconds: what takes longer has failed.
PATIENCE = 30


def address(number):
    """Return the address of a visitor by number: each has their own, so that none is one of a network's many."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def request(path, method="GET", number=None, body=b"", **headers):
    """Return the bytes of a request, from the visitor of a number if one is given."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {NAME}", f"User-Agent: {AGENT}", "X-Forwarded-Proto: https"]
    if number is not None:
        lines.append(f"X-Forwarded-For: {address(number)}")
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Line:
    """A connection to a port of this machine, by TLS if there is a context; it is made anew when it has broken."""

    def __init__(self, port, context=None):
        self.port, self._context, self._open = port, context, None

    async def ask(self, what):
        """Send a request; return (status, body). Raises one of `FAILURES`, and then nobody knows what became of it."""
        try:
            return await asyncio.wait_for(self._ask(what), PATIENCE)
        except FAILURES:
            self.close()
            raise

    async def see(self, whats):
        """Send requests that count views, all at once; return those that were acknowledged, as a list.

        They are answered in their order, so whatever breaks off, the first ones were.
        """
        done = []
        with contextlib.suppress(*FAILURES):
            async with asyncio.timeout(PATIENCE):
                reader, writer = await self._connected()
                writer.write(b"".join(whats))
                for what in whats:
                    head = await reader.readuntil(b"\r\n\r\n")
                    if not head.startswith(b"HTTP/1.1 204 "):
                        break
                    done.append(what)
        if len(done) < len(whats):
            self.close()
        return done

    async def _connected(self):
        if self._open is None:
            name = {"server_hostname": NAME} if self._context else {}
            self._open = await asyncio.open_connection("127.0.0.1", self.port, ssl=self._context, **name)
        return self._open

    async def _ask(self, what):
        reader, writer = await self._connected()
        writer.write(what)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:])}
        if "transfer-encoding" in headers:
            raise ValueError("An answer in chunks.")
        length = 0 if status in {204, 304} or what.startswith(b"HEAD") else int(headers.get("content-length", 0))
        body = await reader.readexactly(length)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return status, body

    def close(self):
        """Break it off."""
        if self._open is not None:
            with contextlib.suppress(Exception):
                self._open[1].transport.abort()
            self._open = None


async def read(stage, paths, times=8):
    """Let every process of both nodes have these pages, as it has what readers see."""
    for node in stage.nodes:
        for _time in range(times):
            # Whichever process takes the connection.
            line = Line(node.port)
            for path in paths:
                await line.ask(request(path))
            line.close()


async def each(lines, work):
    """Let all connections work at once: `work(line)` is awaited until the coroutines that it makes are done."""
    await asyncio.gather(*(work(line) for line in lines))
    for line in lines:
        line.close()
