"""The two counters of a release.

A like is a transaction: its row, the release's total and the day's. A view is acknowledged by a record in a file of the
node's own (`spool`), and put into the database with all others of two seconds (`folding`, by the thread of `folder`).
"""

from articles.counters.folder import start
from articles.counters.folding import count, fold, forget
from articles.counters.likes import is_liked, like, unlike
from articles.counters.spool import Seen
from articles.counters.views import acknowledge, see

__all__ = ["Seen", "acknowledge", "count", "fold", "forget", "is_liked", "like", "see", "start", "unlike"]
