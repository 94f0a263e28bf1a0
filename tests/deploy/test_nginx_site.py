"""The site itself behind deploy/nginx.conf, as processes: what each says to the other is understood."""

import re
import subprocess
import sys
import time

import pytest

from tests import nginx as server
from tests.deploy.conftest import Visitor
from tests.pressroom.processes import ROOT, answer, collect, environment, manage

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A demo site that is served by its own server, and an nginx before it."""
    if lacking := server.why_not():
        pytest.skip(f"this machine has no {lacking}")
    folder, port = tmp_path_factory.mktemp("site"), server.free_port()
    variables = {"PORT": str(port), "WORKERS": "1", "X_ACCEL_REDIRECT": "/protected/"}
    variables |= {"SITE_URL": f"https://{server.NAME}", "TRUSTED_PROXIES": "127.0.0.1"}
    collect(folder)
    # One by one, since a machine that runs tests takes its time.
    for command in (["migrate", "-v0"], ["demo", "--releases", "9", "-v0"]):
        done = manage(*command, folder=folder, **variables)
        assert done.returncode == 0, done.stderr
    site = subprocess.Popen(
        [sys.executable, "deploy/serve.py"],
        cwd=ROOT,
        env=environment(folder, **variables),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert answer(f"http://127.0.0.1:{port}/healthz", site) == 200
        with server.Nginx(tmp_path_factory.mktemp("nginx"), [port], var=folder) as started:
            yield started
    finally:
        site.terminate()
        site.wait(timeout=30)


@pytest.fixture
def reader(whole):
    """Somebody who asks nginx."""
    made = Visitor(whole)
    yield made
    made.close()


@pytest.fixture(scope="module")
def release(whole):
    """The address of a release with a photograph."""
    visitor = Visitor(whole)
    releases = re.findall(r'href="(/\d{4}/\d\d/\d\d/[^/"]+/)"', visitor.ask("/").body.decode())
    found = next(path for path in releases if b".jpg" in visitor.ask(path).body)
    visitor.close()
    return found


def test_a_public_page_is_kept_for_the_rest_of_a_second(reader, release):
    # A second may end between two requests; it doesn't always, however busy the machine is.
    answers = []
    while len(answers) < 1000 and (not answers or answers[-1].kept != "HIT"):
        answers.append(reader.ask(release, Accept_Encoding="gzip, deflate, br"))
    assert {answer.status for answer in answers} == {200}
    assert "HIT" in {answer.kept for answer in answers}
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"br"}
    # From the second time on it is a smaller one.
    assert len({answer.body for answer in answers}) <= 2


def test_a_page_that_is_asked_for_in_another_second_has_fewer_bytes(reader):
    path, answers = "/search/?q=bridge", []
    until = time.monotonic() + 20
    while time.monotonic() < until and len({len(answer.body) for answer in answers}) < 2:
        answers.append(reader.ask(path, Accept_Encoding="br"))
        time.sleep(0.3)
    assert len(answers[-1].body) < 0.9 * len(answers[0].body)
    assert answers[0].headers["ETag"] == f"W/{answers[-1].headers['ETag']}"


def test_every_answer_says_its_length(reader, release):
    for path in (release, "/", "/feed/", "/search/?q=bridge", "/api/v1/releases/", "/admin/login/", "/no/such/page/"):
        answer = reader.ask(path)
        assert answer.headers["Content-Length"] == str(len(answer.body)), path
        assert "Transfer-Encoding" not in answer.headers


def test_the_desk_and_what_is_below_a_release_are_never_kept(reader, release):
    for path in ("/admin/login/", f"{release}state/", f"{release}like/", f"{release}reply/stamp/"):
        answers = [reader.ask(path) for _time in range(2)]
        assert {answer.kept for answer in answers} == {None}, path
        assert "no-store" in answers[0].headers["Cache-Control"], path


def test_a_photograph_is_sent_by_nginx(reader, release):
    page = reader.ask(release).body.decode()
    answer = reader.ask(re.search(r'"(/media/[^" ]+\.jpg)', page)[1])
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.body.startswith(b"\xff\xd8")
    # Nobody but nginx gives a file a range.
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "public, max-age=600"


def test_the_files_of_a_page_are_nginx_own_and_immutable(reader, release):
    page = reader.ask(release).body.decode()
    files = set(re.findall(r'"(/static/[^"]+\.(?:css|js))"', page))
    assert files
    for file in files:
        answer = reader.ask(file, Accept_Encoding="gzip")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", file
        assert answer.headers["Content-Encoding"] == "gzip", file


def test_a_view_is_taken_and_hsts_is_said(reader, release):
    assert reader.ask(f"{release}view/", "POST", b"", User_Agent="Mozilla/5.0").status == 204
    assert "includeSubDomains" in reader.ask(release).headers["Strict-Transport-Security"]
