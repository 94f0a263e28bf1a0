"""Past editions written in bulk, for the demo and the importers."""

import itertools
import uuid

from django.db import transaction
from django.utils import timezone

from articles import old_addresses, rendered, richtext
from articles.contents import image_rows
from articles.models import Edition, EditionImage, EditionSave, EditorialEvent, OldAddress, Release
from articles.search import index
from articles.workflow.addressing import require_free
from pressroom import version

BATCH = 1000
# What a row may say of its release besides the contents.
RELEASE_FIELDS = ("views", "likes", "is_open_for_replies", "pinned_from", "pinned_until")
EMPTY = {"headline": "", "lead": "", "dateline": "", "body": "", "categories": [], "contacts": [], "images": []}


def import_approved(rows, *, by=None):
    """Write releases whose editions are approved already; return them in the order of the rows.

    Each row is a dictionary with `language`, `slug`, `live_from` (aware) and `contents` (see `articles.contents`), and
    may have `typed_date`, `translation_key`, `author`, `views`, `likes`, `is_open_for_replies`, `pinned_from`,
    `pinned_until`, and `later`: a list of {"live_from", "kind", "public_note", "contents": {what changed}}, in order. A
    translation names as `renders` the stored edition of its original, and in `later` another where that changes.
    `old_addresses` are those that the release had in another system, as `add_address` takes and refuses them; no event
    tells of them.
    Each thousand rows is a transaction, so that memory is bounded; wrap the call in one to have all or nothing. No
    other check of the desk is made. The database refuses what breaks its constraints, with an IntegrityError.
    """
    made = []
    rows = iter(rows)
    while batch := list(itertools.islice(rows, BATCH)):
        made.extend(_import_batch(batch, by))
    return made


@transaction.atomic
def _import_batch(rows, by):
    releases = Release.objects.bulk_create([_release(row) for row in rows])
    _add_old_addresses(releases, rows)
    editions, contents = [], []
    for release, row in zip(releases, rows, strict=True):
        for edition, its_contents in _editions(release, row, by):
            editions.append(edition)
            contents.append(its_contents)
    Edition.objects.bulk_create(editions)
    pairs = list(zip(editions, contents, strict=True))
    for model, column, name in (
        (Edition.categories.through, "category_id", "categories"),
        (Edition.contacts.through, "contact_id", "contacts"),
    ):
        model.objects.bulk_create(
            [model(edition_id=edition.pk, **{column: key}) for edition, its in pairs for key in its[name]]
        )
    EditionImage.objects.bulk_create([row for edition, its in pairs for row in image_rows(edition, its["images"])])
    EditionSave.objects.bulk_create(
        [
            # The field has cleaned the body by now; what is kept is what was stored.
            EditionSave(
                edition=edition, by=edition.author, at=edition.live_from, contents={**its, "body": edition.body}
            )
            for edition, its in pairs
        ]
    )
    EditorialEvent.objects.bulk_create(
        [
            EditorialEvent(
                edition=edition,
                by=edition.author,
                what=EditorialEvent.What.WITHDRAWN
                if edition.kind == Edition.Kind.WITHDRAWAL
                else EditorialEvent.What.APPROVED,
                at=edition.live_from,
                moment=edition.live_from,
                remark=edition.public_note,
            )
            for edition in editions
        ]
    )
    index.add(editions)
    rendered.add(editions, timezone.now())
    version.changed()
    return releases


def _add_old_addresses(releases, rows):
    """Give the releases what their rows say that they were found under elsewhere; raise `Refused` as a verb does."""
    # What is the same address, typed in two ways, is kept once.
    pairs = dict.fromkeys(
        (release, old_addresses.typed(address))
        for release, row in zip(releases, rows, strict=True)
        for address in row.get("old_addresses", ())
    )
    if pairs:
        require_free(pairs)
        OldAddress.objects.bulk_create(
            OldAddress(release=release, path=path, is_foreign=True) for release, path in pairs
        )


def _release(row):
    release = Release(
        language=row["language"],
        slug=row["slug"],
        typed_date=row.get("typed_date"),
        translation_key=row.get("translation_key") or uuid.uuid4(),
        published_at=row["live_from"],
        created_at=row["live_from"],
        **{name: row[name] for name in RELEASE_FIELDS if name in row},
    )
    release.date = release.date_for(row["live_from"])
    return release


def _editions(release, row, by):
    """Yield the editions of one row with their contents, each ending where the next begins."""
    steps = [{"kind": Edition.Kind.FIRST, "public_note": "", **row}, *row.get("later", [])]
    contents, renders = EMPTY, None
    for number, (step, following) in enumerate(itertools.zip_longest(steps, steps[1:]), start=1):
        contents = {**contents, **step["contents"]}
        renders = step.get("renders", renders)
        body, _typed = richtext.take_in(contents["body"])
        contents = {**contents, "body": body}
        yield (
            Edition(
                release=release,
                number=number,
                headline=contents["headline"],
                lead=contents["lead"],
                dateline=contents["dateline"],
                body=body,
                stage=Edition.Stage.APPROVED,
                live_from=step["live_from"],
                live_until=following["live_from"] if following else None,
                kind=step["kind"],
                public_note=step["public_note"],
                renders=renders,
                author=row.get("author") or by,
                revision=1,
                created_at=step["live_from"],
                saved_at=step["live_from"],
            ),
            contents,
        )
