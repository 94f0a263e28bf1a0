"""Lengths: of the headline, the lead and the sentences. All of it is advice."""

from django.utils.translation import gettext as _

from articles.checks.text import Finding, has_words, sentences, short

# What search results and a telephone show of them; the form counts to the same numbers.
HEADLINE, LEAD = 65, 160
WORDS = 35


def headline(text):
    """A headline that search results would cut."""
    length = len(text.edition.headline.strip())
    if length > HEADLINE:
        message = _("The headline has %(length)d characters. Up to %(limit)d are read in full: shorten it.")
        yield Finding("headline", message % {"length": length, "limit": HEADLINE})


def lead(text):
    """A lead that search results would cut."""
    length = len(text.edition.lead.strip())
    if length > LEAD:
        message = _("The lead has %(length)d characters. Up to %(limit)d are read in full: shorten it.")
        yield Finding("lead", message % {"length": length, "limit": LEAD})


def sentence(text):
    """A sentence that has to be read twice, in the lead, a paragraph or a list."""
    for passage in text.passages:
        if passage.field != "lead" and passage.tag not in {"p", "li"}:
            continue
        for words in sentences(passage.words):
            count = sum(has_words(word) for word in words.split())
            if count > WORDS:
                message = _("%(where)s: the sentence “%(words)s” has %(count)d words. Make two of it.")
                yield Finding(
                    passage.field, message % {"where": passage.where, "words": short(words), "count": count}, words
                )
