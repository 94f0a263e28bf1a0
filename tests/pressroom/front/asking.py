"""A front of one's own, asked as the server asks it."""

import io
import sys

from django.core.handlers.wsgi import WSGIHandler

from pressroom.front.application import Front

MEGABYTE = 1024 * 1024


class Answer:
    """What the front answered, and whether Django was asked for it."""

    def __init__(self, status, headers, body, is_rendered):
        self.status, self.body, self.is_rendered = int(status[:3]), body, is_rendered
        self.headers = {name.lower(): value for name, value in headers}


class Asking:
    """Asks a front; counts how often Django renders."""

    def __init__(self, most=MEGABYTE):
        self._handler = WSGIHandler()
        self.rendered = []
        self.front = Front(self._django, most)

    def _django(self, environ, start_response):
        self.rendered.append(environ["PATH_INFO"])
        return self._handler(environ, start_response)

    def __call__(self, path, *, method="GET", body=b"", **headers):
        """Answer a request to a path, perhaps with a query; a header is named as in `Accept_Encoding`."""
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
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        parts = self.front(environ, lambda *args: said.extend(args))
        found = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Answer(*said, found, len(self.rendered) > before)
