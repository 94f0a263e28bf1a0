"""The buttons of a release's record: each a verb of `articles.workflow` with the form that it asks for."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.forms.verbs import (
    DiscardForm,
    PinForm,
    ReaddressForm,
    ReasonForm,
    RemoveForm,
    ScheduleForm,
)
from articles.models import Edition
from articles.workflow.ground import AUTHOR, EDITOR


@dataclass(frozen=True)
class Verb:
    """One button: who sees it and when, what it asks, what it does and what it says afterwards."""

    name: str
    label: Any
    permission: str
    # Whether it is offered; takes the `Standing`.
    is_offered: Any
    # Does it; takes the `Standing`, the person and the form's cleaned data.
    do: Any
    # What is said when it is done.
    done: Any
    # What it will do, said above the form.
    explanation: Any = ""
    form: type = forms.Form
    is_grave: bool = False

    @property
    def asks(self):
        """Whether it leads to a form, instead of being done at one click."""
        return bool(self.form.base_fields) or bool(self.explanation)


def _is_withdrawn(standing):
    return standing.status == Edition.Status.WITHDRAWN


VERBS = (
    Verb(
        "new-edition",
        _("Change it: new edition"),
        AUTHOR,
        lambda s: s.status == Edition.Status.LIVE and not s.open and not s.scheduled,
        lambda s, by: workflow.new_edition(s.release, by=by),
        _("This is the new edition. What is live stays as it is until this one is published."),
    ),
    Verb(
        "reschedule",
        _("Reschedule"),
        EDITOR,
        lambda s: s.scheduled is not None,
        lambda s, by, live_from: workflow.reschedule(s.scheduled, by=by, live_from=live_from),
        _("Rescheduled."),
        _("It will be published at the other moment instead."),
        ScheduleForm,
    ),
    Verb(
        "unschedule",
        _("Unschedule"),
        EDITOR,
        lambda s: s.scheduled is not None,
        lambda s, by: workflow.unschedule(s.scheduled, by=by),
        _("Unscheduled. It is a draft again."),
    ),
    Verb(
        "pin",
        _("Make it the lead story"),
        EDITOR,
        lambda s: s.status in {Edition.Status.LIVE, Edition.Status.SCHEDULED} and not s.release.is_pinned(s.at),
        lambda s, by, pinned_until: workflow.pin(s.release, by=by, pinned_from=s.at, pinned_until=pinned_until),
        _("This is the lead story now."),
        _("It leads the front page from now on, above whatever is published later."),
        PinForm,
    ),
    Verb(
        "unpin",
        _("No longer the lead story"),
        EDITOR,
        lambda s: s.release.is_pinned(s.at),
        lambda s, by: workflow.unpin(s.release, by=by),
        _("The latest release leads the front page again."),
    ),
    Verb(
        "close-replies",
        _("Close replies"),
        EDITOR,
        lambda s: s.release.is_open_for_replies,
        lambda s, by: workflow.close_replies(s.release, by=by),
        _("Nobody can leave a reply now. Those that are there stay."),
    ),
    Verb(
        "open-replies",
        _("Open replies"),
        EDITOR,
        lambda s: not s.release.is_open_for_replies,
        lambda s, by: workflow.open_replies(s.release, by=by),
        _("Readers can leave a reply."),
    ),
    Verb(
        "readdress",
        _("Change the address"),
        EDITOR,
        lambda s: s.live is not None or s.scheduled is not None,
        lambda s, by, slug, typed_date: workflow.readdress(s.release, by=by, slug=slug, typed_date=typed_date),
        _("The release has its new address."),
        _("Once it is public, the old address keeps working: it leads to the new one for ever."),
        ReaddressForm,
    ),
    Verb(
        "restore",
        _("Restore"),
        EDITOR,
        _is_withdrawn,
        lambda s, by, reason: workflow.restore(s.release, by=by, reason=reason),
        _("Restored. It is in the news again, with the reason above its text."),
        _("The same words are in force again, as an update; readers see the reason."),
        ReasonForm,
    ),
    Verb(
        "discard",
        _("Discard the draft"),
        AUTHOR,
        lambda s: s.open is not None,
        lambda s, by, remark: workflow.discard(s.open, by=by, remark=remark),
        _("The draft is discarded. Nothing that is live has changed."),
        _("The draft is put aside. What is live stays as it is, and what was written is kept in the history."),
        DiscardForm,
        is_grave=True,
    ),
    Verb(
        "withdraw",
        _("Withdraw"),
        EDITOR,
        lambda s: s.status == Edition.Status.LIVE,
        lambda s, by, reason: workflow.withdraw(s.release, by=by, reason=reason),
        _("Withdrawn. It can still be read at its address, marked with the reason."),
        _("It leaves the front page, the feeds and the news, and stays readable at its address under the reason."),
        ReasonForm,
        is_grave=True,
    ),
    Verb(
        "put-back",
        _("Put it back"),
        EDITOR,
        lambda s: s.release.is_removed,
        lambda s, by: workflow.put_back(s.release, by=by),
        _("It is where it was before it was removed."),
    ),
    Verb(
        "remove",
        _("Remove"),
        EDITOR,
        lambda s: s.live is not None,
        lambda s, by, reason, redirect_to: workflow.remove(s.release, by=by, reason=reason, redirect_to=redirect_to),
        _("Removed. Its address says so, with the reason."),
        _("It can't be read any more. Its address gives the reason, or leads to another page. This can be undone."),
        RemoveForm,
        is_grave=True,
    ),
)

BY_NAME = {verb.name: verb for verb in VERBS}


def offered(standing, user):
    """Return the verbs that this person may use on a release as it stands."""
    return [verb for verb in VERBS if user.has_perm(verb.permission) and verb.is_offered(standing)]
