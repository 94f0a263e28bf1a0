"""What a person typed, made fit to be kept: no characters that can't be seen, lines as they were."""

import hashlib
import re
import unicodedata

# They turn the direction of what follows, or are nothing at all: a name could pass for another one by them.
_UNSEEN = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)


def one_line(value):
    """Return the text on one line, without control characters and with single spaces."""
    return " ".join(_without_controls(value.translate(_UNSEEN), keep="").split())


def lines(value):
    """Return the text with its lines kept: '\\n' at their ends, no control characters, no more than one empty line."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = _without_controls(value.translate(_UNSEEN), keep="\n\t")
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", value).strip()


def says_something(value):
    """Whether there is a letter, a figure or a sign in it."""
    return any(unicodedata.category(character)[0] in "LNS" for character in value)


def digest(release, parent, name, text):
    """Return the SHA-256, in hex, of a reply with case and spaces folded: the same words twice have the same one."""
    parts = [str(release.pk), str(parent.pk if parent else ""), name, text]
    folded = "\x00".join(" ".join(part.casefold().split()) for part in parts)
    return hashlib.sha256(folded.encode()).hexdigest()


def _without_controls(value, keep):
    return "".join(
        character if character in keep or unicodedata.category(character) not in ("Cc", "Cs") else " "
        for character in value
    )
