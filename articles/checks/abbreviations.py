"""Abbreviations that the text never spells out."""

import re

from django.utils.translation import gettext as _

from articles.checks.text import Finding

# What everybody reads without help, in any of the languages.
_KNOWN = set(
    """
    AC AD AI AIDS AM ATM BBC BC BMW BRICS CCTV CD CEO CIS CNN COVID CV DC DJ DNA DVD EU EUR FAQ FBI FIFA FM GDP GMT
    GPS HIV HTML ID IOC IQ IT KGB KM KZT LED LNG MP MW NASA NATO NGO OK OPEC PC PDF PIN PM PR QR RSS RUB SIM SMS
    SOS SUV TASS TV UAE UEFA UFO UK UN UNESCO UNICEF URL US USA USB USD USSR UTC VAT VIP VR WHO WWW
    АЗС АО АПК АТС АЭС БРИКС ВАЗ ВВП ВВС ВИЧ ВМФ ВОВ ВОЗ ВСУ ВУЗ ГАЗ ГАИ ГЛОНАСС ГИБДД ГОСТ ГЭС ГТО ДК ДНК ДТП ЕАЭС
    ЕГЭ ЕС ЖК ЖКХ ЗАГС ЗАО ЗИЛ ИНН ИП ИТ КАМАЗ КВН КНР КПП КТ МВД МВФ МГУ МИД МКС МОК МРТ МЧС НАТО НДС НДФЛ НИИ НКО
    НЛО ОАО ОАЭ ОБЖ ОГЭ ОМОН ОМС ООН ООО ОПЕК ОРВИ ОРЗ ОСАГО ПАО ПДД ПК РАН РЖД РИА РК РФ СВО СИЗО СМИ СМС СНГ
    СНИЛС СОБР СПИД СССР США ТАСС ТВ ТНТ ТЦ ТЭЦ УАЗ УЗИ ФИО ФИФА ФРГ ФСБ ЧМ ЧП ЧС ШОС ЭВМ ЭКГ ЮНЕСКО ЮАР
    АҚ АҚШ БАҚ БҰҰ ДДСҰ ЕАЭО ЕО ЖОО ЖШС ІІМ КСРО ҚР ТЖ ТЖМ ТМД ҰБТ ШЫҰ
    """.split()
)
# Words that people write in capitals for stress, and placeholders, which are a fault of their own.
_NONE = set(
    "ALL AND ANY BUT FREE GO IN IS NEW NO NOT NOW OF ON ONLY OR STOP THE TO UP VERY WE YES НЕ НЕТ ДА ВСЕ И "
    "TBA TBC TBD TODO FIXME".split()
)

_NOT_MEANT = _KNOWN | _NONE

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CAPITALS = re.compile(r"\b[^\W\d_a-zа-яё][^\W\d_a-zа-яё]+(?:[’']?s)?\b")
# The plural that English gives them.
_PLURAL = re.compile(r"(?<=[A-Z])(?:s|[’']s)$")
_ROMAN = re.compile(r"[IVXLХ]+")
# What may stand beside the abbreviation where it is explained: '(далее — МФЦ)', '(the MFC)'.
_INTRODUCES = r"(?i:(?:далее|или|сокращённо|бұдан\s+әрі|hereinafter|or|the|short)\W+){0,3}"
_IN_BRACKETS = re.compile(rf"\w[”»\"]?\s*\(\s*{_INTRODUCES}[«“\"]?([^\W_]+(?:[’']s)?)[»”\"]?\s*\)")
_BEFORE_BRACKETS = re.compile(r"\b([^\W_]+)[»”\"]?\s*\(([^()]*)\)")
# Small words that an abbreviation passes over.
_SMALL = set("of the and for in on to by at и в во на по о об с со для және мен".split())


def never_spelt_out(text):
    """An abbreviation of two to six capitals that not everybody knows, and that the text explains nowhere."""
    whole = "\n".join(passage.words for passage in text.passages)
    explained = _explained(whole)
    written_small = {word.casefold() for word in _WORD.findall(whole) if not word.isupper()}
    for passage in text.passages:
        if _is_shouted(passage.words):
            continue
        for match in _CAPITALS.finditer(passage.words):
            short = _singular(match[0])
            if short in explained or not _is_abbreviation(short) or _names_a_thing(match):
                continue
            explained.add(short)
            if short.casefold() in written_small:
                continue
            message = _(
                "%(where)s: not everybody knows what “%(words)s” is. Write it in full where it first stands, with the "
                "abbreviation in brackets."
            )
            yield Finding(passage.field, message % {"where": passage.where, "words": short}, short)


def _singular(word):
    return _PLURAL.sub("", word)


def _is_abbreviation(word):
    is_capitals = word.isalpha() and word.isupper() and 2 <= len(word) <= 6
    return is_capitals and word not in _NOT_MEANT and not _ROMAN.fullmatch(word)


def _is_shouted(words):
    """Whether a passage is in capitals for show, so that they abbreviate nothing."""
    found = [word for word in _WORD.findall(words) if len(word) > 1 and word.isalpha()]
    return sum(word.isupper() for word in found) * 2 > len(found) > 1


def _names_a_thing(match):
    """Whether it is a name and not an abbreviation: alone in quotation marks, or joined to a number ('МИ 8')."""
    before, after = match.string[: match.start()][-2:], match.string[match.end() :][:2]
    is_quoted = before[-1:] in {"«", "“", '"', "„"} and after[:1] in {"»", "”", '"', "“"}
    return is_quoted or after.strip(" №-–")[:1].isdigit()


def _explained(whole):
    """Return the abbreviations that the whole text spells out, and more words that are none."""
    # 'Multifunctional Centre (MFC)'.
    found = {_singular(match[1]) for match in _IN_BRACKETS.finditer(whole)}
    # 'MFC (multifunctional centre)': two words or more and no number, which would be an address or a telephone.
    for match in _BEFORE_BRACKETS.finditer(whole):
        if len(match[2].split()) > 1 and not any(letter.isdigit() for letter in match[2]):
            found.add(_singular(match[1]))
    # 'The Regional Development Fund … the RDF'. Two letters would be found in any text.
    words = [word for word in _WORD.findall(whole) if word not in _SMALL and not (word.isupper() and len(word) > 1)]
    initials = "".join(word[0] for word in words)
    for index, letter in enumerate(initials):
        if letter.isupper():
            found.update(initials[index : index + length].upper() for length in range(3, 7))
    return found
