"""Files of views as they were until November 2026, each record after its checksum: some may wait during an update."""

import re
import struct
import zlib

SUFFIX = ".views"
# Day, release, visitor, network, hour.
FIELDS, CHECK = struct.Struct("<IqQQI"), struct.Struct("<I")
SIZE = CHECK.size + FIELDS.size
_NOTHING = re.compile(b"\0+")


def seen(data):
    """Return all views in a file's content, each a tuple as `spool.Seen`. What isn't whole costs itself alone."""
    found, place = [], 0
    while place <= len(data) - SIZE:
        fields = data[place + CHECK.size : place + SIZE]
        if CHECK.unpack_from(data, place)[0] == zlib.crc32(fields):
            day, release, visitor, network, hour = FIELDS.unpack(fields)
            found.append((visitor, network, release, hour, day))
            place += SIZE
        else:
            # In a file whose process was killed the rest is nothing; a record may begin with some of it.
            nothing = _NOTHING.match(data, place)
            place = max(place + 1, nothing.end() - SIZE + 1 if nothing else 0)
    return found
