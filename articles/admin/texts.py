"""The words of a record in each language, as its form at the desk asks for them."""

from django.conf import settings
from django.contrib import admin
from django.forms.models import BaseInlineFormSet


class TextFormSet(BaseInlineFormSet):
    """The words that there are; a language yet without them is offered."""

    languages = [code for code, _name in settings.LANGUAGES]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        worded = {text.language for text in self.get_queryset()}
        self.initial_extra = [{"language": code} for code in self.languages if code not in worded]


class TextInline(admin.StackedInline):
    """The words of a record, in so many languages as its `formset` has."""

    formset = TextFormSet

    def get_max_num(self, request, obj=None, **kwargs):
        return len(self.formset.languages)

    def get_extra(self, request, obj=None, **kwargs):
        return len(self.formset.languages) - (obj.texts.count() if obj else 0)
