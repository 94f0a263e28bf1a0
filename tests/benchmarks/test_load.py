"""That the generators send what they are told to, and that a side ends with whoever started it; nothing is timed."""

import http.server
import threading

import pytest

from tests.benchmarks import load, machine, sides
from tests.benchmarks.load import ADDRESS, NUMBER, Request
from tests.nginx import free_port


@pytest.fixture
def server():
    """A server that writes down what it was sent, and answers 404 at /missing/."""
    heard = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            heard.append((self.command, self.path, self.headers["X-Forwarded-For"], body))
            self.send_response(404 if self.path == "/missing/" else 200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_POST = do_GET  # noqa: N815 - its name is the library's

        def log_message(self, *_words):
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield Heard(running.server_port, heard)
        running.shutdown()
        thread.join()


class Heard:
    """A side in this process, and what it was sent."""

    def __init__(self, port, heard):
        self.port, self.heard = port, heard

    def processes(self):
        return []


@pytest.fixture(params=["wrk", "our own"])
def generator(request, monkeypatch):
    """Each of the two generators."""
    if request.param == "our own":
        monkeypatch.setattr(load, "WRK", None)
    elif not load.WRK:
        pytest.skip("there is no wrk on this machine")


@pytest.mark.usefixtures("generator")
def test_requests_are_sent_in_turn_each_from_an_address_of_its_own(server):
    asked = [Request("/one/"), Request("/two/", "POST", {"text": f"Say {NUMBER}"}, {"X-Forwarded-For": ADDRESS})]
    found = load.load(server, asked, 0.2, connections=2)
    assert found.requests
    posts = [(address, body) for method, path, address, body in server.heard if (method, path) == ("POST", "/two/")]
    assert len(set(posts)) == len(posts) > 1
    assert all(body.startswith("text=Say+") and len(body) == 19 for _address, body in posts)
    assert {path for _method, path, _address, _body in server.heard} == {"/one/", "/two/"}


@pytest.mark.usefixtures("generator")
def test_an_error_is_no_answer(server):
    with pytest.raises(load.Wrong):
        load.load(server, [Request("/missing/")], 0.2, connections=1)


@pytest.mark.usefixtures("generator")
def test_no_visitor_comes_twice(server):
    for _round in range(2):
        load.load(server, [Request("/one/", headers={"X-Forwarded-For": ADDRESS})], 0.1, connections=1)
    addresses = [address for _method, _path, address, _body in server.heard]
    assert len(set(addresses)) == len(addresses)


def test_a_side_answers_and_ends_with_all_that_it_started(tmp_path):
    with sides.empty(free_port(), tmp_path) as side:
        side.wait()
        assert load.ask(side.port, Request("/"))[0] == 200
        processes = side.processes()
        assert len(processes) > sides.WORKERS
        assert side.memory()
    assert not any(machine.PROC.joinpath(str(pid)).exists() for pid in processes)


def test_a_side_does_not_start_where_something_listens(server, tmp_path):
    with pytest.raises(SystemExit, match="taken"):
        sides.empty(server.port, tmp_path)
