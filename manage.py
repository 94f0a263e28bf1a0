#!/usr/bin/env python
"""Django's command-line utility, with what goes wrong outside of it told in one line."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError


def main():
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Pressroom does not start: {error}")
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        # Of several lines, PostgreSQL's first one says what happened.
        sys.exit(f"The database cannot be used: {str(error).strip().splitlines()[0]}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
