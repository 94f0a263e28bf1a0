"""Mails of the site: plain text, from templates whose first line is the subject. Tasks send them, never a request."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from pressroom import identity
from pressroom.language import of_person
from pressroom.people import display_name


def has_server():
    """Return whether EMAIL_URL names a server; else mails become files in `settings.VAR_DIR / "mail"`."""
    return "filebased" not in settings.EMAIL_BACKEND


def to_person(user, template, context):
    """Return the `EmailMessage` to a user that a template makes, in the language of the person's profile.

    The template has `context`, the person's name as `person`, and the site's name and address.
    """
    language = of_person(user)
    with translation.override(language):
        context = {
            **context,
            "person": display_name(user),
            "SITE_NAME": identity.load(language).name,
            "SITE_URL": settings.SITE_URL,
        }
        # Text has no markup to escape.
        text = get_template(template).template.render(Context(context, autoescape=False))
    subject, _line, body = text.strip().partition("\n")
    return EmailMessage(
        # What a person typed may hold any kind of line break, and a header none.
        one_line(subject),
        body.strip() + "\n",
        to=[user.email],
        # Answered by no out-of-office notice (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )


def one_line(text):
    """Return the text with a space for each run of white space, line breaks of every kind among it."""
    return " ".join(text.split())
