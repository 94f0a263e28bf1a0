"""What the server's first process becomes once it has started the others: `python deploy/watch.py PID ...` of these.

Having loaded the site, it would keep some thirty megabytes that nobody uses again; this takes five. A child that ends
is replaced, by a server of one process that is watched likewise. SIGTERM and SIGINT end all of them gracefully.
"""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

# By which it is told to end.
ENDS = (signal.SIGTERM, signal.SIGINT)
# In seconds: what a process may take for the requests that it has begun once it is told to end.
GRACEFUL = 20
# In seconds: who ends sooner than this after it was begun would do so again; and what passes before another is begun.
SOON, PAUSE = 5, 0.5


class Watch:
    """The processes that are watched: `children` is, by their ids, when each was begun by the monotonic clock."""

    def __init__(self, children):
        self.children = dict.fromkeys(children, float("-inf"))
        self.is_ending = self.has_failed = False

    def run(self):
        """Replace who ends until all are to end; return whether that was asked for."""
        for number in ENDS:
            signal.signal(number, self.end)
        signal.signal(signal.SIGALRM, self.kill)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)
        while self.children:
            child, _status = os.wait()
            begun = self.children.pop(child, None)
            # Whoever started the server may have left it another child, as `manage.py start` does.
            if begun is not None and not self.is_ending:
                self.replace(child, time.monotonic() - begun)
        return not self.has_failed

    def replace(self, child, lived):
        """Begin another process in the place of one that lived for so many seconds, or end all if that is no use."""
        print(f"Process {child} of the server has ended of itself.", file=sys.stderr, flush=True)  # not shown: a log
        if lived < SOON:
            self.has_failed = True
            self.end()
            return
        time.sleep(PAUSE)
        if not self.is_ending:
            serve = Path(__file__).with_name("serve.py")
            words = [sys.executable, str(serve), "--parent", str(os.getpid())]
            self.children[os.posix_spawn(sys.executable, words, os.environ | {"WORKERS": "1"})] = time.monotonic()

    def end(self, *_signal):
        """Tell all to end, and kill those who don't in time."""
        self.is_ending = True
        self._send(signal.SIGTERM)
        signal.alarm(GRACEFUL)

    def kill(self, *_signal):
        """Kill who is left."""
        self._send(signal.SIGKILL)

    def _send(self, number):
        for child in self.children:
            # Who was waited for a moment ago may not be forgotten yet.
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, number)


if __name__ == "__main__":
    sys.exit(not Watch(map(int, sys.argv[1:])).run())
