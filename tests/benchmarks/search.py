"""How search slows down as the site grows: `python -m tests.benchmarks.search`.

It makes a site of 2,000 and one of 20,000 releases (see `sites`) and asks both, in each language, for words that stand
together in one release of a hundred or fewer (rare), in one of ten (common) and in half of all or more: for the whole
page, the first one and one near the end, and for what `results.find` takes of it. The ratio of a page is to stay below
2, but for rare words, of which the smaller site has less than a page to show. In the end it asks for what the first
search after a change pays for all that follow: the reading of the catalogue, which grows with the site.
"""

import sys

from tests.benchmarks import sites

SIZES = (2_000, 20_000)
WORDS = {
    "en": {"rare": "caspian seal", "common": "chess tournament", "half": "road repair"},
    "ru": {"rare": "каспийский тюлень", "common": "гражданской защиты", "half": "правительство области"},
    "kk": {"rare": "дуадақ", "common": "ауылында кезек", "half": "облыс жаңа"},
}
KINDS = ("page", "deep page", "find", "deep find")
CATALOGUE = "the catalogue, after a change"
NAMES = [*(f"{kind}, {language}, {often}" for often in WORDS["en"] for language in WORDS for kind in KINDS), CATALOGUE]


def main():
    """Measure both sites."""
    sites.compare("tests.benchmarks.search", NAMES, SIZES)


def prepare():
    """Return a reader, and a function from a name to the path to ask for or to what is to be called."""
    from django.test import Client
    from django.utils import timezone

    from articles import catalogue
    from articles.addresses import localized
    from articles.search import question, results
    from pressroom import version

    at, token = timezone.now(), version.current().around

    def read():
        catalogue.forget()
        catalogue.of(at, token)

    asked = {CATALOGUE: read}
    for language, words in WORDS.items():
        for often, text in words.items():
            sought = question.read(text)
            filters = results.Filters(language)
            total = results.find(sought, at, filters, size=1).total
            place = results.find(sought, at, filters, size=max(total - 25, 1)).older
            path = f"{localized('articles:search', language)}?q={text.replace(' ', '+')}"
            asked |= {
                f"page, {language}, {often}": path,
                f"deep page, {language}, {often}": f"{path}&before={place}",
                f"find, {language}, {often}": _finding(sought, at, filters, token=token),
                f"deep find, {language}, {often}": _finding(sought, at, filters, token=token, before=place),
            }
    return Client(SERVER_NAME="localhost"), asked.__getitem__


def _finding(sought, at, filters, **options):
    from articles.search import editions, results

    return lambda: results.find(sought, at, filters, load=editions.shown, **options)


if __name__ == "__main__":
    sites.serve(int(sys.argv[1]), prepare) if len(sys.argv) > 1 else main()
