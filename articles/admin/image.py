"""The photograph library."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import library
from articles.models import Edition, EditionImage, Image, Page
from articles.views import uploads
from pressroom import desk


class ImageForm(forms.ModelForm):
    """The words of a photograph and its focal point; never another file."""

    class Meta:
        model = Image
        fields = ("title", "alternative_text", "is_decorative", "caption", "credit", "focal_x", "focal_y")
        widgets = {
            "alternative_text": forms.Textarea({"rows": 2}),
            "caption": forms.Textarea({"rows": 2}),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_decorative") and cleaned.get("alternative_text"):
            self.add_error("is_decorative", _("Either it is decorative, or it has an alternative text."))
        return cleaned


class NewImageForm(ImageForm):
    """A photograph for the library; `articles.library.add` judges the file."""

    by = None

    upload = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP or AVIF. Its position and the camera's data are taken out of it."),
        widget=forms.FileInput({"accept": "image/*"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("How the library lists it. Left empty, it is the name of the file.")

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        said = {name: self.cleaned_data[name] for name in self._meta.fields}
        try:
            # The same bytes again are the photograph that is there, with the words and the focal point that it has.
            self.instance = library.add(self.cleaned_data["upload"], by=self.by, **said)
        except ValidationError as error:
            self.add_error("upload", error)


@admin.register(Image)
class ImageAdmin(desk.ModelAdmin):
    """Photographs are added and described here. None is replaced or deleted: editions on record show them."""

    list_display = ("title",)
    search_fields = ("title__folds", "alternative_text__folds", "caption__folds", "credit__folds")
    search_help_text = _("Words of the title, the caption or the credit")
    list_per_page = 60
    readonly_fields = ("file_facts",)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        """Add the addresses by which the form's picker and the editor ask for photographs and add them.

        They guard themselves: a script can't use the login form, to which `admin_view` would lead it.
        """
        return [
            path("library/", uploads.library, name="articles_image_library"),
            path("upload/", uploads.upload, name="articles_image_upload"),
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            return type("NewImageFormOfThisPerson", (NewImageForm,), {"by": request.user})
        kwargs["form"] = ImageForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        words = [*ImageForm._meta.fields]
        return [(None, {"fields": ["upload", *words] if obj is None else [*words, "file_facts"]})]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        cut = () if library.may_cut(obj, by=request.user) else library.FOCAL_POINT
        return (*self.readonly_fields, *cut)

    def save_model(self, request, obj, form, change):
        """Change by the verb; what is new is in the library already."""
        if change:
            library.change(obj, by=request.user, **{name: form.cleaned_data[name] for name in form.changed_data})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the photograph with where it is used."""
        image = self.get_object(request, object_id)
        uses = {} if image is None else self._uses(image)
        return super().change_view(request, object_id, form_url, uses | (extra_context or {}))

    def _uses(self, image):
        editions = (
            Edition.objects.filter(pk__in=EditionImage.objects.filter(image=image).values("edition"))
            .select_related("release")
            .order_by("-pk")
        )
        return {"used_in": editions[:30], "used_on": Page.objects.filter(images=image)}

    @admin.display(description=_("File"))
    def file_facts(self, image):
        """Size and origin of the file."""
        return format_html("{} × {} px, {}", image.width, image.height, filesizeformat(image.size))
