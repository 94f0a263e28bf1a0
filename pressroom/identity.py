"""Who publishes the site: name, emblem, colour, contacts and social addresses, as an administrator has set them.

Everything has a default, so nothing has to be set. Public pages get it with the one query for what surrounds them
(`parts` are that query's share); mails, feeds and the desk ask by themselves (`load`). `save` is the one verb that
changes it.
"""

import json
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pressroom import colours, contacts, version
from pressroom import emblem as emblems
from pressroom.models import Identity as Row
from pressroom.models import IdentityText
from pressroom.refusals import Conflict, require
from pressroom.statements import Statement

# In the order in which they are shown.
NETWORKS = ("vk", "telegram", "odnoklassniki", "whatsapp", "youtube", "x", "facebook")
SHARED = ("accent", "accent_in_light", "accent_in_dark", "emblem", "telephone", "email", "website", *NETWORKS)
IN_EACH_LANGUAGE = ("name", "address")
# What `save` takes: the words under their name and language, as 'name_ru'.
WORDS = tuple(f"{name}_{code}" for code, _language in settings.LANGUAGES for name in IN_EACH_LANGUAGE)
EDITED = (*WORDS, "emblem", "accent", "telephone", "email", "website", *NETWORKS)
PERMISSION = "pressroom.change_identity"

# What the identity was when it was last read in this process, for pages that can't ask the database.
_last_known = {}


class Network(NamedTuple):
    """An account of the office elsewhere: `key` is one of `NETWORKS`."""

    key: str
    name: str
    url: str


@dataclass(frozen=True)
class Identity:
    """Who publishes the site, in one language; what was not set is '' but for the name."""

    language: str
    name: str
    address: str = ""
    accent: str = ""
    accent_in_light: str = ""
    accent_in_dark: str = ""
    # The name of the emblem's file in the media; '' is the built-in one.
    emblem: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""
    networks: tuple = ()

    @property
    def emblem_url(self):
        """The path of the emblem; '' for the built-in one, which is drawn in the page."""
        if not emblems.version_of(self.emblem):
            return ""
        return reverse("emblem", args=[emblems.version_of(self.emblem)])

    @property
    def emblem_size(self):
        """The width and the height of the emblem's file, in pixels."""
        return emblems.size_of(self.emblem)

    @property
    def theme_url(self):
        """The path of the style sheet that has the colour; '' for the built-in one."""
        if not self.accent:
            return ""
        return reverse("theme", args=[self.accent_in_light[1:], self.accent_in_dark[1:]])

    @property
    def has_contact(self):
        """Whether a citizen can reach the office by anything that was set."""
        return bool(self.telephone or self.email or self.address)


def parts():
    """Return two of (queryset, language, values): what all languages share (its language is ''), and the words of each.

    `language` and `values`, which is JSON as text, are expressions for `values_list`; `made_of` takes what they give.
    """
    return (
        (Row.objects.all(), Value(""), _as_json(SHARED)),
        (IdentityText.objects.all(), F("language"), _as_json(IN_EACH_LANGUAGE)),
    )


def made_of(rows, language):
    """Return the `Identity` in a language, of (language, JSON) pairs as `parts` has them."""
    found = {code: json.loads(values) for code, values in rows}
    shared = found.pop("", {})
    networks = [Network(key, str(Row._meta.get_field(key).verbose_name), shared.pop(key, "")) for key in NETWORKS]
    # What isn't said in a language is said in the site's first one.
    words = (found.get(language, {}), found.get(settings.LANGUAGE_CODE, {}))
    first = {name: next((word[name] for word in words if word.get(name)), "") for name in IN_EACH_LANGUAGE}
    identity = Identity(
        language,
        name=first["name"] or _default_name(language),
        address=first["address"],
        networks=tuple(network for network in networks if network.url),
        **shared,
    )
    _last_known[language] = identity
    return identity


def load(language=settings.LANGUAGE_CODE):
    """Return the `Identity` in a language, by one query."""
    return made_of(_PARTS.rows(), language)


def _parts_together():
    shared, texts = (queryset.order_by().values_list(code, values) for queryset, code, values in parts())
    return shared.union(texts, all=True)


_PARTS = Statement(_parts_together)


def last_known(language=settings.LANGUAGE_CODE):
    """Return the `Identity` as this process last read it, if need be in the site's first language, else the default.

    It is for pages that must not ask.
    """
    known = _last_known.get(language) or _last_known.get(settings.LANGUAGE_CODE)
    return known or Identity(language, name=_default_name(language))


def _default_name(language):
    with translation.override(language):
        return str(settings.SITE_NAME)


def stored():
    """Return what is stored, as `save` takes it; the emblem is the name of its file."""
    row = Row.objects.first() or Row()
    texts = {text.language: text for text in row.texts.all()} if row.pk else {}
    words = {
        f"{name}_{code}": getattr(texts.get(code), name, "")
        for code, _language in settings.LANGUAGES
        for name in IN_EACH_LANGUAGE
    }
    return words | {name: str(getattr(row, name)) for name in EDITED if name not in WORDS}


