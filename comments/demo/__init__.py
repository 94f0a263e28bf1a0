"""Replies for the demo: written ones for the small site, composed ones for the large. `fill` is the only door."""

import datetime
import tomllib
from pathlib import Path

from comments import moderation, texts
from comments.demo import large
from comments.models import Comment
from comments.privacy import emails_due
from comments.totals import count

Status = Comment.Status


def fill(made):
    """Add replies to the releases of an `articles.demo.extras.Made`."""
    if made.chance is not None:
        large.fill(made)
        return
    releases = {release.slug: release for release in made.releases}
    moderator = made.people["moderator"]
    rows = tomllib.loads((Path(__file__).parent / "replies.toml").read_text(encoding="utf-8"))["reply"]
    written = {}
    for row in rows:
        release, parent = releases[row["release"]], written.get((row["release"], row.get("to")))
        reply = Comment.objects.create(
            release=release,
            parent=parent,
            text=row["text"],
            name=row["name"],
            email="reader@example.org",
            website=row.get("website", ""),
            created_at=_moment(release, row, made.at),
            digest=texts.digest(release, parent, row["name"], row["text"]),
        )
        written[row["release"], row["name"]] = reply
        _decide(reply, row, by=moderator, at=_moment(release, row, made.at, later=1))
        if "answer" in row:
            answer = row["answer"]
            at = _moment(release, answer, made.at, later=1)
            moderation.answer(reply, by=moderator, office=answer["office"], text=answer["text"], at=at)
    emails_due(made.at).update(email="")
    count(*(release.pk for release in made.releases))


def _decide(reply, row, *, by, at):
    match row.get("status", Status.APPROVED):
        case Status.APPROVED:
            moderation.approve(reply, by=by, at=at)
        case Status.REJECTED:
            moderation.reject(reply, by=by, reason=row["reason"], at=at)
        case Status.SPAM:
            moderation.mark_spam(reply, by=by, at=at)


def _moment(release, row, now, later=0):
    """Return when something was written, or `later` hours after that: before now, whatever the row says."""
    return min(release.published_at + datetime.timedelta(hours=row["hours"] + later), now)
