"""Quotation marks and apostrophes: which of them belong together, and what they are in a language."""

import re

# What <q> and </q> are in a view: quotation marks that the browser draws.
Q_OPENS, Q_CLOSES = "\ue000", "\ue001"

_MARKS = re.compile(f"[\"«»„“”‟'‘’{Q_OPENS}{Q_CLOSES}]")
_DECADE = re.compile(r"\d\ds(?!\w)")
# Marks that are drawn as a pair; a closing one belongs to an opening one of its kind, if there is one.
_STRAIGHT, _ANGLE, _CURLY, _SINGLE = "straight", "angle", "curly", "single"
_KINDS = {'"': _STRAIGHT, "«": _ANGLE, "»": _ANGLE, "'": _SINGLE, "‘": _SINGLE, "’": _SINGLE}
# A paragraph with more is no text that anybody wrote.
_MOST = 2000
_BEFORE_CLOSING = ".,;:!?…)]}%"
_APOSTROPHE = "’"


class _Scope:
    """The marks that are open at a place, from the outermost <q> or the beginning on."""

    def __init__(self):
        self.open = []  # (place, kind)
        self.count = {}

    def push(self, place, kind):
        self.open.append((place, kind))
        self.count[kind] = self.count.get(kind, 0) + 1

    def pop(self):
        place, kind = self.open.pop()
        self.count[kind] -= 1
        return place, kind

    @property
    def doubles(self):
        return len(self.open) - self.count.get(_SINGLE, 0)

    def close(self, kind):
        """Return the place of what a double mark of a kind closes, or None; what was opened since is left alone."""
        if not self.doubles:
            return None
        is_there = self.count.get(kind, 0)
        while True:
            place, found = self.pop()
            if found == kind if is_there else found != _SINGLE:
                return place


def set_marks(view, rules):
    """Return {place: mark} of the marks of a view that change.

    Marks are matched inside one another; what has no partner stays. So does everything where the marks, once set,
    would be read in another way than before: a text so muddled isn't mended by a rule.
    """
    found = _replaced(view, rules)
    return {} if found and _replaced(with_marks(view, found), rules) else found


def with_marks(view, marks):
    """Return the view with other marks at some places."""
    characters = list(view)
    for place, mark in marks.items():
        characters[place] = mark
    return "".join(characters)


def _replaced(view, rules):
    places = [match.start() for match in _MARKS.finditer(view)]
    if not places or len(places) > _MOST:
        return {}
    changed, pairs = {}, {}
    scopes = [_Scope()]
    for number, place in enumerate(places):
        mark, scope = view[place], scopes[-1]
        before, after = view[place - 1 : place] or " ", view[place + 1 : place + 2] or " "
        if mark == Q_OPENS:
            scopes.append(_Scope())
        elif mark == Q_CLOSES:
            if len(scopes) > 1:
                scopes.pop()
        elif _KINDS.get(mark) == _SINGLE:
            _take_single(view, place, before, after, scope, rules, changed, pairs)
        else:
            following = places[number + 1] if number + 1 < len(places) else None
            _take_double(view, place, before, after, scope, following, pairs)
    _draw(view, places, rules, pairs, changed)
    return {place: mark for place, mark in changed.items() if view[place] != mark}


def _take_single(view, place, before, after, scope, rules, changed, pairs):
    """Take a single mark as half of a pair, as an apostrophe, or, after a figure, as the sign of feet or minutes."""
    mark = view[place]
    is_straight = mark == "'"
    if is_straight and not rules.has_apostrophes:
        return
    if before.isalnum() and after.isalnum():
        if is_straight and (before.isalpha() or (after == "s" and not view[place + 2 : place + 3].isalnum())):
            changed[place] = _APOSTROPHE
    elif mark != "’" and _may_open(before, after):
        if is_straight and _DECADE.match(view, place + 1):
            changed[place] = _APOSTROPHE
        else:
            scope.push(place, _SINGLE)
    elif mark != "‘" and _may_close(before, after):
        if scope.open and scope.open[-1][1] == _SINGLE:
            opening = scope.pop()[0]
            pairs[opening] = place
        elif is_straight and before.isalpha():
            changed[place] = _APOSTROPHE


def _take_double(view, place, before, after, scope, following, pairs):
    mark = view[place]
    kind = _KINDS.get(mark, _CURLY)
    opens, closes = mark in "«„‟", mark in "»”"
    if mark in '"“':
        opens, closes = _may_open(before, after), _may_close(before, after)
        if opens and closes:
            opens = not scope.count.get(kind)
            closes = not opens
    if opens:
        scope.push(place, kind)
    elif closes and not (mark == '"' and _is_inch(view, before, following, scope)):
        opening = scope.close(kind)
        if opening is not None:
            pairs[opening] = place


def _is_inch(view, before, following, scope):
    """Whether a straight mark after a figure is the sign of inches: the quotation around it closes with the next."""
    if not before.isdecimal() or following is None or scope.doubles != 1 or view[following] not in '"”»“':
        return False
    left, right = view[following - 1], view[following + 1 : following + 2] or " "
    return _may_close(left, right) and not _may_open(left, right)


def _may_open(before, after):
    return (
        not before.isalnum()
        and (before not in _BEFORE_CLOSING or before == "…")
        and not after.isspace()
        and after not in ",;:!?)]}"
    )


def _may_close(before, after):
    return not before.isspace() and before not in "([{" and not after.isalnum()


def _draw(view, places, rules, pairs, changed):
    """Give each pair its marks: the outer ones, and inside of a pair those that it hasn't got."""
    outer, inner = rules.marks
    drawn = []  # (closing place, whether by the outer marks) of the pairs around
    for place in places:
        while drawn and drawn[-1][0] is not None and drawn[-1][0] < place:
            drawn.pop()
        if view[place] == Q_OPENS:
            drawn.append((None, True))
        elif view[place] == Q_CLOSES:
            while drawn and drawn.pop()[0] is not None:
                pass
        elif place in pairs:
            is_single = rules.has_apostrophes and _KINDS.get(view[place]) == _SINGLE
            is_outer = not is_single and not (drawn and drawn[-1][1])
            changed[place], changed[pairs[place]] = outer if is_outer else inner
            drawn.append((pairs[place], is_outer))
