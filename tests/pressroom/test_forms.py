"""Forms whose instances have their fields in common."""

import pytest
from django import forms

from articles.search.form import SearchForm
from comments.forms import ReplyForm
from pressroom.forms import Unchanged


def test_what_one_form_adds_or_takes_away_no_other_has():
    class Form(forms.Form):
        name = forms.CharField()

    Form.base_fields = Unchanged(Form.base_fields)
    one, other = Form({"name": "One"}), Form({})
    one.fields["day"] = forms.DateField()
    del other.fields["name"]
    assert list(one.fields) == ["name", "day"]
    assert list(Form({}).fields) == ["name"]
    assert (one["name"].value(), Form({"name": "Other"})["name"].value()) == ("One", "Other")


@pytest.mark.parametrize(
    ("form", "values"), [(ReplyForm, {"release": None, "at": None}), (SearchForm, {"around": None})]
)
def test_the_fields_of_the_readers_forms_are_not_copied(form, values):
    one, other = (form({"stamp": "", "q": str(number)}, **values) for number in range(2))
    assert all(one.fields[name] is other.fields[name] is form.base_fields[name] for name in form.base_fields)
