"""Letters: who is told by email about which editorial event, and how it gets there.

A verb writes the rows in its own transaction (`announce`), so that a refusal leaves none; a job of the queue, queued in
the same transaction, sends what is due (`send`). The row knows how it went: sent, dropped, to be tried again, failed.
"""

from articles.letters.announcing import announce, silence
from articles.letters.sending import drop, forget, reap, send, send_again, trouble

__all__ = ["announce", "drop", "forget", "reap", "send", "send_again", "silence", "trouble"]