def state():
    """Return a word for the state that is stored, for `save` to tell whether it is still the one that was seen."""
    row = Row.objects.only("saved_at").first()
    return row.saved_at.isoformat() if row else "default"


def problems(values):
    """Return what is wrong with values for `save`: a ValidationError by its name for each that is."""
    found = {}
    for name, value in _tidy(values).items():
        try:
            _check(name, value)
        except ValidationError as error:
            found[name] = error
    return found


@transaction.atomic
def save(values, *, by, seen=None):
    """Save what is said of the publisher, and log who changed it; return whether anything was another than before.

    `values` are any of `EDITED`, and what isn't among them stays: '' is the default again, texts become one line, the
    accent is '#rrggbb' (the built-in one is the default), the emblem an `Emblem` of `pressroom.emblem.read`. `seen` is
    the `state` on which the person's changes are based, if they are. Raises ValidationError with the fields' names,
    `Refused`, and `Conflict` if it was saved since it was seen.
    """
    require(by, PERMISSION)
    if wrong := problems(values):
        raise ValidationError(wrong)
    # Whoever saves at the same time waits here, for the row or for its making.
    row, is_new = Row.objects.select_for_update().get_or_create(pk=Row.KEY)
    if seen is not None and seen != ("default" if is_new else row.saved_at.isoformat()):
        raise Conflict(_("Somebody else has saved this page since you opened it."))
    before, after = stored(), _tidy(values)
    if after.get("emblem"):
        # Written before its row, as a backup that runs meanwhile expects it; and written again where it was lost.
        after["emblem"] = after["emblem"].store()
    changed = [name for name in EDITED if name in after and after[name] != before[name]]
    if not changed:
        if is_new:
            row.delete()
        return False
    for name in changed:
        if name not in WORDS:
            setattr(row, name, after[name])
    if "accent" in changed:
        grounds = {"accent_in_light": colours.LIGHT, "accent_in_dark": colours.DARK}
        for name, on in grounds.items():
            setattr(row, name, colours.mended(row.accent, on) if row.accent else "")
    row.save()
    for code in {name.rpartition("_")[2] for name in changed if name in WORDS}:
        words = {name: after.get(f"{name}_{code}", before[f"{name}_{code}"]) for name in IN_EACH_LANGUAGE}
        IdentityText.objects.update_or_create(identity=row, language=code, defaults=words)
    with translation.override(None):
        # Kept in English, and said by Django in the language of whoever reads it: so they are the models' own words.
        message = [{"changed": {"fields": list(dict.fromkeys(label(name) for name in changed))}}]
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, message, single_object=True)
    if "emblem" in changed and before["emblem"]:
        transaction.on_commit(partial(_remove_emblem, before["emblem"]))
    version.changed(release=version.NO_RELEASE)
    transaction.on_commit(forget)
    return True


def label(name):
    """Return what a person calls one of `EDITED`."""
    if name not in WORDS:
        return str(Row._meta.get_field(name).verbose_name)
    return str(IdentityText._meta.get_field(name.rpartition("_")[0]).verbose_name)


def forget():
    """Let `last_known` know nothing, as in a process that has just begun."""
    _last_known.clear()


def of(request, language=settings.LANGUAGE_CODE):
    """Return the `Identity` for a request: one query the first time, none after it or after `keep`."""
    if not hasattr(request, "_identity"):
        request._identity = load(language)
    return request._identity


def keep(request, identity):
    """Let `of` return what came by another query, or was read for another page."""
    request._identity = _last_known[identity.language] = identity


def _as_json(names):
    return Cast(JSONObject(**{name: F(name) for name in names}), TextField())


def _tidy(values):
    """Return values for `save` as they are stored."""
    found = {name: contacts.line(value) if isinstance(value, str) else value for name, value in values.items()}
    if "accent" in found:
        accent = found["accent"].lower()
        found["accent"] = "" if accent == colours.BUILT_IN["light"] else accent
    return found


def _check(name, value):
    """Raise ValidationError for a tidy value that can't be stored under a name; an unknown name is a KeyError."""
    if name not in EDITED:
        raise KeyError(name)
    if not value:
        return
    if name == "emblem":
        if not isinstance(value, emblems.Emblem):
            raise TypeError("An emblem is what `pressroom.emblem.read` returns.")
        return
    model, field = (IdentityText, name.rpartition("_")[0]) if name in WORDS else (Row, name)
    model._meta.get_field(field).run_validators(value)
    if name == "accent" and not colours.is_colour(value):
        raise ValidationError(_("Choose a colour, or write it as # and six digits, e.g. #0a558c."), code="colour")
    if name == "telephone":
        contacts.check_telephone(value)
    if name == "website":
        contacts.check_website(value)
    if name in NETWORKS:
        contacts.check_account(name, value)


def _remove_emblem(name):
    """Remove an emblem's file, unless somebody has chosen the same picture again since."""
    if not Row.objects.filter(emblem=name).exists():
        default_storage.delete(name)
