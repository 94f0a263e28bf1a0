"""The form for an address that a release had in another system."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.old_addresses import LONGEST_TYPED


class AddressForm(forms.Form):
    """The address, as it was there."""

    address = forms.CharField(
        label=_("Old address of another site"),
        max_length=LONGEST_TYPED,
        help_text=_("Such as /news/index.php?id=12, or the whole address as it is copied from a browser."),
        error_messages={"required": _("Paste the address that the release had there.")},
        # No `url`: the browser would refuse a path.
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
