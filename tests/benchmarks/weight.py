"""What a page sends to a browser: itself, styles and scripts, compressed as a browser takes it; no photographs."""

import re

from tests.benchmarks import load
from tests.benchmarks.load import Request

_PARTS = re.compile(rb'<link[^>]+rel="stylesheet"[^>]*>|<script[^>]+src="[^"]+"[^>]*>')
_ADDRESS = re.compile(rb'(?:href|src)="([^"]+)"')
_LATER = re.compile(rb'\s(?:type="module"|async|defer)[\s>]')


def of_page(port, path):
    """Return how many bytes a page sends, and which scripts a reader has to wait for."""
    _status, headers, body = load.ask(port, Request(path))
    _status, _headers, plain = load.ask(port, Request(path, headers={"Accept-Encoding": "identity"}))
    size, awaited = len(body) + len(str(headers)), []
    for part in _PARTS.findall(plain):
        address = _ADDRESS.search(part)[1].decode()
        status, headers, body = load.ask(port, Request(address))
        if status != 200:
            raise load.Wrong(f"{address} answered {status}")
        size += len(body) + len(str(headers))
        if part.startswith(b"<script") and not _LATER.search(part):
            awaited.append(address)
    return size, awaited
