"""Text that still holds the place of something: TBC, XXX, [name], (уточнить).

What blocks has to be right. So real words that are also notes count as notes only where they stand as one: 'уточнить'
is for readers in 'уточнить по телефону 112', and for a colleague in '(уточнить у Петрова)'.
"""

import re

from django.utils.translation import gettext as _

from articles.checks.text import Finding, around, has_words

_MARK = re.compile(
    r"""
    # TBC is a bank too.
    \b(?i:TB[ACD]|FIXME)\b (?! \s+ (?i:bank|банк) )
    # In small letters it is a word of Spanish.
    | \bTODO\b
    | (?i: lorem\s+ipsum | лорем\s+ипсум )
    # By keyboard, Latin or Cyrillic; in telephone numbers also small.
    | \b[XxХх]{3,}\b
    | \?{3,} | _{3,} | \{\{[^{}\n]*\}\}
    """,
    re.VERBOSE,
)

# XXX is thirty where it numbers an event: 'XXX Olympic Games', 'XXX летние Олимпийские игры', 'XXX век'. Up to three
# words of its name may stand between the two: with a capital, or adjectives by their endings.
_THIRTIETH = re.compile(
    r"""
    \s+
    (?: (?: [^\W\d_a-zа-яё][\w-]*
          | \w+ (?: [ыио]й | [ая]я | [оеыи]е | [ое]го | [ое]му | [ыи]ми? | [ыи]х | [ую]ю | [лд][ыі][қк] ) ) \s+ ){0,3}
    (?i: games | olymp | congress | festival | forum | conference | session | regatta | championship | century | summit
       | anniversary | assembly | tournament | cup\b | marathon | fair\b | exhibition | universiade | spartakiad
       | игр[аы] | олимп | съезд | конгресс | фестивал | форум | конференц | сесси | регат | чемпионат | век | столети
       | спартакиад | универсиад | турнир | куб[ко] | марафон | ярмарк | выставк | ассамбле | саммит
       | ойын | құрылтай | ғасыр | жәрмеңке | көрме )
    """,
    re.VERBOSE,
)

_NOTE = re.compile(
    r"""
    # All of what stands in brackets.
    \( \s* (?: to\ be\ (?:confirmed|announced|advised|decided|added) | check | confirm | insert | add | name | date
             | проверить | согласовать | дополнить | добавить | уточняется | тексеру | толықтыру | қосу )
        [\s!?.…]* \)
    # What begins as a note to a colleague; '(уточнить можно по телефону 112)' is for readers.
    | \( \s* (?: insert | уточнить | вставить | нақтылау ) \b (?! [^()\n]* (?:можно|можете|болады) )
        [^()\n]* \)
    # All that is said after a colon or a dash, or in a passage.
    | (?: ^ | [:–—] ) \s* (?: to\ be\ (?:confirmed|announced|advised|decided) | уточнить | нақтылау )
        (?= \s* (?: [.!?…;] | $ ) )
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_SHOUTED = re.compile(r"\b(?:УТОЧНИТЬ|ВСТАВИТЬ|ДОПОЛНИТЬ|ПРОВЕРИТЬ|СОГЛАСОВАТЬ|НАҚТЫЛАУ|TO BE CONFIRMED|INSERT)\b")

# How far back an opening quotation mark is looked for.
_LONGEST_QUOTE = 2000
_BRACKETS = re.compile(r"\[([^\[\]\n]*)\]")
# What a template or a writer leaves in brackets, also in somebody's words.
_SLOT = re.compile(
    r"""
    \b (?: name | date | time | place | venue | number | figure | title | post | position | link | url | quote | photo
         | insert | check | confirm | to\ be | имя | фамилия | фио | дата | время | место | число | цифра | должность
         | ссылка | цитата | фото | вставить | уточнить | проверить | аты | күні | уақыты | орны | сілтеме ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def placeholder(text):
    """Words that hold the place of something, wherever readers would see them."""
    for passage in text.passages:
        for start, end in _spans(passage):
            message = _("%(where)s: “%(words)s” still holds the place of something. Write what belongs there.")
            words = around(passage.words, start, end)
            yield Finding(passage.field, message % {"where": passage.where, "words": words}, words)


def _spans(passage):
    """Yield (start, end) of each, in order."""
    words = passage.words
    found = {match.span() for pattern in (_NOTE, _SHOUTED) for match in pattern.finditer(words)}
    found |= {match.span() for match in _MARK.finditer(words) if not _is_thirty(match)}
    found |= {match.span() for match in _BRACKETS.finditer(words) if _is_slot(match, passage)}
    reached = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        # What lies in another is the same fault.
        if end > reached:
            yield start, end
            reached = end


def _is_thirty(match):
    """Whether an 'XXX' is the Roman number of an event."""
    is_three = match[0] in {"XXX", "ХХХ"}
    return is_three and _THIRTIETH.match(match.string, match.end()) is not None


def _is_slot(match, passage):
    """Whether square brackets hold a note and not what the rules of quoting put there."""
    inside = match[1].strip()
    if inside.isdigit() or inside.casefold() == "sic":
        return False
    if passage.quotation or _is_quoted(match.string[max(match.start() - _LONGEST_QUOTE, 0) : match.start()]):
        # In somebody's words they mark what was left out or put in: '[…]', '[the region]'.
        is_left_out = inside in {"…", "...", ".."}
        return not is_left_out and (not has_words(inside) or bool(_SLOT.search(inside)))
    return True


def _is_quoted(before):
    """Whether what follows these words stands in quotation marks."""
    opened = max(before.rfind(mark) for mark in "“«„")
    closed = max(before.rfind(mark) for mark in "”»")
    return opened > closed or before.count('"') % 2 == 1
