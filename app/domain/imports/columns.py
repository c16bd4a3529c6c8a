"""Tables of columns: what a file of each kind must have, and how its rows are read and written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.domain.errors import RuleBroken
from app.domain.imports.cells import tidy, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

RowType = TypeVar("RowType")
# So many missing columns are named in one sentence.
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or worth a look: the line, the column if one is meant, and what it is."""

    line: int
    column: str
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, its field in the row, how a cell is read and written.

    `needed`: the cell may not be empty. `optional`: the whole column may be left out.
    """

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = word
    stored_as: str = ""
    needed: bool = False
    optional: bool = False

    @property
    def attribute(self) -> str:
        """The field of the row that holds the value."""
        return self.stored_as or self.name


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault or warning that shows only when a whole row is looked at."""

    column: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    warning: bool = False


def _no_remarks(_row: object, _cells: Mapping[str, str]) -> Iterable[Remark]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind(Generic[RowType]):
    """One kind of file. `key` is the column that says which row is which, maybe with `more_key`.

    `loose_key`: capitals and spaces make no difference, because the key is found by a keyed hash.
    """

    name: str
    row: type[RowType]
    columns: tuple[Column, ...]
    key: str
    remarks: Callable[[Any, Mapping[str, str]], Iterable[Remark]] = _no_remarks
    loose_key: bool = False
    more_key: str = ""

    def key_of(self, row: RowType) -> str:
        """The key of a row."""
        key = self._value(row, self.key)
        return f"{key}, {self._value(row, self.more_key)}" if self.more_key else key

    def _value(self, row: RowType, name: str) -> str:
        column = next(one for one in self.columns if one.name == name)
        return str(getattr(row, column.attribute))

    def folded(self, key: str) -> str:
        """The form in which two keys are the same."""
        return "".join(key.casefold().split()) if self.loose_key else key

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(column.name for column in self.columns)


class RowReader(Generic[RowType]):
    """Reads the rows of one file: knows which columns it has."""

    def __init__(self, kind: Kind[RowType], present: Sequence[str]) -> None:
        """Raises: RuleBroken("columns_missing") when one that is not optional is not there."""
        given = set(present)
        missing = [c.name for c in kind.columns if c.name not in given and not c.optional]
        if missing:
            more = ", …" if len(missing) > MOST_NAMED else ""
            raise RuleBroken("columns_missing", columns=", ".join(missing[:MOST_NAMED]) + more)
        self.kind = kind
        self.columns = tuple(column for column in kind.columns if column.name in given)
        self.unknown = tuple(name for name in present if name and name not in kind.names)
        fields = {column.attribute for column in self.columns}
        every = {column.attribute for column in kind.columns}
        # Asked for every cell of a file, so looked up once.
        self._plan = tuple((c.name, c.attribute, c.read, c.needed) for c in self.columns)
        self.absent = tuple(sorted(every - fields))

    def read(
        self, line: int, cells: Mapping[str, str], errors: list[Problem], warnings: list[Problem]
    ) -> RowType | None:
        """The row, or None with its faults added to the errors."""
        values: dict[str, Any] = {}
        before = len(errors)
        for name, attribute, read, needed in self._plan:
            text = cells[name]
            if needed and not tidy(text):
                errors.append(Problem(line, name, "cell_missing", {}))
                continue
            try:
                values[attribute] = read(text)
            except RuleBroken as error:
                errors.append(Problem(line, name, error.code, error.facts))
        if len(errors) > before:
            return None
        row = self.kind.row(**values)
        for remark in self.kind.remarks(row, cells):
            found = Problem(line, remark.column, remark.code, remark.facts)
            (warnings if remark.warning else errors).append(found)
        return row if len(errors) == before else None


def write_row(kind: Kind[RowType], row: RowType) -> list[str]:
    """The cells of a row in the order of the kind's columns."""
    return [column.write(getattr(row, column.attribute)) for column in kind.columns]
