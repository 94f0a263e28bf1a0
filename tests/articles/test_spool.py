"""The files in which views wait: who holds them, and what becomes of a record that isn't whole."""

import errno
import os
import signal
import struct
import subprocess
import sys
import threading
import zlib

import pytest

from articles.counters import former
from articles.counters.spool import ROOM, SIZE, Seen, Spool, Views
from tests.pressroom.processes import ROOT, environment

# Appends what it is told to, and stays.
WRITER = """
import sys, django
django.setup()
from articles.counters.spool import Spool
spool = Spool(sys.argv[1])
for number in range(3):
    spool.append(b"visitor ", b"network ", number, 452_088, 738_000)
print("there", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path / "spool")


# A day, and an hour of it.
DAY, HOUR = 738_000, 452_088


def view(number):
    """Return what `append` takes: a view of a release of that number."""
    return b"\xff" * 8, b"\0" * 8, number, HOUR, DAY


def kept(spool, *numbers):
    """Return what is in the file that such views were appended to."""
    for number in numbers:
        spool.append(*view(number))
    [path] = spool.folder.iterdir()
    content = path.read_bytes()[: len(numbers) * SIZE]
    spool.empty()
    return content


def found(spool):
    """Return the releases in whole files, and remove these."""
    releases = []
    for file in spool.whole():
        releases += file.seen().releases
        file.remove()
    return sorted(releases)


def test_a_file_that_another_user_has_left_holds_no_other_up(spool, monkeypatch, caplog):
    spool.append(*view(1))
    spool.rotate()
    spool.append(*view(2))
    spool.rotate()
    refused, opened = min(spool.folder.glob("*.spool")), os.open

    def guarded(path, *args):
        if path == refused:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *args)

    monkeypatch.setattr(os, "open", guarded)
    assert len(found(spool)) == 1
    assert found(spool) == []
    # Said once, not at each turn.
    assert [str(refused) in record.message for record in caplog.records] == [True]
    monkeypatch.undo()
    assert len(found(spool)) == 1


def test_the_folder_is_its_users_alone(spool):
    spool.append(*view(1))
    assert spool.folder.stat().st_mode & 0o777 == 0o700


def test_what_was_appended_is_found_once_the_file_is_whole(spool):
    spool.append(*view(1))
    assert list(spool.whole()) == []
    spool.rotate()
    [file] = spool.whole()
    assert list(file.seen()) == [Seen(visitor=2**64 - 1, network=0, release=1, hour=HOUR, day=DAY)]
    file.remove()
    assert list(spool.folder.iterdir()) == []


def test_threads_append_whole_records_while_files_are_ended(spool):
    def append(thread):
        for number in range(200):
            spool.append(*view(thread * 200 + number))

    threads = [threading.Thread(target=append, args=[thread]) for thread in range(5)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        spool.rotate()
    spool.rotate()
    assert found(spool) == list(range(1000))


@pytest.mark.parametrize("length", range(SIZE))
def test_a_record_is_whole_only_with_its_last_byte(spool, length):
    # As a process leaves it that is killed while it writes: from the first byte to the last, in a file full of nothing.
    first, second = (kept(spool, number) for number in (1, 2))
    (spool.folder / "1-a.spool").write_bytes(first + second[:length].ljust(ROOM, b"\0"))
    # The last byte of a day is zero for a thousand years to come.
    assert found(spool) == ([1] if length < SIZE - 1 else [1, 2])


@pytest.mark.parametrize(
    "damage", [b"\0" * SIZE, b"\0" * 1_000_000, b"x" * SIZE, b"\xff" * SIZE, b"\0" * 28 + b"\1\0\0\0"]
)
def test_what_is_not_whole_costs_itself_alone(spool, damage):
    one, two = (kept(spool, number) for number in (1, 2))
    (spool.folder / "1-a.spool").write_bytes(one + damage + two + one[:20])
    assert found(spool) == [1, 2]


class TestFormer:
    """Files that the versions before the update have left: with checksums, and without them."""

    @staticmethod
    def checked(number, visitor=2**64 - 1):
        fields = struct.pack("<IqQqi", DAY, number, visitor, 1, HOUR)
        return struct.pack("<I", zlib.crc32(fields)) + fields

    @staticmethod
    def bare(number, visitor=2**64 - 1):
        return struct.pack("QQqII", visitor, 1, number, HOUR, DAY)

    def test_they_are_read_like_ours(self, spool):
        spool.append(*view(3))
        spool.rotate()
        (spool.folder / "1-a.views").write_bytes(self.checked(1))
        (spool.folder / "1-b.seen").write_bytes(self.bare(2) + self.bare(0)[:20])
        seen = [file.seen() for file in spool.whole()]
        assert [(*view.networks, *view.releases, *view.hours, *view.days) for view in seen] == [
            (1, 1, HOUR, DAY),
            (1, 2, HOUR, DAY),
            (0, 3, HOUR, DAY),
        ]

    def test_a_visitor_of_several_releases_is_one_of_each(self, spool):
        spool.folder.mkdir()
        (spool.folder / "1-a.views").write_bytes(b"".join(map(self.checked, range(1, 50))))
        (spool.folder / "1-b.seen").write_bytes(b"".join(map(self.bare, range(50))))
        first, second = (file.seen() for file in spool.whole())
        assert len(set(first.visitors)) == 49
        # And the same one in both kinds.
        assert set(first.visitors) | {2**64 - 1} == set(second.visitors)

    @pytest.mark.parametrize("damage", [b"", b"\0" * 3, b"\0" * 1_000_001, b"x" * (former.SIZE - 1), b"7"])
    def test_what_is_not_whole_costs_itself_alone(self, spool, damage):
        spool.folder.mkdir()
        whole = [self.checked(number) for number in range(5)]
        (spool.folder / "1-a.views").write_bytes(whole[1] + damage + whole[2] + whole[3] + whole[4][:20])
        assert found(spool) == [1, 2, 3]


def test_columns_are_rows_and_can_be_parted_and_put_together():
    rows = [Seen(2**64 - number, number, number * 7, HOUR, DAY + number % 2) for number in range(1, 6)]
    views = Views.of(rows)
    assert (list(views), len(views), bool(views), bool(Views.of([]))) == (rows, 5, True, False)
    assert list(views.at([3, 0])) == [rows[0], rows[3]]
    assert [(day, list(its)) for day, its in views.by_day()] == [(DAY, rows[1::2]), (DAY + 1, rows[0::2])]
    assert list(views.of_visitors([row.visitor for row in rows[2:4]])) == rows[2:4]
    assert views.of_visitors(views.visitors) is views
    parted = Views()
    for place in range(5):
        parted.extend(views.at([place]))
    assert list(parted) == rows


def test_a_disk_that_is_full_is_an_error_before_anything_is_written_and_leaves_nothing(spool, monkeypatch):
    write = os.write
    spool.append(*view(1))
    spool.rotate()
    monkeypatch.setattr(os, "write", lambda file, whole: write(file, whole[:10]))
    with pytest.raises(OSError, match="only 10 bytes"):
        spool.append(*view(2))
    monkeypatch.undo()
    assert len(list(spool.folder.glob("*.spool"))) == 1
    spool.append(*view(3))
    spool.rotate()
    assert found(spool) == [1, 3]


def test_a_file_that_is_full_is_whole_and_the_next_one_is_begun(spool, monkeypatch):
    monkeypatch.setattr("articles.counters.spool.ROOM", 3 * SIZE)
    for number in range(7):
        spool.append(*view(number))
    assert found(spool) == [0, 1, 2, 3, 4, 5]
    spool.rotate()
    assert found(spool) == [6]


def test_a_file_is_no_longer_than_what_was_written_once_it_is_whole(spool):
    spool.append(*view(1))
    [path] = spool.folder.glob("*.spool")
    assert path.stat().st_size == ROOM
    spool.rotate()
    assert path.stat().st_size == SIZE


def test_one_process_takes_the_folder(spool, tmp_path):
    other = Spool(spool.folder)
    assert spool.take()
    assert spool.take()
    assert not other.take()
    spool.give_back()
    assert other.take()


def test_the_file_of_a_process_that_lives_is_left_alone_and_that_of_a_killed_one_taken(spool):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, spool.folder],
        cwd=ROOT,
        env=environment(spool.folder.parent, DJANGO_SETTINGS_MODULE="pressroom.settings"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout.readline() == b"there\n"
        assert found(spool) == []
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert found(spool) == [0, 1, 2]


def test_a_child_does_not_hold_what_its_parent_writes(spool):
    spool.append(*view(1))
    (begun, say_begun), (ended, say_ended) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(say_ended)
        os.write(say_begun, b"!")
        os.read(ended, 1)
        os._exit(0)
    try:
        os.read(begun, 1)
        spool.rotate()
        assert found(spool) == [1]
    finally:
        os.close(say_ended)
        os.waitpid(child, 0)
        for file in (begun, say_begun, ended):
            os.close(file)
