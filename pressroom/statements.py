"""Statements that the ORM writes once and the database is asked often.

A queryset with some conditions takes the ORM milliseconds to put into SQL, many times what SQLite needs to answer. What
readers wait for is therefore written once in each process, with holes in the place of what differs, and only filled
afterwards; PostgreSQL also plans it once (`pressroom.planned`). What never differs is written out: a plan may use a
partial index only where it knows its condition, and where that is a parameter, SQLite plans anew each time. The rules
stay where they are: a statement is made of the same querysets as everything else.

    _EDITION = Statement(
        lambda at, slug: Edition.objects.live(at).filter(release__slug=slug).select_related("release"),
        at=datetime.datetime,
        slug=str,
    )
    found = _EDITION.instances(at=timezone.now(), slug="lotus")

What the ORM can't say is written `ByHand`, and asked the same way.
"""

import datetime
import hashlib
from functools import cache
from typing import NamedTuple

from django.db import connections
from django.db.models.query import ModelIterable, get_related_populators

from pressroom import planned

_MOMENT = datetime.datetime(1901, 1, 1, tzinfo=datetime.UTC)
_DAY = datetime.date(1901, 1, 1)
# Rows of one statement: as many as make each cheap, and few enough parameters for any SQLite.
ROWS, FEW = 512, 32
# The greatest key that either database has.
_GREATEST = 2**63 - 1
# Between the pieces of a statement while it is split at its parameters.
_PERCENT = "\ue001"
# What stands in the n-th hole while the statement is written: values that no queryset has of itself.
_MARKS = {
    datetime.datetime: lambda number: _MOMENT + datetime.timedelta(microseconds=number + 1),
    datetime.date: lambda number: _DAY + datetime.timedelta(days=number),
    # As large as a column of whole numbers can hold: beyond it Django knows that nothing is equal to it.
    int: lambda number: 2_147_480_000 - number,
    str: lambda number: f"\ue000{number}\ue000",
}


class Several(NamedTuple):
    """A hole for up to `most` values of a type, as in `pk__in=keys`; fewer are filled up by the last one."""

    type: type
    most: int


class Uneven(NamedTuple):
    """A hole whose values stand in few rows or in many, as a category: PostgreSQL then plans anew for each of them.

    A plan for any value would gather all that has it and sort that, where walking down an index finds a page soon.
    """

    type: type


class Statement:
    """What `build(**holes)` returns, a queryset, as one SQL statement that takes other values each time.

    `holes` are the types of its arguments: `datetime.datetime`, `datetime.date`, `int`, `str`, `Several` of one, or an
    `Uneven` one. The queryset is made when the statement is first asked in a process, and must depend on nothing else.
    No hole can be a value that changes the SQL itself (None, a limit, an empty list).
    """

    def __init__(self, build, **holes):
        self._build, self._holes = build, holes
        self._written = {}

    def rows(self, using="default", **values):
        """Return the rows as tuples, as `values_list` would."""
        written, found = self._ask(using, values)
        return [written.converted(row, connections[using]) for row in found]

    def instances(self, using="default", **values):
        """Return the rows as instances of the model, with what `select_related` and `annotate` bring."""
        written, found = self._ask(using, values)
        connection = connections[using]
        return [written.instance(written.converted(row, connection), using) for row in found]

    def _ask(self, using, values):
        connection = connections[using]
        written = self._written.get(connection.vendor)
        if written is None:
            # Two threads may both write it, which does no harm.
            written = self._written[connection.vendor] = _Written(self._build, self._holes, using)
        return written, _rows(connection, written, written.parameters(values, connection.ops))


class ByHand:
    """A statement that stands there as SQL, with `%s` for each hole; `types` are theirs, in their order.

    None is the type of what it is put into. One that `writes` has to return something; it is never asked anew where a
    connection was lost.
    """

    def __init__(self, sql, *types, writes=False):
        self._text = _Text(sql.replace("%%", _PERCENT).split("%s"), types, writes=writes)

    def rows(self, *values, using="default"):
        """Return the rows for what fills the holes, as the database has them."""
        connection = connections[using]
        return _rows(connection, self._text, [_adapt(value, connection.ops) for value in values])


def insert(instance, using="default"):
    """Insert a new instance of a model whose key the database makes, as `save()` does, but without signals."""
    connection = connections[using]
    fields, statement = _insertion(type(instance))
    values = [field.get_db_prep_save(field.pre_save(instance, add=True), connection) for field in fields]
    ((instance.pk,),) = statement.rows(*values, using=using)
    instance._state.adding, instance._state.db = False, using


def parts(rows):
    """Return a list in parts that a statement takes which names each row: of `ROWS`, of halves of that, and a few.

    A connection keeps its statements, some hundred kilobytes for the longest ones. With one for each number of rows it
    would soon keep megabytes of them, and plan most of them anew all the same.
    """
    found, begin, size = [], 0, ROWS
    while begin < len(rows):
        while size > len(rows) - begin and size > FEW:
            size //= 2
        found.append(rows[begin : begin + size])
        begin += size
    return found


@cache
def _insertion(model):
    """Return the fields of a model but for its key, and the statement that inserts a row of them."""
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns, holes = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    sql = f'INSERT INTO "{meta.db_table}" ({columns}) VALUES ({holes}) RETURNING "{meta.pk.column}"'  # noqa: S608
    return fields, ByHand(sql, *(None for _field in fields), writes=True)


