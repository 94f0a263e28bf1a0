"""The two forms: 'Leave a Reply', and the official answer in the desk."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from comments import spam, stamp, texts
from comments.models import Comment
from pressroom.forms import Unchanged

_refuse_null = ProhibitNullCharactersValidator()


def _limit(field):
    return Comment._meta.get_field(field).max_length


class OneLineField(forms.CharField):
    """Text on one line, without the characters that can't be seen."""

    def to_python(self, value):
        value = super().to_python(value)
        _refuse_null(value)
        return texts.one_line(value)


class LinesField(forms.CharField):
    """Text whose lines are kept, without the characters that can't be seen."""

    widget = forms.Textarea

    def to_python(self, value):
        value = super().to_python(value)
        _refuse_null(value)
        return texts.lines(value)


class WebsiteField(forms.URLField):
    """A web address, and nothing else that has a scheme."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class ReplyForm(forms.Form):
    """What a citizen writes under a release; `cleaned_data` has the `parent` that `to` names, or None.

    `release` and the moment `at` are what the stamp is held against. The limits of length are told and checked here
    and are not `maxlength`, which cuts what is pasted without a word.
    """

    text = LinesField(
        label=_("Comment"),
        max_length=_limit("text"),
        help_text=_("Up to 5,000 characters. Plain text; empty lines make paragraphs."),
        widget=forms.Textarea(attrs={"rows": 8, "data-limit": _limit("text")}),
        error_messages={"required": _("Write your comment.")},
    )
    name = OneLineField(
        label=_("Name"),
        max_length=_limit("name"),
        help_text=_("Shown with your comment."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name that is to be shown with your comment.")},
    )
    # Required, since a moderator may have to ask back before letting a reply through; `privacy.py` erases it.
    email = forms.EmailField(
        label=_("Email"),
        max_length=_limit("email"),
        help_text=_("Never shown and never passed on: for a question about your comment. Erased after twelve months."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your email address. It is never shown."),
            "invalid": _("Write the email address in full, like name@example.org."),
        },
    )
    website = WebsiteField(
        label=_("Website"),
        max_length=_limit("website"),
        required=False,
        assume_scheme="https",
        help_text=_("Shown as a link on your name."),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        error_messages={
            "invalid": _("Write the address of the website in full, like https://example.org, or leave it empty.")
        },
    )
    to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, release, at, **kwargs):
        kwargs.setdefault("auto_id", "your-%s")
        super().__init__(*args, **kwargs)
        self.release, self.at = release, at

    def clean_text(self):
        """Refuse what says nothing, or holds more links than a reply needs."""
        text = self.cleaned_data["text"]
        if not texts.says_something(text):
            raise ValidationError(self.fields["text"].error_messages["required"], code="required")
        if spam.has_too_many_links(text):
            raise ValidationError(spam.TOO_MANY_LINKS, code="links")
        return text

    def clean_name(self):
        """Refuse what can't be seen, or is an address."""
        name = self.cleaned_data["name"]
        if not texts.says_something(name):
            raise ValidationError(self.fields["name"].error_messages["required"], code="required")
        if spam.links(name):
            raise ValidationError(spam.LINK_IN_NAME, code="links")
        return name

    def clean(self):
        """Find the reply that is answered, and judge what people don't see: the trap and the stamp."""
        data = super().clean()
        data["parent"] = None
        if "to" in self.errors:
            del self.errors["to"]
            self.add_error(None, ANSWERED_IS_GONE)
        elif data.get("to") is not None:
            data["parent"] = answered(self.release, data["to"])
            if data["parent"] is None:
                self.add_error(None, ANSWERED_IS_GONE)
        if spam.is_trapped(self.data.get("subject")):
            self.add_error(None, ValidationError(spam.TRAPPED, code="trapped"))
        try:
            stamp.check(data.get("stamp", ""), self.release, self.at)
        except ValidationError as error:
            self.add_error(None, error)
        return data

    @property
    def visible(self):
        """The fields that people fill in, in their order."""
        return [self[name] for name in ("text", "name", "email", "website")]

    @property
    def problems(self):
        """What is wrong, as (id of the field or None, message), in the order of the page."""
        return [
            *((None, message) for message in self.non_field_errors()),
            *((field.auto_id, message) for field in self.visible for message in field.errors),
        ]

    @property
    def fresh_stamp(self):
        """The stamp that the form carries when it is shown, also after an error: a new one."""
        return stamp.rendered(self.release, self.at)

    @property
    def action(self):
        """Where it is sent."""
        return self.release.url("comments:reply")

    @property
    def stamp_url(self):
        """Where script fetches a stamp for it; not after an error, as the page that then comes is no cached one."""
        return self.release.url("comments:stamp")

    @property
    def least_age(self):
        """How old that stamp has to be, in milliseconds."""
        return stamp.LEAST_AGE // datetime.timedelta(milliseconds=1)


ReplyForm.base_fields = Unchanged(ReplyForm.base_fields)
for _field in ReplyForm.base_fields.values():
    _field.widget.attrs.pop("maxlength", None)


class BlankReplyForm(ReplyForm):
    """The empty form of no release in particular: marks stand for where it is sent and for its stamp."""

    action, stamp_url, fresh_stamp = MARKS = ("\ue000action", "\ue000stamp-url", "\ue000fresh-stamp")

    def __init__(self):
        super().__init__(release=None, at=None)


ANSWERED_IS_GONE = ValidationError(
    _("The reply that you answer is no longer shown. You can send yours as a reply of its own."), code="answered"
)


def answered(release, key):
    """Return the approved reply of this release that the key names, with its parent, or None."""
    return Comment.objects.approved().filter(release=release, pk=key).select_related("parent").first()


class AnswerForm(forms.Form):
    """An official answer."""

    office = OneLineField(
        label=_("Office"),
        max_length=_limit("office"),
        help_text=_("In whose name it is answered: “Ministry of Education”."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    text = LinesField(
        label=_("Answer"),
        max_length=_limit("text"),
        help_text=_("Public at once, under the reply, marked as an official answer. Plain text."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class DecisionForm(forms.Form):
    """Why a reply is rejected."""

    reason = OneLineField(
        label=_("Reason"),
        required=False,
        max_length=_limit("moderation_reason"),
        help_text=_("If it is rejected: its writer reads the reason."),
    )
