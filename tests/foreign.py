"""What a page says in another language than its own: the interface's words that were not translated, or wrongly."""

import re
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path

import django
import polib
from django.conf import settings

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What people wrote, and what nobody reads.
SILENT = {"script", "style", "code", "textarea"}
# Attributes that are read to somebody; those that begin with `data-` may be shown by a script.
SPOKEN = {"title", "alt", "placeholder", "value", "content", "label", "aria-label", "aria-description"}
# What search engines and others show of a page; the rest of what <meta> says is for machines.
SPOKEN_OF = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
# Shorter ones stand by chance inside other words and sentences.
LONG = 12
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_LETTERS = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"<[^>]+>")


class Fragment(HTMLParser):
    """The texts and spoken attributes of a page, each with the language that it is in."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.found = [("", "")], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        language = attributes.get("lang", self.open[-1][1])
        # Of values those of such buttons are shown; the others somebody typed, or they are for the server.
        is_label = tag == "input" and attributes.get("type") in {"submit", "button", "reset"}
        for name, value in attributes.items():
            # A small word is one for a script, not for people.
            is_shown = name.startswith("data-") and (" " in value or not value.islower())
            is_code = tag == "meta" and (attributes.get("name") or attributes.get("property")) not in SPOKEN_OF
            if (name in SPOKEN or is_shown) and not is_code and (name != "value" or is_label):
                self._keep(value, language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        for place in reversed(range(1, len(self.open))):
            if self.open[place][0] == tag:
                del self.open[place:]
                break

    def handle_data(self, data):
        if not any(tag in SILENT for tag, _language in self.open):
            self._keep(data, self.open[-1][1])

    def _keep(self, text, language):
        text = " ".join(text.replace("\xad", "").split())
        if _LETTERS.search(text):
            self.found.append((language, text))


class Words:
    """The interface's own words in one language, and those of the others, by which a page of it is judged."""

    def __init__(self, language):
        self.language = language
        self.own = {text for entry in catalogues() for text in entry[language]}

    @cached_property
    def foreign(self):
        """The texts of the interface in other languages that mean nothing in this one."""
        others = {
            text for entry in catalogues() for code, texts in entry.items() if code != self.language for text in texts
        }
        # A page may begin a word of its own with a capital.
        own = {text.casefold() for text in self.own}
        return {text for text in others if text.casefold() not in own}

    @cached_property
    def short(self):
        """Those that are a whole text on a page, or nothing."""
        return {text for text in self.foreign if not _PLACEHOLDER.search(text)}

    @cached_property
    def long(self):
        """Those that may stand inside a text, as pairs of their longest stretch without a placeholder and a pattern."""
        found = []
        for text in self.foreign:
            for piece in filter(None, map(str.strip, _TAG.split(text))):
                stretch = max(_PLACEHOLDER.split(piece), key=len).strip()
                if len(stretch) < LONG or " " not in stretch or any(stretch in own for own in self.own_by_length):
                    continue
                parts = (re.escape(part) for part in _PLACEHOLDER.split(piece))
                found.append((stretch, re.compile(r"(?<!\w)" + ".+?".join(parts) + r"(?!\w)")))
        return found

    @cached_property
    def own_by_length(self):
        """The own texts that are long enough to hold a long foreign stretch."""
        return [text for text in self.own if len(text) >= LONG]

    def found_in(self, html):
        """Return what a page says in other words than its language's, sorted; what it marks as another's it may say."""
        texts = [text for language, text in Fragment(html).found if language == self.language]
        whole = "\n".join(texts)
        found = {text for text in texts if text.rstrip(":…") in self.short or text in self.short}
        found |= {stretch for stretch, pattern in self.long if stretch in whole and pattern.search(whole)}
        return sorted(found)


@cache
def catalogues():
    """Return every message of ours and of Django's admin as {language: (texts,)}, English among the languages."""
    codes = [code for code, _name in settings.LANGUAGES]
    translated = [code for code in codes if code != "en"]
    entries = {}
    root = Path(django.__file__).parent
    for code in translated:
        files = [folder / code / "LC_MESSAGES" / "django.mo" for folder in map(Path, reversed(locale_paths()))]
        of_django = [root / app / "locale" / code / "LC_MESSAGES" / "django.mo" for app in DJANGO]
        for file in [*of_django, *files]:
            if file.exists():
                for entry in polib.mofile(str(file)):
                    key = (entry.msgctxt, entry.msgid)
                    said = entries.setdefault(key, {"en": (entry.msgid, *filter(None, [entry.msgid_plural]))})
                    said[code] = tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
    plain = []
    for said in entries.values():
        plain.append({code: tuple(map(_plain, said.get(code, ()))) for code in codes})
    return plain


DJANGO = ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes")


def locale_paths():
    """Return the folders of the project's catalogues."""
    return [Path(settings.BASE_DIR) / "pressroom" / name for name in ("locale", "locale_of_django")]


def _plain(text):
    return " ".join(text.replace("%%", "%").split())
