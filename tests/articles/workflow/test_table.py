"""Who may do what, when: every verb on a release in every state by everybody. The table is the rule in short."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from articles import workflow
from articles.models import Edition, EditionSave
from pressroom import roles
from pressroom.refusals import Refused
from tests import factories
from tests.articles.workflow.conftest import CONTENTS, HOUR

# Before a verb writes anything it has asked who may; what the verbs write is tried on each database elsewhere.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

# The submitter is an editor, and the one who forced what was forced.
PEOPLE = ("author", "colleague", "submitter", "editor", "moderator", "administrator", "gone", "public")
WRITERS = {"author", "colleague", "submitter", "editor", "administrator"}
EDITORS = {"submitter", "editor", "administrator"}

DRAFTS = {"draft", "second draft", "returned"}
PUBLISHED = {"live", "second draft", "superseded", "forced"}
STATES = (
    *("draft", "second draft", "returned", "review", "scheduled", "live"),
    *("superseded", "forced", "withdrawn", "removed", "discarded"),
)
APPROVED_FIRST = {"scheduled", "live", "second draft", "superseded", "forced", "withdrawn", "removed"}


def someday():
    return timezone.now() + 50 * HOUR


def other_text(edition):
    """Return a save of the edition that says something else than it does."""
    kept = EditionSave.objects.filter(edition=edition)[0]
    kept.contents["lead"] = "What it said before."
    return kept


# Each verb: how it is called on an edition, in which states it is allowed, and to whom.
VERBS = {
    "save": (
        lambda e, by: workflow.save(e, by=by, revision=e.revision, contents={"dateline": "Akhtubinsk"}),
        DRAFTS,
        WRITERS,
    ),
    "revert": (
        lambda e, by: workflow.revert(e, by=by, revision=e.revision, kept=other_text(e)),
        DRAFTS,
        WRITERS,
    ),
    "submit": (lambda e, by: workflow.submit(e, by=by), DRAFTS, WRITERS),
    "send_back": (lambda e, by: workflow.send_back(e, by=by, remark="Who says so?"), {"review"}, EDITORS),
    "approve": (lambda e, by: workflow.approve(e, by=by), {"review"}, EDITORS - {"submitter"}),
    "schedule": (lambda e, by: workflow.approve(e, by=by, live_from=someday()), {"review"}, EDITORS - {"submitter"}),
    "force": (lambda e, by: workflow.force(e, by=by, reason="The river rises."), DRAFTS | {"review"}, EDITORS),
    "countersign": (lambda e, by: workflow.countersign(e, by=by), {"forced"}, EDITORS - {"submitter"}),
    "reschedule": (lambda e, by: workflow.reschedule(e, by=by, live_from=someday()), {"scheduled"}, EDITORS),
    "unschedule": (lambda e, by: workflow.unschedule(e, by=by), {"scheduled"}, EDITORS),
    "new_edition": (lambda e, by: workflow.new_edition(e.release, by=by), PUBLISHED - {"second draft"}, WRITERS),
    "withdraw": (lambda e, by: workflow.withdraw(e.release, by=by, reason="Not decided."), PUBLISHED, EDITORS),
    "restore": (lambda e, by: workflow.restore(e.release, by=by, reason="Decided."), {"withdrawn"}, EDITORS),
    "remove": (
        lambda e, by: workflow.remove(e.release, by=by, reason="It named a child."),
        PUBLISHED | {"withdrawn"},
        EDITORS,
    ),
    "put_back": (lambda e, by: workflow.put_back(e.release, by=by), {"removed"}, EDITORS),
    "readdress": (
        lambda e, by: workflow.readdress(e.release, by=by, slug="another", typed_date=None),
        set(STATES),
        # Before it is submitted, whoever writes; then it has been read, and once it is approved it is a promise.
        lambda state: EDITORS if state in APPROVED_FIRST | {"review"} else WRITERS,
    ),
    "add_address": (lambda e, by: workflow.add_address(e.release, by=by, address="/?p=12"), set(STATES), EDITORS),
    "change_language": (
        lambda e, by: workflow.change_language(e.release, by=by, language="ru"),
        {"draft", "returned", "discarded"},
        WRITERS,
    ),
    "discard": (lambda e, by: workflow.discard(e, by=by), DRAFTS, EDITORS | {"author"}),
    "remark": (lambda e, by: workflow.remark(e, by=by, text="Call the mayor."), set(STATES), WRITERS),
    "pin": (lambda e, by: workflow.pin(e.release, by=by), set(STATES), EDITORS),
    "close_replies": (
        lambda e, by: workflow.close_replies(e.release, by=by),
        set(STATES),
        lambda state: EDITORS if state in APPROVED_FIRST else WRITERS,
    ),
}
# Those that ask for more than a state are tried elsewhere: `override` needs a fault, `unpin` a pin, `drop_address` an
# address, and what concerns translations an original.
ELSEWHERE = {"create", "import_approved", "override", "unpin", "open_replies", "drop_address"} | {
    *("translate", "bring_up_to_date", "confirm", "detach", "approve_together"),
}


@pytest.fixture
def people(author, editor, moderator):
    return {
        "author": author,
        "colleague": factories.UserFactory(username="colleague", role=roles.AUTHORS),
        "submitter": factories.UserFactory(username="submitter", role=roles.EDITORS),
        "editor": editor,
        "moderator": moderator,
        "administrator": factories.UserFactory(username="administrator", role=roles.ADMINISTRATORS),
        "gone": factories.UserFactory(username="gone", role=roles.EDITORS, is_active=False),
        "public": AnonymousUser(),
    }


def brought_to(state, people, at):
    """Return an edition in the state: written by the author, submitted or forced by the submitter."""
    author, submitter, editor = people["author"], people["submitter"], people["editor"]
    edition = workflow.create(by=author, language="en", contents=CONTENTS)
    if state in {"draft", "discarded"}:
        return workflow.discard(edition, by=author) if state == "discarded" else edition
    if state == "forced":
        return workflow.force(edition, by=submitter, reason="The river rises.")
    workflow.submit(edition, by=submitter)
    if state == "returned":
        return workflow.send_back(edition, by=editor, remark="Who says so?")
    if state == "scheduled":
        return workflow.approve(edition, by=editor, live_from=timezone.now() + HOUR)
    if state == "review":
        return edition
    edition = workflow.approve(edition, by=editor)
    at("2022-05-28 12:15")
    if state in {"second draft", "superseded"}:
        second = workflow.new_edition(edition.release, by=author)
        second = workflow.save(second, by=author, revision=second.revision, contents={}, kind="minor")
        if state == "second draft":
            return second
        workflow.force(second, by=submitter, reason="A slip.")
        workflow.countersign(second, by=editor)
    elif state == "withdrawn":
        return workflow.withdraw(edition.release, by=editor, reason="Not decided.")
    elif state == "removed":
        workflow.remove(edition.release, by=editor, reason="It named a child.")
    return edition


def test_every_verb_is_in_the_table():
    assert set(VERBS) - {"schedule"} | ELSEWHERE == set(workflow.__all__) - {"Refused", "Conflict"}


@pytest.mark.parametrize("state", STATES)
def test_each_verb_is_allowed_or_refused_as_the_table_says(people, at, state):
    at("2022-05-28 12:00")
    edition = brought_to(state, people, at)
    # No two editions begin at the same moment.
    at("2022-05-28 12:30")
    before, wrong = whole(edition), []
    for verb, (call, states, allowed) in VERBS.items():
        expected_for = allowed(state) if callable(allowed) else allowed
        for who in PEOPLE:
            expected = state in states and who in expected_for
            with transaction.atomic():
                subject = Edition.objects.select_related("release").get(pk=edition.pk)
                try:
                    call(subject, people[who])
                    got = True
                except Refused:
                    got = False
                    assert whole(subject) == before, f"{verb} by {who} was refused and changed something"
                if got:
                    assert whole(subject) != before, f"{verb} by {who} changed nothing"
                transaction.set_rollback(True)
            if got != expected:
                wrong.append(f"{verb} by {who}: {'allowed' if got else 'refused'}")
    assert not wrong


def whole(edition):
    """Return everything that a verb may have changed of a release."""
    release = edition.release
    return (
        list(release.editions.order_by("pk").values()),
        list(type(release).objects.filter(pk=release.pk).values()),
        list(edition.events.model.objects.filter(edition__release=release).values()),
        list(EditionSave.objects.filter(edition__release=release).values()),
    )
