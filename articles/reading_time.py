"""How long a text takes to read.

The words per minute are those of grown-up people who read silently for themselves. For English they are measured: 238,
the mean of 190 studies (M. Brysbaert, 'How many words do we read per minute? A review and meta-analysis of reading
rate', Journal of Memory and Language 109, 2019, non-fiction). The other languages were compared with English reading
the same text aloud: 228 words of English, 184 of Russian, 166 of Turkish (S. Trauzettel-Klosinski, K. Dietz and the
IReST Study Group, 'Standardized assessment of reading performance: the New International Reading Speed Texts IReST',
Investigative Ophthalmology & Visual Science 53, 2012); the same proportions are taken for silent reading. Nobody has
measured Kazakh so: it is taken for its relative, Turkish, whose words are as long for the same reason.
"""

import math

_OF_ENGLISH = 238
WORDS_PER_MINUTE = {
    "en": _OF_ENGLISH,
    "ru": round(_OF_ENGLISH * 184 / 228),
    "kk": round(_OF_ENGLISH * 166 / 228),
}


def minutes(text, language):
    """Return the whole minutes, at least one, that a plain text in the language takes; unknown ones read as English."""
    rate = WORDS_PER_MINUTE.get(language.partition("-")[0], _OF_ENGLISH)
    # A dash alone is no word.
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    return max(1, math.ceil(words / rate))
