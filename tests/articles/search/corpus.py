"""The releases of `texts.toml`, brought into the database, and a search in them by their keys."""

import datetime
import tomllib
from pathlib import Path

from django.utils import timezone

from articles import workflow
from articles.search import question, results
from tests import factories

FOLDER = Path(__file__).parent
# After the last of them but for what is scheduled. Tests stop the clock here.
NOW, LATER = "2026-06-15 12:00", "2026-07-01 09:00"
TEXTS = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))
QUESTIONS = tomllib.loads((FOLDER / "questions.toml").read_text(encoding="utf-8"))["question"]


def publish():
    """Publish the releases, let happen to them what their fates say, and return {key of a release: its name}."""
    names = {}
    photograph = factories.image()
    for name, text in TEXTS.items():
        contents = {"headline": text["headline"], "lead": text["lead"], "body": f"<p>{text['body']}</p>"}
        contents["contacts"] = [factories.ContactFactory(name=person) for person in text.get("people", [])]
        contents["images"] = [
            {"image": photograph.pk, "role": role, "alternative_text": "A view", "caption": caption}
            for role, caption in zip(("lead", "gallery", "gallery"), text.get("captions", []), strict=False)
        ]
        how = {"language": text["language"], "slug": name, **contents}
        moment = timezone.make_aware(text["at"])
        if text.get("fate") == "scheduled":
            release = factories.publish(factories.draft(**how), live_from=moment).release
        else:
            release = factories.live_release(moment, **how)
        _befall(release, text)
        names[release.pk] = name
    return names


def _befall(release, text):
    by = factories.UserFactory(username="second", is_superuser=True)
    match text.get("fate"):
        case "withdrawn":
            workflow.withdraw(release, by=by, reason="The water was not safe.")
        case "removed":
            workflow.remove(release, by=by, reason="A court said so.")
        case "changed":
            draft = workflow.new_edition(release, by=factories.desk())
            body = f"<p>{text['then']['body']}</p>"
            contents = text["then"] | {"body": body}
            draft = workflow.save(draft, by=factories.desk(), revision=draft.revision, contents=contents)
            factories.publish(draft, by=by, kind="update", public_note="The water has fallen.")


def found(names, text, at=None, **how):
    """Return the names of all that a question finds, in order."""
    how.setdefault("size", 100)
    editions = results.find(question.read(text), at or timezone.now(), **how).editions
    return [names[edition.release_id] for edition in editions]


def moment(text):
    """Return a local moment."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text))
