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
from app.matching.bits import WORD, Bits, count, counts, flags_of, rows_of
from app.matching.client_facts import client_at
from app.matching.client_question import ClientQuestion
from app.matching.rules import BY_NAME, STOPS, Rule
from app.matching.shift_question import ShiftQuestion
from app.matching.shortlist import WISHES, Group, Judgement, judge, tie_break

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from app.matching.bits import Rows
    from app.matching.coach_columns import CoachColumns
    from app.matching.columns import ClientColumns
    from app.matching.facts import ClientFacts, Context, ShiftFacts
    from app.matching.shift_columns import ShiftColumns

# Those that nothing lifts first: in this order a stop is told.
_NEAR = "near"
# What is quicker to ask of those alone whom nothing else stops.
_DEAR = {
    "own_shift", "way_between", "daily_rest", "weekly_rest", "coach_presence", "own_week",
    "own_month", "own_earnings",
}  # fmt: skip
# Of fewer rows than these the wishes are counted row by row.
_FEW = 2048
TOLD = tuple(sorted(STOPS, key=lambda rule: rule.lift is not None))


def _asked_of(rules: Iterable[Rule], kind: type[ClientQuestion | ShiftQuestion]) -> tuple[Any, ...]:
    """The rules with how each is asked."""
    return tuple(
        (rule, rule.filter.clients if kind is ClientQuestion else rule.filter.shifts)
        for rule in rules
        if rule.filter is not None
    )


_STOPS = {kind: _asked_of(TOLD, kind) for kind in (ClientQuestion, ShiftQuestion)}
_WISHES = {
    kind: _asked_of(map(BY_NAME.__getitem__, WISHES), kind)
    for kind in (ClientQuestion, ShiftQuestion)
}


class Stopped:
    """Who is stopped by what, gathered rule by rule in the order in which they are told."""

    def __init__(self, question: ClientQuestion | ShiftQuestion) -> None:
        self.everybody = question.everybody()
        self.rules: list[Rule] = []
        # After each rule that stops anybody: who is stopped so far.
        self._so_far = np.empty((len(TOLD) + 1, len(self.everybody)), dtype=np.uint64)
        self._so_far[0] = 0
        self._gather(question)

    def _gather(self, question: ClientQuestion | ShiftQuestion) -> None:
        rows, number, rules = list(self._so_far), 0, self.rules
        once = self._fixed = rows[0]
        twice, both = np.zeros_like(once), np.empty_like(once)
        for rule, ask in _STOPS[type(question)]:
            bits = ask(question)
            if bits is None:
                continue
            rules.append(rule)
            number += 1
            np.bitwise_and(once, bits, out=both)
            np.bitwise_or(twice, both, out=twice)
            once = np.bitwise_or(once, bits, out=rows[number])
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


def _wished(question: ClientQuestion | ShiftQuestion, but: str = "") -> Iterator[Bits]:
    """Who meets each wish that anybody meets."""
    for rule, ask in _WISHES[type(question)]:
        bits = None if rule.name == but else ask(question)
        if bits is not None:
            yield bits


def _by_wishes(question: ClientQuestion | ShiftQuestion, among: Bits) -> Iterator[Rows]:
    """Those among these who meet all wishes, all but one, … in this order."""
    exactly = [among]
    for bits in _wished(question):
        more = [met & bits for met in exactly]
        fewer = [met ^ some for met, some in zip(exactly, more, strict=True)]
        exactly = [fewer[0], *(a | b for a, b in zip(more, fewer[1:], strict=False)), more[-1]]
    return map(rows_of, reversed(exactly))


def _few_by_wishes(question: ClientQuestion | ShiftQuestion, among: Bits) -> Iterator[Rows]:
    """The same for a few, each of whom is looked at."""
    rows = rows_of(among)
    met = _met(question, rows)
    return (rows[met == number] for number in range(len(WISHES), -1, -1))


def _met(question: ClientQuestion | ShiftQuestion, rows: Rows) -> NDArray[np.uint8]:
    """How many wishes each of the rows meets."""
    met = question.near_of(rows).astype(np.uint8)
    for bits in _wished(question, but=_NEAR):
        met += flags_of(bits, rows)
    return met


