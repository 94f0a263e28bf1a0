"""The form in which a release is written."""

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.forms.images import (
    RECENT,
    BodyFormSet,
    GalleryFormSet,
    LeadForm,
    body_entry,
    initial_use,
)
from articles.models import Category, Contact, Edition, EditionImage, Image
from articles.slugs import slugify
from pressroom.desk import DateInput, MomentField

HEADLINE_ADVISED, LEAD_ADVISED = 65, 160


class NamedField(forms.ModelMultipleChoiceField):
    """Rows by their names in the language of the release, each marked with the language that it is in."""

    widget = forms.CheckboxSelectMultiple
    language = settings.LANGUAGE_CODE

    def speak(self, language):
        """Name them in a language."""
        self.language = language

    def label_from_instance(self, row):
        name, language = self.name_of(row)
        return format_html('<span lang="{}">{}</span>', language, name)


class CategoryField(NamedField):
    """Categories in their order."""

    def name_of(self, category):
        """Return the name and its language."""
        text = category.text_in(self.language)
        return (text.name, text.language) if text else (str(category), self.language)


class ContactField(NamedField):
    """People to call in the order of the alphabet."""

    def speak(self, language):
        super().speak(language)
        self.queryset = Contact.objects.worded_in(language)

    def name_of(self, contact):
        """Return name and role, and their language."""
        return str(contact.words), contact.words.language


