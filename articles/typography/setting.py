"""Plain text, and how any text is set: by a `view` of it, in which all spaces are alike, and `cells` that change."""

import re

from articles.typography.languages import UPPER, rules_of
from articles.typography.marks import Q_CLOSES, Q_OPENS, set_marks, with_marks

NO_BREAK_SPACE = "\xa0"
# What stands in a view for what is none of our business: code, addresses, words of another language. It is a letter.
OPAQUE = "ʼ"

# Spaces of every width are one; a combining mark and a soft hyphen are letters of the word that they stand in.
_SEEN_AS = {
    **dict.fromkeys(map(ord, "\t\r\xa0\u202f\u2007\u2009"), " "),
    **dict.fromkeys([*range(0x300, 0x370), 0xAD, ord(Q_OPENS), ord(Q_CLOSES)], OPAQUE),
}
# Without any of these nothing of a text changes but its spaces.
_MAY_CHANGE = re.compile("[\"«»„“”‟'‘’–—-]")
_BREAKING = {" ", "\t", "\n", "\r"}
_ADDRESS = re.compile(
    r"(?:https?://|(?<![\w.])www\.)[^\s\"«»„“”<>]++|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)*+", re.IGNORECASE
)
# A word, with its full stop and the space after it; every character of a word is looked at once.
_WORD = re.compile(r"[\w-]++(/)?(\.)?( )?")
_SPACED_DASH = re.compile(r" (--?|[–—])(?= (\S))")
_FIRST_DASH = re.compile(r"[–—-]-?( )(?=[^\W\d_]|[\"«„“])")
_RANGE = re.compile(r"\d(?<![\w.,:/+№$€£₽-].)(?<![\d)№] .)(\d{0,3}+)-(\d{1,4}+)(?![\w/:-]|[.,]\w| \d)")
_WHAT_IS_COUNTED = re.compile(r" ?%| [^\W\d_]")
# 'ГОСТ 1050-2013', 'ISO 1000-1992'.
_CODE = re.compile(rf"(?<!\w)[{UPPER}]{{2,}} $")
_TELEPHONE = re.compile(r"(?:тел|факс|доб|tel|phone|fax|ext|call)\w*\W*$|(?:\bno\b|№)\W*$", re.IGNORECASE)


def typeset(text, language, *, binds=True):
    """Return plain text, a headline say, as it is set in its language; as str, so that a template still escapes it.

    '"Лотос" - 5 км' in Russian becomes '«Лотос» — 5 км', with no-break spaces before the dash and the unit. Unless it
    `binds`, not all of these spaces are made, for whoever makes plain ones of them again: that takes a third of the
    time.
    """
    text = str(text)
    rules = rules_of(language)
    if rules is None or not text or not (binds or _MAY_CHANGE.search(text)):
        return text
    cells = list(text)
    set_cells(cells, seen(text), rules, binds=binds)
    return "".join(cells)


def seen(text):
    """Return the view of a text: as long as the text, and the same to the rules before they are applied and after."""
    return text.translate(_SEEN_AS)


def set_cells(cells, view, rules, *, is_whole=True, binds=True):
    """Apply the rules to the cells, each of which is what stands for one character of the view; in place.

    `is_whole` says that the view begins where a line does, `binds` that words are held together.
    """
    if "@" in view or "://" in view or "www." in view.lower():
        view = _ADDRESS.sub(lambda match: OPAQUE * len(match[0]), view)
    marks = set_marks(view, rules)
    if marks:
        # The rules below see the marks as they will be, and so find the same when they see the text again.
        view = with_marks(view, marks)
        for place, mark in marks.items():
            cells[place] = mark
    if "-" in view or "–" in view or "—" in view:
        _set_dashes(cells, view, rules, is_whole=is_whole)
    if binds and " " in view:
        _bind_words(cells, view, rules)
        for pattern in rules.unbroken:
            for match in pattern.finditer(view):
                for place in range(match.start(), match.end()):
                    if view[place] == " ":
                        _bind(cells, place)


def _bind(cells, place):
    # A space that doesn't break already is left as wide as its author wants it.
    if cells[place] in _BREAKING:
        cells[place] = NO_BREAK_SPACE


def _bind_words(cells, view, rules):
    for match in _WORD.finditer(view):
        start, word = match.start(), match[0].rstrip().lower()
        following = match[3] and rules.after.get(word)
        if following and _stands_alone(view, start, word) and following.match(view, match.end()):
            _bind(cells, match.end() - 1)
        bare = word if word in rules.before or len(word) < 3 else word.removesuffix(".")
        if bare in rules.before and start > 1 and view[start - 1] == " " and not match[1]:
            before = view[start - 2]
            if before.isalnum() or before in '»“”")':
                _bind(cells, start - 1)


def _stands_alone(view, start, word):
    """Whether a word is one: no end of an abbreviation ('т.е. в'), and none that belongs to a figure ('2022 г.')."""
    before, further = view[start - 1 : start], view[start - 2 : start - 1] if start > 1 else ""
    if before == ".":
        return not further.isalnum()
    return not (word[-1] == "." and before == " " and further.isdecimal())


def _set_dashes(cells, view, rules, *, is_whole):
    for match in _SPACED_DASH.finditer(view):
        start = match.start()
        if start == 0 or view[start - 1].isspace():
            continue
        if not (view[start - 1].isdecimal() and match[2].isdecimal()):
            cells[start + 1 : match.end()] = [rules.dash, *[""] * (len(match[1]) - 1)]
        elif match[1][0] == "-":
            # A minus, or a telephone number.
            continue
        _bind(cells, start)
    for match in _FIRST_DASH.finditer(view) if is_whole else ():
        start = match.start()
        if start and view[start - 1] != "\n":
            continue
        if rules.has_dialogue:
            cells[start : match.start(1)] = [rules.dash, *[""] * (match.start(1) - start - 1)]
        if rules.has_dialogue or view[start] != "-":
            _bind(cells, match.start(1))
    for match in _RANGE.finditer(view):
        if _is_range(match, view):
            cells[match.end(1)] = "–"


def _is_range(match, view):
    """Whether two figures are the ends of a range: two years, or two of what is counted; no telephone's or code's."""
    low, high = view[match.start() : match.end(1)], match[2]
    is_alike = len(high) - len(low) in {0, 1} and low[0] != "0" and high[0] != "0" and int(low) < int(high)
    is_of_years = len(low) == 4 and low[0] in "12" and high[0] in "12"
    is_counted = len(high) < 4 and _WHAT_IS_COUNTED.match(view, match.end())
    before = view[max(0, match.start() - 12) : match.start()]
    is_named = _TELEPHONE.search(before) or _CODE.search(before)
    return bool(is_alike and (is_of_years or is_counted) and not is_named)
