"""Typography by language, at rendering: quotation marks, dashes, and spaces at which no line may end.

What is stored stays what its author typed, so that comparisons and the record are exact and a better rule needs no
migration; `docs/decisions/0020-typography-and-names.md` says more. The language is always that of the words.

Every function here changes nothing but spaces, dashes, quotation marks and apostrophes, gives the same again when it
is given what it gave, takes time in proportion to the text, and raises for no text. A language without rules is left
as it is.
"""

from articles.typography.markup import typeset_html
from articles.typography.setting import NO_BREAK_SPACE, typeset

__all__ = ["NO_BREAK_SPACE", "typeset", "typeset_html", "typeset_plain"]


def typeset_plain(text, language):
    """Return plain text as `typeset` does, but with ordinary spaces: for titles, attributes and feeds.

    No line ends there, and what reads them counts or shows a no-break space as some other character.
    """
    text = str(text)
    # Between words that are held together a tab and the end of a line become a space, too.
    binds = "\n" in text or "\t" in text or "\r" in text
    return typeset(text, language, binds=binds).replace(NO_BREAK_SPACE, " ")
