"""Forgets what is not kept any longer: `manage.py work` does it daily, else the machine's timer."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from pressroom import cleaning


class Command(BaseCommand):
    """Calls all that is registered in `pressroom.cleaning`; run twice, it finds nothing the second time."""

    @property
    def help(self):
        return _(
            "Deletes what is kept for a time only. `manage.py work` does it daily; without it, run this once a day."
        )

    def handle(self, *args, **options):
        for label, count in cleaning.clean(timezone.now()):
            self.stdout.write(_("Forgotten: %(what)s, %(count)d.") % {"what": label, "count": count})
