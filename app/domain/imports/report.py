"""What came of an import: how many rows of each sort, and what was wrong with which."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from app.domain.errors import RuleBroken
from app.domain.imports.columns import Column, Kind, Problem
from app.domain.suppression import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A file of the wrong kind has a fault on every row; nobody reads more than these.
MOST_KEPT = 1000
# Among the effects: of how many people the others are.
PEOPLE = "people"


@dataclass
class Findings:
    """Problems as they are met: all are counted, the first ones are kept."""

    kept: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, problems: Iterable[Problem]) -> None:
        """Take these in."""
        for problem in problems:
            self.count += 1
            if len(self.kept) < MOST_KEPT:
                self.kept.append(problem)


@dataclass(frozen=True)
class ImportReport:
    """The result of an import or of its rehearsal. With any error nothing was changed.

    `effects`: what else comes of it, by code how often, and of how many people that is.
    """

    kind: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    warnings: tuple[Problem, ...] = ()
    warning_count: int = 0
    errors: tuple[Problem, ...] = ()
    error_count: int = 0
    effects: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows were read without a fault."""
        return self.created + self.changed + self.unchanged

    @property
    def clean(self) -> bool:
        """Whether there is no error."""
        return self.error_count == 0


def told_effects(report: ImportReport, *, exactly: bool) -> dict[str, int | None]:
    """What else comes of the file, by code; None for a number of too few people to be told."""
    told = exactly or shown(report.effects.get(PEOPLE, 0)) is not None
    return {code: n if told else None for code, n in report.effects.items() if code != PEOPLE}


def refused(kind: str, error: RuleBroken) -> ImportReport:
    """The report on a file that could not be read as a whole."""
    problem = Problem(0, "", error.code, error.facts)
    return ImportReport(kind, errors=(problem,), error_count=1)


def merged(old: Any, new: Any, absent: Sequence[str]) -> Any:  # noqa: ANN401 - rows of any kind
    """The new row, with what its file has no column for taken from the old one."""
    return replace(new, **{name: getattr(old, name) for name in absent}) if absent else new


def changed_fields(kind: Kind[Any], old: object, new: object) -> tuple[str, ...]:
    """The columns in which two rows say different things, however they are spelt."""
    if old == new:
        return ()
    columns = kind.columns
    return tuple(column.name for column in columns if not _says_same(column, old, new))


def _says_same(column: Column, old: object, new: object) -> bool:
    mine, theirs = getattr(old, column.attribute), getattr(new, column.attribute)
    if mine == theirs:
        return True
    try:
        return bool(column.read(column.write(mine)) == theirs)
    except RuleBroken:
        return False


def as_data(report: ImportReport) -> dict[str, Any]:
    """The report as plain data, to be kept until somebody has looked at it."""
    plain = {one.name: getattr(report, one.name) for one in fields(ImportReport)}
    for name in ("warnings", "errors"):
        plain[name] = [
            [p.line, p.column, p.code, {k: str(v) for k, v in p.facts.items()}] for p in plain[name]
        ]
    return plain


def from_data(data: Mapping[str, Any]) -> ImportReport:
    """The report again."""
    lists = {name: tuple(Problem(*one) for one in data[name]) for name in ("warnings", "errors")}
    return ImportReport(**{**data, **lists})
