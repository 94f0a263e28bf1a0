"""A forgotten password is set anew by a link that comes by mail. The pages tell nobody which addresses are known."""

import datetime
import logging

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model, views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from pressroom import desk, language, mail, ratelimit, visitors

logger = logging.getLogger(__name__)

# So many requests from one address in so many seconds; and so many mails to one address, whoever asks for them.
REQUESTS, SECONDS = 10, 15 * 60
MAILS, MAILS_SECONDS = 3, 60 * 60
# A mail server that refuses is asked again after so long; then whoever waits for the mail asks again.
PAUSES = (datetime.timedelta(minutes=1), datetime.timedelta(minutes=5))


@task()
def send_link(user, tries=1):
    """Send somebody (their key) the link, which is made here: the queue holds nothing that opens a door."""
    person = get_user_model().objects.select_related("profile").filter(pk=user, is_active=True, is_staff=True).first()
    if person is None or not person.email or not person.has_usable_password():
        return
    try:
        message(person).send()
    except Exception as error:
        # The server's words may hold the address, which is nothing for a log.
        logger.warning("Link for user %s, try %s: %s.", user, tries, type(error).__name__)
        if tries <= len(PAUSES):
            send_link.using(run_after=timezone.now() + PAUSES[tries - 1]).enqueue(user, tries + 1)


def message(user):
    """Return the mail with a new link."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    # Never by the Host header, which whoever asks may choose.
    url = settings.SITE_URL + reverse("password_reset_confirm", args=[key, default_token_generator.make_token(user)])
    url = language.keep(url, language.of_person(user))
    context = {"url": url, "username": user.get_username(), "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
    return mail.to_person(user, "mail/password_reset.txt", context)


class ResetForm(PasswordResetForm):
    """Asks for the address. Whether somebody has it changes neither the answer nor what it costs."""

    status_code = 422

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["email"].label = _("Your email at the desk")

    def clean(self):
        at = timezone.now()
        network = f"reset {visitors.network(self.request, at)}"
        if not ratelimit.is_allowed(network, limit=REQUESTS, seconds=SECONDS, at=at):
            self.status_code = 429
            raise ValidationError(_("Too many requests from here. Wait a quarter of an hour, then try again."))
        return super().clean()

    def get_users(self, email):
        """Return the active staff with the address and a password of their own."""
        return [user for user in super().get_users(email) if user.is_staff]

    def save(self, **options):
        """Queue the mail."""
        email = self.cleaned_data["email"]
        users = [user.pk for user in self.get_users(email)]
        key = f"reset to {email.casefold()}"
        if ratelimit.is_allowed(key, limit=MAILS, seconds=MAILS_SECONDS, at=timezone.now()):
            # For an address that nobody has, a job that does nothing.
            for user in users or [0]:
                send_link.enqueue(user)


class OnTheDesk:
    """A page in the look of the login page, in the language that was chosen there."""

    def dispatch(self, *args, **kwargs):
        response = super().dispatch(*args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            response["Location"] = language.keep(response.url, self.request.language)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | admin.site.each_context(self.request) | {"title": self.title}


class FormOnTheDesk(OnTheDesk):
    """A form in the look of the login page; with errors it comes back with 4xx."""

    def post(self, *args, **kwargs):
        return desk.with_status(super().post(*args, **kwargs))


class Ask(FormOnTheDesk, views.PasswordResetView):
    """Where one says one's address."""

    form_class = ResetForm
    title = _("Forgotten password")
    extra_context = {"has_mail_server": mail.has_server}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}


class Asked(OnTheDesk, views.PasswordResetDoneView):
    """What everybody is told."""

    title = _("Look into your mail")
    extra_context = {"mails": MAILS}


class Confirm(FormOnTheDesk, views.PasswordResetConfirmView):
    """Where the link leads: twice the new password."""

    title = _("New password")


class Complete(OnTheDesk, views.PasswordResetCompleteView):
    """It is done."""

    title = _("Your password is set")


urlpatterns = [
    path("password_reset/", Ask.as_view(), name="admin_password_reset"),
    path("password_reset/done/", Asked.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", Confirm.as_view(), name="password_reset_confirm"),
    path("reset/done/", Complete.as_view(), name="password_reset_complete"),
]
