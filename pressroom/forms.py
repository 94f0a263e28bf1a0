"""The forms of a person, the account and its profile, kept as one; and what forms of readers have in common."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from pressroom import language
from pressroom.models import Profile

OFFICE = ("office", "language")
LETTERS = ("wants_submitted", "wants_returned", "wants_approved", "wants_today")


class Unchanged(dict):
    """The `base_fields` of a form whose instances change none of them, though they may add some of their own.

    Django copies each field for each instance, which is a twelfth of the time that a reply takes.
    """

    def __deepcopy__(self, memo):
        return dict(self)


class WithProfile(forms.ModelForm):
    """A form of a user that has some fields of the profile besides, named in `profile_fields`.

    Whoever saves the user calls `save_profile` after it, in the same transaction.
    """

    profile_fields = OFFICE

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        profile = getattr(instance, "profile", None) or Profile()
        kept = {name: getattr(profile, name) for name in self.profile_fields}
        super().__init__(*args, instance=instance, initial=kept | (initial or {}), **kwargs)

    def save_profile(self, user):
        """Write the fields of the profile; the first time it makes the row."""
        values = {name: self.cleaned_data[name] for name in self.profile_fields if name in self.cleaned_data}
        user.profile, _is_new = Profile.objects.update_or_create(user=user, defaults=values)


class LanguageSelect(forms.Select):
    """A choice of languages, each in its own words and marked as such, for whoever reads no other."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = str(value)
        return option


# The model's own labels, limits and help.
_FIELDS = forms.fields_for_model(Profile, fields=(*OFFICE, *LETTERS), widgets={"language": LanguageSelect})
_FIELDS["language"].help_text = _("The desk and your letters speak it.")
_FIELDS["language"].choices = language.own_names()


class PersonForm(WithProfile, UserChangeForm):
    """An account as administrators keep it."""

    office, language = (_FIELDS[name] for name in OFFICE)


class NewPersonForm(WithProfile, AdminUserCreationForm):
    """An account as administrators make it."""

    office, language = (_FIELDS[name] for name in OFFICE)


class ProfileForm(WithProfile):
    """One's own. Login, email and role are for an administrator to change: the email is where a password is reset."""

    profile_fields = (*OFFICE, *LETTERS)
    office, language = (_FIELDS[name] for name in OFFICE)
    wants_submitted, wants_returned, wants_approved, wants_today = (_FIELDS[name] for name in LETTERS)

    class Meta:
        model = User
        fields = ("first_name", "last_name")

    def __init__(self, *args, letters=LETTERS, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(LETTERS) - set(letters):
            del self.fields[name]

    @property
    def letters(self):
        """The fields that say which letters the person wants."""
        return [self[name] for name in LETTERS if name in self.fields]
