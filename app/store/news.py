"""Reading the feed: what has changed since somebody last looked, followed to whom it concerns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, func, select

from app.store import teams
from app.store.changes import MOST, Kind
from app.store.db import db
from app.store.models.feed import MatchChange
from app.store.models.teams import TeamMember
from app.store.models.work import CoachBooking, CoachBookingClient, OfferShift, Shift, Task
from app.store.parts import READ
from app.store.prepared import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Select

# Whoever is farther behind reads everything anew.
_LONGEST = 4 * MOST
# A later release may tell of what this one does not know.
_KINDS = frozenset(Kind)
# How many rows the cleaning leaves: some days of a busy city.
KEPT = 20_000


# With each whether it is of somebody who has a team: most have none, and are not asked about.
_SINCE = (
    select(
        MatchChange.seq,
        MatchChange.id,
        MatchChange.kind,
        MatchChange.subject_id,
        exists().where(TeamMember.client_id == MatchChange.subject_id).label("in_team"),
    )
    .where(MatchChange.seq >= bindparam("seq"))
    .order_by(MatchChange.seq)
    .limit(_LONGEST)
)


# Up to where somebody has read: the number and the id of the row.
Mark = tuple[int, UUID]


@dataclass(frozen=True)
class News:
    """What is to be read again. With `everything` the rest is empty and means nothing."""

    mark: Mark | None
    everything: bool = False
    clients: frozenset[UUID] = frozenset()
    shifts: frozenset[UUID] = frozenset()
    coaches: frozenset[UUID] = frozenset()
    # Of these clients no more than these parts.
    parts: Mapping[UUID, frozenset[Kind]] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.everything or self.clients or self.shifts or self.coaches or self.parts)

    def read_whole(self, client_ids: Iterable[UUID]) -> News:
        """The same, with these clients read as a whole; of whom all is read no part is besides."""
        whole = self.clients.union(client_ids)
        parts = {one: kinds for one, kinds in self.parts.items() if one not in whole}
        return replace(self, clients=whole, parts=parts)


def feed() -> object:
    """What stands for the database of this process; whatever is kept of it hangs on this."""
    return db.engine


def read(mark: Mark | None) -> News:
    """The news since a mark; everything when it is not in the feed any more.

    One query when nothing has happened. Only for reading transactions: what a unit of work has not
    yet committed must not be kept by a process. Raises: RuntimeError within one.
    """
    if db.session().info.get("in_unit_of_work"):
        raise RuntimeError("news are not read in a unit of work")
    if mark is None:
        return News(_last(), everything=True)
    rows = fetch(_SINCE, seq=mark[0]).all()
    if not rows or (rows[0].seq, rows[0].id) != mark or len(rows) == _LONGEST:
        return News(_last(), everything=True)
    if len(rows) == 1:
        return News(mark)
    named: dict[Kind, set[UUID]] = defaultdict(set)
    for row in rows[1:]:
        named[Kind(row.kind) if row.kind in _KINDS else Kind.EVERYTHING].add(row.subject_id)
    in_team = {row.subject_id for row in rows[1:] if row.in_team}
    new = (rows[-1].seq, rows[-1].id)
    if Kind.EVERYTHING in named or Kind.RULES in named:
        return News(new, everything=True)
    return _follow(new, named, in_team)


def _last() -> Mark | None:
    """The newest row, read before anything else is: what comes later is told again."""
    newest = select(MatchChange.seq, MatchChange.id).order_by(MatchChange.seq.desc()).limit(1)
    row = db.session.execute(newest).first()
    return (row.seq, row.id) if row else None


@dataclass
class _Concerned:
    clients: set[UUID] = field(default_factory=set)
    shifts: set[UUID] = field(default_factory=set)
    coaches: set[UUID] = field(default_factory=set)


def _follow(mark: Mark, named: dict[Kind, set[UUID]], in_team: set[UUID]) -> News:
    """Whom the named things concern: a place its orders, an order its shifts, these who comes."""
    found = _Concerned(named[Kind.CLIENT], named[Kind.SHIFT], named[Kind.COACH])
    tasks = named[Kind.TASK]
    if named[Kind.SITE]:
        tasks |= _ids(select(Task.id).where(Task.site_id.in_(named[Kind.SITE])))
    if tasks:
        found.shifts |= _ids(select(Shift.id).where(Shift.task_id.in_(tasks)))
    if found.shifts:
        found.clients |= _ids(
            select(OfferShift.client_id).where(OfferShift.shift_id.in_(found.shifts))
        )
        found.coaches |= _ids(
            select(CoachBooking.coach_id).where(CoachBooking.shift_id.in_(found.shifts))
        )
        found.clients |= _along(CoachBooking.shift_id.in_(found.shifts))
    clients = found.clients
    if clients or named[Kind.TEAM]:
        clients |= teams.list_mates(clients, named[Kind.TEAM])
    some = _parts(named, in_team)
    shifts = found.shifts | named[Kind.PLACES]
    if max(map(len, (clients, shifts, found.coaches, some))) > MOST:
        return News(mark, everything=True)
    parts = {one: kinds for one, kinds in some.items() if one not in clients}
    return News(
        mark, clients=frozenset(clients), shifts=frozenset(shifts),
        coaches=frozenset(found.coaches), parts=parts,
    )  # fmt: skip


def _parts(named: dict[Kind, set[UUID]], in_team: set[UUID]) -> dict[UUID, frozenset[Kind]]:
    """Of whom no more than parts are new, and which."""
    if named[Kind.BOOKING]:
        named[Kind.VISIT] |= _along(CoachBooking.id.in_(named[Kind.BOOKING]))
    if bound := named[Kind.OFFER] & in_team:
        # What somebody has agreed on binds the team too.
        named[Kind.MATE] |= teams.list_mates(bound, ())
    found: dict[UUID, set[Kind]] = defaultdict(set)
    for kind in READ.keys() & named.keys():
        for client_id in named[kind]:
            found[client_id].add(kind)
    return {client_id: frozenset(kinds) for client_id, kinds in found.items()}


def _along(which: Any) -> set[UUID]:
    """The clients with whom a coach goes by these bookings."""
    return _ids(
        select(CoachBookingClient.client_id)
        .join(CoachBooking, CoachBooking.id == CoachBookingClient.booking_id)
        .where(which)
    )


def _ids(query: Select[UUID]) -> set[UUID]:
    found: Iterable[UUID] = db.session.scalars(query.distinct())
    return set(found)


def forget_old() -> int:
    """How many of the oldest rows were taken out; the newest stay. Needs a unit of work."""
    newest = db.session.scalar(select(func.max(MatchChange.seq))) or 0
    query = delete(MatchChange).where(MatchChange.seq <= newest - KEPT)
    return db.session.execute(query.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined,no-any-return]
