"""The logins of the demo and their password."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from pressroom import environment, roles
from pressroom.models import Profile

# The name of the login, the group, the person's names and office.
PEOPLE = (
    ("author", roles.AUTHORS, "Aliya", "Bekova", "Press service"),  # not shown: the demo's
    ("editor", roles.EDITORS, "Viktor", "Solonchakov", "Press service"),  # not shown: the demo's
    ("moderator", roles.MODERATORS, "Rufina", "Ilmenskaya", "Office of citizens’ letters"),  # not shown: the demo's
    ("admin", roles.ADMINISTRATORS, "Timofey", "Volgin", "IT department"),
    ("translator", roles.AUTHORS, "Gulnara", "Yermekova", "Press service"),  # not shown: the demo's
)
# Whose desk speaks another language than the site's first.
LANGUAGES = {"translator": "ru"}
PASSWORD_FILE = "demo-password"  # noqa: S105 - the name of a file under VAR_DIR
SHORTEST = 8


def usernames():
    """Return the names under which they sign in."""
    return [username for username, *_rest in PEOPLE]


def add(password):
    """Make the logins and return them by username. `admin` is a superuser besides."""
    users = get_user_model()
    # Hashed once: it takes a good part of a second, on purpose.
    hashed = make_password(password)
    people = {}
    for username, role, first_name, last_name, office in PEOPLE:
        people[username] = users.objects.create(
            username=username,
            password=hashed,
            first_name=first_name,
            last_name=last_name,
            email=f"{username}@press.example.org",
            is_staff=True,
            is_superuser=username == "admin",
        )
        people[username].groups.add(Group.objects.get(name=role))
        language = LANGUAGES.get(username, settings.LANGUAGE_CODE)
        Profile.objects.create(user=people[username], office=office, language=language)
    return people


def kept_password():
    """Return the password as it is kept; None where it isn't, or where no such login is active."""
    if path().exists() and get_user_model().objects.filter(username__in=usernames(), is_active=True).exists():
        return path().read_text().strip()
    return None


def path():
    """Return where the password is kept."""
    return settings.VAR_DIR / PASSWORD_FILE


def password():
    """Return the password of the logins, and leave it in VAR_DIR, readable by its owner alone.

    It is PRESSROOM_DEMO_PASSWORD, else the one that is kept there, else a random one. Raises ImproperlyConfigured if
    the variable is too short to keep anybody out.
    """
    file = path()
    given = environment.text("PRESSROOM_DEMO_PASSWORD", "")
    if given and len(given) < SHORTEST:
        raise ImproperlyConfigured(
            _("%(name)s is too short; give at least %(count)d characters.")
            % {"name": "PRESSROOM_DEMO_PASSWORD", "count": SHORTEST}
        )
    kept = file.read_text().strip() if file.exists() else ""
    chosen = given or kept or "-".join(secrets.token_hex(2) for _part in range(4))
    if chosen != kept:
        # Made anew and not overwritten, so that the file has these rights whatever an older one had.
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_text(chosen + "\n")
    return chosen
