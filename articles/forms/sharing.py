"""The form for a link by which somebody without a login reads an edition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import PreviewLink
from articles.preview_links import LONGEST, WEEK


class ShareForm(forms.ModelForm):
    """For whom, and for how long."""

    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[
            (1, _("One day")),
            (3, _("Three days")),
            (WEEK, _("A week")),
            (2 * WEEK, _("Two weeks")),
            (LONGEST, _("30 days")),
        ],
        initial=WEEK,
        # What comes without it, as by a program, is a week.
        required=False,
        empty_value=WEEK,
    )

    class Meta:
        model = PreviewLink
        fields = ["name"]
        help_texts = {"name": _("The name stands above the draft, e.g. “the Minister’s office”.")}
        error_messages = {"name": {"required": _("Write for whom the link is.")}}
