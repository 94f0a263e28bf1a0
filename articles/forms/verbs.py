"""What the buttons of a release's record ask before they act. Each is made with the `Standing` of the release."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms import review
from articles.models import Category, Edition
from pressroom.desk import DateInput, MomentField


class VerbForm(forms.Form):
    """Asks nothing, unless fields are added."""

    def __init__(self, *args, standing, **kwargs):
        self.standing = standing
        super().__init__(*args, **kwargs)


class ReasonForm(VerbForm):
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


class RemarkForm(review.RemarkForm, VerbForm):
    """A remark to one's colleagues."""


class ReturnForm(review.ReturnForm, VerbForm):
    """What is to be changed."""


class CountersignForm(VerbForm):
    """Which edition, where several were published without second eyes."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AsRead(forms.Form):
    """Keeps a text from being published that was changed since its page was opened."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, standing, **kwargs):
        self.standing, edition = standing, standing.open
        is_first = all(one.stage != Edition.Stage.APPROVED for one in standing.editions)
        super().__init__(*args, edition=edition, is_first=is_first, **kwargs)
        self.initial["revision"] = edition.revision

    def clean(self):
        cleaned = super().clean()
        read = self.cleaned_data.pop("revision", None)
        if read is not None and read != self.standing.open.revision:
            self.add_error(None, _("The text was changed since you opened this page. Read it again, then decide."))
        return cleaned


class ApproveForm(AsRead, review.ApproveForm):
    """When it is published, and what readers are told of the change."""


class ForceForm(AsRead, review.ForceForm):
    """The same, and why it can't wait for second eyes."""


class CategoryForm(forms.Form):
    """A category for several drafts."""

    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.prefetch_related("texts"))
