"""What the buttons of a release's record ask before they act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pressroom.desk import DateInput, MomentField


class ReasonForm(forms.Form):
    """A reason that readers will see."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea({"rows": 3}), help_text=_("A sentence or two. Readers will see it.")
    )


class RemoveForm(ReasonForm):
    """A reason, and where to send readers instead."""

    redirect_to = forms.CharField(
        label=_("Send readers to"),
        required=False,
        max_length=500,
        help_text=_("A path of this site, such as /2022/05/28/another/, or a whole address. May stay empty."),
    )


class ReaddressForm(forms.Form):
    """Another slug or date."""

    slug = forms.SlugField(label=_("Slug"), max_length=120, help_text=_("The last part of its address."))
    typed_date = forms.DateField(
        label=_("Earlier date"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty for the day on which it is published."),
    )


class PinForm(forms.Form):
    """Until when a release leads."""

    pinned_until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("Leave empty to decide later."),
    )


class ScheduleForm(forms.Form):
    """A moment that lies ahead."""

    live_from = MomentField(label=_("Publish at"))


class DiscardForm(forms.Form):
    """Why a draft is given up."""

    remark = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea({"rows": 2}), help_text=_("For your colleagues.")
    )
