"""The desk's login: the form, which guessing wears out, and who is found by a session."""

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pressroom import ratelimit, visitors

# So many wrong passwords for one name from one address, in so many seconds.
TRIES, SECONDS = 10, 15 * 60
# And so many from one address, whatever the names: each costs a tenth of a second of hashing, and one password can be
# tried on every name. An office behind one address signs in less often.
TRIES_FROM_A_NETWORK = 200


# A cookie that scripts may read, and that says nothing but that somebody has signed in at the desk in this browser:
# `static/js/bar.js` then asks for their bar. It gives no right to anything.
MARK = "desk"


def mark(response):
    """Let the browser know, as long as the session may last, that somebody has signed in."""
    response.set_cookie(
        MARK, "1", max_age=settings.SESSION_COOKIE_AGE, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def unmark(response):
    """Let the browser forget it."""
    response.delete_cookie(MARK, samesite="Lax")


class LoginForm(AdminAuthenticationForm):
    """Refuses everything after too many wrong passwords; `status_code` is then 429."""

    status_code = 422

    def clean(self):
        at = timezone.now()
        network = f"login {visitors.network(self.request, at)}"
        key = f"{network} {self.cleaned_data.get('username', '').casefold()}"
        # A try is counted before the password is looked at, so that many at once can't slip through together.
        limits = ((key, TRIES), (network, TRIES_FROM_A_NETWORK))
        if not all(ratelimit.is_allowed(name, limit=limit, seconds=SECONDS, at=at) for name, limit in limits):
            self.status_code = 429
            raise ValidationError(
                _("Too many wrong passwords for this name or from here. Wait a quarter of an hour, then try again."),
                code="too_many",
            )
        cleaned = super().clean()
        ratelimit.forget(key, seconds=SECONDS, at=at)
        return cleaned


class Backend(ModelBackend):
    """Knows people by name and password, as Django does, and brings their profile along: the desk speaks by it."""

    def get_user(self, user_id):
        user = get_user_model()._default_manager.select_related("profile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
