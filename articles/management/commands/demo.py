"""`manage.py demo`: fills an empty database with a site to look at, or with a large one to measure."""

import time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles import letters
from articles.demo import large, site
from articles.models import Image
from pressroom import demo_logins
from pressroom.database import gather_statistics, is_empty


class Command(BaseCommand):
    """Makes the demo site in one transaction; photographs' files are written as it goes."""

    @property
    def help(self):
        return _(
            "Fills an empty database with the demo site: releases with drawn photographs, replies, and the logins "
            "author, editor, moderator, admin and translator. With --releases it composes a large site for measuring "
            "instead."
        )

    def add_arguments(self, parser):
        parser.add_argument(
            "--releases", type=int, metavar="N", help=_("compose N releases instead of the written ones")
        )
        parser.add_argument("--seed", type=int, default=1, help=_("another number, another large site (default: 1)"))

    def handle(self, *, releases, seed, verbosity, **options):
        if releases is not None and releases < 1:
            raise CommandError(_("--releases needs a number of 1 or more."))
        if not is_empty():
            raise CommandError(_("The database holds something already; the demo fills only an empty one."))
        try:
            password = demo_logins.password()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        began, at = time.monotonic(), timezone.now()
        # Nobody is told of what didn't happen. What is stored is English, whatever the terminal speaks.
        with letters.silence(), translation.override(settings.LANGUAGE_CODE), transaction.atomic():
            logins = demo_logins.add(password)
            if releases is None:
                count = len(site.build(logins, at))
            else:
                count = large.build(logins, at, releases, seed=seed, is_quiet=verbosity == 0)
        gather_statistics()
        if verbosity:
            seconds = time.monotonic() - began
            self.stdout.write(
                _(
                    "Made in %(seconds).1f s: releases: %(releases)d, photographs: %(photographs)d. Sign in as "
                    "%(logins)s; their password is in '%(file)s'."
                )
                % {
                    "seconds": seconds,
                    "releases": count,
                    "photographs": Image.objects.count(),
                    "logins": ", ".join(logins),
                    "file": demo_logins.path(),
                }
            )
