"""The language of the terminal. Commands speak it, and so does whatever refuses to start because of a setting.

Pages go by their address and letters by the person: neither asks what the shell of whoever started the server says.
"""

import gettext as gnu
import os
import re
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parent / "locale"
# As POSIX has it: the first one that is set decides.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(variables=os.environ):
    """Return the code of the terminal's language, as 'ru' for 'ru_RU.UTF-8', or 'en' where there is no catalogue."""
    chosen = next((variables[name] for name in VARIABLES if variables.get(name)), "")
    code = re.split(r"[_.@-]", chosen)[0].lower()
    return code if code.isalpha() and (CATALOGUES / code).is_dir() else "en"


def gettext(message):
    """Return a message in the terminal's language, without Django, whose settings may be what the message is about."""
    return gnu.translation("django", CATALOGUES, [language()], fallback=True).gettext(message)
