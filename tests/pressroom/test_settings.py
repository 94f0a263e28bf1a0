"""Settings come from the environment: safe when nothing is set, and a foolish value stops the start in one line."""

import json
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
HTTPS = {"SITE_URL": "https://press.example.org"}

FOOLISH = [
    ("ALLOWED_HOSTS", "https://press.example.org"),
    ("ALLOWED_HOSTS", "press.example.org:8000"),
    ("ACCESS_LOG", "perhaps"),
    ("DATABASE_URL", "mysql://root@localhost/press"),
    ("DATABASE_URL", "postgres://press:secret@localhost/"),
    ("DATABASE_URL", "postgres://press@localhost:port/press"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:////no/such/folder/db.sqlite3"),
    ("DATABASE_URL", "press.sqlite3"),
    ("DEBUG", "maybe"),
    ("DEFAULT_FROM_EMAIL", "Press Service"),
    ("DEFAULT_FROM_EMAIL", "press@example.org\nBcc: all@example.org"),
    ("EMAIL_URL", "press.example.org"),
    ("EMAIL_URL", "https://press:secret@example.org"),
    ("EMAIL_URL", "smtp://"),
    ("EMAIL_URL", "smtp+tls://press:secret@example.org:port"),
    ("EMAIL_URL", "smtp://press:secret@example.org/path"),
    ("EMAIL_URL", "smtps://press:secret@example.org"),
    ("HOLIDAYS", "XX"),
    ("HOST", "http://127.0.0.1"),
    ("HOST", "a host"),
    ("X_ACCEL_REDIRECT", "protected"),
    ("PAGE_CACHE_BYTES", "8 MB"),
    ("PORT", "http"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PRESSROOM_VAR", "/dev/null/var"),
    ("REDIS_URL", "127.0.0.1:6379"),
    ("REDIS_URL", "redis://:secret@/0"),
    ("REDIS_URL", "http://:secret@127.0.0.1"),
    ("REDIS_URL", "redis://:secret@127.0.0.1:port/0"),
    ("REDIS_URL", "redis://:secret@127.0.0.1/pages"),
    ("SECRET_KEY", "short"),
    ("SITE_URL", "press.example.org"),
    ("SITE_URL", "ftp://press.example.org"),
    ("SITE_URL", "http://press.example.org/site"),
    ("SITE_URL", "http://press.example.org:port"),
    ("SITE_URL", "http://[::1"),
    ("SITE_URL", "http://user@press.example.org"),
    ("THREADS", "-1"),
    ("TIME_ZONE", "Astrakhan"),
    ("TRUSTED_PROXIES", "nginx"),
    ("WORKER", "two"),
    ("WORKERS", "many"),
]


def run(*command, **variables):
    """Run a command of the project with these variables and no others of its own; return how it ended."""
    environment = {name: os.environ[name] for name in ("PATH", "PRESSROOM_VAR")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def settings(*names, **variables):
    """Return the values of settings under some variables."""
    code = f"import json; from pressroom import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}]))"
    done = run("-c", code, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("name", "value"), FOOLISH)
def test_a_foolish_value_stops_the_start_in_one_line_that_names_it(name, value):
    done = run("manage.py", "check", **{name: value})
    assert done.returncode != 0
    assert done.stderr.startswith("Pressroom does not start: ")
    assert done.stderr.count("\n") == 1
    assert name in done.stderr
    assert ":secret@" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("deploy/serve.py",),
        ("-c", "import pressroom.wsgi"),
    ],
    ids=["server", "wsgi"],
)
def test_a_foolish_value_stops_the_server_in_one_line(command):
    done = run(*command, TIME_ZONE="Astrakhan")
    assert done.returncode != 0
    assert done.stderr == (
        "Pressroom does not start: TIME_ZONE is 'Astrakhan', which is no time zone; try 'Europe/Astrakhan'.\n"
    )


def test_what_is_set_to_nothing_is_as_if_it_were_not_set():
    done = run("manage.py", "check", **{name: "" for name, _value in FOOLISH if name != "PRESSROOM_VAR"})
    assert done.returncode == 0, done.stderr


def test_nothing_is_public_by_default():
    is_debug, host, hosts, proxies = settings("DEBUG", "HOST", "ALLOWED_HOSTS", "TRUSTED_PROXIES")
    assert (is_debug, host, proxies) == (False, "127.0.0.1", [])
    assert set(hosts) == {"localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize(
    ("variables", "site", "host"),
    [
        ({"PORT": "8101"}, "http://127.0.0.1:8101", "127.0.0.1"),
        ({"PORT": "80"}, "http://127.0.0.1", "127.0.0.1"),
        ({"HOST": "192.0.2.7"}, "http://192.0.2.7:8000", "192.0.2.7"),
        ({"HOST": "2001:db8::7"}, "http://[2001:db8::7]:8000", "[2001:db8::7]"),
        ({"HOST": "0.0.0.0"}, "http://localhost:8000", "localhost"),
        ({"HOST": "0.0.0.0", "SITE_URL": "http://press.example.org"}, "http://press.example.org", "press.example.org"),
        (HTTPS | {"TRUSTED_PROXIES": "127.0.0.1"}, "https://press.example.org", "press.example.org"),
    ],
)
def test_the_address_of_the_site_follows_from_where_it_listens(variables, site, host):
    url, hosts = settings("SITE_URL", "ALLOWED_HOSTS", **variables)
    assert url == site
    assert host in hosts


@pytest.mark.parametrize(
    ("url", "port", "user", "password"),
    [
        ("smtp://mail.example.org", 25, "", ""),
        ("smtp://mail.example.org:1025", 1025, "", ""),
        ("smtp+tls://press:a%40b%2Fc@mail.example.org", 587, "press", "a@b/c"),
        ("smtp+ssl://press:12345@mail.example.org", 465, "press", "12345"),
    ],
)
def test_a_mail_server_is_named_by_one_address(url, port, user, password):
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD")
    found = settings(*names, EMAIL_URL=url)
    assert found == ["django.core.mail.backends.smtp.EmailBackend", "mail.example.org", port, user, password]


def test_encryption_of_mail_follows_from_the_scheme():
    assert settings("EMAIL_USE_TLS", EMAIL_URL="smtp+tls://mail.example.org") == [True]
    assert settings("EMAIL_USE_SSL", EMAIL_URL="smtp+ssl://mail.example.org") == [True]


def test_without_a_mail_server_letters_become_files_that_their_owner_alone_reads(tmp_path):
    names = ("EMAIL_BACKEND", "EMAIL_FILE_PATH", "DEFAULT_FROM_EMAIL")
    backend, folder, sender = settings(*names, PRESSROOM_VAR=str(tmp_path), SITE_URL="http://press.example.org")
    assert backend.endswith("filebased.EmailBackend")
    assert folder == str(tmp_path / "mail")
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700
    assert sender == "noreply@press.example.org"


def test_a_site_on_https_that_nobody_serves_by_https_does_not_start():
    done = run("manage.py", "check", **HTTPS)
    assert "TRUSTED_PROXIES" in done.stderr
    assert run("manage.py", "check", **HTTPS, TRUSTED_PROXIES="10.0.0.0/8").returncode == 0
    assert run("manage.py", "check", **HTTPS, SSL_REDIRECT="0").returncode == 0


def test_settings_fit_for_production_have_no_warning():
    done = run(
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        **HTTPS,
        TRUSTED_PROXIES="127.0.0.1",
        SECRET_KEY=secrets.token_urlsafe(50),
    )
    assert done.returncode == 0, done.stderr


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    [first] = settings("SECRET_KEY", PRESSROOM_VAR=str(tmp_path))
    [second] = settings("SECRET_KEY", PRESSROOM_VAR=str(tmp_path))
    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_sqlite_is_set_up_for_many_readers_and_writers_that_wait():
    [databases] = settings("DATABASES")
    options = databases["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_a_folder_with_odd_letters_in_its_name_holds_the_database(tmp_path):
    folder = tmp_path / "пресс % #1?"
    [databases] = settings("DATABASES", PRESSROOM_VAR=str(folder))
    assert databases["default"]["NAME"] == str(folder / "db.sqlite3")


def test_what_the_public_policy_allows_has_nothing_unsafe():
    [policy] = settings("CONTENT_SECURITY_POLICY")
    assert "unsafe" not in json.dumps(policy)


def test_the_readme_lists_every_variable():
    readers = re.compile(r"environment\.\w+\(\s*\"([A-Z_]+)\"")
    code = [path for app in ("pressroom", "articles", "comments", "deploy") for path in (ROOT / app).rglob("*.py")]
    read = {name for path in code for name in readers.findall(path.read_text())}
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert "DATABASE_URL" in read
    assert read <= listed
