"""`manage.py derive`: what is made of other records, such as the index of search, made where it lacks."""

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from pressroom import derived


class Command(BaseCommand):
    """What `manage.py start` does before it serves, for who starts the server without it."""

    @property
    def help(self):
        return _(
            "Makes what is kept beside the records (the index of search, texts ready to be sent) where it is missing "
            "or was made by another version of the site. The site may run meanwhile."
        )

    def handle(self, **options):
        derived.make(only_missing=True, say=self.stdout.write)
