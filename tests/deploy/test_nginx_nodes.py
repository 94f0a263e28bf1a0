"""Two nodes behind deploy/nginx.conf: one takes over for the other, and nothing is sent twice."""

import pytest

from tests import nginx as server
from tests.deploy import stub
from tests.deploy.conftest import Visitor


@pytest.fixture
def pair(tmp_path):
    """An nginx before two nodes, and the nodes."""
    if lacking := server.why_not():
        pytest.skip(f"this machine has no {lacking}")
    nodes = [stub.Site(), stub.Site()]
    for name, node in zip("AB", nodes, strict=True):
        node.answer = stub.private(name.encode())
    with server.Nginx(tmp_path, [node.port for node in nodes]) as started:
        visitor = Visitor(started)
        yield visitor, *nodes
        visitor.close()
    for node in nodes:
        node.kill()


def test_both_have_their_part(pair):
    visitor, _one, _other = pair
    assert {visitor.ask("/a/").body for _time in range(4)} == {b"A", b"B"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_one_takes_over_when_the_other_is_killed(pair, method):
    visitor, one, _other = pair
    for _time in range(4):
        visitor.ask("/a/view/", method, b"")
    one.kill()
    answers = [visitor.ask("/a/view/", method, b"") for _time in range(20)]
    assert {(answer.status, answer.body) for answer in answers} == {(200, b"B")}


def test_what_is_only_read_is_asked_of_the_other_when_one_breaks_off(pair):
    visitor, one, _other = pair
    one.answer = lambda _asked: None
    assert {visitor.ask("/a/").body for _time in range(4)} == {b"B"}


def test_what_was_posted_is_never_sent_twice(pair):
    visitor, one, other = pair
    one.answer = lambda _asked: None
    statuses = [visitor.ask("/a/reply/", "POST", b"A reply.").status for _time in range(4)]
    assert sorted(set(statuses)) == [200, 502]
    # Each of them was sent to one node, whatever became of it.
    assert len(one.asked) + len(other.asked) == 4
