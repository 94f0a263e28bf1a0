"""`manage.py restore FILE`: the site as a backup has it."""

import sys

from django.core.management import BaseCommand, CommandError, call_command
from django.utils.translation import gettext as _

from pressroom import backup, database, derived
from pressroom.database import is_empty

# What is typed, whatever the language.
MEANT = "replace"


class Command(BaseCommand):
    """Refuses to overwrite a site unless it is told to, twice."""

    @property
    def help(self):
        return _("Brings database and media back from a file that `backup` wrote, on SQLite or PostgreSQL alike.")

    def add_arguments(self, parser):
        parser.add_argument("file", help=_("the file that `manage.py backup` wrote"))
        parser.add_argument(
            "--replace", action="store_true", help=_("give up what the database and the media hold now")
        )
        parser.add_argument("--yes", action="store_true", help=_("do not ask before replacing"))

    def handle(self, *, file, replace, yes, **options):
        if not is_empty():
            if not replace:
                raise CommandError(_("The database is not empty. To give up what it holds, say --replace."))
            if not yes and not self.is_meant():
                raise CommandError(_("Nothing was changed."))
        else:
            # It may not even have its tables.
            call_command("migrate", verbosity=0, interactive=False)
        try:
            manifest = backup.restore(file)
        except backup.Unusable as error:
            raise CommandError(str(error)) from error
        # Groups get what this version grants them besides.
        call_command("migrate", verbosity=0, interactive=False)
        database.gather_statistics()
        derived.make(only_missing=False, say=self.stdout.write)
        self.stdout.write(_("Restored: %(what)s") % {"what": backup.describe(manifest)})

    def is_meant(self):
        """Ask on the terminal; where there is none, say how to answer beforehand."""
        if not sys.stdin.isatty():
            raise CommandError(
                _("Everything in the database and the media would be replaced; if that is meant, say --yes.")
            )
        question = _("Everything in the database and the media will be replaced. Type '%(word)s' to go on: ")
        return input(question % {"word": MEANT}) == MEANT
