"""What is written into the log: nothing that opens a door."""

import logging
import re

# The token of a preview link, and of a link that sets a password anew.
_TOKEN = re.compile(r"(/preview/|/reset/[^/\s]+/)[^/\s]+")


class HideTokens(logging.Filter):
    """Takes tokens out of the paths that Django logs with every 4xx: whoever reads the log could use them."""

    def filter(self, record):
        record.msg, record.args = _TOKEN.sub(r"\1…", record.getMessage()), ()
        return True
