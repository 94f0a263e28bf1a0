"""The whole site in one file, and back: the rows of the database, and the files of the media.

The file is a gzipped tar of `rows/<model>.jsonl` (the columns' names, then a row a line), `media/...` and, last of all,
`manifest.json`. Rows are written as JSON and not as a copy of the database's own files, so that what was saved from
SQLite can be restored into PostgreSQL and the other way round, without either's tools.
"""

import base64
import contextlib
import datetime
import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BinaryField, DateField, DecimalField, DurationField, TimeField, UUIDField
from django.utils.translation import gettext as _

from pressroom import derived, version

FORMAT = 1
PARTS = (("rows",), ("media",))
MANIFEST = "manifest.json"
# What is made anew from the rest when it is asked for.
DERIVED = ("renditions",)
# Forgotten within two days, which a copy that is kept would undo; or the key of somebody who is signed in, whom a
# restore would sign in again; or a job, which finds its letters without being kept. It leaves those of the site as they
# are: processes remember which views of the day they have counted.
SHORT_LIVED = {
    "articles.CountedBatch",
    "django_tasks_database.DBTaskResult",
    "pressroom.PublicChange",
    "pressroom.RateCount",
    "pressroom.Salt",
    "sessions.Session",
}
# Photographs don't get smaller, and text gets small enough at the fastest level.
COMPRESSION = 1
CHUNK = 2000
# Fields whose values JSON has no type for; `to_python` reads back what `_plain` wrote.
_SPELLED = (BinaryField, DateField, DecimalField, DurationField, TimeField, UUIDField)


class Unusable(Exception):  # noqa: N818 - it is told to a person
    """Says in one line why a file can't be written or restored."""


def write(file):
    """Write a backup into `file`, which must not exist yet, while the site runs; return its manifest.

    The rows are those of one moment. Media are copied after them, and since a file is stored before its row and never
    changed, none that a row speaks of is missing. The file appears when it is whole, readable by its owner alone.
    """
    file = Path(file).absolute()
    if file.exists():
        raise Unusable(_("'%(file)s' exists already; name another file.") % {"file": file})
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder:
            rows = _dump(Path(folder))
            whole = Path(folder) / "whole"
            with tarfile.open(whole, "w:gz", compresslevel=COMPRESSION) as tar:
                names = {path: f"rows/{path.name}" for path in sorted(Path(folder).glob("*.jsonl"))} | _media()
                manifest = {
                    "format": FORMAT,
                    "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                    "database": connection.vendor,
                    "migrations": _migrations(),
                    "rows": rows,
                    "files": {},
                }
                for path, name in names.items():
                    # Removed since it was listed, so no row needs it.
                    with contextlib.suppress(FileNotFoundError):
                        manifest["files"][name] = _add(tar, path, name)
                content = json.dumps(manifest, indent=1).encode()
                member = tarfile.TarInfo(MANIFEST)
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
            whole.chmod(0o600)
            os.rename(whole, file)
    except OSError as error:
        raise Unusable(
            _("'%(file)s' cannot be written: %(error)s.") % {"file": file, "error": error.strerror}
        ) from error
    return manifest


def restore(file):
    """Put a backup in the place of all rows and media; return its manifest.

    Nothing has changed if it raises: the file is unpacked and checked whole before anything else, then all rows are
    exchanged in one transaction, and the media as its last step. What is written meanwhile is lost with the rest.
    """
    media = Path(settings.MEDIA_ROOT)
    try:
        media.mkdir(parents=True, exist_ok=True)
        # Inside the media, which may be a file system of their own: from here they are moved and not copied.
        with tempfile.TemporaryDirectory(dir=media, prefix=".restore-") as folder:
            folder = Path(folder)
            manifest = _unpack(file, folder)
            with transaction.atomic():
                _load(manifest, folder / "rows")
                version.changed()
                _exchange(folder, media)
        ContentType.objects.clear_cache()
    except OSError as error:
        raise Unusable(
            _("'%(file)s' cannot be restored: %(error)s.") % {"file": file, "error": error.strerror}
        ) from error
    return manifest


def describe(manifest):
    """Return one line on what a backup holds."""
    rows, files = sum(manifest["rows"].values()), sum(name.startswith("media/") for name in manifest["files"])
    return _("rows: %(rows)d, files: %(files)d; made at %(moment)s (%(database)s).") % {
        "rows": rows,
        "files": files,
        "moment": manifest["made_at"],
        "database": manifest["database"],
    }


def _models():
    """Return the models whose rows are kept, by their names; the tables between two models are among them."""
    found = {model._meta.label: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    left_out = SHORT_LIVED | derived.models()
    return dict(sorted((label, model) for label, model in found.items() if label not in left_out))


def _migrations():
    """Return the names of the migrations that the database has."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def _media():
    """Return the name inside the backup of each file of the media, by its path."""
    root = Path(settings.MEDIA_ROOT)
    found = {path: path.relative_to(root) for path in sorted(root.rglob("*")) if path.is_file()}
    return {path: f"media/{name.as_posix()}" for path, name in found.items() if not _is_derived(name.parts[0])}


def _is_derived(name):
    """Whether what lies under the name in the media is made anew when it is asked for, or is a restore under way."""
    return name in DERIVED or name.startswith(".")


@contextlib.contextmanager
def _one_moment():
    """Let every query inside see the database as it is at the first one, and nobody wait for it."""
    connection.ensure_connection()
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # An immediate transaction, as the settings have it, would keep all writers waiting. A deferred one reads on in
        # the state of its first query.
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = mode
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _dump(folder):
    """Write every model's rows into `folder`; return how many each has."""
    counts = {}
    with _one_moment():
        for label, model in _models().items():
            columns = [field.attname for field in model._meta.concrete_fields]
            rows = model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=CHUNK)
            counts[label] = 0
            with open(folder / f"{label}.jsonl", "w", encoding="utf-8") as out:
                out.write(json.dumps(columns) + "\n")
                for row in rows:
                    out.write(json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":")) + "\n")
                    counts[label] += 1
    return counts


