"""People to call, with their names in each language."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from articles.admin.texts import TextFormSet, TextInline
from articles.models import Contact, ContactText
from articles.search import index
from pressroom import desk
from pressroom.alphabet import Alphabetical
from pressroom.language import within

# The languages besides the site's own, in which the record itself is worded.
OTHERS = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


class WordsForm(forms.ModelForm):
    """Name and role in one language, which the labels say; both are left empty where there are none."""

    class Meta:
        model = ContactText
        fields = ("language", "name", "role")
        widgets = {"language": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(OTHERS.items())
        self.fields["name"].required = False
        if code := self.initial.get("language"):
            language = {"language": within(OTHERS.get(code, code))}
            self.fields["name"].label = _("Name (%(language)s)") % language
            self.fields["role"].label = pgettext("of a person", "Role (%(language)s)") % language
            for name in ("name", "role"):
                self.fields[name].widget.attrs["lang"] = code

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") and cleaned.get("name") == "":
            self.add_error("name", self.fields["name"].error_messages["required"])
        return cleaned


class WordsFormSet(TextFormSet):
    """The words in the other languages; those that were emptied are no more."""

    languages = list(OTHERS)

    def save_existing(self, form, obj, commit=True):
        if form.instance.name:
            return super().save_existing(form, obj, commit)
        obj.delete()
        return obj


class WordsInline(TextInline):
    """The words of a person to call in the other languages."""

    model = ContactText
    form = WordsForm
    formset = WordsFormSet
    can_delete = False


@admin.register(Contact)
class ContactAdmin(desk.ModelAdmin):
    """The people whom journalists may call; one who stands in a release stays."""

    list_display = ("shown_name", "shown_role", "languages", "telephone", "email")
    search_fields = ("name__folds", "role__folds", "texts__name__folds", "texts__role__folds", "telephone", "email")
    inlines = (WordsInline,)
    is_public = True

    def get_queryset(self, request):
        return super().get_queryset(request).worded_in(get_language()).prefetch_related("texts")

    def get_ordering(self, request):
        return [Alphabetical("shown_name")]

    @admin.display(description=Contact._meta.get_field("name").verbose_name, ordering=Alphabetical("shown_name"))
    def shown_name(self, contact):
        """The name in the language of the desk; a click orders by it as a dictionary does."""
        return contact.words.name

    @admin.display(description=Contact._meta.get_field("role").verbose_name, ordering=Alphabetical("shown_role"))
    def shown_role(self, contact):
        """The role that goes with that name."""
        return contact.words.role

    @admin.display(description=gettext_lazy("Languages"))
    def languages(self, contact):
        """The languages in which readers are told who it is."""
        there = {settings.LANGUAGE_CODE, *(text.language for text in contact.texts.all())}
        return capfirst(", ".join(within(name) for code, name in settings.LANGUAGES if code in there))

    def save_related(self, request, form, formsets, change):
        """Let searches find a person by the name as it is now, in the same transaction."""
        super().save_related(request, form, formsets, change)
        index.follow_contact(form.instance, timezone.now())

    def has_delete_permission(self, request, obj=None):
        is_used = obj is not None and obj.editions.exists()
        return super().has_delete_permission(request, obj) and not is_used
