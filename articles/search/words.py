"""From a text to the words that are looked up: folded as `pressroom.alphabet` says, then stemmed by language.

- Case, ё, accents and stress marks make no difference, and Kazakh letters are those that people type for them.
- In English and Russian texts each word is stemmed by the language of its letters: 'школы' and 'школа' are one, and so
  are 'schools' and 'school' in either. Snowball's stemmers do it, the Russian one twice: it takes the ends of 'приём',
  'система' and 'Волков' for endings, but not those of what is left of 'приёма', 'системы' and 'Волкова'.
- For Kazakh there is no stemmer. Its words are kept whole, and looked for by their beginning, see `beginnings`.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

from pressroom.alphabet import folded

# Raised when what is made of a text here or in `index` changes: entries made by other rules are out of date.
RULES = 2

# Letters and figures with the marks upon them, hyphens that are there only to break a line, and apostrophes inside. One
# of these counts as a letter, but begins no word.
_MARKS = "\u0300-\u036f\u00ad"
TOKEN = re.compile(rf"[^\W_ʼ][^\W_]*+(?:[{_MARKS}]++[^\W_]*+)*+(?:['’ʼ][^\W_]++)*+")
# No phrase reaches from one line into the next.
TOKEN_OR_END = re.compile(rf"{TOKEN.pattern}|\n")
_NO_LETTER = re.compile(f"[{_MARKS}'’ʼ]")
_ACCENTED = re.compile("[\u00c0-\u017f\u0300-\u036f\u03a3]")
# Each of them is replaced in a whole text sooner than one of all of them is looked for.
_ALIKE = [*((letter, folded(letter)) for letter in "ёәғқңөұүһі"), *((mark, "") for mark in "'’ʼ\u00ad")]
_CYRILLIC = re.compile("[а-яёӏѓѕќџґєії]")
_PUT_THERE = re.compile("(?:(?<=b)le?|ie|[eiy])$")
_LATIN = re.compile("[a-z]+(?:'[a-z]+)?")
# No word is longer; what is, was written to do harm.
LONGEST = 60

# Without a meaning of their own: they are not looked for beside other words.
_EMPTY = {
    "en": "a an and are as at be by for from has have in is it its of on or that the this to was were will with",
    "ru": "а бы в во да для до ее же за и из или их к как ко на над но о об от по под при с со та так также то у что",
    "kk": "ал бар бен болып бул да де жане және мен осы пен сол та те туралы ушин үшін",
}
_WITHOUT_MEANING = {language: frozenset(map(folded, words.split())) for language, words in _EMPTY.items()}

# Endings of Kazakh cases, of what belongs to somebody, and of the plural, as they are folded and from the last one on;
# each has forms by the sounds before it.
_CASES = (
    "нда нде нын нин дын дин тын тин дан ден тан тен нан нен мен бен пен га ге ка ке ды ди ты ти ны ни да де та те"
).split()
_BELONGING = ("ы", "и")
_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
# Letters that a stem keeps which is stemmed again.
_SHORTEST = 3
# What is left is a word, and no beginning of everything.
_LEAST = 4
# The last sound of a word is voiced before an ending that begins with a vowel: мектеп, мектебі; тарақ, тарағы.
_OTHER_SOUND = {"п": "б", "к": "г", "б": "п", "г": "к"}

_stemmers = threading.local()


def terms(text, language):
    """Return the words of a text in a language, in order, as they are looked up; '' for the end of a line."""
    return [term(token, language) for token in TOKEN_OR_END.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=50_000)
def term(token, language):
    """Return one word, as `TOKEN` finds it, as it is looked up in texts of a language."""
    word = folded(token.replace("ʼ", "'"))
    word = re.sub(f"[{_MARKS}]", "", word)[:LONGEST]
    if language != "kk":
        if _CYRILLIC.search(word):
            stem = _stem("russian", word)
            again = _stem("russian", stem)
            word = again if len(again) >= _SHORTEST else stem
        elif _LATIN.fullmatch(word):
            word = _stem("english", word)
    return _NO_LETTER.sub("", word)


def trunk(term):
    """Return what each word that is looked up as this one begins with, once it is folded.

    A stemmer takes from the end. The English one also puts an ending there, of a few that are left out here: 'studies'
    is 'studi', 'relating' 'relate', 'possibility' 'possibl', 'dying' 'die', 'skies' 'sky'.
    """
    return _PUT_THERE.sub("", term) if _LATIN.fullmatch(term) else term


def flat(text):
    """Return a text as `term` sees its words, all at once; None where it has letters that this takes too long for."""
    if text.isascii():
        # Of the letters below it has one alone, and Python knows that of it without a look.
        return text.lower().replace("'", "")
    if _ACCENTED.search(text):
        return None
    text = text.lower()
    for letter, other in _ALIKE:
        text = text.replace(letter, other)
    return text


def beginnings(token):
    """Return the beginnings, one or two, by which a Kazakh word is looked for.

    Endings are left out where enough remains, so that 'мектептерге' finds 'мектеп'; and since the last sound may be
    voiced, 'мектеп' finds 'мектебі', and the other way round.
    """
    word = term(token, "kk")
    if word.isdigit() or not _CYRILLIC.search(word):
        return (word,)
    for endings in (_CASES, _BELONGING, _PLURALS):
        ending = next((one for one in endings if word.endswith(one) and len(word) - len(one) >= _LEAST), "")
        word = word.removesuffix(ending)
    other = _OTHER_SOUND.get(word[-1])
    return (word, word[:-1] + other) if other and len(word) >= _LEAST else (word,)


def has_meaning(token, language):
    """Whether a word says anything beside other words: 'the' and 'в' don't."""
    return folded(token) not in _WITHOUT_MEANING.get(language, ())


def _stem(name, word):
    # A stemmer keeps what it is at: each thread has its own.
    if not hasattr(_stemmers, name):
        setattr(_stemmers, name, Stemmer.Stemmer(name))
    return getattr(_stemmers, name).stemWord(word)
