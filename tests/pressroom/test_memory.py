"""What the server's processes keep in memory."""

import json
import subprocess
import sys

from pressroom import memory

# What no reader needs: of tests, of what isn't in use here, and of what the desk loads when it is asked for it.
NOT_LOADED = {"django.test", "holidays", "html5lib", "psycopg2", "pytest", "redis", "tqdm", "unittest"}


def test_the_server_loads_nothing_that_no_reader_needs(tmp_path):
    program = """
import json, sys
from pressroom import wsgi, memory
memory.load()
print(json.dumps(sorted(sys.modules)))
"""
    environment = {"PRESSROOM_VAR": str(tmp_path), "DATABASE_URL": "", "PATH": ""}
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    loaded = set(json.loads(said.stdout))
    assert {"articles.views.releases", "articles.api.endpoints", "articles.admin.release"} <= loaded
    assert not loaded & NOT_LOADED


def test_a_process_asks_for_few_heaps_and_gives_back(monkeypatch):
    told = []

    class Libc:
        def mallopt(self, *what):
            told.append(what)

        def malloc_trim(self, _pad):
            told.append("trimmed")

    class Thread:
        def __init__(self, target, args, **_named):
            self.target, self.args = target, args

        def start(self):
            told.append("thread")

    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _name: Libc())
    monkeypatch.setattr(memory.threading, "Thread", Thread)
    monkeypatch.setattr(memory.platform, "libc_ver", lambda: ("glibc", "2.36"))
    memory.be_sparing()
    assert told == [(memory.M_ARENA_MAX, memory.HEAPS), "thread"]


def test_another_library_is_left_alone(monkeypatch):
    asked = []
    monkeypatch.setattr(memory.platform, "libc_ver", lambda: ("", ""))
    monkeypatch.setattr(memory.ctypes, "CDLL", asked.append)
    monkeypatch.setattr(memory.threading, "Thread", asked.append)
    memory.be_sparing()
    assert asked == []
