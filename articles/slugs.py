"""Slugs: the last part of an address, made of a headline in any of the site's languages."""

import unicodedata

from django.utils.text import slugify as of_latin

GREATEST_LENGTH = 100

# ICAO Doc 9303 (machine readable travel documents), part 3, transliteration of Cyrillic characters, for Russian.
RUSSIAN = {
    **dict(zip("абвгдеёжзийклмнопр", "a b v g d e e zh z i i k l m n o p r".split(), strict=True)),
    **dict(zip("стуфхцчшщъыэюя", "s t u f kh ts ch sh shch ie y e iu ia".split(), strict=True)),
    "ь": "",
}
# The letters that Kazakh adds: each gets its letter of the Kazakh Latin alphabet of 2021 (ä ğ q ñ ö ū ü h i) without
# the mark. There is no national standard of romanization (UNGEGN, working group on romanization systems, Kazakh, 2016).
# The letters that both have go as in Russian: BGN/PCGN 1979 for Kazakh agrees on zh, kh, ts, ch, sh, shch and y, and
# the alphabet on i for и and й, u for у, while without its mark its ş would be no different from s. So one table serves
# both languages, and the names of one in the other: a slug needs no language.
KAZAKH = dict(zip("әғқңөұүһі", "agqnouuhi", strict=True))

_LATIN = str.maketrans(RUSSIAN | KAZAKH)


def slugify(text):
    """Return a slug of small Latin letters, digits and hyphens: at most 100 characters, cut where a word ends.

    Russian is transliterated by ICAO Doc 9303, Kazakh as `KAZAKH` says. Where nothing is left, it is 'release'.
    """
    # The text may come with й as и and a breve; composed, each letter is one character.
    slug = of_latin(unicodedata.normalize("NFC", text).lower().translate(_LATIN)).replace("_", "-").strip("-")
    if len(slug) > GREATEST_LENGTH:
        # One character more shows whether the cut would split a word.
        whole_words, _hyphen, _rest = slug[: GREATEST_LENGTH + 1].rpartition("-")
        slug = whole_words or slug[:GREATEST_LENGTH]
    return slug or "release"