def _first(order: NDArray[Any], most: int) -> Rows:
    """The places of the smallest numbers, and of those equal to the last of them, in order."""
    if most < len(order):
        last = np.partition(order, most - 1)[most - 1]
        chosen = np.flatnonzero(order <= last)
        return chosen[np.argsort(order[chosen], kind="stable")]
    return np.argsort(order, kind="stable")


def _ranked(
    question: ClientQuestion | ShiftQuestion, among: Bits, most: int,
    ranked: Callable[[Rows, int], list[int]],
) -> list[int]:  # fmt: skip
    """The first of a set: most wishes met first, and who meets as many as `ranked` orders them."""
    few = count(among) < _FEW
    classes = _few_by_wishes(question, among) if few else _by_wishes(question, among)
    chosen: list[int] = []
    for rows in classes:
        left = most - len(chosen)
        if left <= 0:
            break
        if len(rows):
            chosen += ranked(rows, left)
    return chosen


def _add_all(stopped: Bits, question: ClientQuestion | ShiftQuestion, *, dear: bool) -> None:
    """Add whom the rules stop that are dear to ask, or those that are not."""
    for rule, ask in _STOPS[type(question)]:
        bits = ask(question) if (rule.name in _DEAR) is dear else None
        if bits is not None:
            np.bitwise_or(stopped, bits, out=stopped)


class _Standing:
    """What a question has for an answer."""

    question: ClientQuestion | ShiftQuestion

    @cached_property
    def stopped(self) -> Stopped:
        """Who is stopped by what."""
        return Stopped(self.question)

    @property
    def groups(self) -> dict[Group, Bits]:
        """The rows of each group."""
        return self.stopped.groups

    def of(self, group: Group) -> Bits:
        """The rows of one group."""
        return self.fitting if group is Group.FITS else self.groups[group]

    @cached_property
    def fitting(self) -> Bits:
        """The rows that nothing stops; unless it is asked, not what stops the others."""
        if "stopped" in self.__dict__:
            return self.groups[Group.FITS]
        stopped = ~self.question.everybody()
        _add_all(stopped, self.question, dear=False)
        self.question.ask_only(~stopped)
        _add_all(stopped, self.question, dear=True)
        self.question.ask_only(None)
        return ~stopped


class ShiftStanding(_Standing):
    """Every client's place on one shift."""

    question: ClientQuestion

    def __init__(
        self,
        columns: ClientColumns,
        shift: ShiftFacts,
        context: Context,
        coaches: CoachColumns | None = None,
        shifts: ShiftColumns | None = None,
    ) -> None:
        self.columns, self.shift, self.context = columns, shift, context
        self.question = ClientQuestion(columns, shift, context, coaches, shifts)

    def count(self, group: Group, among: Bits | None = None) -> int:
        """How many are in a group."""
        bits = self.of(group)
        return count(bits if among is None else bits & among)

    def wishes_met(self, rows: Rows) -> NDArray[np.int64]:
        """How many wishes each of the rows meets, 0 to 4."""
        return _met(self.question, rows).astype(np.int64)

    def top(self, most: int, group: Group = Group.FITS, among: Bits | None = None) -> list[int]:
        """The rows of the first of a group, in the order of lists."""
        bits = self.of(group) if among is None else self.of(group) & among
        return _ranked(self.question, bits, most, self._longest_waiting)

    def _longest_waiting(self, rows: Rows, most: int) -> list[int]:
        ties = self.columns.tie_breaks(iso_week(self.shift.on)).take(rows)
        order = ties - (self.columns.waiting.take(rows).astype(np.int64) << 16)
        first = _first(order, most)
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


class ClientStanding(_Standing):
    """Every shift's place for one client."""

    question: ShiftQuestion

    def __init__(self, columns: ShiftColumns, client: ClientFacts, context: Context) -> None:
        self.columns, self.client, self.context = columns, client, context
        self.question = ShiftQuestion(columns, client, context)

    def top(self, most: int | None = None) -> list[int]:
        """The rows of the shifts that fit best, as `shifts_for`; without a limit all."""
        most = WORD * len(self.fitting) if most is None else most
        return _ranked(self.question, self.fitting, most, self._soonest)

    def _soonest(self, rows: Rows, most: int) -> list[int]:
        starts = self.columns.starts.take(rows)
        first = _first(starts, most)
        told = zip(starts[first].tolist(), rows[first].tolist(), strict=True)
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
