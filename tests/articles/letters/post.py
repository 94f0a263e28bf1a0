"""What arrives, and mail servers that are of no use."""

import datetime
import smtplib

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from articles.models import Letter

NOON = "2026-11-23 12:00"
MORNING = "2026-11-24 07:00"


class Refusing(EmailBackend):
    """A mail server that is there and takes nothing."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such box")})


class Down(EmailBackend):
    """A mail server that isn't there."""

    opened = 0

    def open(self):
        Down.opened += 1
        raise ConnectionRefusedError(111, "Connection refused")


def tomorrow(hour, minute=0):
    return timezone.make_aware(datetime.datetime.fromisoformat(f"2026-11-24 {hour:02}:{minute:02}"))


def told():
    """Return who is told of what, as (login, what)."""
    return sorted(Letter.objects.values_list("to__username", "what"))


def sent():
    """Return what has arrived, as (address, subject)."""
    return sorted((message.to[0].partition("@")[0], message.subject) for message in mail.outbox)


def use(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
