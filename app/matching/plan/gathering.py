"""Times of one order given to fewer people, where the plan loses nothing by it.

A week's points are a sum over its pairs, and the prices, the bound and the proof rest on that: that
two times of one order are with the same person has no points of its own. So they are brought
together afterwards, by exchanges between two people that keep every limit and cost no point.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np

from app.matching.plan.first_plan import fits_now, release, take
from app.matching.plan.patterns import clash
from app.matching.plan.replan import frozen, small_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from app.matching.plan.instance import PlanInstance
    from app.matching.plan.settings import Plan

    Weeks = Mapping[int, list[int]]


def gather(week: PlanInstance, plan: Plan, order: NDArray[np.int64]) -> Plan:
    """A plan of the same points at least, in which fewer people share the times of an order.

    `order` (s) numbers the orders. Who is pinned and teams keep what they have.
    """
    work = _Gathering(week.with_bonus(plan.bonus), plan, order)
    while work.go_round():
        pass
    rows = np.flatnonzero(work.state.taken)
    if np.array_equal(rows, plan.pairs):
        return plan
    c, owner = work.columns, work.state.owner[rows]
    points = c.value[rows].sum(dtype=np.int64) + c.bonus[np.unique(owner)].sum(dtype=np.int64)
    return replace(
        plan, pairs=rows, value=int(points),
        client_ids=tuple(week.client_ids[owner].tolist()),
        shift_ids=tuple(week.shift_ids[c.shift[rows]].tolist()),
    )  # fmt: skip


class _Gathering:
    """A plan under way; `kept` are the clients whose weeks stay, `weeks` the rows of each."""

    def __init__(self, week: PlanInstance, plan: Plan, order: NDArray[np.int64]) -> None:
        self.columns, self.order = week.columns, order
        taken = np.zeros(week.pairs, dtype=np.bool_)
        taken[plan.pairs] = True
        self.state = small_state(self.columns, week, taken)
        self.kept = frozen(week, {*(pin.client_id for pin in plan.pins), *week.teams})
        self.weeks: dict[int, list[int]] = defaultdict(list)
        for row in plan.pairs.tolist():
            self.weeks[int(self.state.owner[row])].append(row)
        self._at: dict[int, dict[int, int]] = {}
        # Orders that may be looked at with another end than before.
        self.open = set(order.tolist())

    def go_round(self) -> bool:
        """Whether something could be brought together, order by order."""
        rows = np.flatnonzero(self.state.taken)
        rows = rows[~self.kept[self.state.owner[rows]]]
        orders = self.order[self.columns.shift[rows]]
        rows = rows[np.argsort(orders, kind="stable")]
        listed, firsts = np.unique(np.sort(orders), return_index=True)
        heaps = zip(listed.tolist(), np.split(rows, firsts[1:]), strict=bool(len(rows)))
        looked_at = [heap.tolist() for one, heap in heaps if one in self.open and len(heap) > 1]
        self.open = set()
        for heap in looked_at:
            self._gather_order(heap)
        return bool(self.open)

    def _gather_order(self, rows: list[int]) -> None:
        """Let one of these pairs go to a client who has another of them, if one can."""
        owner = self.state.owner
        for one, other in permutations(rows, 2):
            if owner[one] == owner[other] or not self._has(one) or not self._has(other):
                continue
            if self._bring(int(owner[one]), int(owner[other]), other):
                return

    def _has(self, row: int) -> bool:
        return bool(self.state.taken[row])

    def _bring(self, to: int, giver: int, row: int) -> bool:
        """Whether the shift of this pair went over, for nothing or for one shift in return."""
        wanted, value = self._row(to, row), self.columns.value
        if wanted < 0:
            return False
        mine, theirs = self.weeks[to], self.weeks[giver]
        less = [one for one in theirs if one != row]
        gain = int(value[wanted]) - int(value[row])
        lost = 0 if less else int(self.columns.bonus[giver])
        if gain >= lost and self._change({to: [*mine, wanted], giver: less}):
            return True
        for given in mine:
            back = self._row(giver, given)
            if back >= 0 and gain + int(value[back]) >= int(value[given]):
                rest = [one for one in mine if one != given]
                if self._change({to: [*rest, wanted], giver: [*less, back]}):
                    return True
        return False

    def _row(self, client: int, row: int) -> int:
        """The client's own pair with the shift of another's, -1 for none."""
        if client not in self._at:
            first, last = int(self.columns.first[client]), int(self.columns.first[client + 1])
            shifts = self.columns.shift[first:last].tolist()
            self._at[client] = dict(zip(shifts, range(first, last), strict=True))
        return self._at[client].get(int(self.columns.shift[row]), -1)

    def _change(self, new: Weeks) -> bool:
        """Whether these clients have these weeks now: fewer orders between them than before."""
        old = {client: self.weeks[client] for client in new}
        if self._orders(new) >= self._orders(old):
            return False
        if not all(self._fits(client, rows) for client, rows in new.items()):
            return False
        if not self._put(new):
            self._put(old, sure=True)
            return False
        self.weeks |= new
        both = [row for rows in (*old.values(), *new.values()) for row in rows]
        self.open |= {int(self.order[j]) for j in self._shifts(both)}
        return True

    def _orders(self, weeks: Weeks) -> int:
        """How many orders the clients have between them, those of both twice."""
        return sum(len({int(self.order[j]) for j in self._shifts(rows)}) for rows in weeks.values())

    def _shifts(self, rows: list[int]) -> list[int]:
        return [int(self.columns.shift[row]) for row in rows]

    def _fits(self, client: int, rows: list[int]) -> bool:
        """Whether the client has time and room for all of these."""
        c = self.columns
        shifts = sorted(self._shifts(rows), key=lambda j: (int(c.start[j]), j))
        if sum(int(c.minutes[row]) for row in rows) > c.ceiling[client]:
            return False
        if sum(int(c.pay[j]) for j in shifts) > c.room[client]:
            return False
        return not any(clash(c, a, b) for a, b in combinations(shifts, 2))

    def _put(self, weeks: Weeks, *, sure: bool = False) -> bool:
        """Whether there is place and coach for these weeks, which the clients then have."""
        for client in weeks:
            release(self.columns, self.state, client)
        for row in (row for rows in weeks.values() for row in rows):
            if not sure and not fits_now(self.columns, self.state, row):
                return False
            take(self.columns, self.state, row)
        return True