class _Text:
    """The text of a statement, given as the pieces between its holes, what fills each of these, and the types of that.

    What fills several is given to PostgreSQL once, by its number.
    """

    def __init__(self, pieces, types, filled=None, *, is_planned=True, writes=False):
        self.types, self.is_planned, self.writes = types, is_planned, writes
        self._filled = range(len(types)) if filled is None else filled
        # As Django's cursors take it; as SQLite itself does; and as PostgreSQL prepares it, with the name it has there.
        self.sql = "%s".join(pieces).replace(_PERCENT, "%%")
        self.marked = "?".join(pieces).replace(_PERCENT, "%")
        first, *others = pieces
        numbered = [f"${number + 1}{piece}" for number, piece in zip(self._filled, others, strict=True)]
        self.numbered = "".join([first, *numbered]).replace(_PERCENT, "%")
        self.name = f"pressroom_{hashlib.sha256(f'{types} {self.numbered}'.encode()).hexdigest()[:24]}"

    def each(self, parameters):
        """Return the parameters as often as they stand in the text."""
        return [parameters[number] for number in self._filled]


class _Written(_Text):
    """What a queryset says, as one kind of database takes it."""

    def __init__(self, build, holes, using):
        marks, places, ops = {}, {}, connections[using].ops
        for name, kind in holes.items():
            if isinstance(kind, Several):
                marks[name] = [_MARKS[kind.type](len(places) + n) for n in range(kind.most)]
                places |= {_adapt(mark, ops): (name, n) for n, mark in enumerate(marks[name])}
            else:
                marks[name] = _MARKS[_type(kind)](len(places))
                places[_adapt(marks[name], ops)] = name, None
        queryset = build(**marks).using(using)
        compiler = queryset.query.get_compiler(using=using)
        sql, parameters = compiler.as_sql()
        # What fills the holes, in the order in which it is first met: its name, and which of `Several` it is.
        self._values, filled, types = {}, [], []
        first, *pieces = sql.replace("%%", _PERCENT).split("%s")
        between = [first]
        for value, piece in zip(parameters, pieces, strict=True):
            if place := places.get(value):
                if place not in self._values:
                    self._values[place] = len(types)
                    types.append(_type(holes[place[0]]))
                filled.append(self._values[place])
                between.append(piece)
            else:
                between[-1] += _literal(value).replace("%", _PERCENT) + piece
        is_planned = not any(isinstance(kind, Uneven) for kind in holes.values())
        super().__init__(between, types, filled, is_planned=is_planned)
        missing = set(places.values()).difference(self._values)
        if missing:
            raise ValueError(f"The statement has no place for {', '.join(sorted({name for name, _n in missing}))}.")
        fields = [selected[0] for selected in compiler.select[0 : compiler.col_count]]
        self._converters = list(compiler.get_converters(fields).items())
        self._describe(queryset, compiler, using)

    def _describe(self, queryset, compiler, using):
        info = compiler.klass_info
        # Of values alone no instances are made.
        if not info or not issubclass(queryset._iterable_class, ModelIterable):
            return
        # As `django.db.models.query.ModelIterable` reads its rows.
        self._model = info["model"]
        first, last = min(info["select_fields"]), max(info["select_fields"]) + 1
        self._span = first, last
        self._names = [column[0].target.attname for column in compiler.select[first:last]]
        self._related = get_related_populators(info, compiler.select, using)
        self._annotations = compiler.annotation_col_map

    def parameters(self, values, ops):
        """Return what fills the holes, each once."""
        filled = {
            name: [_adapt(one, ops) for one in value] if isinstance(value, (list, tuple)) else _adapt(value, ops)
            for name, value in values.items()
        }
        return [filled[name] if n is None else filled[name][min(n, len(filled[name]) - 1)] for name, n in self._values]

    def converted(self, row, connection):
        if not self._converters:
            return row
        row = list(row)
        for position, (converters, expression) in self._converters:
            value = row[position]
            for converter in converters:
                value = converter(value, expression, connection)
            row[position] = value
        return tuple(row)

    def instance(self, row, using):
        first, last = self._span
        found = self._model.from_db(using, self._names, row[first:last])
        for populator in self._related:
            populator.populate(row, found)
        for name, position in self._annotations.items():
            setattr(found, name, row[position])
        return found


def _rows(connection, text, parameters):
    """Return the rows of a `_Text`, by the shortest way that the database and the moment have."""
    if connection.vendor == "sqlite" and not (connection.queries_logged or connection.execute_wrappers):
        # Past the cursor, which writes each statement anew with question marks for its holes.
        connection.ensure_connection()
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            return connection.connection.execute(text.marked, text.each(parameters)).fetchall()
    if connection.vendor == "postgresql" and text.is_planned and (connection.in_atomic_block or not text.writes):
        try:
            return planned.rows(connection, text, parameters)
        except planned.NotPlanned:
            pass
    with connection.cursor() as cursor:
        cursor.execute(text.sql, text.each(parameters))
        return cursor.fetchall()


def _type(kind):
    return kind.type if isinstance(kind, Several | Uneven) else kind


def _adapt(value, ops):
    if isinstance(value, int):
        # What an address says may be greater than anything that is kept; SQLite fails where it is.
        return max(-_GREATEST, min(value, _GREATEST))
    if isinstance(value, datetime.datetime):
        return ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return ops.adapt_datefield_value(value)
    return value


def _literal(value):
    """Return a value as both databases read it in the text of a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return "'{}'".format(value.replace("'", "''"))
    raise TypeError(f"A statement can't hold a {type(value).__name__}: give it a hole.")
