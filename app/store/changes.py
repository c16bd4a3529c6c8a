"""Writing the feed: whatever the matcher knows and somebody changes is named in the same commit.

Rows that go through the session are seen as they are flushed, statements that change many at once
as they are executed, before they run. Only what is written past the session, on its bare
connection, has to be told with `note_rows` or `note_everything`.

The rows are written at the very end, just before the commit, with numbers that follow the last
one. On PostgreSQL an advisory lock is held from there until the commit is visible, so that numbers
come into sight in their order: with a sequence a lower number could be committed after a higher one
was read, and would never be noticed. The lock is short: nothing else is done under it. SQLite has
one writer anyway.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from sqlalchemy import event, func, insert, inspect, select, text
from sqlalchemy.orm import Session

from app.store.models.feed import MatchChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Table
    from sqlalchemy.engine import Result
    from sqlalchemy.orm import ORMExecuteState


class Kind(StrEnum):
    """Of what a change is told."""

    CLIENT = "client"
    # Of a client one part alone, which `parts` reads by itself.
    PERSON = "person"
    WISH = "wish"
    LIMIT = "limit"
    PASSES = "passes"
    FREE = "free"
    WORK_DAY = "work_day"
    EXCEPTION = "exception"
    SESSION = "session"
    BLOCKED = "blocked"
    OWN_LIMIT = "own_limit"
    RELATION = "relation"
    OFFER = "offer"
    ATTENDANCE = "attendance"
    VISIT = "visit"
    # Written by nobody: it follows from the offers of somebody in the same team.
    MATE = "mate"
    # Of a shift only how many places are taken, which binds nobody who has been asked for it.
    PLACES = "places"
    SHIFT = "shift"
    TASK = "task"
    SITE = "site"
    BOOKING = "booking"
    TEAM = "team"
    COACH = "coach"
    RULES = "rules"
    EVERYTHING = "everything"


# The tables of what the matcher knows: of whom a row tells, by which column.
WATCHED: dict[str, tuple[tuple[Kind, str], ...]] = {
    "client": ((Kind.PERSON, "id"),),
    "relation": ((Kind.RELATION, "client_id"),),
    "wish": ((Kind.WISH, "client_id"),),
    "limit": ((Kind.LIMIT, "client_id"),),
    "own_limit": ((Kind.OWN_LIMIT, "client_id"),),
    "pass": ((Kind.PASSES, "client_id"),),
    "availability": ((Kind.FREE, "client_id"),),
    "work_activity_day": ((Kind.WORK_DAY, "client_id"),),
    "availability_exception": ((Kind.EXCEPTION, "client_id"),),
    "work_activity_session": ((Kind.SESSION, "client_id"),),
    "blocked_pair": ((Kind.BLOCKED, "client_id"),),
    "team": ((Kind.TEAM, "id"),),
    "team_member": ((Kind.TEAM, "team_id"), (Kind.CLIENT, "client_id")),
    "offer_shift": ((Kind.OFFER, "client_id"),),
    "attendance": ((Kind.ATTENDANCE, "client_id"),),
    "coach_booking_client": ((Kind.VISIT, "client_id"),),
    "coach_booking": ((Kind.COACH, "coach_id"), (Kind.BOOKING, "id")),
    "shift": ((Kind.SHIFT, "id"),),
    "task": ((Kind.TASK, "id"),),
    "demand": ((Kind.TASK, "task_id"),),
    "site": ((Kind.SITE, "id"),),
    "user": ((Kind.COACH, "id"),),
    "working_hours": ((Kind.COACH, "user_id"),),
    "absence": ((Kind.COACH, "user_id"),),
    "pass_rule": ((Kind.RULES, "id"),),
    "rule_value": ((Kind.RULES, "id"),),
}
# With a row of these the database takes others out by itself, of whom nothing is seen here.
TAKES_OTHERS = frozenset({"team", "coach_booking"})
# So many named one by one cost more than reading all of them.
MOST = 500
# Any number of our own; the same in every release, as processes of two may run side by side.
_LOCK = 4_730_291
_FEED = cast("Table", MatchChange.__table__)


@dataclass
class _Pending:
    """What the running transaction has changed so far."""

    found: set[tuple[Kind, UUID | None]] = field(default_factory=set)

    @property
    def everything(self) -> bool:
        return (Kind.EVERYTHING, None) in self.found

    def add(self, kind: Kind, subject_id: UUID | None) -> None:
        if not self.everything:
            self.found.add((kind, subject_id))
        if len(self.found) > MOST or kind is Kind.EVERYTHING:
            self.found = {(Kind.EVERYTHING, None)}


def _pending(session: Session) -> _Pending:
    known: _Pending = session.info.setdefault("match_changes", _Pending())
    return known


def note_rows(session: Session, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Tell of rows that are written past the session."""
    pending, keys = _pending(session), WATCHED.get(table, ())
    for row in rows if keys else ():
        for kind, column in keys:
            pending.add(kind, row[column])


