"""The field of rich text, and the editor that it shows in forms: here alone is known which editor that is."""

import contextlib

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.expressions import Case, Col, Value
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from articles.richtext.cleaning import ALLOWED, clean
from articles.richtext.photographs import for_editor

# Languages that the editor doesn't come in, and our words for it: all but those of its page on keys, which is left out.
WORDS_OF_OURS = {"kk": "js/desk/ckeditor-kk.js"}


class RichTextWidget(CKEditorWidget):
    """CKEditor, hardened by `settings.CKEDITOR_CONFIGS`."""

    @property
    def media(self):
        ours = ["js/desk/ckeditor-upload.js", "js/desk/ckeditor-language.js"]
        if get_language() in WORDS_OF_OURS:
            ours.append(WORDS_OF_OURS[get_language()])
        # Naming the editor before ours keeps that order, however Django merges this with other forms' scripts.
        return super().media + forms.Media(js=["ckeditor/ckeditor/ckeditor.js", *ours])

    def get_context(self, name, value, attrs):
        # Every form has a widget of its own, but all would write the page's language into one dictionary.
        self.config = dict(self.config)
        if get_language() in WORDS_OF_OURS:
            self.config["removePlugins"] += ",a11yhelp"
        if "lang" in self.attrs:
            # The language of the text, not of the editor's words.
            self.config["contentsLanguage"] = self.attrs["lang"]
        # Known only now: the addresses aren't loaded yet when forms are defined.
        with contextlib.suppress(NoReverseMatch):  # another admin site need not have the library
            self.config["imageUploadUrl"] = reverse("admin:articles_image_upload")
            self.config["photographLibraryUrl"] = reverse("admin:articles_image_library")
        # The editor's filter lets in what its buttons make; without this, opening a text would lose the rest of it.
        self.config["extraAllowedContent"] = "; ".join(
            f"{tag}[{','.join(names)}]" if names else tag for tag, names in ALLOWED.items()
        )
        return super().get_context(name, value, attrs)

    def format_value(self, value):
        """Return what the editor opens: never what was posted, always what cleaning left of it.

        The editor puts it into the live page, and its own filter lets `javascript:` addresses pass.
        """
        value = super().format_value(value)
        return value and for_editor(clean(value))


class RichTextFormField(forms.CharField):
    """A form's rich text; its value is clean, and empty where cleaning left nothing."""

    widget = RichTextWidget

    def to_python(self, value):
        return clean(super().to_python(value))

    def has_changed(self, initial, data):
        return clean(initial or "") != clean(data or "")


class RichTextField(models.TextField):
    """Text in HTML, cleaned on every write: save, bulk_create, bulk_update, update, fixtures. Lookups aren't touched.

    After a save the attribute holds what was stored. An expression is refused with FieldError unless what it yields
    is cleaned by a field of this class, because the database can't clean.
    """

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if hasattr(value, "resolve_expression"):
            self._refuse_unclean(value)
            return value
        if value is not None:
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        if value is not None and not hasattr(value, "as_sql"):
            # The drivers get a plain string: a subclass is no concern of theirs.
            value = str(clean(value))
        return super().get_db_prep_save(value, connection)

    def get_placeholder(self, value, compiler, connection):
        """Return '%s'. The compiler shows each value here, expressions too, which `get_db_prep_save` never sees."""
        if hasattr(value, "as_sql"):
            self._refuse_unclean(value)
        return "%s"

    def _refuse_unclean(self, expression):
        if not _is_clean(expression):
            raise FieldError(f"'{self.name}' is rich text: give the text itself, an expression can't be cleaned.")

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "articles.richtext.RichTextField", args, kwargs

    def formfield(self, **kwargs):
        # The admin gives every TextField its own textarea; here the widget is the field's business.
        kwargs.pop("widget", None)
        return super().formfield(**{"form_class": RichTextFormField, "widget": RichTextWidget, **kwargs})


def _is_clean(expression):
    """Whether an expression yields only what a RichTextField stored or will clean, as that of `bulk_update` does."""
    match expression:
        case Value(value=None):
            return True
        case Value():
            return isinstance(expression.output_field, RichTextField)
        case Col():
            return isinstance(expression.target, RichTextField)
        case Cast():
            return all(map(_is_clean, expression.get_source_expressions()))
        case Case():
            return all(_is_clean(case.result) for case in expression.cases) and _is_clean(expression.default)
        case _:
            return False
