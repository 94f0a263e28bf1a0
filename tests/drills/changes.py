"""A change on one node is everywhere within a second, on the other node and in nginx; what is scheduled, at its moment.

Each surface is asked again and again while the change is made, by every door. What counts is the last request that was
begun after the change and still answered with what was before.
"""

import datetime
import threading
import time
import uuid
from dataclasses import dataclass, field

from tests.drills import site
from tests.drills.stage import Failed

# In seconds: what is promised; how long is looked at the least, and at the most, since a machine may be busy; and a
# pause between two rounds of a door, which nginx would take for a flood.
PROMISED, LOOKED, LOOKED_AT_MOST, PAUSE = 1.0, 1.8, 20, 0.1
# How early or late two clocks of one machine may see a moment.
BLINK = 0.05


@dataclass
class Surface:
    """An address, and how one sees in its answer that the change is there: takes the status and the text."""

    name: str
    path: str
    is_new: object
    # Per door: when the last request began that was answered with what was before; whether one was answered anew.
    old: dict = field(default_factory=dict)
    new: dict = field(default_factory=dict)


def run(stage):
    """Make one change of each kind; return a line that says how long the slowest surface took."""
    slowest, failed = [], []
    for name, change, surfaces in _changes(stage):
        # One that was late somewhere was made all the same, and the others follow from it.
        try:
            seconds, where = _watch(stage, name, change, surfaces)
            slowest.append((seconds, f"{name}, {where}"))
        except Failed as error:
            failed.append(str(error))
    try:
        late = _at_its_moment(stage)
    except Failed as error:
        failed.append(str(error))
    if failed:
        raise Failed(" ".join(failed))
    count, (seconds, where) = len(slowest), max(slowest)
    return (
        f"{count} changes were everywhere after {seconds:.2f} s at most ({where}); what was scheduled was there "
        f"{late:.2f} s after its moment at most, and nowhere before"
    )


def _changes(stage):
    """Yield (name, function that makes the change, surfaces). Each begins where the one before it has led."""
    from articles import workflow
    from articles.models import Release
    from comments.models import Comment
    from pressroom import identity

    editor, author, admin = site.person("editor"), site.person("author"), site.person("admin")
    desk, office = site.Desk(stage.a, editor), site.Desk(stage.a, admin)
    first, second = _word(), _word()
    waiting = site.draft(f"Headline {first}")
    release = waiting.release
    verb = f"/admin/articles/release/{release.pk}/do/".__add__

    def address():
        return Release.objects.get(pk=release.pk).get_absolute_url()

    # It has its address once it is approved, and no surface can be named before: the day is today's.
    day = release.date_for(_now())
    page = f"/{day:%Y/%m/%d}/{release.slug}/"
    shown = _surfaces(page, day, waiting)

    yield "an approval", lambda: workflow.approve(waiting, by=editor), _showing(shown, first)
    if address() != page:
        raise Failed(f"The release is at {address()}, not at {page}.")

    draft = workflow.new_edition(release, by=author)
    words = {"contents": {"headline": f"Headline {second}"}, "public_note": "The drill has corrected it."}
    draft = workflow.save(draft, by=author, revision=draft.revision, kind="correction", **words)
    draft = workflow.submit(draft, by=author)
    yield (
        "a correction",
        lambda: workflow.approve(draft, by=editor),
        _showing([surface for surface in shown if surface[0] != "sitemap"], second),
    )

    comment = Comment.objects.create(
        release=release, name="A reader", email="reader@example.org", text=f"A reply {_word()}.", digest=_word() * 4
    )
    moderator = site.Desk(stage.a, site.person("moderator"))
    decide = f"/admin/comments/comment/{comment.pk}/decide/"
    replies = [("page", page), ("replies", f"{page}replies/"), ("feed of replies", f"{page}replies/feed/")]
    yield (
        "a reply approved at the desk",
        lambda: moderator.post(decide, "/admin/comments/comment/", decide="approve", reason=""),
        _showing(replies, comment.text),
    )

    reason = f"The reason {_word()}."
    yield (
        "a withdrawal at the desk",
        lambda: desk.post(verb("withdraw/"), reason=reason),
        _showing([("page", page), ("history", f"{page}history/")], reason)
        + _missing([("front page", "/"), ("feed", "/feed/"), ("Atom feed", "/feed/atom/")], second),
    )

    reason = f"The reason {_word()}."
    of_news = {"front page", "feed", "Atom feed", "category's feed", "news"}
    gone = [surface for surface in shown if surface[0] not in of_news]
    yield (
        "a removal at the desk",
        lambda: desk.post(verb("remove/"), reason=reason, redirect_to=""),
        [*_missing(gone, second), Surface("page's 410", page, lambda status, text: status == 410 and reason in text)],
    )
    yield (
        "a removal undone at the desk",
        lambda: desk.post(verb("put-back/")),
        _showing([surface for surface in gone if surface[0] != "sitemap"], second),
    )
    yield (
        "a restoration",
        lambda: workflow.restore(release, by=editor, reason="It was right."),
        _showing([surface for surface in shown if surface[0] in of_news], second),
    )

    pages = [("page", page), ("front page", "/"), ("archive", f"/{day:%Y}/"), ("search", "/search/?q=drill")]
    text = f"A notice {_word()}."
    notice = {"language": "en", "text": text, "link": "", "shown_from": f"{day:%Y-%m-%d}T00:00", "shown_until": ""}
    yield "a notice at the desk", lambda: office.post("/admin/articles/notice/add/", **notice), _showing(pages, text)

    name = f"Press Service {_word()}"
    yield (
        "another name of the site",
        lambda: identity.save({"name_en": name}, by=admin),
        _showing([*pages, ("feed", "/feed/")], name),
    )


