"""What there is to ask a large site for, run in its environment: `python -m tests.benchmarks.places` prints it as JSON.

With `prepare` it makes instead what an update would make of what an older version of the code left.
"""

import itertools
import json
import random
import re
import sys

LANGUAGE = "en"
# So many releases of the list lie before its deep page.
DEEP = 9_980
# So many releases, and pairs of words, are asked for in turn; views are spread over as many releases.
MANY = 1_000
STAMPED = 200
_WORD = re.compile(r"[A-Za-z]{4,}")


def main(arguments):
    """Print what there is, or prepare it."""
    import django

    django.setup()
    if arguments == ["prepare"]:
        prepare()
    else:
        print(json.dumps(found()))


def prepare():
    """Make what is derived, and let PostgreSQL look at its tables."""
    from django.db import connection
    from django.test import Client

    from articles import renditions
    from articles.models import CategoryText
    from articles.search import index
    from pressroom import derived

    derived.make(only_missing=True, say=lambda line: None)
    # Which is done daily.
    index.tidy(None)
    # Feeds hold the photographs of their releases, and are made anew until these are cut.
    renditions.begin = lambda work: work()
    for path in ("/feed/", *(f"{text.get_absolute_url()}feed/" for text in CategoryText.objects.in_language(LANGUAGE))):
        Client(SERVER_NAME="localhost").get(path)
    if connection.vendor == "postgresql":
        # Which its autovacuum would do by and by. Nobody does it on SQLite.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def found():
    """Return paths by what they lead to, the same ones for the same site."""
    from django.utils import timezone

    from articles import paging
    from articles.models import CategoryText, Edition
    from comments import stamp

    at = timezone.now()
    chance = random.Random(1)
    live = Edition.objects.live(at).in_language(LANGUAGE).select_related("release").defer("body")
    news = live.news().in_order()
    editions = list(news)
    some = chance.sample(editions, min(MANY, len(editions)))
    open_ones = [edition for edition in some if edition.release.is_open_for_replies][:STAMPED]
    deep = editions[min(DEEP, len(editions) - paging.PER_PAGE - 1) - 1].release
    category = max(
        CategoryText.objects.in_language(LANGUAGE), key=lambda one: live.in_category(one.category_id).count()
    )
    latest = editions[0]
    return {
        "releases": [edition.get_absolute_url() for edition in some],
        "front": "/",
        "category": category.get_absolute_url(),
        "list": f"/?before={paging.key_of(editions[paging.PER_PAGE - 1].release)}",
        "deep": f"/?before={paging.key_of(deep)}",
        "searches": [f"/search/?q={words}" for words in pairs(editions, chance)],
        "feed": "/feed/",
        "replies": [
            [edition.release.url("comments:reply"), stamp.rendered(edition.release, at)] for edition in open_ones
        ],
        "latest": latest.get_absolute_url(),
        "day": f"{latest.release.date:/%Y/%m/%d/}",
    }


def pairs(editions, chance):
    """Return pairs of words that stand side by side in the headline of a release or more, rare ones and common ones."""
    pairs = set()
    for edition in chance.sample(editions, min(5 * MANY, len(editions))):
        words = _WORD.findall(edition.headline)
        pairs |= {f"{one}+{other}".lower() for one, other in itertools.pairwise(words)}
    pairs = sorted(pairs)
    chance.shuffle(pairs)
    return pairs[:MANY]


if __name__ == "__main__":
    main(sys.argv[1:])
