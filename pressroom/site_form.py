"""The form of who publishes the site."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressroom import colours, contacts, emblem, identity
from pressroom.models import Identity, IdentityText

# A field's own words where the model's don't say enough.
HELP = {
    "telephone": gettext_lazy("With the code of the town, as citizens dial it."),
    "email": gettext_lazy("One that somebody reads every working day."),
    "website": gettext_lazy("The government’s own, to which this site belongs."),
}


class SiteForm(forms.Form):
    """Everything that `identity.save` takes; `stored` is what `identity.stored` returned."""

    status_code = 422

    # Required, so that a request that holds no form empties nothing.
    seen = forms.CharField(widget=forms.HiddenInput)
    upload = forms.FileField(
        label=gettext_lazy("Another emblem"),
        required=False,
        help_text=gettext_lazy(
            "PNG, WebP or JPEG of up to 2 MB, best a PNG with a transparent ground. Without lettering: the name "
            "stands beside it. Empty margins are cut off."
        ),
        widget=forms.FileInput({"accept": "image/png,image/webp,image/jpeg"}),
    )
    built_in_emblem = forms.BooleanField(label=gettext_lazy("Use the built-in emblem again"), required=False)
    accent = forms.CharField(
        label=gettext_lazy("The region’s colour"),
        required=False,
        max_length=7,
        widget=forms.ColorInput,
        help_text=gettext_lazy(
            "Links, buttons and the built-in emblem have it. What would be hard to read is made darker or lighter as "
            "far as it has to be."
        ),
    )
    built_in_accent = forms.BooleanField(label=gettext_lazy("Use the built-in colour again"), required=False)

    def __init__(self, *args, stored, **kwargs):
        initial = stored | {"seen": identity.state(), "accent": stored["accent"] or colours.BUILT_IN["light"]}
        super().__init__(*args, initial=initial, **kwargs)
        for name in identity.WORDS:
            what, _underscore, code = name.rpartition("_")
            self.fields[name] = IdentityText._meta.get_field(what).formfield(help_text=_otherwise(what, code, stored))
            self.fields[name].widget.attrs["lang"] = code
        for name in ("telephone", "email", "website", *identity.NETWORKS):
            options = {"help_text": HELP.get(name, "")}
            if name in {"website", *identity.NETWORKS}:
                options["assume_scheme"] = "https"
                options["error_messages"] = {"invalid": contacts.no_address()}
            self.fields[name] = Identity._meta.get_field(name).formfield(**options)

    def clean_upload(self):
        """Judge the file and draw it anew."""
        upload = self.cleaned_data["upload"]
        return emblem.read(upload) if upload else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload") and cleaned.get("built_in_emblem"):
            self.add_error("built_in_emblem", _("Either another emblem or the built-in one: choose one of the two."))
        for name, error in identity.problems(self.values()).items():
            self.add_error("upload" if name == "emblem" else name, error)
        return cleaned

    def values(self):
        """Return what was typed, as far as it is right in itself, for `identity.save`."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in identity.EDITED if name in cleaned}
        if cleaned.get("built_in_accent"):
            values["accent"] = ""
        if cleaned.get("upload"):
            values["emblem"] = cleaned["upload"]
        elif cleaned.get("built_in_emblem"):
            values["emblem"] = ""
        return values

    def overtaken(self, error, state):
        """Say that somebody was quicker; sent once more as it is, the form takes the place of what they saved."""
        self.status_code = 409
        advice = _("Open it in another window to see what is new. Save again to put yours in its place.")
        self.add_error(None, ValidationError(f"{error} {advice}", code="conflict"))
        self.data = self.data.copy()
        self.data["seen"] = state

    @property
    def languages(self):
        """The languages as (code, name, fields)."""
        return [
            (code, _(language), [self[f"{what}_{code}"] for what in identity.IN_EACH_LANGUAGE])
            for code, language in settings.LANGUAGES
        ]

    @property
    def networks(self):
        """The fields of the accounts elsewhere."""
        return [self[name] for name in identity.NETWORKS]

    @property
    def wrong(self):
        """The fields with an error as (id, label, error), for the summary."""
        languages = dict(settings.LANGUAGES)
        names = {name: f"{self.fields[name].label} ({languages[name.rpartition('_')[2]]})" for name in identity.WORDS}
        return [
            (field.id_for_label, names.get(field.name, field.label), error)
            for field in self
            for error in field.errors
            if field.name != "seen"
        ]

    @property
    def lost_file(self):
        """Whether a file was sent that was right, and has to be chosen again because something else wasn't."""
        return bool(self.errors and self.files.get("upload") and "upload" not in self.errors)


def _otherwise(what, code, stored):
    """Return what to say of a field that may stay empty."""
    first = settings.LANGUAGE_CODE
    of_first = stored[f"{what}_{first}"]
    if what == "name" and (code == first or not of_first):
        of_first = settings.SITE_NAME
    elif code == first:
        return ""
    if not of_first:
        return _("Left empty, it is as in the first language.")
    return _("Left empty, it is “%(words)s”.") % {"words": of_first}
