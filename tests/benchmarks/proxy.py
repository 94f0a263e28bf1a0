"""Our nginx (`deploy/nginx.conf`) before the site, and in the same nginx the same bytes as a file."""

import os
import time
from pathlib import Path

from tests import nginx
from tests.benchmarks import load
from tests.benchmarks.sides import require_free

# Taken out for the measure, which would be one of encryption otherwise.
REDIRECT = """\
    if ($https = "") {
        return 301 https://$server_name$request_uri;
    }
"""
# A server of its own, with what nginx has for files; it writes the same log.
FILE = """
server {{
    listen 127.0.0.1:{port};
    access_log {logs}/file.log pressroom buffer=64k flush=5s;
    error_log {logs}/file-error.log alert;
    root {folder};
    sendfile on;
    open_file_cache max=16;
    keepalive_requests 10000;
    {headers}
}}
"""
PAGE = load.Request("/page.html")


class Proxy(nginx.Nginx):
    """An nginx with the site behind it on the port `plain`, and a page of the site as `PAGE` on `plain_file`."""

    shown = ""

    def __init__(self, folder, node, ports, page):
        """Prepare it before the port of a node, on three ports; `page` is the `Request` of the page."""
        for port in ports:
            require_free(port)
        self.plain_file = ports[2]
        self.headers, body = _kept(node, page)
        super().__init__(folder, [node], ports=ports[:2], workers=os.cpu_count())
        (self.folder / "files").mkdir(exist_ok=True)
        (self.folder / "files" / PAGE.path.strip("/")).write_bytes(body)

    def _filled(self, text):
        if REDIRECT not in text:
            raise SystemExit("deploy/nginx.conf redirects in another way than tests/benchmarks/proxy.py knows.")
        sent = [name for name in ("Content-Encoding", "Cache-Control") if name in self.headers]
        headers = " ".join(f'add_header {name} "{self.headers[name]}";' for name in sent)
        values = {"port": self.plain_file, "folder": self.folder / "files", "logs": self.folder / "logs"}
        return super()._filled(text.replace(REDIRECT, "")) + FILE.format(**values, headers=headers)


class Behind:
    """A side that is one of the ports of an nginx."""

    def __init__(self, proxy, port):
        self.proxy, self.port = proxy, port

    def processes(self):
        """Return the ids of its processes."""
        return self.proxy.processes

    def settle(self, quiet=0.5):
        """Do nothing: where nobody asks, nginx has nothing to do."""


def started(running, node, folder, port, page):
    """Start one until `running` (an ExitStack) ends; return its two sides, the file and the page."""
    proxy = running.enter_context(Proxy(Path(folder) / "nginx", node, (port, port + 1, port + 2), page))
    return Behind(proxy, proxy.plain_file), Behind(proxy, proxy.plain)


def _kept(node, page):
    """Return the headers and the body of a page as nginx will have it: whoever asks first has it compressed less."""
    for _try in range(100):
        _status, headers, body = load.ask(node, page)
        if not headers.get("ETag", "").startswith("W/"):
            return headers, body
        time.sleep(0.1)
    raise load.Wrong("the page never gets smaller")
