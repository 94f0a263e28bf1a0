"""Files of views as they were until November 2026, of both kinds: some may wait during an update.

In neither was the release a part of a visitor's trace, so it moved the trace by a multiple of an odd number.
"""

import re
import struct
import zlib

CHECKED, BARE = ".views", ".seen"
SUFFIXES = (CHECKED, BARE)
# Day, release, visitor, network, hour, after their checksum; and visitor, network, release, hour, day, without one.
FIELDS, CHECK = struct.Struct("<IqQQI"), struct.Struct("<I")
SIZE = CHECK.size + FIELDS.size
_BARE = struct.Struct("QQqII")
_APART = 0x9E3779B97F4A7C15
_NOTHING = re.compile(b"\0+")


def seen(data, suffix):
    """Return all views in a file's content, each a tuple as `spool.Seen`. What isn't whole costs itself alone."""
    found = _checked(data) if suffix == CHECKED else _BARE.iter_unpack(data[: len(data) // _BARE.size * _BARE.size])
    return [
        ((visitor + release * _APART) % (1 << 64), network, release, hour, day)
        for visitor, network, release, hour, day in found
    ]


def _checked(data):
    place = 0
    while place <= len(data) - SIZE:
        fields = data[place + CHECK.size : place + SIZE]
        if CHECK.unpack_from(data, place)[0] == zlib.crc32(fields):
            day, release, visitor, network, hour = FIELDS.unpack(fields)
            yield visitor, network, release, hour, day
            place += SIZE
        else:
            # In a file whose process was killed the rest is nothing; a record may begin with some of it.
            nothing = _NOTHING.match(data, place)
            place = max(place + 1, nothing.end() - SIZE + 1 if nothing else 0)
