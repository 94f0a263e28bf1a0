"""The photographs of an edition, as its form asks for them: chosen or added, with their words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import library
from articles.models import EditionImage, Image

WORDS = ("alternative_text", "is_decorative", "caption", "credit")
# So many of the latest are in the plain list, for those without script; the picker finds every one.
RECENT = 40


class UseForm(forms.Form):
    """One photograph and its words for this use. What is uploaded goes into the library and is chosen from there."""

    image = forms.ModelChoiceField(Image.objects.all(), label=_("From the library"), required=False)
    upload = forms.FileField(
        label=_("Or add one"),
        required=False,
        help_text=_("JPEG, PNG, WebP or AVIF. It is added to the library."),
        widget=forms.FileInput({"accept": "image/*"}),
    )
    alternative_text = forms.CharField(
        label=_("Alternative text"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("What it shows, for those who don't see it."),
    )
    is_decorative = forms.BooleanField(
        label=_("Decorative: it says nothing that the text doesn't"),
        required=False,
    )
    caption = forms.CharField(label=_("Caption"), max_length=400, required=False, widget=forms.Textarea({"rows": 2}))
    credit = forms.CharField(
        label=_("Credit"), max_length=160, required=False, help_text=_("Who made it, or whose it is.")
    )

    def __init__(self, *args, by=None, recent=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.recent = by, list(recent)
        if not (by and by.has_perm("articles.add_image")):
            del self.fields["upload"]
        self._offer(self.recent)

    def _offer(self, images):
        images = list(images)
        chosen = self.chosen_image
        if chosen and chosen not in images:
            images.insert(0, chosen)
        self.fields["image"].widget.choices = [("", "—"), *((image.pk, str(image)) for image in images)]

    @cached_property
    def chosen_image(self):
        """The `Image` that the form shows as chosen, or None."""
        key = self["image"].value()
        key = str(getattr(key, "pk", key) or "")
        found = next((image for image in self.recent if str(image.pk) == key), None)
        if found or not key:
            return found
        try:
            return Image.objects.filter(pk=key).first()
        except ValueError:
            return None

    def clean(self):
        cleaned = super().clean()
        upload, image = cleaned.get("upload"), cleaned.get("image")
        if upload and not self.errors:
            words = {name: cleaned.get(name) for name in WORDS}
            try:
                image = library.add(upload, by=self.by, **words)
            except ValidationError as error:
                self.add_error("upload", error)
                return cleaned
            # The file is in the library now; whatever else is wrong with the form, it needn't be sent again.
            self.data = self.data.copy()
            self.data[self.add_prefix("image")] = str(image.pk)
            self.__dict__.pop("chosen_image", None)
            self._offer([])
        if image and str(image.pk) != str(self.initial.get("image") or ""):
            self._take_words_of(image, cleaned)
        if cleaned.get("is_decorative") and cleaned.get("alternative_text"):
            self.add_error("is_decorative", _("Either it is decorative, or it has an alternative text."))
        cleaned["image"] = image
        return cleaned

    def _take_words_of(self, image, cleaned):
        """Begin with the library's words where a photograph was chosen and nothing was said of it."""
        if not any(cleaned.get(name) for name in WORDS):
            cleaned.update(image.words)

    def use(self, role):
        """Return the entry of `articles.contents`, or None where no photograph is chosen."""
        image = self.cleaned_data.get("image")
        if image is None:
            return None
        return {"image": image.pk, "role": role, **{name: self.cleaned_data[name] for name in WORDS}}


class LeadForm(UseForm):
    """The lead photograph, and the point around which it is cut."""

    focal_x = forms.IntegerField(label=_("Focal point from the left, %"), min_value=0, max_value=100, required=False)
    focal_y = forms.IntegerField(label=_("from the top, %"), min_value=0, max_value=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.by and self.by.has_perm("articles.change_image")):
            del self.fields["focal_x"], self.fields["focal_y"]

    @property
    def focal_point(self):
        """The (x, y) that was given for the chosen photograph, if it is another than it has, else None."""
        image = self.cleaned_data.get("image")
        point = self.cleaned_data.get("focal_x"), self.cleaned_data.get("focal_y")
        if image is None or None in point or point == (image.focal_x, image.focal_y):
            return None
        # Without script, the fields still show the point of the photograph that was there before.
        is_another = str(image.pk) != str(self.initial.get("image") or "")
        if is_another and not {"focal_x", "focal_y"} & set(self.changed_data):
            return None
        return point


class GalleryRowForm(UseForm):
    """One photograph of the gallery, and its place."""

    place = forms.IntegerField(label=_("Place"), min_value=1, required=False)

    def has_changed(self):
        """Count a row with a photograph even where the draft says the same by now, saved since the form was opened."""
        return bool(self["image"].value()) or super().has_changed()


class BodyUseForm(forms.Form):
    """What the editor of the text doesn't ask about a photograph in it."""

    image = forms.IntegerField(widget=forms.HiddenInput)
    is_decorative = UseForm.base_fields["is_decorative"]
    credit = UseForm.base_fields["credit"]


GalleryFormSet = forms.formset_factory(GalleryRowForm, extra=2, can_delete=True, max_num=40)
BodyFormSet = forms.formset_factory(BodyUseForm, extra=0)


def initial_use(use):
    """Return the initial values of a form from an `EditionImage`."""
    return {"image": use.image_id, **use.words}


def body_entry(use, cleaned):
    """Return the entry of `articles.contents` of a photograph in the text, with what its row says of it."""
    row = {"image": use.image_id, "role": EditionImage.Role.BODY.value, **use.words}
    return row | {name: cleaned[name] for name in ("is_decorative", "credit")}
