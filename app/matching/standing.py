"""Where everybody stands on one shift, or every shift for one client, without judging each pair.

The groups, the order and the counts are those of `shortlist`; only those who are shown are judged
by the per-pair tests, which tell the reasons.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.calendar import iso_week
from app.matching.bits import Bits, count, counts, flags_of, rows_of
from app.matching.client_facts import client_at
from app.matching.client_question import ClientQuestion
from app.matching.rules import BY_NAME, STOPS, Rule
from app.matching.shift_question import ShiftQuestion
from app.matching.shortlist import WISHES, Group, Judgement, judge, tie_break

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.bits import Flags, Rows
    from app.matching.coach_columns import CoachColumns
    from app.matching.columns import ClientColumns
    from app.matching.facts import ClientFacts, Context, ShiftFacts
    from app.matching.shift_columns import ShiftColumns

# Those that nothing lifts first: in this order a stop is told.
_FAR, _NEAR = "travel_limit", "near"
# In the order of clients: above the days of waiting, which are above the tie-break.
_BELOW_WISHES = 60
TOLD = tuple(sorted(STOPS, key=lambda rule: rule.lift is not None))
# The filters of one client that are asked of every shift.
_NEAR_STOPS = tuple(
    rule.filter.shifts for rule in TOLD if rule.filter is not None and rule.name != _FAR
)


class Stopped:
    """Who is stopped by what, gathered rule by rule in the order in which they are told."""

    def __init__(self, question: ClientQuestion | ShiftQuestion) -> None:
        self.everybody = question.everybody()
        self.rules: list[Rule] = []
        # After each rule that stops anybody: who is stopped so far.
        self._so_far = np.zeros((len(TOLD) + 1, len(self.everybody)), dtype=np.uint64)
        self._gather(question)

    def _gather(self, question: ClientQuestion | ShiftQuestion) -> None:
        so_far = list(self._so_far)
        once, number = so_far[0], 0
        twice, both, self._fixed = np.zeros_like(once), np.empty_like(once), once
        for rule in TOLD:
            bits = _asked(rule, question)
            if bits is None:
                continue
            self.rules.append(rule)
            number += 1
            np.bitwise_and(once, bits, out=both)
            np.bitwise_or(twice, both, out=twice)
            once = np.bitwise_or(once, bits, out=so_far[number])
            if rule.lift is None:
                self._fixed = once
        self._once, self._twice = once, twice

    def told(self, name: str) -> Bits:
        """Of whom this rule is the one to tell about."""
        number = next(n for n, rule in enumerate(self.rules) if rule.name == name)
        told: Bits = self._so_far[number + 1] & ~self._so_far[number]
        return told

    def counts(self, among: Bits) -> list[tuple[Rule, int]]:
        """Of how many among these each rule is the one to tell about."""
        so_far = counts(self._so_far[: len(self.rules) + 1] & among)
        return list(zip(self.rules, np.diff(so_far).tolist(), strict=True))

    @cached_property
    def groups(self) -> dict[Group, Bits]:
        """The rows in each group."""
        stopped = self.everybody & self._once
        solve = stopped & ~(self._twice | self._fixed)
        return {
            Group.FITS: self.everybody ^ stopped,
            Group.MUST_SOLVE: solve,
            Group.CANT_NOW: stopped ^ solve,
        }


def _asked(rule: Rule, question: ClientQuestion | ShiftQuestion) -> Bits | None:
    if rule.filter is None:
        raise LookupError(f"{rule.name} has no filter")
    if isinstance(question, ClientQuestion):
        return rule.filter.clients(question)
    return rule.filter.shifts(question)


def _wishes_met(
    question: ClientQuestion | ShiftQuestion, rows: Rows, near: Flags
) -> NDArray[np.int64]:
    """How many wishes each of the rows meets; whoever asks has measured the ways of these alone."""
    met = near.astype(np.int64)
    for name in WISHES:
        bits = None if name == _NEAR else _asked(BY_NAME[name], question)
        if bits is not None:
            met += flags_of(bits, rows)
    return met


def _first(order: NDArray[Any], most: int) -> Rows:
    """The places of the smallest numbers, and of those equal to the last of them."""
    if most >= len(order):
        return np.arange(len(order))
    last = np.partition(order, most - 1)[most - 1]
    return np.flatnonzero(order <= last)


class ShiftStanding:
    """Every client's place on one shift."""

    def __init__(
        self,
        columns: ClientColumns,
        shift: ShiftFacts,
        context: Context,
        coaches: CoachColumns | None = None,
    ) -> None:
        self.columns, self.shift, self.context = columns, shift, context
        self.question = ClientQuestion(columns, shift, context, coaches)
        self.stopped = Stopped(self.question)

    @property
    def groups(self) -> dict[Group, Bits]:
        """The clients of each group, by row."""
        return self.stopped.groups

    def count(self, group: Group, among: Bits | None = None) -> int:
        """How many are in a group."""
        bits = self.groups[group]
        return count(bits if among is None else bits & among)

    def wishes_met(self, rows: Rows) -> NDArray[np.int64]:
        """How many wishes each of the rows meets, 0 to 4."""
        return _wishes_met(self.question, rows, self.question.near_of(rows))

    def top(self, most: int, group: Group = Group.FITS, among: Bits | None = None) -> list[int]:
        """The rows of the first of a group, in the order of lists."""
        rows = rows_of(self.groups[group] if among is None else self.groups[group] & among)
        if not len(rows):
            return []
        met = self.wishes_met(rows)
        ties = self.columns.tie_breaks(iso_week(self.shift.on)).take(rows)
        order = (len(WISHES) - met << _BELOW_WISHES) - (
            self.columns.waiting.take(rows).astype(np.int64) << 32
        )
        order += ties
        first = _first(order, most)
        first = first[np.argsort(order[first], kind="stable")]
        chosen: list[int] = rows[first].tolist()
        if (np.diff(order[first]) == 0).any():
            keys = zip(order[first].tolist(), map(self._full_key, chosen), chosen, strict=True)
            chosen = [row for _, _, row in sorted(keys)]
        return chosen[:most]

    def _full_key(self, row: int) -> tuple[int, str, str]:
        client_id = self.columns.id_of(row)
        waiting = int(self.columns.waiting[row])
        return -waiting, tie_break(client_id, self.shift), str(client_id)

    def judge(self, row: int, strengths: str = "") -> Judgement:
        """What every rule says of the client in a row, in full."""
        return judge(client_at(self.columns, row, strengths), self.shift, self.context)

    def shut_out(self, among: Bits | None = None) -> dict[str, int]:
        """How many clients each reason shuts out, as `Shortlist.shut_out`."""
        cant = self.groups[Group.CANT_NOW]
        cant = cant if among is None else cant & among
        numbers: Counter[str] = Counter()
        for rule, number in self.stopped.counts(cant):
            if rule.name == "free_time":
                told = self.stopped.told(rule.name) & cant
                numbers.update(self.question.count_free_codes(told))
            else:
                numbers[code_of(rule.name)] += number
        found = ((code, n) for code, n in numbers.items() if n)
        return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


