"""An nginx that runs `deploy/nginx.conf`, that very file, with a folder, ports and a certificate of its own."""

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf"
# Debian has it where no ordinary user looks.
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
OPENSSL = shutil.which("openssl")
NAME = "press.example.org"

# What is for nginx as a whole, which on a server is the distribution's file.
WHOLE = """\
{user}
worker_processes {workers};
pid {folder}/pid;
error_log {folder}/logs/whole.log alert;
pcre_jit on;
events {{ worker_connections 4096; }}
http {{
    include {folder}/mime.types;
    default_type application/octet-stream;
    access_log off;
    {temporary}
    include {folder}/site.conf;
}}
"""
TYPES = (
    "types { text/html html; text/css css; text/javascript js; image/png png; image/svg+xml svg; image/jpeg jpg; }\n"
)


class Nginx:
    """A running nginx: `secure` and `plain` are its ports, `folder` is where it writes, `var` whose files it serves."""

    # For the tests alone: what became of the look into the store.
    shown = "add_header X-Cache $upstream_cache_status always;"

    def __init__(self, folder, nodes, *, ports=None, workers=1, var=None):
        """Prepare one in a folder, before nodes: the ports on which they listen. `with` starts it."""
        self.folder, self.nodes, self.workers = Path(folder), list(nodes), workers
        self.plain, self.secure = ports or (free_port(), free_port())
        self.var = Path(var or self.folder / "var")
        self._process = None
        for name in ("logs", "var/static", "var/media"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.write()

    def write(self):
        """Write the configuration: the file with what a person would edit in it, and what tests look at."""
        (self.folder / "mime.types").write_text(TYPES)
        temporary = " ".join(
            f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        # Started by root it gives its rights up, and then could not enter a folder that is root's own.
        user = "user root;" if os.geteuid() == 0 else ""
        values = {"user": user, "workers": self.workers, "folder": self.folder, "temporary": temporary}
        (self.folder / "nginx.conf").write_text(WHOLE.format(**values))
        (self.folder / "site.conf").write_text(self._filled(FILE.read_text()))

    def _filled(self, text):
        server = "    server 127.0.0.1:{} max_fails=1 fail_timeout=2s;\n"
        certificate = f"/etc/letsencrypt/live/{NAME}"
        for before, after in {
            server.format(8000): "".join(server.format(port) for port in self.nodes),
            f"{certificate}/fullchain.pem": str(self.folder / "certificate.pem"),
            f"{certificate}/privkey.pem": str(self.folder / "key.pem"),
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.secure} ssl http2;",
            # Not every machine has version 6.
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "/var/lib/pressroom": str(self.var),
            "/var/log/nginx": str(self.folder / "logs"),
            "/var/cache/pressroom": str(self.folder / "cache"),
            "    server_tokens off;": f"    server_tokens off; {self.shown}",
        }.items():
            if before not in text:
                raise AssertionError(f"There is no {before!r} in deploy/nginx.conf.")
            text = text.replace(before, after)
        return text

    def command(self, *arguments):
        """Return the command line of nginx with this configuration."""
        return [PROGRAM, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), *arguments]

    def check(self):
        """Return what `nginx -t` says."""
        done = subprocess.run(self.command("-t", "-q"), capture_output=True, text=True, check=False)
        return (f"ended with {done.returncode}: " if done.returncode else "") + done.stderr

    def __enter__(self):
        make_certificate(self.folder)
        self._process = subprocess.Popen(self.command("-g", "daemon off;"), stdin=subprocess.DEVNULL)
        try:
            for _try in range(600):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.secure), timeout=1):
                    return self
                if self._process.poll() is not None:
                    break
                time.sleep(0.02)
            raise AssertionError("nginx does not start.")
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_failure):
        self._process.terminate()
        self._process.wait(timeout=30)

    @property
    def processes(self):
        """The ids of its processes."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [self._process.pid, *map(int, children)]

    def log(self, until):
        """Return the access log once it says something; it is written when there is enough of it, or at this signal."""
        log = self.folder / "logs" / "pressroom.log"
        for _try in range(600):
            self._process.send_signal(signal.SIGUSR1)
            if until in (text := log.read_text() if log.exists() else ""):
                return text
            time.sleep(0.02)
        raise AssertionError(f"The log never says {until!r}: {text}")

    def context(self, **attributes):
        """Return a TLS context of a client that believes the certificate; `attributes` are set on it."""
        made = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        for name, value in attributes.items():
            setattr(made, name, value)
        return made


def make_certificate(folder):
    """Put a certificate for the site's name, signed by itself, and its key into a folder, if there is none."""
    if (folder / "key.pem").exists():
        return
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([OPENSSL, "req", *kind, *files, *names], capture_output=True, check=True)


def free_port():
    """Return a port of this machine on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def why_not():
    """Return what this machine lacks to run it, '' if nothing."""
    return " and ".join(name for name, found in (("nginx", PROGRAM), ("openssl", OPENSSL)) if not found)