class EditionForm(forms.Form):
    """What an edition says, with the slug, date and replies of its release. `contents` is what it comes to."""

    headline = forms.CharField(
        label=_("Headline"),
        max_length=250,
        error_messages={"required": _("Write a headline before you save.")},
        widget=forms.Textarea({"rows": 2, "data-advise": HEADLINE_ADVISED, "data-one-line": ""}),
    )
    lead = forms.CharField(
        label=_("Lead"),
        required=False,
        widget=forms.Textarea({"rows": 3, "data-advise": LEAD_ADVISED}),
        help_text=_("The news in a sentence or two. It stands in lists and in search results too."),
    )
    dateline = forms.CharField(
        label=_("Dateline"), required=False, max_length=80, help_text=_("The place, e.g. Astrakhan.")
    )
    body = Edition._meta.get_field("body").formfield(label=_("Text"))

    slug = forms.CharField(
        label=_("Slug"),
        required=False,
        max_length=120,
        validators=[validate_slug],
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The last part of its address. Left empty, it is made from the headline."),
    )
    typed_date = forms.DateField(
        label=_("Earlier date"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty for the day on which it is published."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE)
    is_open_for_replies = forms.BooleanField(label=_("Readers can leave a reply"), required=False, initial=True)
    categories = CategoryField(Category.objects.prefetch_related("texts"), label=_("Categories"), required=False)
    contacts = ContactField(
        Contact.objects.worded_in(settings.LANGUAGE_CODE), label=_("People to call"), required=False
    )
    kind = forms.ChoiceField(
        label=_("This edition is"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Edition.Kind.CORRECTION.value, _("a correction: something was wrong")),
            (Edition.Kind.UPDATE.value, _("an update: there is something new")),
            (Edition.Kind.MINOR.value, _("a minor change: readers aren't told")),
        ],
    )
    public_note = forms.CharField(
        label=_("Public note"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("What changed, in a sentence for readers. A minor change needs none."),
    )
    planned_for = MomentField(label=_("Planned for"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, edition=None, by, is_first, is_public, translates=None):
        """Show an edition, or none of a release yet to be made.

        `is_first` says that no edition of the release was ever approved: there is nothing to tell readers about the
        change. `is_public` says that slug and date are promised already: they are changed on the record. `translates`
        is the original's headline where the edition is a translation's.
        """
        initial = {} if edition is None else _initial(edition)
        super().__init__(data, files, initial=initial)
        self.edition, self.by = edition, by
        self.is_first, self.is_public = is_first, is_public
        self.uses = [] if edition is None else list(edition.images.select_related("image"))
        if edition is None and data is None:
            # One begins with the headline.
            self.fields["headline"].widget.attrs["autofocus"] = True
        if edition is not None:
            for name in ("categories", "contacts"):
                self.fields[name].speak(edition.release.language)
            for name in ("headline", "lead", "dateline", "body"):
                self.fields[name].widget.attrs["lang"] = edition.release.language
        if translates is not None:
            self._be_translation(translates)
        if is_public:
            for name in ("language", "slug", "typed_date", "is_open_for_replies"):
                self.fields.pop(name, None)
        if is_first:
            del self.fields["kind"], self.fields["public_note"]
        self._add_image_forms(data, files)

    def _be_translation(self, headline):
        """Keep the language, and let the slug follow the headline while nobody has typed one."""
        del self.fields["language"]
        for name in ("headline", "lead", "dateline"):
            self.fields[name].widget.attrs["lang"] = self.edition.release.language
        ours = slugify(self.edition.headline)
        if self.edition.release.slug in {slugify(headline), ours}:
            self.initial["slug"] = ""
            self.fields["slug"].widget.attrs["placeholder"] = ours

    def know_original(self, uses):
        """Let each photograph know what the original says of it; `uses` is `SideBySide.uses`."""
        rows = [(self.lead_image, EditionImage.Role.LEAD), *((row, EditionImage.Role.GALLERY) for row in self.gallery)]
        for part, role in rows:
            part.original = uses.get((part.chosen_image and part.chosen_image.pk, role.value))
        for part in self.body_images.initial_forms:
            part.original = uses.get((part.use.image_id, EditionImage.Role.BODY.value))

    def _add_image_forms(self, data, files):
        options = {"by": self.by, "recent": list(Image.objects.all()[:RECENT])}
        lead = next((use for use in self.uses if use.role == EditionImage.Role.LEAD), None)
        initial = {}
        if lead:
            initial = {**initial_use(lead), "focal_x": lead.image.focal_x, "focal_y": lead.image.focal_y}
        self.lead_image = LeadForm(data, files, prefix="lead_image", initial=initial, **options)
        gallery = [use for use in self.uses if use.role == EditionImage.Role.GALLERY]
        self.gallery = GalleryFormSet(
            data,
            files,
            prefix="gallery",
            initial=[{**initial_use(use), "place": place} for place, use in enumerate(gallery, start=1)],
            form_kwargs=options,
        )
        in_text = [use for use in self.uses if use.role == EditionImage.Role.BODY]
        self.body_images = BodyFormSet(data, prefix="body_images", initial=[initial_use(use) for use in in_text])
        for form, use in zip(self.body_images.initial_forms, in_text, strict=False):
            form.use = use

    @cached_property
    def parts(self):
        """The form itself and the forms of its photographs."""
        return [self, self.lead_image, *self.gallery.forms, *self.body_images.forms]

    def is_valid_with_images(self):
        """Whether all of it is valid. Every part is looked at, so that every error is shown at once."""
        return all([self.is_valid(), self.lead_image.is_valid(), self.gallery.is_valid(), self.body_images.is_valid()])

    def all_errors(self):
        """Return every error as (id of the field's element or '', label or '', message), for the summary."""
        found = []
        for part in self.parts:
            if not part.is_bound:
                continue
            for name, errors in part.errors.items():
                field = part[name] if name in part.fields else None
                # A group of radio buttons has no element of its own: its first button stands for it.
                element = (field.id_for_label or f"{field.auto_id}_0") if field else ""
                label = field.label if field else ""
                for message in errors:
                    # What the checks find in the headline and the lead says where by itself.
                    says_where = label and message.startswith(f"{label}:")
                    found.append((element, "" if says_where else label, message))
        return found

    def add_fault(self, fault):
        """Put what keeps the edition from being published beside its field; `fault` is of `articles.checks`."""
        part, name = self._place(fault)
        part.add_error(name if name in part.fields else None, fault.message)

    def _place(self, fault):
        """Return the form in which a fault lies, and the name of its field there."""
        forms_of = {"lead_images": [self.lead_image], "gallery_images": self.gallery, "body_images": self.body_images}
        if fault.field not in forms_of:
            return self, fault.field
        field = next((name for name in ("credit", "caption") if name in fault.check), "alternative_text")
        for row in forms_of[fault.field]:
            if field in row.fields and str(row["image"].value()) == fault.subject:
                return row, field
        # What a photograph in the text shows is written there.
        return (self, "body") if fault.field == "body_images" else (self, "")

    def unsaid(self):
        """Return what readers have yet to be told of the change, as `articles.checks` returns what is missing."""
        if self.is_first:
            return []
        kind = self.cleaned_data.get("kind")
        if not kind:
            return [("kind", _("Say whether this is a correction, an update or a minor change."))]
        if kind != Edition.Kind.MINOR and not self.cleaned_data.get("public_note"):
            return [("public_note", _("Write the public note: what changed, in a sentence for readers."))]
        return []

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def contents(self):
        """Return what was written, as `articles.contents` has it."""
        texts = {name: self.cleaned_data[name] for name in ("headline", "lead", "dateline", "body")}
        rows = [form for form in self.gallery.forms if form not in self.gallery.deleted_forms]
        rows.sort(key=lambda form: form.cleaned_data.get("place") or len(rows) + 1)
        uses = [self.lead_image.use(EditionImage.Role.LEAD.value)]
        uses += [form.use(EditionImage.Role.GALLERY.value) for form in rows if form.cleaned_data]
        typed = {form.cleaned_data["image"]: form.cleaned_data for form in self.body_images.forms if form.cleaned_data}
        uses += [
            body_entry(use, typed[use.image_id])
            for use in self.uses
            if use.role == EditionImage.Role.BODY and use.image_id in typed
        ]
        return {
            **texts,
            "categories": [category.pk for category in self.cleaned_data["categories"]],
            "contacts": [contact.pk for contact in self.cleaned_data["contacts"]],
            "images": [use for use in uses if use],
        }


def _initial(edition):
    release = edition.release
    uses = [use for use in edition.images.all() if use.role == EditionImage.Role.BODY]
    return {
        "headline": edition.headline,
        "lead": edition.lead,
        "dateline": edition.dateline,
        "body": richtext.for_editor(edition.body, uses),
        "categories": [category.pk for category in edition.categories.all()],
        "contacts": [contact.pk for contact in edition.contacts.all()],
        "language": release.language,
        "slug": release.slug,
        "typed_date": release.typed_date,
        "is_open_for_replies": release.is_open_for_replies,
        "planned_for": edition.planned_for,
        "public_note": edition.public_note,
        "kind": edition.kind if edition.kind in {"correction", "update", "minor"} else None,
        "revision": edition.revision,
    }
