"""How a word may stand in the database, which has to be said: SQLite folds the case of Latin letters alone."""


def spellings(word):
    """Return the word as typed, small, in capitals and with a capital, for `icontains` in any alphabet."""
    return {word, word.lower(), word.upper(), word.capitalize()}
