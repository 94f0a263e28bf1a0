"""What is measured of servers under load, by the names that `python -m tests.benchmarks` takes."""

import contextlib
import json
import time

from tests import nginx
from tests.benchmarks import load, proxy, publish, ratios, sides, weight
from tests.benchmarks.load import ADDRESS, NUMBER, Request
from tests.benchmarks.ratios import Spread
from tests.benchmarks.table import Row, Target

EMPTY, LOGIN = Request("/"), Request("/admin/login/")
# With a name that is as long as the readers' is: nothing else is to differ.
ROBOT = {"User-Agent": load.HEADERS["User-Agent"].replace("Firefox", "TestBot")}
# In seconds. The counters write what they gathered every other second: a round is long enough for that to be a part of
# it, and after so many quiet ones nothing is left to be written.
VIEW_SECONDS, VIEWS_FOLDED = 12, 3
# For how long a side is warmed at most.
WARMING = 20


class Bench:
    """The sides of one site, started when they are asked for, and how they are loaded.

    `site` is a `stock.Site`, `places` what is in it, `port` the first of ten that are free.
    """

    def __init__(self, site, places, folder, port, rounds, seconds):
        self.site, self.places, self.folder, self.port = site, places, folder, port
        self.rounds, self.seconds = rounds, seconds
        self.running = contextlib.ExitStack()
        self.started = {}

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.running.close()

    @property
    def database(self):
        """What its database is."""
        return "PostgreSQL" if self.site.url else "SQLite"

    def side(self, name):
        """Return the side of this name."""
        if name not in self.started:
            self.started[name] = self.running.enter_context(_SIDES[name](self)).wait()
        return self.started[name]

    def compare(self, reference, ours, seconds=None, quiet=0.5):
        """Load two sides by turns, each a (side, requests); return what `ratios.compare` says of them.

        Before each they have nothing to do for `quiet` seconds.
        """
        seconds = seconds or self.seconds
        rounds = []
        for side, requests in (reference, ours):
            _warm(side, requests, min(seconds, 1))
        for _round in range(self.rounds):
            pair = []
            for side, requests in (reference, ours):
                for one in {reference[0], ours[0]}:
                    one.settle(quiet)
                pair.append(load.load(side, requests, seconds))
                if not pair[-1].requests:
                    raise load.Wrong(f"nothing was answered within {seconds:g} seconds")
            rounds.append(pair)
        return ratios.compare(rounds)

    def row(self, measure, limit, found, remark=""):
        """Return the row of a measure that is at least to reach a limit."""
        rates = f"{found.rate:,.0f} against {found.reference:,.0f} a second"
        return Row(
            measure,
            self.database,
            None if limit is None else Target(limit),
            found.throughput,
            found.processor,
            found.noise,
            f"{rates}{', ' if remark else ''}{remark}",
        )


_SIDES = {
    "empty": lambda bench: sides.empty(bench.port, bench.folder),
    "plain empty": lambda bench: sides.plain_empty(bench.port + 6, bench.folder),
    "project": lambda bench: sides.project(bench.port + 7, bench.folder),
    "cached": lambda bench: sides.pressroom(bench.port + 1, bench.site, bench.folder),
    "uncached": lambda bench: sides.pressroom(bench.port + 2, bench.site, bench.folder, PAGE_CACHE_BYTES="0"),
}


def _warm(side, requests, seconds):
    """Load a side until each of its processes has answered each request.

    What the first requests compile and fill is no part of it.
    """
    done, until = 0, time.monotonic() + WARMING
    while done < 2 * sides.WORKERS * len(requests) and time.monotonic() < until:
        done += load.load(side, requests, seconds).requests


def against_empty(measure, limit, name, requests):
    """Return a function from a bench to the row of requests to the side `name` against E."""

    def measured(bench):
        asked = requests(bench.places)
        for request in asked[:5]:
            _require(bench.side(name).port, request)
        found = bench.compare((bench.side("empty"), [EMPTY]), (bench.side(name), asked))
        return [bench.row(measure, limit, found)]

    return measured


def behind_nginx(bench):
    """Compare a cached page behind our nginx with nginx that serves the same bytes as a file."""
    if missing := nginx.why_not():
        raise load.Wrong(f"this machine has no {missing}")
    page = Request(bench.places["releases"][0])
    node = bench.side("cached")
    with contextlib.ExitStack() as running:
        file, ours = proxy.started(running, node.port, bench.folder, bench.port + 3, page)
        _require(ours.port, page)
        _require(file.port, proxy.PAGE)
        found = bench.compare((file, [proxy.PAGE]), (ours, [page]))
    return [bench.row("cached release page behind our nginx against nginx serving the file", 0.9, found)]


def deep(bench):
    """Compare the list after 9,980 releases with its beginning: the front page, and the page after that."""
    deep, side = [Request(bench.places["deep"])], bench.side("uncached")
    measure = "the list after 9,980 releases against "
    return [
        bench.row(f"{measure}page 1", 0.9, bench.compare((side, [Request("/")]), (side, deep))),
        bench.row(f"{measure}page 2", None, bench.compare((side, [Request(bench.places["list"])]), (side, deep))),
    ]


