"""Quotations: each says whose words they are.

Told by signs, so it is advice, and silent where in doubt: a title in quotation marks is no quotation, and any verb of
speaking or name beside one counts as its speaker.
"""

import re
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from articles.checks.text import Finding, Passage, sentences, short

_FEWEST_WORDS = 6
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"\n]+)[”“»\"]")
# Verbs of speaking, and what else announces words: by their beginnings, so that every form of them counts.
_SPEAKING = re.compile(
    r"""
    \b (?: sa(?:id|ys?|ying) | told | tells? | repl(?:y|ies|ied) | wr(?:ites?|ote|itten) | reads? | th(?:inks?|ought)
         | puts? | words? | motto | slogan | signs? | names? | titled? | entitled | according | asks? | adds? | warns?
         | explains? | recalls? | answers? | insists? | calls? | remarks? | comments? | reports? | thanks? | points? )\b
    | \b (?: not(?:ed|es|ing) | stress | added | emphasi[sz] | explain | remarked | recalled | announc | stated | states
         | declar | reported | conclud | underlin | thanked | believ | asked | answered | promis | admit | argue
         | insisted | continu | observ | jok | laugh | shar | urge | warn | hope | quote | called | describe | pointed
         | agree | confirm | express | shout | commented | remember | welcom )
    | \b (?: сказа | говор | отме[тч] | подч[её]рк | сообщ | рассказ | добав | поясн | объясн | заяв | комментир
         | прокоммент | напомн | поблагодар | благодар | счита | увер | призна | ответ | отвеча | спро[сш] | спраш
         | пиш | написа | подел | обрати | резюм | заключ | продолж | поздрав | цитир | процитир | указа | уточн
         | слов(?:а|ам|ами|о)\b | предлож | призва | пожела | вспом | шут | обеща | убежд | надпис | гласит | девиз
         | лозунг | назва | назыв | дума | мечта | наде[юея] | довол | рад\b | рада\b | радует )
    | \b (?: де(?:ді|йді|ген|п)\b | айт | атап | мәлімде | хабарла | қос | түсіндір | жеткіз | баянда | жаз | сөз
         | сұра | жауап | алғыс | пікір )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTHING = Passage("", "", "")


def without_speaker(text):
    """A quotation of which neither itself nor what stands beside it says whose words it is."""
    passages = [passage for passage in text.body if passage.words]
    before = _NOTHING
    rest = [*passages, _NOTHING]
    for number, group in groupby(passages, key=lambda passage: passage.quotation):
        group = list(group)
        rest = rest[len(group) :]
        if number:
            if not _is_attributed(group, before, rest[0]):
                yield _finding(group[0], " ".join(passage.words for passage in group))
        else:
            for passage, previous, following in zip(group, [before, *group], [*group[1:], rest[0]], strict=False):
                spoken = _spoken(passage)
                if spoken and not _is_introduced(passage.words, previous, following):
                    yield from (_finding(passage, words) for words in spoken)
        before = group[-1]


def _finding(passage, words):
    message = _("%(where)s: whose words are “%(words)s”? Name the speaker.")
    return Finding("body", message % {"where": passage.where, "words": short(words.strip('“”„«»" '))}, words)


def _is_attributed(group, before, after):
    """Whether a <blockquote> has its <cite>, a line of the form '— Name', or an introduction."""
    is_cited = any(passage.cited for passage in group)
    has_line = any(line.startswith(("—", "–", "- ")) for passage in group for line in passage.words.split("\n"))
    return is_cited or has_line or _is_introduced(" ".join(passage.words for passage in group), before, after)


def _spoken(passage):
    """Return what a paragraph has in quotation marks that somebody seems to have said: whole sentences, no titles."""
    if passage.tag != "p":
        return []
    found = []
    for match in _QUOTED.finditer(passage.words):
        # Words are never more than a blank apart.
        before = passage.words[max(match.start() - 2, 0) : match.start()].rstrip()
        after = passage.words[match.end() : match.end() + 4]
        begins = not before or before[-1] in ".!?…:"
        ends = match[1].rstrip()[-1:] in {".", ",", "!", "?", "…"} or re.match(r",?\s*[—–]|\.?$", after)
        if begins and ends and len(match[1].split()) >= _FEWEST_WORDS:
            found.append(match[1])
    return found


def _is_introduced(words, before, after):
    """Whether the words around the quotation marks, or the sentences next to them, name or announce a speaker."""
    outside = _QUOTED.sub("", words) if _QUOTED.search(words) else ""
    last, first = (sentences(before.words) or [""])[-1], (sentences(after.words) or [""])[0]
    return (
        before.words.endswith(":")
        or any(_SPEAKING.search(part) for part in (outside, _QUOTED.sub("", last), _QUOTED.sub("", first)))
        or _has_name(outside)
    )


def _has_name(words):
    """Whether a word has a capital that doesn't begin a sentence."""
    found = words.split()
    return any(word[0].isupper() and earlier[-1] not in ".!?…:" for earlier, word in pairwise(found))