def note_everything(session: Session) -> None:
    """Tell that so much is changed that all of it has to be read again."""
    _pending(session).add(Kind.EVERYTHING, None)


# --- rows of the session


@event.listens_for(Session, "after_flush")
def _on_flush(session: Session, _context: object) -> None:
    for row in (*session.new, *session.deleted):
        _note_row(session, row)
    if any(row.__tablename__ in TAKES_OTHERS for row in session.deleted):
        note_everything(session)
    for row in session.dirty:
        if session.is_modified(row):
            _note_row(session, row)


def _note_row(session: Session, row: Any) -> None:
    state = inspect(row)
    for kind, column in WATCHED.get(row.__tablename__, ()):
        for old_or_new in state.attrs[column].load_history().sum():
            _pending(session).add(kind, old_or_new)


# --- statements that change many rows


@event.listens_for(Session, "do_orm_execute")
def _on_statement(state: ORMExecuteState) -> Result[Any] | None:
    if state.is_select or not (state.is_insert or state.is_update or state.is_delete):
        return None
    statement: Any = state.statement
    table = getattr(statement, "table", None)
    keys = WATCHED.get(getattr(table, "name", ""), ())
    if not keys or _pending(state.session).everything:
        return None
    takes_others = state.is_delete and statement.table.name in TAKES_OTHERS
    if state.is_insert or takes_others or not _is_plain(state, statement):
        note_everything(state.session)
        return None
    return _run(state, statement, table)


def _is_plain(state: ORMExecuteState, statement: Any) -> bool:
    """Whether the statement says by itself, in its condition, which rows it changes."""
    return statement.whereclause is not None and not isinstance(state.parameters, list)


def _run(state: ORMExecuteState, statement: Any, table: Any) -> Result[Any]:
    """The statement's result; which rows it changes is read before, and they are locked.

    A row that somebody else brings under the condition in between is seen by the count.
    """
    # A statement may say that it changes less than its table tells.
    less = statement.get_execution_options().get("tells")
    keys = [(less or kind, column) for kind, column in WATCHED[table.name]]
    columns = [table.c[column] for _, column in keys]
    state.session.flush()
    which = select(*columns).where(statement.whereclause).with_for_update(key_share=True)
    found = state.session.connection().execute(which, state.parameters or {}).all()
    result = state.invoke_statement()
    if getattr(result, "rowcount", -1) > len(found):
        note_everything(state.session)
    for row in found:
        for (kind, _), subject_id in zip(keys, row, strict=True):
            _pending(state.session).add(kind, subject_id)
    return result


# --- the end of the transaction


def write(session: Session) -> None:
    """Write what this transaction has changed; nothing else may be done in it afterwards."""
    session.flush()
    found = _pending(session).found
    if not found:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    last = connection.scalar(select(func.coalesce(func.max(_FEED.c.seq), 0))) or 0
    ordered = sorted(found, key=lambda one: (one[0], str(one[1])))
    rows = [
        {"id": uuid4(), "seq": last + n, "kind": kind.value, "subject_id": subject_id}
        for n, (kind, subject_id) in enumerate(ordered, 1)
    ]
    connection.execute(insert(_FEED), rows)


def forget(session: Session) -> None:
    """Begin anew: a transaction has begun or ended."""
    session.info.pop("match_changes", None)
