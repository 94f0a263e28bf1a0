"""What the address of the search page asks for, and what is said of it where it asks for something foolish."""

from functools import cached_property
from urllib.parse import quote_plus

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.search import question, results
from pressroom.forms import Unchanged

ALL = "all"
# What an address may say, in this order; where one is in the results (`before`, `after`) follows it.
NAMES = ("q", "language", "category", "from", "until", "sort")
DAYS = ("from", "until")


class DayInput(forms.DateInput):
    """The browser's own calendar, for a day."""

    input_type = "date"

    def __init__(self):
        # It stands beside the results, and is sent with the question all the same.
        super().__init__({"form": "search"}, format="%Y-%m-%d")


class SearchForm(forms.Form):
    """A question with its filters and its order, as somebody asks it on the page of a language.

    `asked` is a request's GET, and `around` the `Surroundings` of the page.
    """

    q = forms.CharField(
        label=_("Words to search for"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": question.LONGEST, "enterkeyhint": "search"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[(code, code) for code in (*question.LANGUAGES, ALL)],
        error_messages={"invalid_choice": _("The site has no such language. Search without it.")},
    )
    category = forms.CharField(label=_("Category"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(order, order) for order in results.ORDERS],
        error_messages={"invalid_choice": _("Results are sorted by relevance or by date. Search without it.")},
    )

    def __init__(self, asked, around):
        self.around = around
        # Of a text that is too long the beginning stays.
        self.question = question.read(asked.get("q", ""))
        said = {name: asked.get(name, "") for name in NAMES} | {"q": self.question.text}
        super().__init__(said, auto_id="search-%s")
        # No attribute of a class can be called 'from'.
        for name, label in zip(DAYS, (pgettext_lazy("days", "From"), pgettext_lazy("days", "Until")), strict=True):
            self.fields[name] = forms.DateField(
                label=label,
                required=False,
                input_formats=["%Y-%m-%d"],
                widget=DayInput(),
                error_messages={"invalid": _("Write a day as year, month and day: 2022-05-28.")},
            )

    def clean_language(self):
        """Return what was chosen; without a choice it is the page's language."""
        return self.cleaned_data["language"] or self.around.language

    def clean_category(self):
        """Return the key of the category that has this slug in the page's language, or None for all."""
        slug = self.cleaned_data["category"]
        here = self.around.language
        keys = {its_slug: key for (key, language), its_slug in self.around.slugs.items() if language == here}
        if slug and slug not in keys:
            raise forms.ValidationError(_("There is no such category. Search in all of them."))
        return keys[slug] if slug else None

    def clean(self):
        """Have the days in order."""
        first, last = (self.cleaned_data.get(name) for name in DAYS)
        if first and last and last < first:
            self.add_error("until", _("This day is before the first one."))
        for name in DAYS:
            if name in self.errors:
                # A calendar would show nothing of what is no day.
                self.fields[name].widget.input_type = "text"

    @cached_property
    def filters(self):
        """The `results.Filters` of a form without errors."""
        asked = self.cleaned_data
        language = None if asked["language"] == ALL else asked["language"]
        return results.Filters(language, asked["category"], asked["from"], asked["until"])

    @property
    def order(self):
        """In which order the results are wanted."""
        return self.cleaned_data["sort"] or results.RELEVANCE

    @property
    def is_filtered(self):
        """Whether anything else is wanted than all that is in the page's language."""
        return self.filters != results.Filters(self.around.language)

    @property
    def days(self):
        """The fields of the days."""
        return [self[name] for name in DAYS]

    @property
    def kept(self):
        """What the form has no field to see for, as (name, value): it holds for the next question too."""
        names = ("language", "category", "sort")
        return [(name, self.data[name]) for name in names if self.data[name] and name not in self.errors]

    @property
    def problems(self):
        """What is wrong, as (where it is mended, what): the field of a day, or the same question without the rest."""
        without = self.address(**{name: None for name in self.errors if name not in DAYS})
        return [
            (f"#{self[name].id_for_label}" if name in DAYS else without, f"{self.fields[name].label}: {words}")
            for name, errors in self.errors.items()
            for words in errors
        ]

    @property
    def unfiltered(self):
        """The query of the same question in the page's language, without any filter."""
        return self.address(**dict.fromkeys(NAMES[1:-1]))

    def address(self, **changes):
        """Return the query of the same search with other filters, order or place; None takes one away."""
        if changes.get("language") == self.around.language:
            changes["language"] = None
        parts = self._parts | {name: _part(name, value) for name, value in changes.items()}
        return f"?{'&'.join(filter(None, parts.values()))}"

    @cached_property
    def _parts(self):
        """What an address has of this search by its names; a page has fifty addresses."""
        language = self.data["language"]
        asked = self.data | {"language": None if language == self.around.language else language}
        return {name: _part(name, value) for name, value in asked.items()}


def _part(name, value):
    """Return one part of a query, or nothing; `urlencode` takes three times as long, and a page has forty of them."""
    return value and f"{name}={quote_plus(str(value))}"


SearchForm.base_fields = Unchanged(SearchForm.base_fields)
