"""Views that wait on the node's disk: each process appends to a file of its own, and one of them takes what is whole.

The file has its size from the beginning, and a process writes into it as into its memory: what is there, the system
keeps, however the process ends. A call of the system for each view would take ten times as long, and threads would
wait for each other's.

A process holds a lock on its file for as long as it writes there; the system takes the lock from who dies. So a file
that nobody holds is whole, whoever wrote it.
"""

import contextlib
import fcntl
import logging
import mmap
import os
import re
import secrets
import struct
import threading
import zlib
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

logger = logging.getLogger(__name__)

# What is read at once, in bytes.
CHUNK = 1 << 18
_FIELDS = struct.Struct("<Iq8s8sI")
_CHECK = struct.Struct("<I")
SIZE = _CHECK.size + _FIELDS.size
_READ = struct.Struct("<IqqqI")
# What a file has room for, in bytes: eight thousand views.
ROOM = 8192 * SIZE
_NOTHING = re.compile(b"\0+")


class Seen(NamedTuple):
    """A release seen by a visitor: the release's key, the local day (its ordinal), and the hour since 1970.

    Visitor and network are the 8 bytes of `visitors.traces`, as whole numbers.
    """

    day: int
    release: int
    visitor: int
    network: int
    hour: int


def record(day, release, visitor, network, hour):
    """Return the record of a view: as `Seen`, but visitor and network as bytes."""
    fields = _FIELDS.pack(day, release, visitor, network, hour)
    return _CHECK.pack(zlib.crc32(fields)) + fields


class Spool:
    """A folder of such files. `append` and `rotate` may be called by any thread."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self._lock = threading.Lock()
        self._file, self._room, self._size = None, None, 0
        self._node, self._refused = None, set()
        # A child has its parent's file, and would keep it held after the parent's end.
        os.register_at_fork(after_in_child=self._leave_to_parent)

    def append(self, whole):
        """Append a record; raise OSError if it can't be kept.

        From then on it outlives the process. It isn't forced onto the disk: see docs/decisions/0026.
        """
        with self._lock:
            if self._file is None:
                self._file, self._room = self._begin()
            end = self._size + SIZE
            self._room[self._size : end] = whole
            self._size = end
            if end == ROOM:
                self._end()

    def rotate(self):
        """End the process's own file, if anything is in it: it is whole, and the next record begins another one."""
        with self._lock:
            if self._size:
                self._end()

    def whole(self):
        """Yield the files that nobody writes any more, each held while it is looked at."""
        for path in sorted(self.folder.glob("*.views")):
            with contextlib.suppress(FileNotFoundError, BlockingIOError):
                try:
                    yield Whole(path)
                except PermissionError as error:
                    # Another user's: root has started the site once, say. All others are counted all the same.
                    if path not in self._refused:
                        self._refused.add(path)
                        logger.warning("Views wait in %s, which this user may not read: %s", path, error)

    @property
    def is_taken(self):
        """Whether this process has taken the folder."""
        return self._node is not None

    def empty(self):
        """Remove all that nobody writes any more, with what is in it."""
        self.rotate()
        for file in self.whole():
            file.remove()

    def take(self):
        """Take the folder for this process, until `give_back()`; return whether it is taken."""
        if self._node is None:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self.folder / "folder.lock", os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                return False
            self._node = file
        return True

    def give_back(self):
        """Let another process take the folder."""
        if self._node is not None:
            os.close(self._node)
            self._node = None

    def _begin(self):
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        while True:
            path = self.folder / f"{os.getpid()}-{secrets.token_hex(8)}.views"
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # Taken for a dead one's before it could be held; it has no name any more, or soon won't.
                os.close(file)
                continue
            if not os.fstat(file).st_nlink:
                os.close(file)
                continue
            try:
                # Taken of the disk now: where none is left, that is an error here, and the end of a process there.
                if (written := os.write(file, bytes(ROOM))) != ROOM:
                    raise OSError(f"Of the room for views only {written} bytes were to be had.")  # not shown: a log
                return file, mmap.mmap(file, ROOM)
            except OSError:
                path.unlink(missing_ok=True)
                os.close(file)
                raise

    def _end(self):
        self._room.close()
        # What nothing was written into nobody has to read.
        os.ftruncate(self._file, self._size)
        os.close(self._file)
        self._file, self._room, self._size = None, None, 0

    def _leave_to_parent(self):
        self._lock = threading.Lock()
        if self._room is not None:
            self._room.close()
        for file in (self._file, self._node):
            if file is not None:
                os.close(file)
        self._file, self._room, self._size, self._node = None, None, 0, None


class Whole:
    """A file that nobody writes any more. Raises BlockingIOError if somebody does, FileNotFoundError if it is gone."""

    def __init__(self, path):
        self._path = path
        self._file = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise

    def seen(self):
        """Yield each `Seen` in it. What isn't whole (the disk was full, the power failed) costs itself alone."""
        rest = b""
        while chunk := os.read(self._file, CHUNK):
            data, place = rest + chunk, 0
            last = len(data) - SIZE
            while place <= last:
                fields = data[place + _CHECK.size : place + SIZE]
                if _CHECK.unpack_from(data, place)[0] == zlib.crc32(fields):
                    day, release, visitor, network, hour = _READ.unpack(fields)
                    yield Seen(day, release, visitor, network, hour)
                    place += SIZE
                else:
                    # In a file whose process was killed the rest is nothing; a record may begin with some of it.
                    nothing = _NOTHING.match(data, place)
                    place = max(place + 1, nothing.end() - SIZE + 1 if nothing else 0)
            rest = data[place:]

    def remove(self):
        """Remove it: all that is in it is in the database."""
        self._path.unlink(missing_ok=True)
        self.close()

    def close(self):
        """Let it go as it is."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


here = Spool(Path(settings.VAR_DIR) / "spool")