def _plain(value):
    """Return a value that JSON has no type for as a text from which its field's `to_python` makes it again."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _add(tar, path, name):
    """Add a file to the archive; return its size and checksum."""
    with open(path, "rb") as content:
        member = tarfile.TarInfo(name)
        status = os.fstat(content.fileno())
        member.size, member.mtime = status.st_size, int(status.st_mtime)
        checksum = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        tar.addfile(member, content)
    return {"size": member.size, "sha256": checksum}


def _unpack(file, folder):
    """Unpack a backup into `folder` and return its manifest; raise `Unusable` unless it is whole and this site's."""
    manifest, found = None, {}
    try:
        with tarfile.open(file, "r:gz") as tar:
            for member in tar:
                if member.name == MANIFEST and member.isfile():
                    manifest = json.load(tar.extractfile(member))
                    continue
                path = PurePosixPath(member.name)
                # Only plain files, and none that would lie outside.
                if not member.isfile() or path.is_absolute() or ".." in path.parts or path.parts[:1] not in PARTS:
                    raise Unusable(
                        _("'%(file)s' holds '%(member)s', which no backup of this site does.")
                        % {"file": file, "member": member.name}
                    )
                found[member.name] = _extract(tar, member, folder / path)
    except FileNotFoundError:
        raise Unusable(_("There is no file '%(file)s'.") % {"file": file}) from None
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError):
        raise Unusable(_("'%(file)s' is no backup, or not the whole of one.") % {"file": file}) from None
    if not isinstance(manifest, dict):
        raise Unusable(_("'%(file)s' is no backup, or not the whole of one.") % {"file": file})
    if manifest.get("format") != FORMAT:
        raise Unusable(_("'%(file)s' is a backup of a form that this version does not read.") % {"file": file})
    if found != manifest["files"]:
        raise Unusable(_("'%(file)s' is damaged: its files are not those that its list has.") % {"file": file})
    return manifest


def _extract(tar, member, path):
    """Write a file of the archive to `path`; return its size and checksum."""
    path.parent.mkdir(parents=True, exist_ok=True)
    checksum = hashlib.sha256()
    with tar.extractfile(member) as content, open(path, "xb") as out:
        while block := content.read(1 << 20):
            checksum.update(block)
            out.write(block)
    path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    return {"size": member.size, "sha256": checksum.hexdigest()}


def _load(manifest, folder):
    """Put the rows in `folder` in the place of all that there are."""
    unlike = sorted(set(manifest["migrations"]) ^ set(_migrations()))
    if unlike:
        raise Unusable(
            _(
                "The backup is of another version of the site: they differ in the migration %(name)s. Restore it with "
                "that version, then migrate."
            )
            % {"name": unlike[0]}
        )
    models = _models()
    tables = [model._meta.db_table for model in models.values()]
    try:
        with connection.cursor() as cursor:
            for statement in connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=True):
                cursor.execute(statement)
            for label, model in models.items():
                _insert(cursor, model, folder / f"{label}.jsonl")
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)
        connection.check_constraints()
    except (DatabaseError, ValueError) as error:
        raise Unusable(
            _("The database refuses a row of the backup: %(error)s") % {"error": str(error).splitlines()[0]}
        ) from error


def _insert(cursor, model, file):
    """Insert the rows in a file as they are: nothing of `save()` happens."""
    with open(file, encoding="utf-8") as lines:
        columns = json.loads(next(lines))
        fields = [model._meta.get_field(column) for column in columns]
        spelled = [isinstance(getattr(field, "target_field", field), _SPELLED) for field in fields]
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        start = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 - our own names
        one = f"({', '.join(['%s'] * len(fields))})"
        batch = []
        size = connection.ops.bulk_batch_size(fields, range(CHUNK))
        for line in lines:
            values = json.loads(line)
            batch.append(
                [
                    field.get_db_prep_save(field.to_python(value) if is_spelled else value, connection)
                    for field, is_spelled, value in zip(fields, spelled, values, strict=True)
                ]
            )
            if len(batch) == size:
                cursor.execute(start + ", ".join([one] * len(batch)), [value for row in batch for value in row])
                batch = []
        if batch:
            cursor.execute(start + ", ".join([one] * len(batch)), [value for row in batch for value in row])


def _exchange(folder, media):
    """Put what is in `folder`/media in the place of the media, which go to `folder`/before; undo it if that fails."""
    new, before = folder / "media", folder / "before"
    new.mkdir(exist_ok=True)
    before.mkdir()
    moves = [(path, before / path.name) for path in media.iterdir() if path != folder]
    moves += [(path, media / path.name) for path in new.iterdir()]
    done = []
    try:
        for source, target in moves:
            os.rename(source, target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            os.rename(target, source)
        raise
