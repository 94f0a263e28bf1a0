"""The read-only JSON API at /api/v1/: what the public pages say, for programs.

`endpoints` answers, in the shapes of `schemas`, which `records` makes of rows; `door` is what all addresses have in
common, `errors` what they answer where there is nothing else; `document` describes it, for machines and for people.
"""

import sys
from types import ModuleType

from django.core.signals import setting_changed


def _load_ninja():
    """Load the package without the tests of Django, which it asks for a signal that isn't theirs.

    With them come unittest, jinja2 and a web server: five megabytes in each process.
    """
    if "django.test" in sys.modules:
        return
    signals = ModuleType("django.test.signals")
    signals.setting_changed = setting_changed
    stand_ins = {"django.test": ModuleType("django.test"), "django.test.signals": signals}
    sys.modules.update(stand_ins)
    try:
        import ninja  # noqa: F401
    finally:
        for name in stand_ins:
            del sys.modules[name]


_load_ninja()
