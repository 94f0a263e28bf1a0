"""What the categories, people and photographs of a compared text are called: at the desk, and in public.

The desk calls a photograph as its library does and tells things that are gone by their keys. The public sees neither
the library's titles, which may be 'DSC 0042 final', nor a key.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import Category, Contact, Image

# Of a caption that serves as a name.
WORDS = 12


class Name(NamedTuple):
    """What something is called, and the code of the language that this is in; '' is that of the interface."""

    text: str
    language: str = ""

    @classmethod
    def of(cls, contact):
        """Return the name of a `Contact` in the language in which it came."""
        return cls(str(contact.words), contact.words.language)


class Photograph(NamedTuple):
    """A photograph: its `Image` or None, its name, and whether that is in the words (and the language) of the text."""

    image: Image | None
    name: str
    is_in_words: bool = False


@dataclass(frozen=True)
class Names:
    """A `Name` or a `Photograph` by key; each of the three gives an answer for a key that it doesn't know, too."""

    categories: dict
    contacts: dict
    photographs: dict = field(default_factory=dict)
    # Whether its readers may see a key.
    has_keys: bool = True

    def category(self, key):
        """Return the name of a category."""
        return self.categories.get(key) or Name(
            self._gone(key, _("category %(key)d, which is gone"), _("a category that is gone"))
        )

    def contact(self, key):
        """Return the name of a person to call."""
        return self.contacts.get(key) or Name(
            self._gone(key, _("somebody who is no longer listed (%(key)d)"), _("somebody who is no longer listed"))
        )

    def photograph(self, key):
        """Return the `Photograph`."""
        return self.photographs.get(key) or Photograph(
            None, self._gone(key, _("photograph %(key)d, no longer in the library"), _("a photograph"))
        )

    def _gone(self, key, with_key, without):
        return with_key % {"key": key} if self.has_keys else without


def names_at_desk(before, after, keys, language):
    """Return the `Names` of what two contents refer to, by at most four queries; `keys` are those of photographs."""
    categories = Category.objects.prefetch_related("texts").in_bulk({*before["categories"], *after["categories"]})
    texts = {key: category.text_in(language) for key, category in categories.items()}
    contacts = Contact.objects.worded_in(language).in_bulk({*before["contacts"], *after["contacts"]})
    return Names(
        categories={key: Name(text.name, text.language) for key, text in texts.items() if text},
        contacts={key: Name.of(contact) for key, contact in contacts.items()},
        photographs={key: Photograph(image, image.title) for key, image in Image.objects.in_bulk(keys).items()},
    )


def names_in_public(before, after, *, categories, contacts, images):
    """Return the `Names` that anybody may read, without a query.

    `categories` and `contacts` are `Name`s by key, `images` are the `Image`s by key. A photograph is called by its
    caption or its alternative text as they are afterwards, else as they were before, else by its number.
    """
    uses = [*after["images"], *before["images"]]
    said = {}
    for name in ("caption", "alternative_text"):
        for use in uses:
            if words := use.get(name, "").strip():
                said.setdefault(use["image"], Truncator(words).words(WORDS))
    photographs = {}
    for key in dict.fromkeys(use["image"] for use in uses):
        number = _("photograph %(number)d") % {"number": len(photographs) + 1}
        photographs[key] = Photograph(images.get(key), said.get(key) or number, key in said)
    return Names(categories, contacts, photographs, has_keys=False)
