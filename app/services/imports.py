"""Taking in files of units, staff, orderers, clients, their ties and tasks: all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.domain.errors import Gone, RuleBroken
from app.domain.imports.columns import Kind, Problem, RowReader
from app.domain.imports.report import Findings, ImportReport, changed_fields, merged, refused
from app.domain.policy import SYSTEM, Actor, Verb, require
from app.integrations.csv_files import read_sheet
from app.store import audit
from app.store.imports import previews
from app.store.imports.shelf import CHUNK, Change, Occasion
from app.store.imports.shelves import get_kind, open_shelf
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.integrations.csv_files import Row, Sheet

Progress = Callable[[int, int], None]
_PEOPLE = frozenset({"staff", "clients", "teams", "blocked"})
Numbered = tuple[int, Any]


class _Refused(Exception):
    """Ends the transaction of an import that has errors."""


def _silent(_done: int, _all: int) -> None:
    """Nobody watches."""


def import_file(  # noqa: PLR0913 - the options of the command line
    actor: Actor, kind: str, data: bytes, *, now: datetime, dry_run: bool = False,
    open_tasks: bool = False, progress: Progress = _silent,
) -> ImportReport:  # fmt: skip
    """What came of taking a file in; with `dry_run`, or any error, nothing is changed.

    `open_tasks`: tasks that pass the screening are opened at once. `progress` is told how many
    bytes of how many are read. Raises: NotAllowed, Missing for an unknown kind.
    """
    intake = _begin(actor, kind, Occasion(actor, now, open_tasks), writes=not dry_run)
    if dry_run:
        return intake.take(data, progress)
    try:
        with unit_of_work():
            _taken(intake, data, progress)
    except _Refused:
        pass
    return intake.report()


def preview_import(
    actor: Actor, kind: str, data: bytes, *, file_name: str, now: datetime
) -> tuple[UUID | None, ImportReport]:
    """What a file would do, and the id under which it is kept until its owner says yes.

    A file that cannot be read at all is not kept. Raises: NotAllowed, Missing.
    """
    report = _begin(actor, kind, Occasion(actor, now), writes=False).take(data, _silent)
    if report.errors and not report.errors[0].line:
        return None, report
    with unit_of_work():
        previews.delete_expired(now)
        kept = previews.add_preview(actor, kind, data, file_name=file_name, report=report, now=now)
    return kept, report


def take_preview(actor: Actor, preview_id: UUID, *, now: datetime) -> ImportReport:
    """What came of taking in a file that was looked at. Raises: Missing, NotAllowed, Gone."""
    preview = previews.get_preview(actor, preview_id, now=now)
    intake = _begin(actor, preview.kind, Occasion(actor, now), writes=True)
    try:
        with unit_of_work():
            _taken(intake, preview.data, _silent)
            if not previews.delete_preview(preview_id):
                raise Gone("already_taken_in")
    except _Refused:
        pass
    return intake.report()


def drop_preview(actor: Actor, preview_id: UUID, *, now: datetime) -> str:
    """Forget a file that was looked at; returns its kind. Raises: Missing."""
    with unit_of_work():
        preview = previews.get_preview(actor, preview_id, now=now)
        previews.delete_preview(preview_id)
    return preview.kind


def _taken(intake: _Intake, data: bytes, progress: Progress) -> None:
    if not intake.take(data, progress).clean:
        raise _Refused


def _begin(actor: Actor, kind: str, occasion: Occasion, *, writes: bool) -> _Intake:
    found = get_kind(kind)
    if actor is not SYSTEM:
        require(actor, Verb.IMPORT_PEOPLE if kind in _PEOPLE else Verb.IMPORT_WORK)
    return _Intake(found, occasion, writes=writes)


class _Intake:
    """One file on its way in: reads it in chunks, compares, and writes as long as all is well."""

    def __init__(self, kind: Kind[Any], occasion: Occasion, *, writes: bool) -> None:
        self.kind, self.occasion, self.writes = kind, occasion, writes
        self.id = uuid4()
        self.errors, self.warnings = Findings(), Findings()
        self.created = self.changed = self.unchanged = 0
        self.lines: dict[str, int] = {}
        self.fault: RuleBroken | None = None

    def take(self, data: bytes, progress: Progress) -> ImportReport:
        """Go through the whole file."""
        try:
            self._go_through(read_sheet(data, self.kind.names), progress)
        except RuleBroken as error:
            self.fault = error
        return self.report()

    def report(self) -> ImportReport:
        """What came of it so far."""
        if self.fault is not None:
            return refused(self.kind.name, self.fault)
        return ImportReport(
            self.kind.name, self.created, self.changed, self.unchanged,
            tuple(self.warnings.kept), self.warnings.count,
            tuple(self.errors.kept), self.errors.count, dict(+self.occasion.effects),
        )  # fmt: skip

    def _go_through(self, sheet: Sheet, progress: Progress) -> None:
        self.reader = RowReader(self.kind, sheet.columns)
        self.shelf = open_shelf(
            self.kind.name, replace(self.occasion, absent=frozenset(self.reader.absent))
        )
        self.warnings.add(
            Problem(1, "", "column_unknown", {"text": name}) for name in self.reader.unknown
        )
        for chunk in _chunks(sheet):
            self._take_chunk(list(self._read(chunk)))
            progress(sheet.position(), sheet.size)
        if not self.lines and not self.errors.count:
            self.warnings.add([Problem(1, "", "no_rows", {})])

    def _read(self, chunk: Iterable[Row]) -> Iterator[Numbered]:
        for line, cells, fault in chunk:
            errors: list[Problem] = []
            warnings: list[Problem] = []
            if fault:
                (errors if fault == "row_long" else warnings).append(Problem(line, "", fault, {}))
            row = self.reader.read(line, cells, errors, warnings)
            if row is not None:
                errors.extend(self._seen_before(line, row))
            self.errors.add(errors)
            self.warnings.add(warnings)
            if row is not None and not errors:
                yield line, row

    def _seen_before(self, line: int, row: Any) -> Iterator[Problem]:  # noqa: ANN401
        text = self.kind.key_of(row)
        other = self.lines.setdefault(self.kind.folded(text), line)
        if other != line:
            yield Problem(line, self.kind.key, "key_twice", {"text": text, "other": other})

    def _take_chunk(self, rows: list[Numbered]) -> None:
        stored = self.shelf.find([row for _line, row in rows])
        added: list[Numbered] = []
        changes: list[Change] = []
        names: set[str] = set()
        for line, row in rows:
            known = stored.get(self.kind.key_of(row))
            if known is None:
                added.append((line, row))
                continue
            wanted = merged(known.row, row, self.reader.absent)
            differing = changed_fields(self.kind, known.row, wanted)
            if differing:
                changes.append(Change(known, wanted, line))
                names.update(differing)
        self.unchanged += len(rows) - len(added) - len(changes)
        self.created += len(added)
        self.changed += len(changes)
        self._check(added, changes)
        if self.writes and not self.errors.count and (added or changes):
            self._write(added, changes, names)

    def _check(self, added: list[Numbered], changes: list[Change]) -> None:
        looked_at = [(line, row, None) for line, row in added]
        for line, row, known in [*looked_at, *((c.line, c.row, c.stored) for c in changes)]:
            for remark in self.shelf.check(row, known):
                problem = Problem(line, remark.column, remark.code, remark.facts)
                (self.warnings if remark.warning else self.errors).add([problem])

    def _write(self, added: list[Numbered], changes: list[Change], names: set[str]) -> None:
        new, old = self.shelf.write([row for _line, row in added], changes)
        entries = [
            audit.Entry(
                action, self.kind.name, self.id, purpose="system", client_ids=clients,
                fields=sorted(fields), facts={"rows": count},
            )
            for action, count, clients, fields in (
                ("create", len(added), new, ()), ("update", len(changes), old, names),
            )
            if count
        ]  # fmt: skip
        audit.record_many(self.occasion.actor, entries, now=self.occasion.now)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    every = iter(rows)
    while chunk := list(islice(every, CHUNK)):
        yield chunk
