"""Erase the email addresses of those who replied more than twelve months ago."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments import privacy


class Command(BaseCommand):
    """To be run each day; how often it runs changes nothing but how soon."""

    help = "Erases the email addresses of replies that are twelve months old."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say how many there are and erase nothing")

    def handle(self, *args, dry_run, **options):
        at = timezone.now()
        if dry_run:
            self.stdout.write(f"Would erase {privacy.emails_due(at).count()} email addresses.")
        else:
            self.stdout.write(f"Erased {privacy.erase_emails(at)} email addresses.")