class ClientStanding:
    """Every shift's place for one client."""

    def __init__(self, columns: ShiftColumns, client: ClientFacts, context: Context) -> None:
        self.columns, self.client, self.context = columns, client, context
        self.question = ShiftQuestion(columns, client, context)

    @cached_property
    def stopped(self) -> Stopped:
        """Which shifts are stopped by what."""
        return Stopped(self.question)

    @property
    def groups(self) -> dict[Group, Bits]:
        """The shifts of each group, by row."""
        return self.stopped.groups

    @cached_property
    def _fitting(self) -> tuple[Rows, Flags]:
        """The rows of the shifts that nothing stops, and which are close to home.

        Ways are measured where nothing else stops, and once.
        """
        question = self.question
        stopped = ~question.everybody()
        for stops in _NEAR_STOPS:
            bits = stops(question)
            if bits is not None:
                stopped |= bits
        rows = rows_of(~stopped)
        far, near = question.ways_to(rows)
        fitting = np.flatnonzero(~far)
        return rows.take(fitting), near.take(fitting)

    def top(self, most: int | None = None) -> list[int]:
        """The rows of the shifts that fit best, as `shifts_for`; without a limit all."""
        rows, near = self._fitting
        met = _wishes_met(self.question, rows, near)
        order = (len(WISHES) - met << 56) + self.columns.starts[rows]
        most = len(rows) if most is None else most
        first = _first(order, most)
        told = zip(order[first].tolist(), rows[first].tolist(), strict=True)
        return [row for _, _, row in sorted((key, self._id(row), row) for key, row in told)][:most]

    def _id(self, row: int) -> int:
        """The order of ids as numbers is that of them as words."""
        return self.question.shift(row).id.int

    def judge(self, row: int) -> Judgement:
        """What every rule says of the shift in a row, in full."""
        return judge(self.client, self.question.shift(row), self.context)


# The code of the reason of each rule whose name is another.
_CODES = {
    "started": "shift_started", "own_shift": "overlaps_own_shift",
    "way_between": "no_time_for_the_way", "daily_rest": "rest_too_short",
    "daily_limit": "day_too_long", "weekly_limit": "week_too_long",
    "weekly_rest": "weekly_rest_too_short", "passes": "pass_missing",
    "coach_presence": "no_coach_free", "travel_limit": "too_far", "own_week": "over_own_week",
    "own_month": "over_own_month", "own_earnings": "over_own_earnings",
    "team_places": "too_few_places_for_team",
}  # fmt: skip


def code_of(rule: str) -> str:
    """The code that the reasons of a rule have; not for free times, which have four."""
    return "demand_over_limit" if rule.startswith("limit_") else _CODES.get(rule, rule)
