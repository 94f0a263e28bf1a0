"""`python -m tests.catalogues`: say each fault of the sources and the catalogues in a line; exit with 1 if any is."""

import os
import sys


def main():
    """Return 1 if there was a fault, else 0."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    from tests.catalogues import checking, sources

    faults = [*checking.unwrapped(), *checking.damaged(), *checking.uncompiled(), *checking.incomplete_for_django()]
    try:
        faults += checking.incomplete()
    except sources.Missing as error:
        faults.append(error)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(faults)} faults of the catalogues." if faults else "The catalogues are in order.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
