"""Typed readers of environment variables: a foolish value names its variable and stops the start."""

import contextlib
import ipaddress
import os
import re
import secrets
import tempfile
import zoneinfo
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from pressroom.terminal import gettext as _

# A host name (an IPv4 address is one by its looks), or an IPv6 address in brackets.
HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
# How a mail server is spoken to, and the port where it usually listens for that.
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
# The least number of characters in a key.
KEY_LENGTH = 50


def text(name, default):
    """Return the variable's text, or `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def boolean(name, default=False):
    """Return whether the variable says yes; only 1/0, true/false, yes/no and on/off are understood."""
    value = text(name, "").lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(_("%(name)s is %(value)r; say 1 or 0.") % {"name": name, "value": value})


def integer(name, default, minimum, maximum):
    """Return the variable as a whole number within the bounds, both included."""
    value = text(name, str(default))
    if not value.isdecimal() or not minimum <= int(value) <= maximum:
        raise ImproperlyConfigured(
            _("%(name)s is %(value)r; give a whole number from %(minimum)d to %(maximum)d.")
            % {"name": name, "value": value, "minimum": minimum, "maximum": maximum}
        )
    return int(value)


def words(name, default=()):
    """Return the variable's comma-separated entries as a list."""
    value = text(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] if value else list(default)


def hosts(name, default):
    """Return the variable's comma-separated host names as a list; '.example.org' stands for all below it."""
    found = words(name, default)
    for word in found:
        if word != "*" and not HOST.fullmatch(word.removeprefix(".")):
            raise ImproperlyConfigured(
                _(
                    "%(name)s holds %(value)r, which is no host name; leave out scheme and port, as in "
                    "'press.example.org'."
                )
                % {"name": name, "value": word}
            )
    return found


def host(name, default):
    """Return a host name or an IP address to listen on, an IPv6 address without brackets."""
    value = text(name, default)
    try:
        return str(ipaddress.ip_address(value.strip("[]")))
    except ValueError:
        if not HOST.fullmatch(value):
            raise ImproperlyConfigured(
                _("%(name)s is %(value)r; give an IP address or a host name.") % {"name": name, "value": value}
            ) from None
    return value


def address(host, port):
    """Return the plain web address of a host and a port, e.g. 'http://[::1]:8000'."""
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}" if port == 80 else f"http://{host}:{port}"


def host_of(web_address):
    """Return the host in a web address as ALLOWED_HOSTS has it: an IPv6 address in brackets, no port."""
    hostname = urlsplit(web_address).hostname
    return f"[{hostname}]" if ":" in hostname else hostname


def mail_domain_of(web_address):
    """Return the host in a web address for use in an email address, where an IP address would be odd."""
    hostname = urlsplit(web_address).hostname
    is_number = ":" in hostname or hostname.replace(".", "").isdecimal()
    return "localhost" if is_number else hostname.rstrip(".")


def networks(name):
    """Return the variable's comma-separated IP addresses and networks as `ip_network` objects."""
    found = []
    for word in words(name):
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError:
            raise ImproperlyConfigured(
                _("%(name)s holds %(value)r, which is no IP address or network.") % {"name": name, "value": word}
            ) from None
    return found


def time_zone(name, default):
    """Return the name of a time zone that this machine's database of them knows."""
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(
            _("%(name)s is %(value)r, which is no time zone; try 'Europe/Astrakhan'.") % {"name": name, "value": value}
        )
    return value


def country(name, default):
    """Return the code of a country whose public holidays are known, as 'RU' or 'DE-BY'; '' where it says 'none'."""
    value = text(name, "").upper()
    if not value:
        # Known to be known: the library is large, and most sites never name another.
        return default
    if value == "NONE":
        return ""
    import holidays

    code, _hyphen, subdivision = value.partition("-")
    try:
        holidays.country_holidays(code, subdiv=subdivision or None)
    except NotImplementedError:
        raise ImproperlyConfigured(
            _(
                "%(name)s is %(value)r, a country whose holidays are not known; give its two letters, as in 'RU', or "
                "'none'."
            )
            % {"name": name, "value": value}
        ) from None
    return value


