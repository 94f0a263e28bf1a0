"""Letters as their readers know them: which are the same to who searches, and in which order they stand.

Both are done in Python and by the database, from the same tables, so that neither depends on the database's locale:
SQLite knows no letter beyond ASCII, and PostgreSQL those of the locale that it was made with.

- To who searches, case, ё and accents make no difference, and a Kazakh letter is the one that people type for it on a
  Russian keyboard: 'казак' finds 'Қазақ'.
- In an alphabetical list Kazakh letters have their own places, and so has ё in Kazakh. In Russian ё counts as е,
  unless two words are otherwise the same: so the dictionaries have it (е before ё).
- Figures come first, then the letters of the language's own script, then the others; quotation marks don't count.
"""

import re
import string
import unicodedata
from collections import defaultdict
from functools import lru_cache

from django.db.models import CharField, Func, Lookup, TextField, Value
from django.db.models.lookups import Contains
from django.utils.translation import get_language

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
# What people type who have no Kazakh keyboard.
_TYPED_FOR = dict(zip("ёәғқңөұүһі", "еагкноуухи", strict=True))
_LATIN = "".join(map(chr, range(0xC0, 0x180)))
_MARKS = "«»„“”‘’\"'"
# Letters of private use, which every database and Python put in the order of their numbers.
_OWN, _OTHER = 0xE000, 0xE100
_BETWEEN = "\x01"
# PostgreSQL refuses a regular expression that is too long; nobody types so many letters.
_LONGEST_PATTERN = 100


def _plain(letter):
    """Return a Latin letter, small and without its accent, or '' where it is something else, such as 'æ'."""
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if base in string.ascii_lowercase else ""


# The small letter of each capital is said too, since a database may not know it.
_SMALL = {letter.upper(): letter for letter in KAZAKH}
_ACCENTED = {letter: _plain(letter) for letter in _LATIN if _plain(letter)}
_FOLDED = _SMALL | _TYPED_FOR | {letter.upper(): plain for letter, plain in _TYPED_FOR.items()} | _ACCENTED
_FOLDED |= {"\xa0": " ", "\u202f": " ", "’": "'"}
# Few letters of a text are among them; a search asks for it of every row.
_TO_FOLD = re.compile(f"[{''.join(_FOLDED)}]")


def _places(is_latin, *, has_yo):
    """Return {letter: its place} for an alphabetical order, in which Latin letters come first or last."""
    cyrillic, latin = (_OTHER, _OWN) if is_latin else (_OWN, _OTHER)
    places = {letter: chr(cyrillic + place) for place, letter in enumerate(KAZAKH)}
    if not has_yo:
        places["ё"] = places["е"]
    places |= {small: chr(latin + place) for place, small in enumerate(string.ascii_lowercase)}
    places |= {capital: places[small] for capital, small in _SMALL.items()}
    return places | {letter: places[plain] for letter, plain in _ACCENTED.items()} | dict.fromkeys(_MARKS, "")


# By whether Latin letters come first: without regard to ё, and with.
_LOOSE = {is_latin: _places(is_latin, has_yo=False) for is_latin in (True, False)}
_STRICT = {is_latin: _places(is_latin, has_yo=True) for is_latin in (True, False)}


def folded(text):
    """Return the text as a search compares it."""
    return _TO_FOLD.sub(lambda match: _FOLDED[match[0]], _small(text))


def sort_key(text, language):
    """Return what to sort by, a string, where readers of a language look something up by its name."""
    small = _small(text)
    return _BETWEEN.join(_translate(small, table) for table in _tables(language))


def _small(text):
    # The dot that the small letter of 'İ' comes with is no letter.
    return unicodedata.normalize("NFC", text).lower().replace("\u0307", "")


def _translate(text, table):
    return "".join([table.get(letter, letter) for letter in text])


def _tables(language):
    is_latin = language not in {"ru", "kk"}
    strict = _STRICT[is_latin]
    return (strict if language == "kk" else _LOOSE[is_latin]), strict


class Folded(Func):
    """`folded()` of a column."""

    function = "folded"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler, connection):
        """Say it in terms that PostgreSQL has."""
        return _translated(self, compiler, connection, [_FOLDED])


class Alphabetical(Func):
    """`sort_key()` of a column, for `order_by`; without a language it is that of the interface at the time."""

    function = "alphabetical"
    output_field = TextField()

    def __init__(self, expression, language=None, **extra):
        super().__init__(expression, **extra)
        self.language = language

    def as_sqlite(self, compiler, connection):
        """Call the function that `add_functions` has given to the connection."""
        copy = self.copy()
        copy.set_source_expressions([*self.get_source_expressions(), Value(self._language)])
        return super(Alphabetical, copy).as_sql(compiler, connection)

    def as_postgresql(self, compiler, connection):
        """Say it in terms that PostgreSQL has."""
        sql, params = _translated(self, compiler, connection, _tables(self._language))
        return f'({sql}) COLLATE "C"', params

    @property
    def _language(self):
        return self.language or get_language() or "en"


def _translated(function, compiler, connection, tables):
    """Return the SQL of a column in small letters, by each of the tables; `translate` drops what has no counterpart."""
    (expression,) = function.get_source_expressions()
    sql, params = compiler.compile(expression)
    parts, found = [], []
    for table in tables:
        pairs = sorted(table.items(), key=lambda pair: not pair[1])
        parts.append(f"translate(lower(normalize(({sql})::text, NFC)), %s, %s)")
        found += [*params, "".join(one for one, _other in pairs), "".join(other for _one, other in pairs)]
    return f" || '{_BETWEEN}' || ".join(parts), found


@CharField.register_lookup
@TextField.register_lookup
class Folds(Lookup):
    """`name__folds="елка"` finds 'Ёлка'."""

    lookup_name = "folds"

    def as_sql(self, compiler, connection):
        """Ask for the folded words in the folded column."""
        return compiler.compile(Contains(Folded(self.lhs), folded(str(self.rhs))))

    def as_postgresql(self, compiler, connection):
        """Ask for a pattern of each letter with those alike.

        For each letter of a text `translate` goes through its whole table: 20,000 leads took seconds.
        """
        words = folded(str(self.rhs))
        if len(words) > _LONGEST_PATTERN:
            return self.as_sql(compiler, connection)
        sql, params = compiler.compile(self.lhs)
        return f"normalize(({sql})::text, NFC) ~ %s", [*params, "".join(map(_pattern, words))]


def _pattern(letter):
    """Return the part of a regular expression of PostgreSQL that matches whatever `folded` makes this letter of."""
    alike = _alike().get(letter, letter)
    if len(alike) > 1:
        return f"[{alike}]"
    return letter if letter.isalnum() or not letter.isascii() else f"\\{letter}"


@lru_cache(maxsize=1)
def _alike():
    """Return {letter: what `folded` makes it of} for the letters of scripts that have capitals."""
    found = defaultdict(str)
    for letter in map(chr, range(0x2200)):
        found[folded(letter)] += letter
    return found


def add_functions(sender, connection, **kwargs):
    """Give a connection to SQLite what PostgreSQL is told in its own words; for the signal `connection_created`."""
    if connection.vendor == "sqlite":
        for name, count, function in (("folded", 1, folded), ("alphabetical", 2, sort_key)):
            connection.connection.create_function(name, count, _null_stays(function), deterministic=True)


def _null_stays(function):
    return lambda text, *others: None if text is None else function(str(text), *others)
