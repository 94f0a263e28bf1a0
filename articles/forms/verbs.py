"""What the buttons of a release's record ask before they act. Each is made with the `Standing` of the release."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Category
from pressroom.desk import DateInput, MomentField


class VerbForm(forms.Form):
    """Asks nothing, unless fields are added."""

    def __init__(self, *args, standing, **kwargs):
        self.standing = standing
        super().__init__(*args, **kwargs)


class ReasonForm(VerbForm):
    """A reason that readers will see."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A sentence or two. Readers will see it."),
        error_messages={"required": _("Write the reason; readers will see it.")},
    )


class RemoveForm(ReasonForm):
    """A reason, and where to send readers instead."""

    redirect_to = forms.CharField(
        label=_("Send readers to"),
        required=False,
        max_length=500,
        help_text=_("A path of this site, such as /2022/05/28/another/, or a whole address. May stay empty."),
    )


class ReaddressForm(VerbForm):
    """Another slug or date."""

    slug = forms.SlugField(label=_("Slug"), max_length=120, help_text=_("The last part of its address."))
    typed_date = forms.DateField(
        label=_("Earlier date"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty for the day on which it is published."),
    )

    def __init__(self, *args, standing, **kwargs):
        release = standing.release
        initial = {"slug": release.slug, "typed_date": release.typed_date}
        super().__init__(*args, standing=standing, initial=initial, **kwargs)


class PinForm(VerbForm):
    """Until when a release leads."""

    pinned_until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("Leave empty to decide later."),
    )


class ScheduleForm(VerbForm):
    """A moment that lies ahead."""

    live_from = MomentField(label=_("Publish at"))

    def __init__(self, *args, standing, **kwargs):
        initial = {"live_from": standing.scheduled and standing.scheduled.live_from}
        super().__init__(*args, standing=standing, initial=initial, **kwargs)


class DiscardForm(VerbForm):
    """Why a draft is given up."""

    remark = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea({"rows": 2}), help_text=_("For your colleagues.")
    )


class CategoryForm(forms.Form):
    """A category for several drafts."""

    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.prefetch_related("texts"))
