"""The production server: `python deploy/serve.py`. README lists the variables; SIGTERM and SIGINT end it gracefully."""

import gc
import multiprocessing
import os
import signal
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

# Whoever starts it, from wherever.
ROOT = Path(__file__).resolve().parent.parent
os.chdir(ROOT)
sys.path.insert(0, str(ROOT))

from deploy.watch import ENDS, GRACEFUL  # noqa: E402
from pressroom import terminal  # noqa: E402

# When, what, the answer and its milliseconds; granian's own format begins with the visitor's address.
ACCESS_LOG_FORMAT = '[%(time)s] "%(method)s %(path)s %(protocol)s" %(status)d %(dt_ms).1f'  # not shown: a log


def main(arguments):
    """Load the site once, and serve it from as many processes as the settings say."""
    try:
        # Here, so that the processes, which are forked, have what is loaded in common; a fault of the settings also
        # shows once, and not in each of them.
        from pressroom import memory, processes, settings, wsgi

        if arguments[:1] == ["--parent"]:
            processes.end_with_parent(int(arguments[1]))
        memory.load()
    except ImproperlyConfigured as error:
        sys.exit(terminal.gettext("Pressroom does not start: %(error)s") % {"error": error})
    # What the garbage collector never looks at again is never written to, and stays in common.
    gc.collect()
    gc.freeze()
    server = Granian(
        "pressroom.wsgi",
        interface=Interfaces.WSGI,
        address=settings.HOST,
        port=settings.PORT,
        http=HTTPModes.http1,
        workers=settings.WORKERS,
        blocking_threads=settings.THREADS,
        websockets=False,
        # Until all have begun; then `watch` does it.
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=GRACEFUL,
        # Its warnings are of more threads than cores; but threads wait for the database.
        log_level=LogLevels.error,
        log_access=settings.ACCESS_LOG,
        log_access_format=ACCESS_LOG_FORMAT,
    )
    parent, tell = os.getpid(), leave_to_watch(server)

    def load():
        application = wsgi.in_process(parent)
        tell()
        return application

    server.serve(target_loader=load, wrap_loader=False)


def leave_to_watch(server):
    """Let this process become `watch` once each of the server's processes has called the function that is returned."""
    parent, begun = os.getpid(), set()
    hears, says = os.pipe()
    os.set_blocking(hears, False)

    def tell():
        # Signals may become one; what is written before each doesn't.
        os.write(says, b"%d\n" % os.getpid())
        os.kill(parent, signal.SIGUSR1)

    def hear(*_signal):
        try:
            begun.update(map(int, os.read(hears, 4096).split()))
        except BlockingIOError:
            return
        children = [child.pid for child in multiprocessing.active_children() if child.pid in begun]
        # Who was told to end already lets the server end itself.
        if len(children) == server.workers and not server.interrupt_signal:
            # What comes meanwhile waits until the watch can hear it.
            signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
            # Without the site's packages, and deaf to variables that are meant for it.
            watch = Path(__file__).with_name("watch.py")
            os.execv(sys.executable, [sys.executable, "-IS", str(watch), *map(str, children)])  # noqa: S606

    signal.signal(signal.SIGUSR1, hear)
    return tell


if __name__ == "__main__":
    main(sys.argv[1:])