def web_address(name, default):
    """Return the scheme and host of a site, without the slash at its end."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        right = parts.scheme in {"http", "https"} and HOST.fullmatch(parts.netloc.removesuffix(f":{parts.port}"))
    except ValueError:
        right = False
    if not right or parts.path or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            _("%(name)s is %(value)r; give a scheme and a host, as in 'https://press.example.org'.")
            % {"name": name, "value": value}
        )
    return value


def location(name, default):
    """Return the variable as the path of a location of the web server: it begins and ends with a slash."""
    value = text(name, default)
    if value and not re.fullmatch(r"/(?:[\w.-]+/)+", value):
        raise ImproperlyConfigured(
            _("%(name)s is %(value)r; begin and end it with a slash, as in '/protected/'.")
            % {"name": name, "value": value}
        )
    return value


def folder(name, default):
    """Return the variable as an absolute path, the folder made if it was missing."""
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            _("%(name)s is '%(path)s', which cannot be made a folder: %(error)s.")
            % {"name": name, "path": path, "error": error.strerror}
        ) from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(
            _("%(name)s is '%(path)s', in which this user may not write.") % {"name": name, "path": path}
        )
    return path


def database(name, file):
    """Return Django's settings of the database that a URL names (SQLite or PostgreSQL), or of SQLite in `file`."""
    value = text(name, "")
    if not value:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    found = None
    if value.startswith(("postgres://", "postgresql://", "sqlite:///")):
        with contextlib.suppress(ValueError, ImproperlyConfigured):
            found = environ.Env.db_url_config(value)
    if found is None:
        # What it says is not repeated: it may hold a password.
        raise ImproperlyConfigured(
            _("%(name)s must be 'postgres://user:password@host:port/name' or 'sqlite:////folder/file'.")
            % {"name": name}
        )
    if found["NAME"] in {"", ":memory:"}:
        raise ImproperlyConfigured(
            _("%(name)s names no database; it ends with one, as in 'postgres://user@host/pressroom'.") % {"name": name}
        )
    if "sqlite3" in found["ENGINE"] and not Path(found["NAME"]).absolute().parent.is_dir():
        raise ImproperlyConfigured(
            _("%(name)s names the file '%(file)s', whose folder does not exist.")
            % {"name": name, "file": found["NAME"]}
        )
    return found


def redis(name):
    """Return the address of a Redis server, e.g. 'redis://127.0.0.1:6379/0'; empty where there is none."""
    value = text(name, "")
    try:
        split = urlsplit(value)
        is_one = split.scheme in {"redis", "rediss"} and bool(split.hostname) and split.port != 0
    except ValueError:
        is_one = False
    if value and not (is_one and re.fullmatch(r"/?[0-9]*", split.path)):
        # Not the value: it may hold a password.
        raise ImproperlyConfigured(
            _("%(name)s is no address of Redis; write it as %(example)s.")
            % {"name": name, "example": "redis://:password@host:6379/0"}
        )
    return value


def mail(name, folder):
    """Return Django's settings of the mail server that a URL names; where none is named, letters become files."""
    value = text(name, "")
    if not value:
        # Links that set a password are among them.
        Path(folder).mkdir(mode=0o700, exist_ok=True)
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}
    found = None
    if value.startswith(tuple(f"{scheme}://" for scheme in MAIL_PORTS)):
        with contextlib.suppress(ValueError, ImproperlyConfigured):
            found = environ.Env.email_url_config(value)
    if found is None or not found["EMAIL_HOST"] or found["EMAIL_FILE_PATH"] or "OPTIONS" in found:
        # What it says is not repeated: it may hold a password.
        raise ImproperlyConfigured(
            _(
                "%(name)s must be 'smtp+tls://user:password@host:587'; 'smtp+ssl' is encrypted from the start, 'smtp' "
                "never."
            )
            % {"name": name}
        )
    del found["EMAIL_FILE_PATH"]
    port = found["EMAIL_PORT"] or MAIL_PORTS[value.partition("://")[0]]
    return found | {
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": found["EMAIL_HOST_USER"] or "",
        "EMAIL_HOST_PASSWORD": str(found["EMAIL_HOST_PASSWORD"] or ""),
    }


def sender(name, default):
    """Return the variable as the address that mails come from, with or without a name: 'Press <press@example.org>'."""
    value = text(name, "")
    if not value:
        return default
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError:
        value = ""
    if len(value.splitlines()) != 1:
        raise ImproperlyConfigured(
            _(
                "%(name)s is no email address; give one, as in 'press@example.org' or 'Press Service "
                "<press@example.org>'."
            )
            % {"name": name}
        )
    return value


def secret_key(name, file):
    """Return the variable, or a key made once for this installation and kept in `file`, readable by its owner."""
    value = text(name, "")
    if value:
        if len(value) < KEY_LENGTH:
            raise ImproperlyConfigured(
                _("%(name)s is too short to be a secret; give at least %(count)d characters.")
                % {"name": name, "count": KEY_LENGTH}
            )
        return value
    try:
        kept = keep_once(file, lambda: secrets.token_urlsafe(KEY_LENGTH))
    except OSError as error:
        raise ImproperlyConfigured(
            _("%(name)s is not set, and '%(file)s' cannot be used: %(error)s.")
            % {"name": name, "file": file, "error": error.strerror}
        ) from None
    if len(kept) < KEY_LENGTH:
        raise ImproperlyConfigured(
            _("%(name)s is not set, and '%(file)s' holds no key; delete it, and a new one is made.")
            % {"name": name, "file": file}
        )
    return kept


def keep_once(file, make):
    """Return the text in `file`, which is first written with what `make()` returns if there is none.

    Its owner alone may read it. Two processes may start at once: the file appears whole, and the first one wins.
    """
    file = Path(file)
    if not file.exists():
        # mkstemp gives the mode 0600.
        descriptor, made = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
        try:
            with os.fdopen(descriptor, "w") as writing:
                writing.write(make())
            os.link(made, file)
        except FileExistsError:
            pass
        finally:
            os.unlink(made)
    return file.read_text().strip()
