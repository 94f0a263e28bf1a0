"""The verbs of the desk: every change of a release or an edition is one of these functions.

Each is one transaction that checks the permission of `by`, locks the release, changes it and writes the editorial
event; each raises `pressroom.refusals.Refused`, whose text is for a person, and then nothing has changed. Buttons, bulk
actions, commands and importers are doors to the same functions. None of them knows a request.
"""

from articles.workflow.addressing import add_address, drop_address, readdress
from articles.workflow.drafting import create, discard, new_edition, revert, save
from articles.workflow.importing import import_approved
from articles.workflow.keeping import (
    change_language,
    close_replies,
    open_replies,
    pin,
    put_back,
    remove,
    unpin,
)
from articles.workflow.publishing import approve, force, reschedule, restore, unschedule, withdraw
from articles.workflow.reviewing import countersign, override, remark, send_back, submit
from articles.workflow.translating import approve_together, bring_up_to_date, confirm, detach, translate
from pressroom.refusals import Conflict, Refused

__all__ = [
    "Conflict",
    "Refused",
    "add_address",
    "approve",
    "approve_together",
    "bring_up_to_date",
    "change_language",
    "close_replies",
    "confirm",
    "countersign",
    "create",
    "detach",
    "discard",
    "drop_address",
    "force",
    "import_approved",
    "new_edition",
    "open_replies",
    "override",
    "pin",
    "put_back",
    "readdress",
    "remark",
    "remove",
    "reschedule",
    "restore",
    "revert",
    "save",
    "send_back",
    "submit",
    "translate",
    "unpin",
    "unschedule",
    "withdraw",
]
