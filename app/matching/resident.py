"""What one process keeps in memory of all clients, open shifts and coaches, a database at a time.

Columns only, changed in place as news of single clients come; nothing here reads a database. It is
for any number of threads: whoever asks it holds its lock from the news to the answer.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

import numpy as np

from app.domain.calendar import local_day
from app.domain.vocabulary import OwnRule
from app.matching.bits import from_rows, has, pack
from app.matching.client_facts import client_at
from app.matching.client_parts import put_part
from app.matching.client_rows import OWN_RULE
from app.matching.client_standing import ClientStanding
from app.matching.client_tables import ClientTables
from app.matching.coach_columns import CoachColumns
from app.matching.columns import ClientColumns
from app.matching.facts import ClientFacts, CoachFacts, Context, ShiftFacts
from app.matching.instants import micros
from app.matching.shift_columns import ShiftColumns
from app.matching.shift_standing import ShiftStanding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.bookings import CoachWeek
    from app.domain.passes import PassRule
    from app.matching.bits import Bits

    Values = Mapping[str, Any]
    Coach = tuple[UUID, CoachWeek]


# Records kept beside the columns: those of some dozens of coaches.
_MOST_PEOPLE = 2_000


class Resident:
    """The columns of one database. `mark` says up to where news were taken, `on` for which day."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._asked_at: datetime | None = None
        self.forget()

    def forget(self) -> None:
        """Begin anew: the next question builds everything."""
        self.mark: tuple[int, UUID] | None = None
        self.on: date | None = None
        self.clients = ClientColumns()
        # Who was asked about by name lately, until anything of them changes.
        self._people: dict[UUID, ClientFacts] = {}
        self.shifts = ShiftColumns(())
        self._rules: dict[str, Any] = {}
        self._set_coaches({})

    def _set_coaches(self, coaches: dict[UUID, CoachFacts]) -> None:
        # A new mapping for each change: what was worked out of the old one is known by it.
        self._coaches = coaches
        self.coaches = CoachColumns(coaches)

    @property
    def pass_rules(self) -> tuple[PassRule, ...]:
        """When each pass is needed, as far as rows say."""
        found: tuple[PassRule, ...] = self._rules.get("pass_rules", ())
        return found

    # --- news

    def fill(
        self, mark: tuple[int, UUID] | None, on: date, *, clients: Mapping[str, Any],
        shifts: Mapping[UUID, Values], coaches: Mapping[UUID, Coach],
        **rules: Any,  # noqa: ANN401
    ) -> None:  # fmt: skip
        """Take everything there is: clients by the names of `ClientTables`, the rest as news.

        `rules`: what the dated rows say, by the names of `Context`.
        """
        self.forget()
        self.clients = ClientColumns(ClientTables(**clients))
        self.shifts = ShiftColumns(ShiftFacts(**values) for values in shifts.values())
        self._set_coaches({one: CoachFacts(*told) for one, told in coaches.items()})
        self._rules = rules
        self.mark, self.on = mark, on

    def change(
        self, mark: tuple[int, UUID] | None, *, clients: Mapping[UUID, Values | None],
        shifts: Mapping[UUID, Values | None], coaches: Mapping[UUID, Coach | None],
        parts: Mapping[UUID, dict[str, Any] | None] | None = None,
    ) -> None:  # fmt: skip
        """Take what has changed: new values, or None for what is there no more.

        `parts`: of clients who are here only the values that are new.
        """
        self.mark = None
        self._change_clients(clients, parts or {})
        for shift_id, told in shifts.items():
            if told is None:
                self.shifts.remove(shift_id)
            else:
                self.shifts.put(ShiftFacts(**told))
        if coaches:
            known = self._coaches | {
                one: CoachFacts(*told) for one, told in coaches.items() if told
            }
            gone = {one for one, told in coaches.items() if told is None}
            ordered = sorted(known.items(), key=lambda pair: str(pair[0]))
            self._set_coaches({one: facts for one, facts in ordered if one not in gone})
        self.mark = mark

    def _change_clients(
        self, clients: Mapping[UUID, Values | None], parts: Mapping[UUID, dict[str, Any] | None]
    ) -> None:  # fmt: skip
        for client_id, some in parts.items():
            self._people.pop(client_id, None)
            if some is None:
                self.clients.remove(client_id)
            else:
                put_part(self.clients, client_id, some)
        for client_id, values in clients.items():
            self._people.pop(client_id, None)
            if values is None:
                self.clients.remove(client_id)
            else:
                self.clients.put(values)

    def lapsed(self, now: datetime) -> frozenset[UUID]:
        """Of those who do one work at a time the ones whose agreed work has ended meanwhile.

        That alone of all facts changes within a day without anybody's act.
        """
        before, self._asked_at = self._asked_at or now, now
        first, last = sorted((micros(before), micros(now)))
        agreed = self.clients.agreed
        ended = np.unique(agreed.row[(agreed.ends > first) & (agreed.ends <= last)])
        one_only = self.clients.row("own_rules", OWN_RULE[OwnRule.ONE_AT_A_TIME])
        return frozenset(self.clients.id_of(row) for row in ended.tolist() if has(one_only, row))

    # --- questions

    def context(self, now: datetime) -> Context:
        """What rules look at besides a client and a shift."""
        return Context(now=now, coaches=self._coaches, **self._rules)

    def people(self, client_ids: Iterable[UUID]) -> dict[UUID, ClientFacts]:
        """The records of those of these clients who are here.

        Without what is not kept: words of their own, and who is familiar on which shift.
        """
        if len(self._people) > _MOST_PEOPLE:
            self._people = {}
        told = ((one, self._person(one)) for one in client_ids)
        return {one: client for one, client in told if client is not None}

    def _person(self, client_id: UUID) -> ClientFacts | None:
        known = self._people.get(client_id)
        if known is None and (row := self.clients.find(client_id)) >= 0:
            known = self._people[client_id] = client_at(self.clients, row)
        return known

    def context_of(self, people: Iterable[ClientFacts], now: datetime) -> Context:
        """The same as `context`, with no more coaches than could go along with these clients."""
        told = list(people)
        units, own = {one.unit_id for one in told}, {one.coach_id for one in told}
        near = {n: c for n, c in self._coaches.items() if c.unit_id in units or n in own}
        return replace(self.context(now), coaches=near)

    def standing(self, shift: ShiftFacts, now: datetime) -> ShiftStanding:
        """Every client's place on a shift."""
        return ShiftStanding(self.clients, shift, self.context(now), self.coaches, self.shifts)

    def these(self, client_ids: Iterable[UUID]) -> Bits:
        """The rows of these clients."""
        return from_rows(self.clients.rows(client_ids), self.clients.capacity)

    def unit(self, unit_id: UUID | None) -> Bits:
        """The rows of a unit's clients."""
        code = -1 if unit_id is None else self.clients.names.units.find(unit_id.int)
        same = self.clients.unit == code if code >= 0 else np.zeros(self.clients.capacity, np.bool_)
        return pack(same) & self.clients.alive

    def best_shifts(
        self, client_id: UUID, now: datetime, until: datetime, most: int, *,
        once_an_order: bool = False,
    ) -> list[UUID]:  # fmt: skip
        """The shifts before an instant that fit a client best, in the order of lists.

        `once_an_order`: of each order no more than the best.
        """
        row = self.clients.find(client_id)
        if row < 0:
            return []
        client = client_at(self.clients, row)
        standing = ClientStanding(self.shifts, client, self.context(now))
        found = (standing.question.shift(one) for one in standing.top())
        best: dict[UUID, UUID] = {}
        for shift in found:
            if shift.starts_at < until:
                best.setdefault(shift.task_id if once_an_order else shift.id, shift.id)
        return list(best.values())[:most]


