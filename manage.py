#!/usr/bin/env python
"""Django's command-line utility, in the language of the terminal; what goes wrong outside of it is told in one line."""

import os
import sys

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility
from django.db import OperationalError
from django.utils import translation

from pressroom import terminal


class Utility(ManagementUtility):
    """Django's, which speaks English at all times."""

    def fetch_command(self, subcommand):
        # The settings are read by now, unless they refuse.
        if apps.ready:
            translation.activate(terminal.language())
        return super().fetch_command(subcommand)


def main():
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    try:
        Utility(sys.argv).execute()
    except ImproperlyConfigured as error:
        sys.exit(terminal.gettext("Pressroom does not start: %(error)s") % {"error": error})
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        # Of several lines, PostgreSQL's first one says what happened.
        said = str(error).strip().splitlines()[0]
        sys.exit(terminal.gettext("The database cannot be used: %(error)s") % {"error": said})
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
