"""The pairs of a week as columns: which client fits which shift, and who would go along.

Every pair has passed every rule. They are made shift by shift and joined once; nothing is done for
one pair at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.bits import flags_of
from app.matching.coach_columns import CoachColumns
from app.matching.columns import ClientColumns, values_of
from app.matching.plan.instance import NO_COACH
from app.matching.shift_columns import ShiftColumns
from app.matching.shift_standing import ShiftStanding
from app.matching.ways import minutes as way_minutes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.bits import Flags, Rows
    from app.matching.facts import ShiftFacts
    from app.matching.inputs import Inputs

    Int32s = NDArray[np.int32]

# What a pair is worth to the planner. These numbers never leave it but as words.
PLACED, WISH, ALONE, CONTINUES, FAR = 40, 15, 10, 60, 20


class Pairs(NamedTuple):
    """Pairs of a client and a shift that fit by themselves, a place in each column for one (m).

    `client` and `shift` are rows of the inputs, `value` points. `goes` is the row of the coach who
    goes along, in the order of ids: the own coach where that is possible, else a substitute;
    NO_COACH where nobody has to. The coach is there for `support` minutes, 0 where that one is on
    the shift already. `first_time`: a coach goes along on the client's first shift of the task.
    """

    client: Int32s
    shift: Int32s
    value: Int32s
    support: Int32s
    goes: Int32s
    first_time: Flags

    def only(self, chosen: Rows | Flags) -> Pairs:
        """These rows, or those whose flag is up."""
        return Pairs._make(column[chosen] for column in self)


def list_pairs(inputs: Inputs) -> Pairs:
    """Every pair without a stop, with the coach who would go along where one must."""
    known = _Known(inputs)
    parts = [known.pairs(row, shift) for row, shift in enumerate(inputs.shifts)]
    return Pairs._make(map(np.concatenate, zip(_NO_PAIRS, *parts, strict=True)))


_NOTHING = np.zeros(0, dtype=np.int32)
_NO_PAIRS = Pairs(*(_NOTHING,) * 5, first_time=np.zeros(0, dtype=np.bool_))


class _Known:
    """Clients, shifts and coaches as columns, and what pairs of all shifts look up."""

    def __init__(self, inputs: Inputs) -> None:
        self.context = inputs.context
        known = [values_of(client) for client in inputs.clients.values()]
        self.columns = ClientColumns(known, inputs.context.travel)
        self.coaches = CoachColumns(inputs.context.coaches)
        self.shifts = ShiftColumns(inputs.shifts)
        # Where each client stands in the inputs; in the columns neighbours are together.
        self.place = np.zeros(self.columns.capacity, dtype=np.int32)
        self.place[[self.columns.find(one) for one in inputs.clients]] = range(len(inputs.clients))

    def pairs(self, number: int, shift: ShiftFacts) -> Pairs:
        """Every client whom the shift fits."""
        standing = ShiftStanding(self.columns, shift, self.context, self.coaches, self.shifts)
        rows, question = standing.fitting.rows, standing.question
        needs = flags_of(question.need_coach, rows).view(np.bool_)
        goes, support = self._going(standing, rows, needs)
        has_done = question.marked(question.knowing_task)[rows]
        found = Pairs(
            client=self.place[rows], shift=np.full(len(rows), number, dtype=np.int32),
            value=self._worth(standing, needs), support=support, goes=goes,
            first_time=needs & ~has_done,
        )  # fmt: skip
        return found.only(~needs | (goes != NO_COACH))

    def _worth(self, standing: ShiftStanding, needs: Flags) -> Int32s:
        few, question = standing.fitting, standing.question
        worth = PLACED + WISH * standing.met(few) - self._ways(few.rows, standing.shift)
        worth += np.where(needs, 0, ALONE)
        goes_on = question.marked(question.knowing_task)
        goes_on[question.going_on] = True
        worth += np.where(goes_on[few.rows], CONTINUES, 0)
        return worth.astype(np.int32)

    def _going(self, standing: ShiftStanding, rows: Rows, needs: Flags) -> tuple[Int32s, Int32s]:
        """Who goes along with each who needs somebody, and for how many minutes more."""
        if not needs.any():
            return np.full(len(rows), NO_COACH, dtype=np.int32), np.zeros(len(rows), dtype=np.int32)
        along = _Choice(standing)
        goes = np.where(needs, along.with_clients(rows), NO_COACH)
        # Nobody's place is the last one.
        there = np.append(self.coaches.on_shift(standing.shift.id), True)
        support = np.where(there[goes], 0, standing.shift.minutes).astype(np.int32)
        return self.coaches.in_order[goes], support

    def _ways(self, rows: Rows, shift: ShiftFacts) -> Rows:
        """What a long way takes off; nothing where a place is not known."""
        off = np.zeros(len(rows), dtype=np.int64)
        if shift.place is None:
            return off
        lat, lon = self.columns.lat[rows], self.columns.lon[rows]
        told = np.flatnonzero(~np.isnan(lat))
        way = way_minutes(lat[told], lon[told], shift.place, self.context.travel)
        off[told] = np.minimum(FAR, way // 3)
        return off


class _Choice:
    """Who goes along on one shift: the own coach, else one substitute for all of a unit."""

    def __init__(self, standing: ShiftStanding) -> None:
        self.columns, question = standing.columns, standing.question
        coaches, names = question.coaches, standing.columns.names
        own, unit = coaches.codes(names)
        able = coaches.substitutes(question.able_coaches, standing.shift.id)
        self.own = _by_code(own[able], able, len(names.coaches))
        # Of what is written to one place the last stays: of a unit the first.
        self.unit = _by_code(unit[able][::-1], able[::-1], len(names.units))

    def with_clients(self, rows: Rows) -> Rows:
        """The coach for each of these clients, as listed, or NO_COACH."""
        own = self.own[self.columns.coach[rows]]
        return np.where(own == NO_COACH, self.unit[self.columns.unit[rows]], own)


def _by_code(codes: Rows, coaches: Rows, size: int) -> Rows:
    """By the number of a coach or a unit whom it stands for; the last is of who has none."""
    table = np.full(size + 1, NO_COACH, dtype=np.int64)
    table[codes] = coaches
    table[-1] = NO_COACH
    return table
