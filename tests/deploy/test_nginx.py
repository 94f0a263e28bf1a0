"""deploy/nginx.conf as it runs: TLS, headers, bodies, limits, the log."""

import http.client
import socket
import ssl

import pytest

from tests.deploy import stub
from tests.nginx import NAME


def test_the_file_is_taken_without_a_warning(running):
    assert running.check() == ""


def test_plain_http_is_led_to_the_same_address_by_https(running):
    connection = http.client.HTTPConnection("127.0.0.1", running.plain)
    connection.request("GET", "/search/?q=bridge", headers={"Host": NAME})
    response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{NAME}/search/?q=bridge")
    connection.close()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_visitor_who_comes_back_resumes_the_tls_session(running, site, version):
    context = running.context(minimum_version=version, maximum_version=version)
    session, was_known = _connect(running, context)
    _session, is_known = _connect(running, context, session)
    assert (was_known, is_known) == (False, True)


def test_http_2_is_offered(running, site):
    context = running.context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", running.secure)) as raw,
        context.wrap_socket(raw, server_hostname=NAME) as made,
    ):
        assert made.selected_alpn_protocol() == "h2"


def test_the_site_is_told_who_asks_and_how_and_not_what_they_claim(site, visitor, path):
    visitor.ask(path, X_Forwarded_For="192.0.2.1", X_Forwarded_Proto="http", X_Forwarded_Host="evil.example")
    headers = site.asked[0].headers
    assert headers["x-forwarded-for"] == visitor.address
    assert headers["x-forwarded-proto"] == "https"
    assert headers["x-forwarded-host"] == headers["host"] == NAME
    assert len(headers["x-request-id"]) == 32


def test_answers_say_their_length_so_that_nobody_waits_for_their_end(site, visitor, path):
    answers = [visitor.ask(path, Accept_Encoding="br") for _time in range(3)]
    assert [answer.kept for answer in answers] == ["MISS", "HIT", "HIT"]
    for answer in answers:
        assert answer.headers["Content-Length"] == str(len(b"A page."))
        assert "Transfer-Encoding" not in answer.headers


def test_what_the_site_says_to_nginx_is_not_passed_on(site, visitor, path):
    assert not {name for name in visitor.ask(path).headers if name.lower().startswith("x-accel")}


def test_a_body_is_read_whole_before_it_costs_the_site_anything(running, site, another):
    site.answer = stub.private()
    slow, quick = another(), another()
    slow.putrequest("POST", "/2022/05/28/slow/reply/", skip_host=True)
    for name, value in (("Host", NAME), ("Content-Length", "10")):
        slow.putheader(name, value)
    slow.endheaders(b"half ")
    quick.ask("/2022/05/28/quick/reply/", "POST", b"whole")
    assert site.paths == ["/2022/05/28/quick/reply/"]
    slow.send(b"whole")
    assert slow.getresponse().status == 200
    assert site.asked[1].body == b"half whole"


@pytest.mark.parametrize(
    ("where", "size", "status"),
    [
        ("/2022/05/28/a/reply/", 60_000, 200),
        ("/2022/05/28/a/reply/", 300_000, 413),
        ("/admin/articles/image/add/", 26 * 1024 * 1024, 200),
        ("/admin/login/", 10_000, 200),
    ],
)
def test_the_desk_sends_photographs_and_others_send_words(site, visitor, where, size, status):
    site.answer = stub.private()
    visitor.putrequest("POST", where, skip_host=True)
    for name, value in (("Host", NAME), ("Content-Length", str(size)), ("Expect", "100-continue")):
        visitor.putheader(name, value)
    visitor.endheaders()
    if status == 200:
        visitor.send(b"x" * size)
    assert visitor.getresponse().status == status
    assert [len(asked.body) for asked in site.asked] == ([size] if status == 200 else [])


def test_a_school_reads_and_replies_behind_one_address_and_a_flood_is_stopped(site, visitor):
    site.answer = stub.private()
    statuses = [visitor.ask("/2022/05/28/a/view/", "POST", b"").status for _pupil in range(300)]
    assert set(statuses) == {200}
    # Fifty more a second are let through: until one isn't, or until it is plain that nothing is stopped.
    assert 429 in (visitor.ask("/2022/05/28/a/view/", "POST", b"").status for _more in range(10_000))


def test_an_office_signs_in_at_once_and_who_tries_passwords_is_stopped(site, visitor, another):
    site.answer = stub.private()
    statuses = [visitor.ask("/admin/login/", "POST", b"password=a").status for _person in range(30)]
    assert set(statuses) == {200}
    assert 429 in (visitor.ask("/admin/login/", "POST", b"password=b").status for _try in range(1_000))
    assert visitor.ask("/admin/login/").status == 200
    assert another().ask("/admin/login/", "POST", b"password=c").status == 200


def test_a_class_searches_at_once_and_a_flood_of_searches_is_stopped(site, visitor):
    statuses = [visitor.ask(f"/search/?q={word}").status for word in range(100)]
    assert set(statuses) == {200}
    assert 429 in (visitor.ask(f"/ru/search/?q={word}").status for word in range(3_000))


def test_the_log_tells_of_nobody_what_was_searched_for_nor_opens_a_door(running, site, visitor, another):
    site.answer = stub.private()
    for where in (
        "/search/?q=my-illness",
        "/preview/secret-a/",
        "/preview/secret-b/media/1/2/wide-320.jpg?x=1",
        "/admin/reset/MQ/secret-c/",
        "/ru/2022/05/28/a/reply/secret-d/",
        "/2022/05/28/a/reply/stamp/",
        "/2022/05/28/a/reply/",
    ):
        visitor.ask(where, User_Agent="Netscape", Referer="https://example.org/private")
    # What fails, or is refused, is what nginx itself would write beside the address.
    for _try in range(60):
        visitor.ask("/admin/login/", "POST", b"")
    site.answer = lambda _asked: None
    assert visitor.ask("/preview/secret-e/").status == 502
    assert another(visitor.address).ask("/the-last-one/?q=my-illness").status == 502
    log = running.log(until="/the-last-one/")
    for line in (
        " GET /search/ 200 ",
        " GET /preview/... 200 ",
        " GET /admin/reset/MQ/... 200 ",
        " GET /ru/2022/05/28/a/reply/... 200 ",
        " GET /2022/05/28/a/reply/stamp/ 200 ",
        " GET /2022/05/28/a/reply/ 200 ",
        " POST /admin/login/ 429 ",
        " GET /preview/... 502 ",
        " GET /the-last-one/ 502 ",
    ):
        assert line in log
    for found in (running.folder / "logs").iterdir():
        # Another test asks for the file of that name, in vain.
        text = found.read_text().replace("secret-key", "")
        for secret in (visitor.address, "secret", "my-illness", "Netscape", "private"):
            assert secret not in text, found.name


def _connect(nginx, context, session=None):
    """Connect, ask (version 1.3 hands its tickets over late) and return the session and whether it was known."""
    with (
        socket.create_connection(("127.0.0.1", nginx.secure), timeout=30) as raw,
        context.wrap_socket(raw, server_hostname=NAME, session=session) as made,
    ):
        made.sendall(f"GET /healthz HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        assert made.recv(1000)
        return made.session, made.session_reused
