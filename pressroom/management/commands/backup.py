"""`manage.py backup FILE`: the whole site in one file."""

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pressroom import backup


class Command(BaseCommand):
    """Writes the backup and says what is in it."""

    @property
    def help(self):
        return _("Writes the database and the media into one file, also while the site runs.")

    def add_arguments(self, parser):
        parser.add_argument("file", help=_("the file to write, e.g. pressroom.tar.gz; it must not exist yet"))

    def handle(self, *, file, **options):
        try:
            manifest = backup.write(file)
        except backup.Unusable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: {backup.describe(manifest)}")
