"""Translations: words that are still the original's, and an original that was changed since."""

import re

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from articles import changes
from articles.checks.text import Finding, has_words, passages_of
from articles.models import Edition, EditionImage, EditionSave
from articles.translations import families
from pressroom.language import within

_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What is the same in every language: addresses of pages and of people.
_ADDRESS = re.compile(r"\S*(?:@|://|\bwww\.)\S*|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?\b")


class Original:
    """What a translation was made from, as its checks compare it."""

    def __init__(self, edition, texts, uses, since):
        """`edition` is the one that is rendered; `texts` are what it says and, if it differs, what it said then."""
        self.language = within(edition.release.get_language_display())
        self._words = {_key(text) for contents in texts for text in _passages(contents)} - {()}
        self._uses = {(use.image_id, use.role): use for use in uses}
        # The editions of the original that the translation doesn't render yet.
        self.since = since

    def says(self, words):
        """Whether it has a passage of the very same words, whatever their marks and capitals."""
        return _key(words) in self._words

    def same_use(self, use):
        """Return its own use of a photograph where the translation has it, or None."""
        return self._uses.get((use.image_id, use.role))


def know_originals(texts, at):
    """Give each `Text` of a translation its `Original`, in a constant number of queries: none where there is none."""
    translated = [text for text in texts if text.edition.renders_id]
    if not translated:
        return
    keys = {text.edition.renders_id for text in translated}
    rendered = Edition.objects.select_related("release").in_bulk(keys)
    uses = {}
    for use in EditionImage.objects.filter(edition__in=keys):
        uses.setdefault(use.edition_id, []).append(use)
    by_key = families([text.release for text in translated], at)
    earlier = _as_it_was([text.edition for text in translated], rendered)
    for text in translated:
        its_family = by_key[text.release.translation_key]
        step = its_family.step(text.edition)
        if step is None:
            # It has become an original of its own.
            continue
        original = rendered[text.edition.renders_id]
        says = {name: getattr(original, name) for name in ("headline", "lead", "dateline", "body")}
        said = [says, *filter(None, [earlier.get(text.edition.pk)])]
        since = its_family.since(step) if step.is_behind else []
        text.original = Original(original, said, uses.get(original.pk, []), since)


def words(text):
    """The headline, the lead, the place, a block or a credit that is word for word the original's."""
    if text.original is None:
        return
    for passage in text.passages:
        if passage.field not in {"headline", "lead", "dateline", "body"}:
            continue
        has_to_differ = _is_foreign(passage.words, text) if passage.field == "dateline" else _is_language(passage)
        if has_to_differ and text.original.says(passage.words):
            yield _of_words(text, passage.field, passage.where, passage.words)
    for use, original in _photographs(text):
        if _is_phrase(use.credit) and not _is_name(use.credit) and _key(use.credit) == _key(original.credit):
            where = _("Credit of “%(title)s”") % {"title": use.image.title}
            yield _of_words(text, f"{use.role}_images", where, f"{use.image_id} {use.credit}")


def alternative_text(text):
    """What is said of a photograph to those who don't see it, word for word the original's."""
    for use, original in _photographs(text):
        if has_words(use.alternative_text) and _key(use.alternative_text) == _key(original.alternative_text):
            message = _(
                "The alternative text of “%(title)s” (%(where)s) is the original's (%(language)s). Translate it."
            )
            yield _of_photograph(text, use, message)


def caption(text):
    """A caption that is the original's, or that is left empty where the original has one."""
    for use, original in _photographs(text):
        if not has_words(original.caption):
            continue
        if not has_words(use.caption):
            message = _("The original has a caption under “%(title)s” (%(where)s). Translate it.")
            yield _of_photograph(text, use, message)
        elif _is_phrase(use.caption) and _key(use.caption) == _key(original.caption):
            message = _("“%(title)s” (%(where)s) has the caption of the original (%(language)s). Translate it.")
            yield _of_photograph(text, use, message)


def behind(text):
    """An original that says something else since."""
    if text.original is not None and text.original.since:
        change = changes.weightiest(text.original.since)
        message = _("%(what)s Compare, then bring this up to date or say that it takes it into account.")
        yield Finding("headline", message % {"what": changes.sentence(change, text.at)}, str(change.pk))


def _photographs(text):
    """Yield each photograph that the original uses too, with that use."""
    for use in text.photographs if text.original else ():
        original = text.original.same_use(use)
        if original is not None:
            yield use, original


def _of_words(text, field, where, subject):
    message = _("%(where)s: these are the words of the original (%(language)s). Translate them.")
    return Finding(field, message % {"where": where, "language": text.original.language}, subject)


def _of_photograph(text, use, message):
    where = EditionImage.Role(use.role).label
    message %= {"title": use.image.title, "where": where, "language": text.original.language}
    return Finding(f"{use.role}_images", message, str(use.image_id))


def _passages(contents):
    yield contents["headline"]
    yield contents["lead"]
    yield contents["dateline"]
    for passage in passages_of(contents["body"]):
        yield passage.words


def _key(words):
    """Return words without their marks and capitals: typography is another in each language."""
    return tuple(_WORD.findall(words.casefold()))


def _is_language(passage):
    """Whether a passage has to be other words in another language: at least two, and not names alone.

    'Dimash Qudaibergen' in a cell or 'Astana Opera' under a quotation may be the same in both languages.
    """
    if passage.field == "body" and not passage.tag.startswith("h") and _is_name(passage.words):
        return False
    return _is_phrase(passage.words)


def _is_foreign(words, text):
    """Whether the name of a place is in letters that the language of the text doesn't write: 'Astana' in Russian."""
    return bool((_CYRILLIC if text.release.language == "en" else _LATIN).search(words))


def _is_phrase(words):
    found = [word for word in _WORD.findall(_ADDRESS.sub(" ", words)) if any(map(str.isalpha, word))]
    return len(found) >= 2


def _is_name(words):
    found = [word for word in _WORD.findall(words) if word[0].isalpha()]
    return all(word[0].isupper() for word in found)


def _as_it_was(editions, rendered):
    """Return {key of a translation's edition: contents} of originals that were saved again after the translation began.

    Its first words were those of that moment.
    """
    changed = [one.pk for one in editions if rendered[one.renders_id].saved_at > one.created_at]
    if not changed:
        return {}
    then = EditionSave.objects.filter(edition=OuterRef("renders"), at__lte=OuterRef("created_at")).order_by("-pk")
    rows = Edition.objects.filter(pk__in=changed).annotate(then=Subquery(then.values("pk")[:1]))
    keys = dict(rows.values_list("pk", "then"))
    saves = EditionSave.objects.in_bulk([key for key in keys.values() if key])
    return {edition: saves[key].contents for edition, key in keys.items() if key}
