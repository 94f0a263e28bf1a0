"""`backup` and `restore`: what was there is there again, and a file that is not right changes nothing."""

import gzip
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import workflow
from articles.models import Category, CategoryText, Letter, Page
from articles.search import question, results
from pressroom import backup
from pressroom.models import Salt
from tests.factories import CategoryFactory, ContactFactory, ContactTextFactory, UserFactory, draft, live_release

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path):
    """Where a backup goes."""
    return tmp_path / "backup.tar.gz"


@pytest.fixture
def site(at):
    """A site with rows of every kind of value, and two files of which one is derived."""
    at("2022-05-28 10:30")
    UserFactory(username="aigerim").groups.add(Group.objects.get(name="Editors"))
    CategoryFactory(text__name="Мәдениет 'Culture' \"\n\\ %s")
    ContactTextFactory(contact=ContactFactory(), language="kk")
    Page.objects.create(slug="rules", title="Rules", body="<p>Be kind.</p>")
    Salt.objects.create(day="2022-05-28", value=b"\x00\xff salt")
    store("images/2022/05/photograph.jpg", b"\xff\xd8 a photograph")
    store("renditions/ab/wide-320.avif", b"a rendition")


def store(name, content):
    """Put a file among the media."""
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def stored():
    """Return the media as a dictionary from name to content."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def rows():
    """Return every row of every table."""
    found = {}
    for label, model in backup._models().items():
        lines = model._base_manager.order_by("pk").values_list()
        found[label] = [[bytes(value) if isinstance(value, memoryview) else value for value in row] for row in lines]
    return found


def empty():
    """Empty the database and the media."""
    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def test_every_row_and_every_file_comes_back(site, file):
    before = rows()
    call_command("backup", file)
    empty()
    call_command("restore", file)
    assert rows() == before
    assert stored() == {"images/2022/05/photograph.jpg": b"\xff\xd8 a photograph"}


def test_the_index_of_search_is_in_no_backup_and_made_anew_by_a_restore(site, file):
    live_release(headline="The ferry sails")
    assert "articles.SearchEntry" not in backup.write(file)["rows"]
    empty()
    call_command("restore", file)
    found = results.find(question.read("ferry"), timezone.now())
    assert [edition.headline for edition in found.editions] == ["The ferry sails"]


def test_a_salt_is_in_no_backup_and_survives_a_restore(site, file):
    manifest = backup.write(file)
    assert "pressroom.Salt" not in manifest["rows"]
    call_command("restore", file, replace=True, yes=True)
    assert bytes(Salt.objects.get().value) == b"\x00\xff salt"


def test_nobody_who_is_signed_in_is_in_a_backup(site, file, client_for):
    client_for(UserFactory())
    assert Session.objects.exists()
    assert "sessions.Session" not in backup.write(file)["rows"]


def test_letters_are_in_a_backup_and_the_jobs_that_ring_for_them_are_not(site, file, author, editor):
    workflow.submit(draft(by=author), by=author)
    rows = backup.write(file)["rows"]
    assert DBTaskResult.objects.exists()
    assert rows["articles.Letter"] == Letter.objects.count() > 0
    assert "django_tasks_database.DBTaskResult" not in rows
    call_command("restore", file, replace=True, yes=True)
    assert Letter.objects.get(to=editor).sent_at is None


def test_bytes_are_spelled_so_that_their_field_reads_them_back():
    assert bytes(Salt._meta.get_field("value").to_python(backup._plain(b"\x00\xff"))) == b"\x00\xff"


def test_rows_can_be_added_after_a_restore(site, file):
    call_command("backup", file)
    empty()
    call_command("restore", file)
    made = CategoryFactory()
    assert made.pk > min(Category.objects.values_list("pk", flat=True))
    assert CategoryText.objects.count() == 2


def test_a_moment_kept_on_save_is_not_moved_by_a_restore(site, file, at):
    saved_at = Page.objects.get().saved_at
    call_command("backup", file)
    at("2023-01-01 00:00")
    call_command("restore", file, replace=True, yes=True)
    assert Page.objects.get().saved_at == saved_at


def test_a_database_that_holds_something_is_not_overwritten(site, file):
    call_command("backup", file)
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", file)
    Page.objects.update(title="Changed")
    call_command("restore", file, replace=True, yes=True)
    assert Page.objects.get().title == "Rules"


def test_without_a_terminal_replacing_needs_a_yes(site, file, monkeypatch):
    call_command("backup", file)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", file, replace=True)


def test_a_backup_is_for_its_owner_alone(site, file):
    call_command("backup", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_does_not_overwrite_a_file(site, file):
    file.write_text("precious")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", file)
    assert file.read_text() == "precious"


def test_a_backup_into_no_folder_leaves_nothing(site, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", tmp_path / "nowhere" / "backup.tar.gz")
    assert not (tmp_path / "nowhere").exists()


def test_a_site_on_sqlite_moves_to_the_database_that_is_here(file, tmp_path):
    def manage(*arguments):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "pressroom.settings",
            "DATABASE_URL": "",
            "PRESSROOM_VAR": str(tmp_path / "var"),
        }
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True)

    manage("migrate")
    manage("createsuperuser", "--noinput", "--username", "aigerim", "--email", "aigerim@example.org")
    manage("backup", str(file))
    call_command("restore", file)
    assert get_user_model().objects.get().is_superuser
    assert UserFactory().pk > get_user_model().objects.get(username="aigerim").pk


def test_the_rows_are_those_of_one_moment_and_nobody_waits_for_them(site, file, monkeypatch):
    def write():
        UserFactory(username="latecomer")
        connection.close()

    class Models(dict):
        def items(self):
            for number, item in enumerate(super().items()):
                yield item
                if number == 0:
                    writer = threading.Thread(target=write)
                    writer.start()
                    writer.join(timeout=10)
                    assert not writer.is_alive()

    models = backup._models
    monkeypatch.setattr(backup, "_models", lambda: Models(models()))
    manifest = backup.write(file)
    assert manifest["rows"]["auth.User"] == 1
    assert get_user_model().objects.filter(username="latecomer").exists()


def test_a_transaction_mode_is_as_before_after_a_backup(site, file):
    before = getattr(connection, "transaction_mode", None)
    call_command("backup", file)
    assert getattr(connection, "transaction_mode", None) == before


def truncated(content):
    return content[: len(content) * 2 // 3]


def repacked(content, change):
    """Return the archive with `change` made to its members: a function from {name: bytes} to {name: bytes}."""
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        members = {member.name: tar.extractfile(member).read() for member in tar}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, data in change(members).items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return out.getvalue()


def with_link(content):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        link = tarfile.TarInfo("media/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return out.getvalue()


def other_manifest(**changes):
    def change(members):
        manifest = json.loads(members["manifest.json"])
        return {**members, "manifest.json": json.dumps({**manifest, **changes}).encode()}

    return lambda content: repacked(content, change)


WRONG = {
    "cut off": (truncated, "not the whole"),
    "empty": (lambda content: b"", "not the whole"),
    "something else": (lambda content: b"%PDF-1.7 and so on", "not the whole"),
    "gzip of something else": (lambda content: gzip.compress(b"x" * 2000), "not the whole"),
    "without its list": (lambda c: repacked(c, lambda m: {n: d for n, d in m.items() if "rows" in n}), "not the whole"),
    "a photograph changed": (
        lambda c: repacked(c, lambda m: {**m, "media/images/2022/05/photograph.jpg": b"other"}),
        "damaged",
    ),
    "a photograph missing": (
        lambda c: repacked(c, lambda m: {n: d for n, d in m.items() if "photograph" not in n}),
        "damaged",
    ),
    "a file above": (lambda c: repacked(c, lambda m: {"media/../../outside": b"!", **m}), "which no backup"),
    "a file from the root": (lambda c: repacked(c, lambda m: {"/outside": b"!", **m}), "which no backup"),
    "a link": (with_link, "which no backup"),
    "another version's": (other_manifest(migrations=["articles.0001_initial"]), "another version"),
    "a form to come": (other_manifest(format=2), "does not read"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_is_not_right_changes_nothing(site, file, case):
    spoil, message = WRONG[case]
    call_command("backup", file)
    file.write_bytes(spoil(file.read_bytes()))
    Page.objects.update(title="Changed")
    before, media = rows(), stored()
    with pytest.raises(CommandError, match=message) as caught:
        call_command("restore", file, replace=True, yes=True)
    assert "\n" not in str(caught.value)
    assert rows() == before
    assert stored() == media


def test_a_row_that_the_database_refuses_changes_nothing(site, file):
    def with_orphan(members):
        name = "rows/articles.CategoryText.jsonl"
        columns, line = members[name].decode().splitlines()
        row = json.loads(line)
        row[json.loads(columns).index("category_id")] = 999_999
        content = f"{columns}\n{json.dumps(row)}\n".encode()
        manifest = json.loads(members["manifest.json"])
        manifest["files"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        return {**members, name: content, "manifest.json": json.dumps(manifest).encode()}

    call_command("backup", file)
    file.write_bytes(repacked(file.read_bytes(), with_orphan))
    before, media = rows(), stored()
    with pytest.raises(CommandError, match="refuses a row"):
        call_command("restore", file, replace=True, yes=True)
    assert rows() == before
    assert stored() == media


def test_media_that_cannot_be_exchanged_change_nothing(site, file, monkeypatch):
    call_command("backup", file)
    Page.objects.update(title="Changed")
    store("images/later.jpg", b"later")
    before, media = rows(), stored()
    rename, calls = backup.os.rename, []

    def failing(source, target):
        calls.append(source)
        if len(calls) == 3:
            raise PermissionError(13, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(backup.os, "rename", failing)
    with pytest.raises(CommandError, match="Permission denied"):
        call_command("restore", file, replace=True, yes=True)
    assert rows() == before
    assert stored() == media
