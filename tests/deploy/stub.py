"""A site that answers what a test says, and remembers what it was asked."""

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

PUBLIC = "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=0"
PRIVATE = "max-age=0, no-cache, no-store, must-revalidate, private"


class Asked(NamedTuple):
    """A request as it came in."""

    method: str
    path: str
    headers: dict
    body: bytes


class Site(ThreadingHTTPServer):
    """Listens on a port of this machine. `answer` is a function from an `Asked` to (status, headers, body)."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), _Handler)
        self.answer, self.asked, self._open = page(), [], set()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def port(self):
        """Where it listens."""
        return self.server_address[1]

    @property
    def paths(self):
        """The paths that it was asked for, in order."""
        return [asked.path for asked in self.asked]

    def process_request(self, request, client_address):
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        """Say nothing: connections that break off are what some tests are about."""

    def kill(self):
        """End at once: no connection is taken any more, and those that there are break off."""
        self.shutdown()
        self.server_close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        # Names in capitals as CGI has them: nginx passes them on as it likes.
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, body)
        self.server.asked.append(asked)
        answer = self.server.answer(asked)
        if answer is None:
            # Without a word.
            self.close_connection = True
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != 304:
            self.wfile.write(body)

    do_HEAD = do_POST = do_GET  # noqa: N815 - the library's names

    def log_message(self, *_what):
        """Say nothing."""


def page(body=b"A page.", *, until=3600, status=200, **headers):
    """Return a function that answers as the site does with a public page.

    It holds `until` so many seconds after now (a test's hour: nothing is to end while it looks), and -1 is a page of a
    second that is over.
    """

    def answer(_asked):
        moment = {"X-Accel-Expires": f"@{int(time.time()) + until}"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return status, {"Content-Type": "text/html", "Cache-Control": PUBLIC, **moment, **given}, body

    return answer


def private(body=b"Mine.", status=200, **headers):
    """Return a function that answers with what is for one reader at one moment."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _asked: (status, {"Content-Type": "text/html", "Cache-Control": PRIVATE, **given}, body)