_KEPT: WeakKeyDictionary[object, Resident] = WeakKeyDictionary()
_MAKING = RLock()


def resident_of(database: object) -> Resident:
    """The one resident of a database in this process; it goes when the database's handle goes."""
    with _MAKING:
        known = _KEPT.get(database)
        if known is None:
            known = _KEPT[database] = Resident()
        return known


class Source(Protocol):
    """A database as its columns need it."""

    def feed(self) -> object:
        """What stands for the database: whatever is kept of it hangs on this."""

    def read_news(self, mark: tuple[int, UUID] | None, /) -> Any:  # noqa: ANN401 - `store.news`
        """What has changed since a mark."""

    def load_all(self, *, now: datetime) -> Mapping[str, Any]:
        """Everybody and everything, as `Resident.fill` takes them."""

    def load_news(
        self, news: Any, pass_rules: Sequence[PassRule], /, *, now: datetime  # noqa: ANN401
    ) -> Mapping[str, Any]:  # fmt: skip
        """What the news tell to read again, as `Resident.change` takes it."""


@contextmanager
def kept_columns(source: Source, now: datetime) -> Iterator[Resident]:
    """The columns of this process as the database is now; nobody else changes them meanwhile."""
    resident = resident_of(source.feed())
    with resident.lock:
        on = local_day(now)
        told = source.read_news(resident.mark if resident.on == on else None)
        lapsed = resident.lapsed(now)
        if told.everything:
            resident.fill(told.mark, on, **source.load_all(now=now))
        elif lapsed or not told.nothing:
            told = told.read_whole(lapsed | resident.clients.strangers(told.parts))
            known = source.load_news(told, resident.pass_rules, now=now)
            resident.change(told.mark, **known)
        yield resident
