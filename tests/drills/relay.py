"""A door between a node and its database that can be shut: whoever is inside is thrown out, and nobody is let in."""

import asyncio
import contextlib
import threading
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


class Relay:
    """Listens on a port of this machine and passes everything on, from a thread of its own."""

    def __init__(self, host, port):
        """Pass on to a host and port; without a port the host is the path of a Unix socket."""
        self._target = (host, port)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server, self._tasks = None, set()
        self.port = 0

    def __enter__(self):
        self._thread.start()
        self.open()
        return self

    def __exit__(self, *_failure):
        self.shut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def through(self, url):
        """Return a PostgreSQL URL as it is for who goes through this door."""
        split = urlsplit(url)
        user, at, _host = split.netloc.rpartition("@")
        query = [(name, value) for name, value in parse_qsl(split.query) if name != "host"]
        place = f"{user}{at}127.0.0.1:{self.port}"
        return urlunsplit(split._replace(netloc=place, query=urlencode(query)))

    def open(self):
        """Let in whoever comes; harmless if it is open."""
        self._do(self._open())

    def shut(self):
        """Throw out whoever is inside, and let nobody in."""
        self._do(self._shut())

    def _do(self, what):
        asyncio.run_coroutine_threadsafe(what, self._loop).result(30)

    async def _open(self):
        if self._server is None:
            self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _shut(self):
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pass(self, reader, writer):
        task = asyncio.current_task()
        self._tasks.add(task)
        beyond = None
        try:
            host, port = self._target
            beyond = await (asyncio.open_connection(host, port) if port else asyncio.open_unix_connection(host))
            await asyncio.gather(_copy(reader, beyond[1]), _copy(beyond[0], writer))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            for end in (writer, beyond and beyond[1]):
                if end:
                    end.transport.abort()


async def _copy(reader, writer):
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    # The other direction has nothing more to say either.
    writer.close()
