"""Faults of the catalogues: what is missing, left over, not translated, damaged or not compiled."""

import collections
import gettext
import re

from tests.catalogues.words import WORD, Fault, shorten

PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%[#0 +-]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
ENDS = re.compile(r"(\s*).*?(\s*)", re.DOTALL)
# How many numbers are tried to see which of them a plural form serves.
NUMBERS = 1000


def key(entry):
    """Return what identifies an entry."""
    return entry.msgctxt, entry.msgid


def missing(path, catalogue, wanted):
    """Return a fault for each entry of `wanted` that the catalogue lacks, or has with another plural, and for each that
    it has besides."""
    has, wants = {key(entry): entry for entry in _present(catalogue)}, {key(entry): entry for entry in wanted}
    faults = [_fault(path, wants[name], "is not in the catalogue") for name in wants if name not in has]
    faults += [_fault(path, has[name], "is in no source any more") for name in has if name not in wants]
    for name in wants.keys() & has.keys():
        if wants[name].msgid_plural != has[name].msgid_plural:
            faults.append(_fault(path, has[name], "has another plural in the sources"))
    return faults


def untranslated(path, catalogue):
    """Return a fault for each entry that is empty, marked as doubtful, left over, or still the English words."""
    faults = [_fault(path, entry, "is obsolete") for entry in catalogue.obsolete_entries()]
    for entry in _present(catalogue):
        texts = _texts(entry)
        if entry.fuzzy:
            faults.append(_fault(path, entry, "is fuzzy"))
        if not texts or not all(text for _number, text in texts):
            faults.append(_fault(path, entry, "is not translated"))
        elif entry.msgid in {text for _number, text in texts} and len(WORD.findall(_bare(entry.msgid))) > 1:
            faults.append(_fault(path, entry, "is left in English"))
    return faults


def damaged(path, catalogue):
    """Return a fault for each translation whose placeholders, tags, ends or line breaks aren't those of its message."""
    single = _forms_of_one_number(catalogue.metadata.get("Plural-Forms", ""))
    faults = []
    for entry in _present(catalogue):
        source = entry.msgid_plural or entry.msgid
        for number, text in _texts(entry):
            if text:
                what = _damage(source, text, may_lack_number=bool(entry.msgid_plural) and number in single)
                faults += [_fault(path, entry, f"{fault}, in {shorten(text)!r}") for fault in what]
    return faults


def uncompiled(path, catalogue, compiled):
    """Return a fault for each entry in which a compiled catalogue differs from the one that it was compiled from."""
    wanted = {(*key(entry), entry.msgid_plural): _texts(entry) for entry in _present(catalogue) if entry.translated()}
    has = {(*key(entry), entry.msgid_plural): _texts(entry) for entry in compiled}
    differing = [name for name in wanted.keys() | has.keys() if wanted.get(name) != has.get(name)]
    faults = [Fault(path, 0, f"{shorten(name[1])!r} is not as the .po has it: make messages") for name in differing]
    for field in ("Plural-Forms", "Content-Type"):
        if catalogue.metadata.get(field) != compiled.metadata.get(field):
            faults.append(Fault(path, 0, f"{field} is not as the .po has it: make messages"))
    return sorted(faults)


def _damage(source, text, may_lack_number):
    """Return what was lost or invented between a message and its translation."""
    wanted, has = set(PLACEHOLDER.findall(source.replace("%%", ""))), set(PLACEHOLDER.findall(text.replace("%%", "")))
    lost, invented = wanted - has, has - wanted
    if lost and not (may_lack_number and len(lost) == 1):
        yield f"lost {', '.join(sorted(lost))}"
    if invented:
        yield f"invented {', '.join(sorted(invented))}"
    is_format = bool(wanted) or "%%" in source
    if is_format and "%" in PLACEHOLDER.sub("", text.replace("%%", "")):
        yield "has a lone %"
    if collections.Counter(TAG.findall(source)) != collections.Counter(TAG.findall(text)):
        yield "has other tags"
    if ENDS.fullmatch(source).groups() != ENDS.fullmatch(text).groups():
        yield "begins or ends with other white space"
    if source.count("\n") != text.count("\n"):
        yield "has other line breaks"


def _forms_of_one_number(header):
    """Return the numbers of the plural forms that serve one number only, such as Kazakh's first: it may be in words."""
    match = re.search(r"plural=(.+?);?$", header.strip())
    if not match:
        return set()
    which = gettext.c2py(match[1].rstrip(";"))
    served = collections.Counter(which(number) for number in range(NUMBERS))
    return {form for form, count in served.items() if count == 1}


def _present(catalogue):
    return [entry for entry in catalogue if not entry.obsolete]


def _texts(entry):
    """Return an entry's translations with the number of their plural form."""
    if entry.msgid_plural:
        return sorted((int(number), text) for number, text in entry.msgstr_plural.items())
    return [(0, entry.msgstr)]


def _bare(text):
    return TAG.sub("", PLACEHOLDER.sub("", text))


def _fault(path, entry, what):
    return Fault(path, entry.linenum or 0, f"{shorten(entry.msgid)!r} {what}")
