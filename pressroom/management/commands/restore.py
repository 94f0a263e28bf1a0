"""`manage.py restore FILE`: the site as a backup has it."""

import sys

from django.core.management import BaseCommand, CommandError, call_command

from pressroom import backup
from pressroom.database import is_empty


class Command(BaseCommand):
    """Refuses to overwrite a site unless it is told to, twice."""

    help = "Brings database and media back from a file that `backup` wrote, on SQLite or PostgreSQL alike."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file that `manage.py backup` wrote")
        parser.add_argument("--replace", action="store_true", help="give up what the database and the media hold now")
        parser.add_argument("--yes", action="store_true", help="do not ask before replacing")

    def handle(self, *, file, replace, yes, **options):
        if not is_empty():
            if not replace:
                raise CommandError("The database is not empty. To give up what it holds, say --replace.")
            if not yes and not self.is_meant():
                raise CommandError("Nothing was changed.")
        else:
            # It may not even have its tables.
            call_command("migrate", verbosity=0, interactive=False)
        try:
            manifest = backup.restore(file)
        except backup.Unusable as error:
            raise CommandError(str(error)) from error
        # Groups get what this version grants them besides.
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored {backup.describe(manifest)}")

    def is_meant(self):
        """Ask on the terminal; where there is none, say how to answer beforehand."""
        if not sys.stdin.isatty():
            raise CommandError(
                "Everything in the database and the media would be replaced; if that is meant, say --yes."
            )
        return (
            input("Everything in the database and the media will be replaced. Type 'replace' to go on: ") == "replace"
        )
