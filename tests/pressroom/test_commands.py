"""`manage.py start` does what is due and no more; a command that fails says why in one line."""

import io
import socket
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from articles.models import RenderedEdition, SearchEntry
from pressroom import static_files
from pressroom.database import is_empty
from pressroom.management.commands import start
from tests import factories
from tests.factories import CategoryFactory, UserFactory
from tests.pressroom.processes import manage


@pytest.fixture
def started(monkeypatch):
    """A function that runs `start` with everything but the database left out, and returns (output, commands called)."""

    def run(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        called, output = [], io.StringIO()
        monkeypatch.setattr(start, "call_command", lambda name, **options: called.append(name))
        monkeypatch.setattr("sys.stdin", io.StringIO())
        with (
            mock.patch.object(start.Command, "collect"),
            mock.patch.object(start.Command, "require_free_port"),
            mock.patch.object(start.subprocess, "Popen") as run.employed,
            mock.patch.object(start.os, "execv") as served,
        ):
            call_command("start", stdout=output)
        assert served.called
        return output.getvalue(), called

    return run


@pytest.mark.django_db
def test_an_empty_database_gets_the_demo_when_it_is_asked_for(started):
    assert started(DEMO="1")[1] == ["migrate", "demo"]


@pytest.mark.django_db
def test_no_demo_is_made_unless_it_is_asked_for(started):
    output, called = started()
    assert called == ["migrate"]
    assert "createsuperuser" in output


@pytest.mark.django_db
def test_a_database_that_holds_something_gets_no_demo(started):
    CategoryFactory()
    output, called = started(DEMO="1")
    assert called == ["migrate"]
    assert "createsuperuser" not in output


@pytest.mark.django_db
def test_the_demo_logins_are_told_where_there_are_some(started, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "demo-password").write_text("a password of words\n")
    assert "a password of words" not in started()[0]
    UserFactory(username="editor")
    output = started()[0]
    assert "author, editor, moderator, admin" in output
    assert "a password of words" in output


@pytest.mark.django_db
@pytest.mark.parametrize("is_wanted", [True, False])
def test_a_worker_is_started_beside_the_server_unless_it_is_left_out(started, settings, is_wanted):
    settings.WORKER = is_wanted
    started()
    assert started.employed.called == is_wanted


@pytest.mark.django_db
def test_what_migrating_makes_does_not_fill_a_database():
    assert is_empty()
    UserFactory()
    assert not is_empty()


def test_static_files_are_collected_only_when_one_has_changed(settings, tmp_path):
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    command = start.Command(stdout=io.StringIO())
    with mock.patch.object(start, "call_command") as called:
        command.collect()
        settings.STATIC_ROOT.mkdir()
        command.collect()
        assert called.call_count == 1
        with mock.patch.object(start, "checksum_of_static_files", return_value="another"):
            command.collect()
        assert called.call_count == 2


def test_static_files_are_collected_again_when_they_are_bundled_in_another_way(monkeypatch, tmp_path):
    copy = tmp_path / "static_files.py"
    copy.write_bytes(Path(static_files.__file__).read_bytes())
    before = start.checksum_of_static_files()
    monkeypatch.setattr(static_files, "__file__", str(copy))
    assert start.checksum_of_static_files() == before
    copy.write_text("BUNDLES = ()")
    assert start.checksum_of_static_files() != before


def test_a_port_that_is_taken_is_said_in_one_line(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.PORT = taken.getsockname()[1]
        with pytest.raises(
            CommandError, match=rf"Port {settings.PORT} of 127.0.0.1 is taken.*PORT={settings.PORT + 1}"
        ):
            start.Command().require_free_port()


def test_an_address_of_another_machine_is_said_in_one_line(settings):
    settings.HOST = "192.0.2.1"
    with pytest.raises(CommandError, match=r"HOST=192\.0\.2\.1"):
        start.Command().require_free_port()


def test_a_database_that_does_not_answer_is_said_in_one_line(tmp_path):
    done = manage("migrate", folder=tmp_path, DATABASE_URL="postgres://press@127.0.0.1:1/press")
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be used: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.django_db
def test_derive_makes_what_is_missing_and_leaves_what_is_there():
    release = factories.live_release()
    SearchEntry.objects.all().delete()
    RenderedEdition.objects.all().delete()
    call_command("derive", stdout=io.StringIO())
    entry, rendered = SearchEntry.objects.get(), RenderedEdition.objects.get()
    assert (entry.edition.release, rendered.edition.release) == (release, release)
    said = io.StringIO()
    call_command("derive", stdout=said)
    assert said.getvalue() == ""
