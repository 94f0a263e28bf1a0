"""Erase the email addresses of those who replied more than twelve months ago."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import privacy


class Command(BaseCommand):
    """To be run each day; how often it runs changes nothing but how soon."""

    @property
    def help(self):
        return _("Erases the email addresses of replies that are twelve months old.")

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help=_("say how many there are and erase nothing"))

    def handle(self, *args, dry_run, **options):
        at = timezone.now()
        if dry_run:
            count = privacy.emails_due(at).count()
            said = ngettext("Would erase %(count)d email address.", "Would erase %(count)d email addresses.", count)
        else:
            count = privacy.erase_emails(at)
            said = ngettext("Erased %(count)d email address.", "Erased %(count)d email addresses.", count)
        self.stdout.write(said % {"count": count})
