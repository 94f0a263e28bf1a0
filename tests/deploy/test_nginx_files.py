"""Files behind deploy/nginx.conf: static ones are nginx's own, photographs are sent when the site says so."""

import gzip

import pytest

from tests.deploy import stub


@pytest.fixture
def static(running):
    """A function that puts a static file where `collectstatic` would, compressed as well if need be."""

    def put(name, body, is_compressed=False):
        file = running.var / "static" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        if is_compressed:
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(body))

    return put


@pytest.fixture
def photograph(running):
    """A file of the media: its name and its bytes."""
    name, body = "renditions/7 é/wide-320", b"\xff\xd8 as it is"
    file = running.var / "media" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return name, body


def test_a_file_whose_name_holds_its_checksum_is_kept_for_ever(site, visitor, static):
    static("css/site.0123456789ab.css", b"body {}")
    answer = visitor.ask("/static/css/site.0123456789ab.css")
    assert (answer.status, answer.body) == (200, b"body {}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not site.asked


def test_a_file_whose_name_stays_is_asked_for_again(site, visitor, static):
    static("ckeditor/ckeditor.js", b"var a")
    assert visitor.ask("/static/ckeditor/ckeditor.js").headers["Cache-Control"] == "public, max-age=60"


def test_a_file_is_sent_as_it_was_compressed_beforehand(site, visitor, static):
    static("js/release.0123456789ab.js", b"var b" * 100, is_compressed=True)
    compressed = visitor.ask("/static/js/release.0123456789ab.js", Accept_Encoding="gzip, br")
    plain = visitor.ask("/static/js/release.0123456789ab.js")
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.body) == plain.body == b"var b" * 100
    assert compressed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert compressed.headers["Content-Type"] == "text/javascript"


def test_a_file_that_is_not_here_the_site_may_have(site, visitor):
    site.answer = stub.page(b"Newer.")
    assert visitor.ask("/static/css/site.ffffffffffff.css").body == b"Newer."
    assert site.paths == ["/static/css/site.ffffffffffff.css"]


def test_nothing_but_static_files_is_below_their_address(running, site, visitor):
    (running.var / "secret-key").write_text("secret")
    for where in (
        "/static/../secret-key",
        "/static/%2e%2e/secret-key",
        "/static../secret-key",
        "/protected../secret-key",
    ):
        assert visitor.ask(where).body != b"secret"


def test_a_photograph_is_sent_by_nginx_as_the_site_says(site, visitor, photograph):
    _name, body = photograph
    site.answer = lambda _asked: (
        200,
        {
            "X-Accel-Redirect": "/protected/renditions/7%20%C3%A9/wide-320",
            "Content-Type": "image/avif",
            "Cache-Control": "public, max-age=600",
            "X-Robots-Tag": "noindex",
        },
        b"",
    )
    for _time in range(2):
        answer = visitor.ask("/media/7/a/wide-320.avif")
        assert (answer.status, answer.body) == (200, body)
        assert answer.headers["Content-Type"] == "image/avif"
        assert answer.headers["Cache-Control"] == "public, max-age=600"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Content-Length"] == str(len(body))
    # Each time it is the site that says who may have it.
    assert len(site.asked) == 2


def test_a_photograph_that_a_reader_has_is_not_sent_again(site, visitor, photograph):
    redirect = {"X-Accel-Redirect": "/protected/renditions/7%20%C3%A9/wide-320", "Content-Type": "image/avif"}
    site.answer = lambda _asked: (200, redirect, b"")
    first = visitor.ask("/media/7/a/wide-320.avif")
    assert visitor.ask("/media/7/a/wide-320.avif", If_None_Match=first.headers["ETag"]).status == 304


def test_what_the_site_refuses_nobody_gets(site, visitor, photograph):
    site.answer = stub.private(b"No.", status=404)
    assert visitor.ask("/media/7/a/wide-320.avif").status == 404
    assert visitor.ask(f"/protected/{photograph[0]}".replace(" ", "%20").replace("é", "%C3%A9")).status == 404