def views(bench):
    """Compare cached pages with each view counted, and the same requests by a robot, whose views nobody counts."""
    path, side = bench.places["releases"][0], bench.side("cached")
    person = {"X-Forwarded-For": ADDRESS}
    by_robot = [Request(path, headers=person | ROBOT), _view(path, person | ROBOT)]
    by_people = [Request(path, headers=person), _view(path, person)]
    before = _shown_views(side, path)
    found = bench.compare((side, by_robot), (side, by_people), max(bench.seconds, VIEW_SECONDS), VIEWS_FOLDED)
    side.settle(VIEWS_FOLDED)
    return [
        bench.row(
            "cached pages with each view counted against not counted",
            0.95,
            found,
            f"{_shown_views(side, path) - before:,} views counted",
        )
    ]


def storm(bench):
    """Compare views of one release with as many that are spread over a thousand."""
    paths, side = bench.places["releases"], bench.side("cached")
    person = {"X-Forwarded-For": ADDRESS}
    spread = [_view(path, person) for path in paths]
    # Who looks at a page has had it before.
    load.load(side, [Request(path) for path in paths], bench.seconds)
    one = [_view(paths[0], person)]
    found = bench.compare((side, spread), (side, one), max(bench.seconds, VIEW_SECONDS), VIEWS_FOLDED)
    return [bench.row("views all on one release against spread over 1,000", 0.9, found)]


def memory(bench):
    """Compare the memory of the processes with that of an empty project's, each after load; and with E's."""
    places, ours = bench.places, bench.side("cached")
    many = [*places["releases"], *places["searches"][:100], "/", places["category"], "/feed/", "/sitemap.xml"]
    load.load(ours, [Request(path) for path in many], 3 * bench.seconds)
    load.load(ours, [_view(path, {"X-Forwarded-For": ADDRESS}) for path in places["releases"]], bench.seconds)
    rows = []
    for name, page, measure, target in (
        ("project", LOGIN, "memory of the processes (PSS) against an empty project's", Target(1.7, is_at_most=True)),
        ("plain empty", EMPTY, "the same against E's where no process is forked", None),
        ("empty", EMPTY, "the same against E's", None),
    ):
        load.load(bench.side(name), [page], bench.seconds)
        taken = ours.memory(), bench.side(name).memory()
        remark = "{:.0f} against {:.0f} MB".format(*(size / 1e6 for size in taken))
        rows.append(Row(measure, bench.database, target, Spread.of([taken[0] / taken[1]]), remark=remark))
    return rows


def published(bench):
    """Tell for how long after a change, and after the moment of a scheduled one, what was before it was shown."""
    node = bench.side("cached")
    with contextlib.ExitStack() as running:
        ports, through = [node.port], ""
        if not nginx.why_not():
            page = Request(bench.places["releases"][0])
            ports.append(proxy.started(running, node.port, bench.folder, bench.port + 3, page)[1].port)
            through = ", also behind our nginx"
        by_hand, by_clock = publish.lags(ports, bench.site, bench.rounds)
    target = Target(1, is_at_most=True, unit=" s")
    return [
        Row(f"a change published, to its being on every surface{through}", bench.database, target, Spread.of(by_hand)),
        Row(f"a scheduled moment, to its being on every surface{through}", bench.database, target, Spread.of(by_clock)),
    ]


def weights(bench):
    """Tell what the release page and the front page send, photographs aside."""
    rows = []
    for name, path, limit in (("release", bench.places["releases"][0], 60), ("front", "/", 80)):
        size, awaited = weight.of_page(bench.side("cached").port, path)
        remark = f"waits for {', '.join(awaited)}" if awaited else "waits for no script"
        target = Target(limit, is_at_most=True, unit=" KB")
        rows.append(Row(f"what the {name} page sends", bench.database, target, Spread.of([size / 1000]), remark=remark))
    return rows


def _view(path, headers):
    return Request(f"{path}view/", "POST", {}, headers)


def _shown_views(side, path):
    return json.loads(load.ask(side.port, Request(f"{path}state/"))[2])["views"]


def _require(port, request):
    """Raise `Wrong` unless a request is answered as a browser wants it."""
    status, _headers, _body = load.ask(port, request)
    if status not in {200, 204, 303}:
        raise load.Wrong(f"{request.path} answered {status}")


def _reply(places):
    data = {"name": "Reader", "email": "reader@example.org", "text": f"Number {NUMBER} has something to say."}
    return [
        Request(path, "POST", data | {"stamp": stamp}, {"X-Forwarded-For": ADDRESS})
        for path, stamp in places["replies"]
    ]


def _each(name):
    return lambda places: [Request(path) for path in places[name]]


def _one(name):
    return lambda places: [Request(places[name])]


MEASURES = {
    "cached": against_empty(
        "cached release page against E", 0.8, "cached", lambda places: [Request(places["releases"][0])]
    ),
    "nginx": behind_nginx,
    "release": against_empty("uncached release page against E", 0.04, "uncached", _each("releases")),
    "front": against_empty("uncached front page against E", 0.025, "uncached", _one("front")),
    "category": against_empty("uncached category against E", 0.025, "uncached", _one("category")),
    "list": deep,
    "search": against_empty("uncached search of two words against E", 0.02, "uncached", _each("searches")),
    "feed": against_empty("uncached feed of full texts against E", 0.05, "uncached", _one("feed")),
    "reply": against_empty("accepted reply against E", 0.045, "uncached", _reply),
    # Before some million views of a day, each of which takes ten bytes.
    "memory": memory,
    "views": views,
    "storm": storm,
    "published": published,
    "weight": weights,
}
