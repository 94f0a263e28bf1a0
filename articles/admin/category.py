"""Categories, with their names in each language."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Max
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import categories
from articles.admin.texts import TextFormSet, TextInline
from articles.models import Category, CategoryText, Edition
from articles.slugs import slugify
from pressroom import desk
from pressroom.language import within
from pressroom.refusals import Refused


class NameForm(forms.ModelForm):
    """A name in one language; the slug is made from it where none is typed."""

    class Meta:
        model = CategoryText
        fields = ("language", "name", "slug", "description")
        widgets = {"description": forms.Textarea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("name") and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slugify(cleaned["name"])[: CategoryText._meta.get_field("slug").max_length].strip("-")
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                categories.check(self.instance)
            except Refused as refused:
                self.add_error("slug", str(refused))


class NameFormSet(TextFormSet):
    """One name at least."""

    def clean(self):
        super().clean()
        if not any(form.cleaned_data.get("name") for form in self.forms if hasattr(form, "cleaned_data")):
            raise forms.ValidationError(_("Name the category in one language at least."))


class NameInline(TextInline):
    """The names of a category."""

    model = CategoryText
    form = NameForm
    formset = NameFormSet
    can_delete = False


@admin.register(Category)
class CategoryAdmin(desk.ModelAdmin):
    """What releases are about. A category that releases have can be renamed, and not deleted."""

    list_display = ("name", "languages", "position", "releases")
    search_fields = ("texts__name__folds", "texts__slug")
    inlines = (NameInline,)
    is_public = True

    def get_queryset(self, request):
        queryset = super().get_queryset(request).prefetch_related("texts")
        return queryset.annotate(release_count=Count("editions__release", distinct=True))

    def get_changeform_initial_data(self, request):
        """Put a new category after those that are there."""
        last = Category.objects.aggregate(last=Max("position"))["last"] or 0
        return {"position": last + 1} | super().get_changeform_initial_data(request)

    @admin.display(description=pgettext_lazy("of a thing", "Name"))
    def name(self, category):
        """The name in the language of the desk."""
        return str(category)

    @admin.display(description=gettext_lazy("Languages"))
    def languages(self, category):
        """The languages in which it has a name."""
        return capfirst(", ".join(within(text.get_language_display()) for text in category.texts.all()))

    @admin.display(description=gettext_lazy("Releases"), ordering="release_count")
    def releases(self, category):
        """How many releases have or had it."""
        return category.release_count

    def save_formset(self, request, form, formset, change):
        """Save new names as they are, and changed ones by the verb that keeps the old address."""
        for text in formset.save(commit=False):
            if text.pk:
                fields = {name: getattr(text, name) for name in ("name", "slug", "description")}
                categories.rename(text, by=request.user, **fields)
            else:
                text.save()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the form, its button to delete only where that can be done."""
        is_used = object_id.isdecimal() and Edition.objects.filter(categories=object_id).exists()
        context = {"show_delete": False} if is_used else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def delete_view(self, request, object_id, extra_context=None):
        """Refuse for a category that releases have."""
        category = self.get_object(request, object_id)
        if category is not None and category.editions.exists():
            messages.error(request, _("Releases have this category, so it can't be deleted. It can be renamed."))
            return HttpResponseRedirect(reverse("admin:articles_category_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)
