"""Forgets what was kept about visitors for a day: to be run daily by the machine's timer."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from pressroom import ratelimit, visitors


class Command(BaseCommand):
    """Destroys the salts of past days and the counts of past windows.

    Both happen by themselves as visitors come; this sees to it on a site that nobody has visited since.
    """

    help = "Destroy the visitors' salts of past days and sweep the rate limit's old counts. Run it once a day."

    def handle(self, *args, **options):
        at = timezone.now()
        salts = visitors.destroy_old_salts(at)
        counts = 0
        while swept := ratelimit.sweep(at):
            counts += swept
        self.stdout.write(f"Destroyed salts: {salts}. Swept rate counts: {counts}.")
