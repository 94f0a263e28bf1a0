"""The buttons of a release's record: each a verb of `articles.workflow` with the form that it asks for.

What is decided about a text (submit, return, approve, force, countersign) has its buttons where the text is read.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import timing, workflow
from articles.admin import languages
from articles.forms import verbs as forms
from articles.models import Edition, EditorialEvent
from articles.permissions import AUTHOR, EDITOR

Stage, Status, What = Edition.Stage, Edition.Status, EditorialEvent.What


@dataclass(frozen=True)
class Verb:
    """One button: who sees it and when, what it asks, what it does and what it says afterwards."""

    name: str
    label: Any
    permission: str
    # Whether the release is where this can be done to it; takes the `Standing`.
    is_offered: Any
    # Does it; takes the `Standing`, the person and the form's cleaned data.
    do: Any
    # What is said when it is done; may take what `do` returned.
    done: Any
    # What it will do, said above the form.
    explanation: Any = ""
    form: type = forms.VerbForm
    is_grave: bool = False
    # Why this person can't, although others can; takes the `Standing` and the person, returns '' where nothing bars it.
    bar: Any = lambda standing, user: ""
    # The events that it leaves in the story, by which a second press of the same person is known.
    leaves: tuple = ()
    # Whether it begins a draft, whose form is the next page.
    is_beginning: bool = False
    # What else it will do to this very release, as a sentence or ''; takes the `Standing`.
    also: Any = lambda standing: ""

    @property
    def asks(self):
        """Whether it leads to a form, instead of being done at one click."""
        return bool(self.form.base_fields) or bool(self.explanation)

    @property
    def is_likely(self):
        """Whether it is what one comes for where it is offered."""
        return self.is_beginning or self.name == "put-back"

    def words_when_done(self, result):
        """Return what is said when it is done; `result` is what `do` returned."""
        return self.done(result) if callable(self.done) else self.done


def _is_withdrawn(s):
    return s.status == Status.WITHDRAWN


def _is_draft(s):
    return s.open is not None and s.open.stage == Stage.DRAFT


def _bar_of_discarding(s, user):
    if s.open.author_id != user.pk and not user.has_perm(EDITOR):
        return gettext("Only its author or an editor can discard the draft.")
    return ""


def _rescheduled(edition):
    said = gettext("Rescheduled for %(moment)s.") % {"moment": timing.in_words(edition.live_from)}
    if not edition.along:
        return said
    return f"{said} " + gettext("Moved along: %(languages)s.") % {"languages": languages.languages_of(edition.along)}


def _unscheduled(edition):
    said = gettext("Unscheduled. It is in review again.")
    if not edition.along:
        return said
    with_it = gettext("Taken back with it: %(languages)s.") % {"languages": languages.languages_of(edition.along)}
    return f"{said} {with_it}"


VERBS = (
    Verb(
        "new-edition",
        _("Change it: new edition"),
        AUTHOR,
        lambda s: s.status == Status.LIVE and not s.open and not s.scheduled,
        lambda s, by: workflow.new_edition(s.release, by=by),
        _("This is the new edition. What is live stays as it is until this one is published."),
        leaves=(What.CREATED,),
        is_beginning=True,
    ),
    Verb(
        "bring-up-to-date",
        _("Bring up to date"),
        AUTHOR,
        languages.may_be_brought_up_to_date,
        lambda s, by: workflow.bring_up_to_date(s.release, by=by),
        _("This is the new edition. Beside it stands what changed in the original; what is live stays until then."),
        leaves=(What.CREATED,),
        is_beginning=True,
    ),
    Verb(
        "reschedule",
        _("Reschedule…"),
        EDITOR,
        lambda s: s.scheduled is not None,
        lambda s, by, live_from: workflow.reschedule(s.scheduled, by=by, live_from=live_from),
        _rescheduled,
        _("It will be published at the other moment instead."),
        forms.ScheduleForm,
        also=languages.moved_along,
    ),
    Verb(
        "unschedule",
        _("Unschedule"),
        EDITOR,
        lambda s: s.scheduled is not None,
        lambda s, by: workflow.unschedule(s.scheduled, by=by),
        _unscheduled,
        leaves=(What.UNSCHEDULED,),
    ),
    Verb(
        "pin",
        _("Make it the lead story…"),
        EDITOR,
        lambda s: s.status in {Status.LIVE, Status.SCHEDULED} and not s.release.is_pinned(s.at),
        lambda s, by, pinned_until: workflow.pin(s.release, by=by, pinned_from=s.at, pinned_until=pinned_until),
        _("This is the lead story now."),
        _("It leads the front page from now on, above whatever is published later."),
        forms.PinForm,
        leaves=(What.PINNED,),
    ),
    Verb(
        "unpin",
        _("No longer the lead story"),
        EDITOR,
        lambda s: s.release.is_pinned(s.at),
        lambda s, by: workflow.unpin(s.release, by=by),
        _("The latest release leads the front page again."),
        leaves=(What.UNPINNED,),
    ),
    Verb(
        "close-replies",
        _("Close replies"),
        EDITOR,
        lambda s: s.release.is_open_for_replies,
        lambda s, by: workflow.close_replies(s.release, by=by),
        _("Nobody can leave a reply now. Those that are there stay."),
        leaves=(What.REPLIES_CLOSED,),
    ),
    Verb(
        "open-replies",
        _("Open replies"),
        EDITOR,
        lambda s: not s.release.is_open_for_replies,
        lambda s, by: workflow.open_replies(s.release, by=by),
        _("Readers can leave a reply."),
        leaves=(What.REPLIES_OPENED,),
    ),
    Verb(
        "readdress",
        _("Change the address…"),
        EDITOR,
        # A draft's stands in its form; what is in review has no form, and may meet an address that was taken meanwhile.
        lambda s: s.live is not None or s.scheduled is not None or s.status == Status.REVIEW,
        lambda s, by, slug, typed_date: workflow.readdress(s.release, by=by, slug=slug, typed_date=typed_date),
        _("The release has its new address."),
        _("Once it is public, the old address keeps working: it leads to the new one for ever."),
        forms.ReaddressForm,
    ),
    Verb(
        "detach",
        _("Make it an original of its own…"),
        EDITOR,
        lambda s: languages.original_of(s) is not None,
        lambda s, by: workflow.detach(s.release, by=by),
        _("It is an original of its own now, and no longer compared with another release."),
        _(
            "Choose this where the text has gone its own way. Readers of the other languages are no longer led to it, "
            "nor its readers to them, and nobody is told when the text from which it was translated changes. "
            "This can't be undone."
        ),
        leaves=(What.DETACHED,),
    ),
    Verb(
        "restore",
        _("Restore…"),
        EDITOR,
        _is_withdrawn,
        lambda s, by, reason: workflow.restore(s.release, by=by, reason=reason),
        _("Restored. It is in the news again, with the reason above its text."),
        _("The same words are in force again, as an update; readers see the reason."),
        forms.ReasonForm,
        leaves=(What.RESTORED,),
    ),
    Verb(
        "discard",
        _("Discard the draft…"),
        AUTHOR,
        _is_draft,
        lambda s, by, remark: workflow.discard(s.open, by=by, remark=remark),
        _("The draft is discarded. Nothing that is live has changed."),
        _("The draft is put aside. What is live stays as it is, and what was written is kept in the history."),
        forms.DiscardForm,
        is_grave=True,
        bar=_bar_of_discarding,
        leaves=(What.DISCARDED,),
    ),
    Verb(
        "withdraw",
        _("Withdraw…"),
        EDITOR,
        lambda s: s.status == Status.LIVE,
        lambda s, by, reason: workflow.withdraw(s.release, by=by, reason=reason),
        _("Withdrawn. It can still be read at its address, marked with the reason."),
        _("It leaves the front page, the feeds and the news, and stays readable at its address under the reason."),
        forms.ReasonForm,
        is_grave=True,
        leaves=(What.WITHDRAWN,),
    ),
    Verb(
        "put-back",
        _("Put it back"),
        EDITOR,
        lambda s: s.release.is_removed,
        lambda s, by: workflow.put_back(s.release, by=by),
        _("It is where it was before it was removed."),
        leaves=(What.PUT_BACK,),
    ),
    Verb(
        "remove",
        _("Remove…"),
        EDITOR,
        lambda s: s.live is not None,
        lambda s, by, reason, redirect_to: workflow.remove(s.release, by=by, reason=reason, redirect_to=redirect_to),
        _("Removed. Its address says so, with the reason."),
        _("It can't be read any more. Its address gives the reason, or leads to another page. This can be undone."),
        forms.RemoveForm,
        is_grave=True,
        leaves=(What.REMOVED,),
    ),
)

BY_NAME = {verb.name: verb for verb in VERBS}


def offered(standing, user):
    """Return the verbs that this person may use on a release as it stands."""
    return [verb for verb in _possible(standing, user) if not verb.bar(standing, user)]


def barred(standing, user):
    """Return, as sentences, why this person can't do what others with the same rights could."""
    return [why for verb in _possible(standing, user) if (why := verb.bar(standing, user))]


def _possible(standing, user):
    return [verb for verb in VERBS if user.has_perm(verb.permission) and verb.is_offered(standing)]
