"""`manage.py rebuild_search`: the index of search made anew while the site runs."""

from django.core.management import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.search import index

# Seconds for which others may write. On SQLite they ask for the lock every tenth of a second, and would seldom get it.
PAUSE = 0.15


class Command(BaseCommand):
    """Only needed after something wrote to the database past the site; what is there is found all the while."""

    @property
    def help(self):
        return _(
            "Makes the index of search anew, from the latest release back, while the site runs. The site keeps it in "
            "step by itself: this is for a database into which something else has written."
        )

    def add_arguments(self, parser):
        parser.add_argument(
            "--only-missing", action="store_true", help=_("leave what was made by the present rules as it is")
        )

    def handle(self, *, only_missing, verbosity, **options):
        def progress(keys):
            return tqdm(keys, unit=_(" releases"), mininterval=0.5, disable=verbosity == 0)

        made = index.rebuild(timezone.now(), only_missing=only_missing, pause=PAUSE, progress=progress)
        if verbosity:
            said = ngettext("%(count)d release can be found.", "%(count)d releases can be found.", made)
            self.stdout.write(said % {"count": made})
