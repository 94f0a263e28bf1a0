"""How the public lists slow down as the site grows and as one walks on: `python -m tests.benchmarks.lists`.

It makes a site of 1,000 and one of 20,000 releases (see `sites`), asks both for each list, and prints the medians and
their ratio, which is to stay below 1.15. 'Deepest' is the last whole page of a list, by 'Older releases' and by 'Newer
releases'; on the larger site that of the front page is the 618th. Then it prints what the deepest pages cost to the
first ones on the larger site: below 1.15 too. 'Without its cards' is a page of which no card is kept, as after a start:
every card is rendered. After a change all releases are counted once more, and what surrounds the pages is read anew,
for which no other page of the process pays; that grows with the site.
"""

import sys

from tests.benchmarks import sites

LISTS = ("front", "category", "small category")
PAGES = (
    *(f"{name}, {page}" for name in LISTS for page in ("first", "deepest, older", "deepest, newer")),
    "year",
    "month",
    "day",
    "day of a category",
    "front, without its cards",
    "front, after a change",
    "year, after a change",
)


def main():
    """Measure both sites, and say what the deepest pages cost to the first ones."""
    found = sites.compare("tests.benchmarks.lists", PAGES)
    print(f"\nOf {sites.SIZES[-1]:,} releases, to the first page:")
    for name in LISTS:
        first = found[f"{name}, first"][-1]
        ratios = (found[f"{name}, deepest, {way}"][-1] / first for way in ("older", "newer"))
        print("{:30} older {:.2f}, newer {:.2f}".format(name, *ratios))


def prepare():
    """Return a reader, and a function from the name of a page to its path."""
    from django.test import Client
    from django.utils import timezone

    from articles import paging
    from articles.models import CategoryText, Edition
    from pressroom import fragments, version

    live = Edition.objects.live(timezone.now()).in_language("en").select_related("release")
    texts = CategoryText.objects.in_language("en")
    of_category = {text: live.in_category(text.category_id) for text in texts}
    large, small = (choose(texts, key=lambda text: of_category[text].count()) for choose in (max, min))
    latest = of_category[large].in_order().first().release.date
    path = large.get_absolute_url()
    lists = {
        "front": ("/", live.news()),
        "category": (path, of_category[large]),
        "small category": (small.get_absolute_url(), of_category[small]),
    }
    paths = {
        "year": f"/{latest:%Y}/",
        "month": f"/{latest:%Y/%m}/",
        "day": f"/{latest:%Y/%m/%d}/",
        "day of a category": f"{path}{latest:%Y/%m/%d}/",
        "front, without its cards": "/",
        "front, after a change": "/",
        "year, after a change": f"/{latest:%Y}/",
    }
    for name, (path, editions) in lists.items():
        # Older than all but the last 21, and newer than the very last.
        last = [edition.release for edition in editions.in_order().reverse()[: paging.PER_PAGE + 2]]
        paths |= {
            f"{name}, first": path,
            f"{name}, deepest, older": f"{path}?before={paging.key_of(last[-1])}",
            f"{name}, deepest, newer": f"{path}?after={paging.key_of(last[0])}",
        }

    def ready(name):
        if name == "front, without its cards":
            fragments.forget()
        if name.endswith(", after a change"):
            version.changed()
        return paths[name]

    return Client(SERVER_NAME="localhost"), ready


if __name__ == "__main__":
    sites.serve(int(sys.argv[1]), prepare) if len(sys.argv) > 1 else main()
