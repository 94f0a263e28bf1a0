"""Typed readers of environment variables: a foolish value names its variable and stops the start."""

import ipaddress
import os
import secrets
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


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
    raise ImproperlyConfigured(f"{name} is {value!r}; say 1 or 0.")


def integer(name, default, minimum, maximum):
    """Return the variable as a whole number within the bounds, both included."""
    value = text(name, str(default))
    if not value.isdecimal() or not minimum <= int(value) <= maximum:
        raise ImproperlyConfigured(f"{name} is {value!r}; give a whole number from {minimum} to {maximum}.")
    return int(value)


def words(name, default=()):
    """Return the variable's comma-separated entries as a list."""
    value = text(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] if value else list(default)


def networks(name):
    """Return the variable's comma-separated IP addresses and networks as `ip_network` objects."""
    found = []
    for word in words(name):
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError:
            raise ImproperlyConfigured(f"{name} holds {word!r}, which is no IP address or network.") from None
    return found


def time_zone(name, default):
    """Return the name of a time zone that this machine's database of them knows."""
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(f"{name} is {value!r}, which is no time zone; try 'Europe/Astrakhan'.")
    return value


def web_address(name, default):
    """Return the scheme and host of a site, without the slash at its end."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} is {value!r}; give a scheme and a host, as in 'https://press.example.org'.")
    return value


def folder(name, default):
    """Return the variable as an absolute path, the folder made if it was missing."""
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} is '{path}', which cannot be made a folder: {error.strerror}.") from None
    return path


def database(name, default):
    """Return Django's settings of the database that a URL names: SQLite or PostgreSQL."""
    value = text(name, default)
    try:
        found = environ.Env.db_url_config(value)
    except (ValueError, ImproperlyConfigured):
        found = {}
    if found.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with 'postgres://' or 'sqlite:///'.")
    return found


def secret_key(name, file):
    """Return the variable, or a key made once for this installation and kept in `file`, readable by its owner."""
    value = text(name, "")
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} is too short to be a secret; give at least 32 characters.")
        return value
    try:
        # Two processes may start at once: 'x' lets one of them make the file, the other reads it.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w") as made:
            made.write(secrets.token_urlsafe(50))
    kept = Path(file).read_text()
    if len(kept) < 32:
        raise ImproperlyConfigured(f"'{file}' holds no key; delete it, and a new one is made.")
    return kept
