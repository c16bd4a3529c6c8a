"""A form changes what its page asks for and nothing more, whatever else is sent along.

Each act is done twice from the same state: as its page sends it, and with every column of every
table as an extra field. Both must leave the same kind of change, and none of the extra values.
Source: trust T16, G-06.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, DateTime, Enum, Float, Integer, Uuid

from app.store.db import db
from tests.access.forms import OWN_FIELDS
from tests.access.matrix import Whose, matrix

if TYPE_CHECKING:
    from sqlalchemy import Column

    from tests.access.matrix import Row
    from tests.access.stage import Content, Stage

TEXT, NUMBER, FRACTION = "Merkki918273", 918273, 61.918273
ID, DAY = "9d8c7b6a-5f4e-4d3c-8b2a-918273918273", "2071-03-04"
MARKS = (TEXT, str(NUMBER), str(FRACTION), ID, ID.replace("-", ""), DAY)


def marker(column: Column[Any]) -> str:
    """A value that the column would take, and that is nowhere else."""
    kind = column.type
    if isinstance(kind, Boolean):
        return "y"
    if isinstance(kind, Enum):
        return str(kind.enums[-1])
    for types, value in (
        (Uuid, ID), (Float, str(FRACTION)), (Integer, str(NUMBER)), (Date | DateTime, DAY),
    ):  # fmt: skip
        if isinstance(kind, types):
            return value
    return TEXT


def all_columns() -> dict[str, str]:
    """Every column of every table by name, and every sealed one by its open name."""
    found: dict[str, str] = {}
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            found.setdefault(column.name, marker(column))
            found.setdefault(column.name.removesuffix("_sealed"), TEXT)
    return found


Change = tuple[str, str, frozenset[tuple[str, Any]]]


def changes(before: Content, after: Content) -> list[Change]:
    """What was added, changed and taken away, with the values that don't differ by chance."""
    found = [
        (
            name,
            "changed" if key in before[name] else "new",
            _facts(name, before[name].get(key), row),
        )
        for name, rows in after.items()
        for key, row in rows.items()
        if before[name].get(key) != row
    ]
    gone = [
        (name, "gone", frozenset[tuple[str, Any]]())
        for name, rows in before.items()
        for key in rows
        if key not in after[name]
    ]
    return sorted(found + gone, key=repr)


def _facts(
    table: str, old: dict[str, Any] | None, new: dict[str, Any]
) -> frozenset[tuple[str, Any]]:
    columns = db.metadata.tables[table].columns
    return frozenset(
        (name, value if isinstance(columns[name].type, Boolean | Enum | Integer) else value is None)
        for name, value in new.items()
        if old is None or old[name] != value
    )


def left_marks(content: Content) -> list[str]:
    """Where one of the extra values stands."""
    return [
        f"{table}.{name}"
        for table, rows in content.items()
        for row in rows.values()
        for name, value in row.items()
        if value is not None and any(mark in str(value) for mark in MARKS)
    ]


def after(stage: Stage, row: Row, extra: dict[str, Any]) -> Content:
    """The tables after the act, done by somebody who may; then all is as it was."""
    who = row.allowed[0]
    form = extra | stage.form(row, Whose.OWN, who)
    address = stage.address(row, Whose.OWN, who)
    answer = stage.ask(who, "POST", address, form=form)
    assert answer.status < 500, f"{row.endpoint}: {answer.faults}"
    content = stage.content()
    if content != stage.kept:
        stage.restore()
    return content


def test_no_column_is_written_but_those_the_page_asks_for(stage: Stage) -> None:
    columns, faults, done = all_columns(), [], []
    acts = [row for row in matrix().values() if row.writes and row.allowed]
    for row in acts:
        own = set(stage.form(row, Whose.OWN, row.allowed[0])) | OWN_FIELDS.get(row.endpoint, set())
        extra = {name: value for name, value in columns.items() if name not in own}
        plain = changes(stage.kept, after(stage, row, {}))
        done += [row.endpoint] if plain else []
        content = after(stage, row, extra)
        faults += [
            f"{row.endpoint}: a value sent along is in {here}" for here in left_marks(content)
        ]
        if (loaded := changes(stage.kept, content)) != plain:
            faults.append(f"{row.endpoint}: {plain} became {loaded}")
    assert len(columns) > 150
    assert len(done) > 55, "acts that really change something"
    assert not faults, "\n".join(faults)
