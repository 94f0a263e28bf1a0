"""What the pages of an edition ask beside its text: the moment, what readers are told, a reason, a remark."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.edition import EditionForm
from pressroom.desk import MomentField


class RemarkForm(forms.Form):
    """A remark to one's colleagues."""

    remark = forms.CharField(
        label=_("A word to your colleagues"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Readers never see it."),
    )

    def all_errors(self):
        """Return every error as (id of the field's element, label, message), for the summary."""
        field = self["remark"]
        return [(field.id_for_label, field.label, message) for message in field.errors]


class ReturnForm(forms.Form):
    """What is to be changed."""

    remark = forms.CharField(
        label=_("What is to be changed"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what is to be changed; the author sees it above the form.")},
    )

    def __init__(self, *args, **kwargs):
        # The page has a field of this name already.
        super().__init__(*args, auto_id="id_return_%s", **kwargs)


class OverrideForm(forms.Form):
    """Why a check doesn't apply."""

    check = forms.CharField(widget=forms.HiddenInput)
    subject = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why it doesn't apply here"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Your colleagues see it, with your name, for as long as the edition is kept."),
        error_messages={"required": _("Write why the check doesn't apply here.")},
    )


class ApproveForm(forms.Form):
    """When an edition is published, and what readers are told of the change."""

    live_from = MomentField(label=_("Publish at"), required=False)
    kind = EditionForm.base_fields["kind"]
    public_note = EditionForm.base_fields["public_note"]
    # What the button said: the moment in the field when its words were made.
    said = forms.CharField(required=False)
    # What was read: a text that was changed since isn't published.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, edition, is_first, attributes=None, **kwargs):
        """Ask about an edition; `attributes` are given to every field's element."""
        ahead = edition.planned_for if edition.planned_for and edition.planned_for > timezone.now() else None
        told = {"kind": edition.kind, "public_note": edition.public_note, "revision": edition.revision}
        super().__init__(*args, initial={"live_from": ahead, **told}, **kwargs)
        if is_first:
            del self.fields["kind"], self.fields["public_note"]
        for field in self.fields.values():
            field.widget.attrs |= attributes or {}

    @property
    def moment(self):
        """The moment that the field shows, or None; what is no moment is none."""
        if not self.is_bound:
            return self.initial["live_from"]
        try:
            return self.fields["live_from"].clean(self.data.get("live_from"))
        except forms.ValidationError:
            return None

    @property
    def saying(self):
        """What the button sends as `said`: the field's text as it is shown."""
        if self.is_bound:
            return self.data.get("live_from", "")
        return f"{timezone.localtime(self.moment):%Y-%m-%dT%H:%M}" if self.moment else ""

    def clean_live_from(self):
        live_from = self.cleaned_data["live_from"]
        if live_from and live_from <= timezone.now():
            raise forms.ValidationError(_("That moment has passed. Choose one that lies ahead, or publish now."))
        return live_from

    def clean(self):
        cleaned = super().clean()
        # Without script the button can't follow the field: nothing is done that it didn't say.
        shown = self.data.get("live_from", "")
        if self.data.get("said", shown) != shown and "live_from" not in self.errors:
            self.add_error("live_from", _("You changed the moment. The button says now what it does: press again."))
        if cleaned.get("revision") not in (None, self.initial["revision"]):
            self.add_error(None, _("The text was changed since you opened this page. Read it again, then decide."))
        return cleaned

    def verb_arguments(self):
        """Return the arguments of `workflow.approve` and `workflow.force` that were asked."""
        data = self.cleaned_data
        return {
            "live_from": data["live_from"],
            "kind": data.get("kind") or None,
            "public_note": data.get("public_note", ""),
        }


class ForceForm(ApproveForm):
    """The same, and why it can't wait for second eyes."""

    reason = forms.CharField(
        label=_("Why it can't wait"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Your colleagues see it until another editor has countersigned, and in the history afterwards."),
        error_messages={"required": _("Write why it can't wait for second eyes.")},
    )
    field_order = ["reason", "live_from", "kind", "public_note"]
