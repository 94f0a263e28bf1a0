"""An nginx for all tests of a process, before a stub site that is new for each test."""

import http.client
import itertools
import ssl

import pytest

from tests import nginx as server
from tests.deploy.stub import Site

_addresses = itertools.count(2)


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """An nginx before one node, whether that is there or not."""
    if lacking := server.why_not():
        pytest.skip(f"this machine has no {lacking}")
    with server.Nginx(tmp_path_factory.mktemp("nginx"), [server.free_port()]) as started:
        yield started


@pytest.fixture
def site(running):
    """The node behind nginx."""
    node = Site(running.nodes[0])
    yield node
    node.kill()


class Answer:
    """A response that was read."""

    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def kept(self):
        """What nginx says of its look into the store: HIT, MISS and so on; None where it didn't look."""
        return self.headers.get("X-Cache")


class Visitor(http.client.HTTPSConnection):
    """Somebody with an address of their own, so that no test uses up the limits of another. Connections stay open."""

    def __init__(self, nginx, address=None):
        number = next(_addresses)
        self.address = address or f"127.0.{number // 250}.{number % 250 + 2}"
        super().__init__("127.0.0.1", nginx.secure, source_address=(self.address, 0), timeout=30)
        self._tls = nginx.context()

    def connect(self):
        http.client.HTTPConnection.connect(self)
        self.sock = self._tls.wrap_socket(self.sock, server_hostname=server.NAME)

    def ask(self, path, method="GET", body=None, **headers):
        """Ask and return the `Answer`."""
        given = {"Host": server.NAME, **{name.replace("_", "-"): value for name, value in headers.items()}}
        try:
            self.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if body is not None:
                given["Content-Length"] = str(len(body))
            for name, value in given.items():
                self.putheader(name, value)
            self.endheaders(body)
            return Answer(self.getresponse())
        except (OSError, ssl.SSLError, http.client.HTTPException):
            self.close()
            raise


@pytest.fixture
def visitor(running):
    """Somebody who asks nginx: `visitor.ask("/", Cookie="a=b")`."""
    made = Visitor(running)
    yield made
    made.close()


@pytest.fixture
def another(running):
    """A function that makes one more visitor; with an address, one who has that."""
    made = []

    def make(address=None):
        made.append(Visitor(running, address))
        return made[-1]

    yield make
    for visitor in made:
        visitor.close()


@pytest.fixture
def path(request):
    """An address that no other test asks for: nginx keeps its store from one test to the next."""
    return f"/2022/05/28/{request.node.name.replace('_', '-').replace('[', '-').replace(']', '')}/"