def _surfaces(page, day, edition):
    """Return (name, path) of wherever a release is shown."""
    category = edition.categories.get().text_in("en")
    within = f"/category/{category.slug}/"
    return [
        ("page", page),
        ("history", f"{page}history/"),
        ("front page", "/"),
        ("category", within),
        ("month", f"/{day:%Y/%m}/"),
        ("day", f"/{day:%Y/%m/%d}/"),
        ("feed", "/feed/"),
        ("Atom feed", "/feed/atom/"),
        ("category's feed", f"{within}feed/"),
        ("search", "/search/?q=drill"),
        ("API", "/api/v1/releases/?language=en"),
        ("sitemap", "/sitemap-releases-1.xml"),
        ("news", "/news-sitemap.xml"),
    ]


def _showing(surfaces, words):
    # A sitemap has addresses alone.
    slug = next((path.split("/")[4] for name, path in surfaces if name == "page"), "")
    return [Surface(name, path, _has(slug if name == "sitemap" else words)) for name, path in surfaces]


def _missing(surfaces, words):
    slug = next((path.split("/")[4] for name, path in surfaces if name == "page"), "")
    return [Surface(name, path, _lacks(slug if name == "sitemap" else words)) for name, path in surfaces]


def _has(words):
    return lambda status, text: status == 200 and words in text


def _lacks(words):
    return lambda _status, text: words not in text


def _watch(stage, name, change, surfaces):
    """Ask all surfaces by all doors while a change is made; return (seconds, where) of the slowest."""
    doors = site.doors(stage)
    for door in doors:
        for surface in surfaces:
            # Warm, so that there is something old to be shown.
            for _time in range(2):
                if surface.is_new(*door.ask(surface.path)):
                    raise Failed(f"Before {name}, {surface.path} ({surface.name}) already looks as after it.")
    made, wrong = [], []
    threads = [threading.Thread(target=_ask, args=(door, surfaces, made, wrong), daemon=True) for door in doors]
    for thread in threads:
        thread.start()
    time.sleep(3 * PAUSE)
    try:
        change()
    finally:
        made.append(time.monotonic())
        for thread in threads:
            thread.join()
    if wrong:
        raise Failed(f"During {name}: {wrong[0]}")
    waited = []
    for surface in surfaces:
        for door in doors:
            seconds = surface.old.get(door.name, made[0]) - made[0]
            if door.name not in surface.new:
                raise Failed(f"{name.capitalize()} is not seen at {surface.path} ({surface.name}, {door.name}).")
            if seconds > PROMISED:
                raise Failed(
                    f"{seconds:.2f} s after {name}, {surface.path} ({surface.name}, {door.name}) was as before it."
                )
            waited.append((max(seconds, 0), f"{surface.name} by {door.name}"))
    return max(waited)


def _is_done(surfaces, door, made):
    is_everywhere = all(surface.new.get(door.name, 0) > made for surface in surfaces)
    return is_everywhere or time.monotonic() > made + LOOKED_AT_MOST


def _ask(door, surfaces, made, wrong):
    try:
        while not made or time.monotonic() < made[0] + LOOKED or not _is_done(surfaces, door, made[0]):
            for surface in surfaces:
                began = time.monotonic()
                answer = door.ask(surface.path)
                if surface.is_new(*answer):
                    surface.new[door.name] = began
                else:
                    surface.old[door.name] = began
                if answer[0] >= 429:
                    wrong.append(f"{surface.path} ({door.name}) answers {answer[0]}.")
            time.sleep(PAUSE)
    except Exception as error:
        wrong.append(f"{door.name}: {error!r}")


def _at_its_moment(stage):
    """Schedule a release; return how many seconds after its moment it was still missing somewhere."""
    from articles import workflow

    word = _word()
    waiting = site.draft(f"Headline {word}")
    moment = _now() + datetime.timedelta(seconds=5)
    edition = workflow.approve(waiting, by=site.person("editor"), live_from=moment)
    page = edition.release.get_absolute_url()
    surfaces = _showing(_surfaces(page, edition.release.date, edition), word)
    doors = site.doors(stage)
    wrong, found = [], []

    def look(door):
        try:
            while time.time() < moment.timestamp() + LOOKED:
                for surface in surfaces:
                    began = time.time()
                    is_new = surface.is_new(*door.ask(surface.path))
                    ended = time.time()
                    found.append((surface, door, is_new, began - moment.timestamp(), ended - moment.timestamp()))
                time.sleep(PAUSE)
        except Exception as error:
            wrong.append(f"{door.name}: {error!r}")

    threads = [threading.Thread(target=look, args=(door,), daemon=True) for door in doors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise Failed(f"While a release was awaited: {wrong[0]}")
    late = 0
    for surface, door, is_new, began, ended in found:
        where = f"{surface.path} ({surface.name}, {door.name})"
        if is_new and ended < -BLINK:
            raise Failed(f"{-ended:.2f} s before its moment, a release was at {where}.")
        if not is_new and began > PROMISED:
            raise Failed(f"{began:.2f} s after its moment, a release was not at {where}.")
        if not is_new:
            late = max(late, began)
    return late


def _word():
    return f"w{uuid.uuid4().hex[:15]}"


def _now():
    from django.utils import timezone

    return timezone.now()
