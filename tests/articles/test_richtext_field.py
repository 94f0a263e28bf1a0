"""The rich-text field: each door by which text reaches the database is one that cleans."""

import copy
import json

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import translation

from articles.models import Edition, Page, Release
from articles.richtext import RichTextField, RichTextFormField, RichTextWidget

HOSTILE = '<p onclick="x()">A<script>alert(1)</script><a href="javascript:x()">b</a></p><img src=x onerror=x()>'
CLEAN = "<p>Ab</p>"


def page(**fields):
    return Page(**{"slug": "rules", "title": "Rules", "body": HOSTILE, **fields})


def edition(**fields):
    release = Release.objects.create(slug="news")
    return Edition(**{"release": release, "headline": "News", "body": HOSTILE, **fields})


def stored(row):
    """Return the body as it stands in the database, past the field's own reading."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608
        return cursor.fetchone()[0]


@pytest.fixture(params=[page, edition])
def unsaved(request, db):
    """A row with a hostile text, not yet saved."""
    return request.param()


def test_save_cleans_and_memory_equals_the_store(unsaved):
    unsaved.save()
    assert stored(unsaved) == unsaved.body == CLEAN


def test_create_cleans(db):
    created = Page.objects.create(slug="rules", title="Rules", body=HOSTILE)
    assert stored(created) == created.body == CLEAN


def test_saving_a_changed_text_cleans(unsaved):
    unsaved.save()
    unsaved.body += HOSTILE
    unsaved.save(update_fields=["body"])
    assert stored(unsaved) == unsaved.body == CLEAN + CLEAN


def test_get_or_create_and_update_or_create_clean(db):
    made, _made = Page.objects.get_or_create(slug="rules", defaults={"title": "Rules", "body": HOSTILE})
    assert stored(made) == CLEAN
    changed, _made = Page.objects.update_or_create(slug="rules", defaults={"body": HOSTILE + HOSTILE})
    assert stored(changed) == CLEAN + CLEAN


def test_bulk_create_cleans(unsaved):
    type(unsaved).objects.bulk_create([unsaved])
    assert stored(unsaved) == unsaved.body == CLEAN


def test_bulk_create_over_conflicts_cleans(db):
    Page.objects.create(slug="rules", title="Rules", body="<p>Old</p>")
    Page.objects.bulk_create(
        [page()], update_conflicts=True, update_fields=["body"], unique_fields=["language", "slug"]
    )
    assert stored(Page.objects.get()) == CLEAN


def test_bulk_update_cleans(unsaved):
    unsaved.save()
    unsaved.body = HOSTILE
    type(unsaved).objects.bulk_update([unsaved], ["body"])
    assert stored(unsaved) == CLEAN


def test_update_cleans(unsaved):
    unsaved.save()
    type(unsaved).objects.update(body=HOSTILE + HOSTILE)
    assert stored(unsaved) == CLEAN + CLEAN


@pytest.mark.parametrize(
    "expression",
    [
        Value(HOSTILE),
        F("title"),
        Concat("body", Value(HOSTILE)),
        Concat("body", Value("x"), output_field=RichTextField()),
    ],
)
def test_an_expression_that_nobody_cleans_is_refused(expression, db):
    kept = Page.objects.create(slug="rules", title=HOSTILE, body="<p>Old</p>")
    with pytest.raises(FieldError, match="'body' is rich text"), transaction.atomic():
        Page.objects.update(body=expression)
    with pytest.raises(FieldError, match="'body' is rich text"), transaction.atomic():
        page(slug="other", body=expression).save()
    assert stored(kept) == "<p>Old</p>"


@pytest.mark.parametrize("expression", [F("body"), Value(HOSTILE, output_field=RichTextField())])
def test_an_expression_that_is_clean_passes(expression, db):
    kept = Page.objects.create(slug="rules", title="Rules", body=CLEAN)
    Page.objects.update(body=expression)
    assert stored(kept) == CLEAN


def test_a_fixture_cleans(db):
    rows = json.dumps([{"model": "articles.page", "pk": 1, "fields": {"slug": "a", "title": "A", "body": HOSTILE}}])
    for row in serializers.deserialize("json", rows.replace('"body"', '"saved_at": "2022-05-28T00:00Z", "body"')):
        row.save()
    assert stored(Page.objects.get()) == CLEAN


def test_a_form_cleans_before_it_validates(db):
    form_class = forms.modelform_factory(Page, fields=["language", "slug", "title", "body"])
    fields = {"language": "en", "slug": "rules", "title": "Rules"}
    form = form_class({**fields, "body": HOSTILE})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["body"] == CLEAN
    assert stored(form.save()) == CLEAN
    required = RichTextFormField(required=True)
    with pytest.raises(forms.ValidationError):
        required.clean("<p>&nbsp;</p><script>x</script>")


def test_a_lookup_is_not_cleaned(db):
    Page.objects.create(slug="rules", title="Rules", body="<p>1 &lt; 2</p>")
    assert Page.objects.filter(body__contains="<p>1").exists()
    assert not Page.objects.filter(body="1 &lt; 2").exists()


def test_the_migration_names_the_package_and_no_editor():
    text, imports = MigrationWriter.serialize(RichTextField("text", blank=True))
    assert text == "articles.richtext.RichTextField(blank=True, verbose_name='text')"
    assert imports == {"import articles.richtext"}


def test_the_admins_own_widget_gives_way_to_the_editor():
    field = Edition._meta.get_field("body").formfield(widget=forms.Textarea)
    assert isinstance(field.widget, RichTextWidget)


def test_our_script_comes_after_the_editors():
    scripts = [getattr(script, "path", script) for script in RichTextWidget().media._js]
    assert scripts.index("ckeditor/ckeditor/ckeditor.js") < scripts.index("js/desk/ckeditor-upload.js")


def test_a_refused_form_gives_the_editor_only_what_is_clean(db):
    widget = RichTextWidget()
    assert widget.format_value(HOSTILE) == CLEAN
    assert "alert" not in widget.render("body", HOSTILE + "<p>typed</p>", {"id": "id_body"})
    assert "typed" in widget.render("body", HOSTILE + "<p>typed</p>", {"id": "id_body"})


def test_the_editors_filter_knows_all_that_may_be_stored():
    context = RichTextWidget().get_context("body", "", {"id": "id_body"})
    allowed = json.loads(context["widget"]["config"])["extraAllowedContent"].split("; ")
    assert {"sub", "cite[lang]", "a[href,hreflang]", "ol[start]"} <= set(allowed)


def test_the_editor_speaks_the_language_of_the_page_and_knows_that_of_the_text():
    ours = "js/desk/ckeditor-kk.js"
    for language, is_ours in (("ru", False), ("kk", True)):
        with translation.override(language):
            widget = RichTextWidget(attrs={"lang": "ru"})
            config = json.loads(widget.get_context("body", "", {"id": "id_body"})["widget"]["config"])
            scripts = [getattr(script, "path", script) for script in widget.media._js]
        assert (config["language"], config["contentsLanguage"]) == (language, "ru")
        assert (ours in scripts) is is_ours
        assert ("a11yhelp" in config["removePlugins"].split(",")) is is_ours
    assert scripts.index("ckeditor/ckeditor/ckeditor.js") < scripts.index(ours)


def test_what_one_form_tells_the_editor_is_kept_from_others():
    first = RichTextFormField().widget
    second = copy.deepcopy(first)
    second.get_context("body", "", {"id": "id_body"})
    assert "imageUploadUrl" not in first.config
