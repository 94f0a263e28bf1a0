"""A front of one's own, asked as the server asks it."""

import io
import sys

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from pressroom.front.application import Front

MEGABYTE = 1024 * 1024


class Answer:
    """What the front answered, read as a test client's response is; and whether Django was asked for it."""

    def __init__(self, status, headers, content, is_rendered):
        self.status_code, self.content, self.is_rendered = int(status[:3]), content, is_rendered
        self.headers = {name.lower(): value for name, value in headers}

    def __getitem__(self, name):
        return self.headers[name.lower()]

    def __contains__(self, name):
        return name.lower() in self.headers

    has_header = __contains__


class Asking:
    """Asks a front; counts how often Django renders."""

    def __init__(self, most=MEGABYTE):
        self._handler = WSGIHandler()
        self.rendered, self.asked = [], 0
        self.front = Front(self._django, most)

    def _django(self, environ, start_response):
        self.rendered.append(environ["PATH_INFO"])
        return self._handler(environ, start_response)

    def get(self, path, headers=None, **others):
        """Answer a GET of a path, perhaps with a query."""
        return self.ask(path, headers=headers, **others)

    def ask(self, path, *, method="GET", body=b"", headers=None, **others):
        """Answer a request; what else is given goes into the `environ`."""
        self.asked += 1
        path, _mark, query = path.partition("?")
        said, before = [], len(self.rendered)
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
        }
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()} | others
        # As the test client does: a test's connection is not the server's to close.
        request_started.disconnect(close_old_connections)
        request_finished.disconnect(close_old_connections)
        try:
            parts = self.front(environ, lambda *args: said.extend(args))
            found = b"".join(parts)
            if hasattr(parts, "close"):
                parts.close()
        finally:
            request_started.connect(close_old_connections)
            request_finished.connect(close_old_connections)
        return Answer(*said, found, len(self.rendered) > before)
