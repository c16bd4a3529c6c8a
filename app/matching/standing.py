"""Where everybody stands on one shift, or every shift for one client, without judging each pair.

The groups, the order and the counts are those of `shortlist`; only those who are shown are judged
by the per-pair tests, which tell the reasons.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import numpy as np

from app.domain.calendar import iso_week
from app.matching import client_filters, shift_filters
from app.matching.bits import Bits, count, counts, flags_of, rows_of
from app.matching.client_facts import client_at
from app.matching.client_question import ClientQuestion
from app.matching.few_clients import FewClients
from app.matching.few_shifts import FewShifts
from app.matching.once import once
from app.matching.rules import BY_NAME, STOPS, Rule
from app.matching.shift_question import ShiftQuestion
from app.matching.shortlist import WISHES, Group, Judgement, judge, tie_break
from app.matching.stops import free_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from app.matching.bits import Flags, Rows
    from app.matching.coach_columns import CoachColumns
    from app.matching.columns import ClientColumns
    from app.matching.facts import ClientFacts, Context, ShiftFacts
    from app.matching.shift_columns import ShiftColumns

Question = TypeVar("Question", ClientQuestion, ShiftQuestion)
Few = TypeVar("Few", FewClients, FewShifts)

# Those that nothing lifts first: in this order a stop is told.
TOLD = tuple(sorted(STOPS, key=lambda rule: rule.lift is not None))
# What is asked of some alone, step by step: what stops the most first, and of those left by all
# that is quick the rest.
_STEPS = (("coach_presence",), ("travel_limit", "own_week", "own_month", "own_earnings"))
# Above the waiting and the beginning of anything: how many wishes are met.
_WISH = 60


class _Forms(NamedTuple):
    """How rules are asked about clients, or about shifts."""

    stops: tuple[tuple[Rule, Any], ...]
    # Of every row, and then step by step of those alone whom nothing stops so far.
    cheap: tuple[Any, ...]
    steps: tuple[tuple[Any, ...], ...]
    wishes: tuple[tuple[Any, Any], ...]


def _forms(kind: str, *more: Callable[..., Bits | None]) -> _Forms:
    """The forms of the rules about a kind; `more` is asked of every row, instead of each limit."""
    asked = [(rule, *_both(rule, kind)) for rule in TOLD]
    dear = {rule.name: of_few for rule, _, of_few in asked if of_few is not None}
    rest = dear.keys() - {name for step in _STEPS for name in step}
    named = (*_STEPS, sorted(rest, key=list(dear).index))
    steps = (tuple(dear[name] for name in step if name in dear) for step in named)
    return _Forms(
        stops=tuple((rule, of_all) for rule, of_all, _ in asked),
        cheap=(*(of_all for rule, of_all, of_few in asked if _is_cheap(rule, of_few)), *more),
        steps=tuple(step for step in steps if step),
        wishes=tuple(_both(BY_NAME[name], kind) for name in WISHES),
    )


def _is_cheap(rule: Rule, of_few: object) -> bool:
    """Whether it is asked of every row; the limits are, all at once."""
    return of_few is None and not rule.name.startswith("limit_")


def _both(rule: Rule, kind: str) -> tuple[Any, Any]:
    """How a rule is asked of every row, and how of some alone or None."""
    assert rule.filter is not None  # noqa: S101 - every stop and every wish has one
    return getattr(rule.filter, kind), getattr(rule.filter, f"few_{kind}")


_FORMS = {
    ClientQuestion: _forms("clients", client_filters.over_limits, ClientQuestion.surely_far),
    ShiftQuestion: _forms("shifts", shift_filters.over_limits, ShiftQuestion.surely_far),
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
        for rule, ask in _FORMS[type(question)].stops:
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

    @once
    def groups(self) -> dict[Group, Bits]:
        """The rows in each group."""
        stopped = self.everybody & self._once
        solve = stopped & ~(self._twice | self._fixed)
        return {
            Group.FITS: self.everybody ^ stopped,
            Group.MUST_SOLVE: solve,
            Group.CANT_NOW: stopped ^ solve,
        }


def _perhaps_first(order: NDArray[Any], most: int) -> Rows:
    """The places of so many smallest numbers, and of those equal to the last of them."""
    if most >= len(order):
        return np.arange(len(order))
    last = np.partition(order, most - 1)[most - 1]
    places: Rows = (order <= last).nonzero()[0]
    return places


def _first(order: NDArray[np.int64], most: int | None) -> Rows:
    """The places of so many smallest numbers and of one more, in order; without a limit of all."""
    if most is None or most + 1 >= len(order):
        return order.argsort()
    first = order.argpartition(most)[: most + 1]
    return first[order[first].argsort()]


def _left(few: Few, step: tuple[Callable[[Few], Flags | None], ...]) -> Few:
    """Those of some rows whom none of these rules stops; the flags that they give are used up."""
    stopped: Flags | None = None
    for ask in step:
        flags = ask(few)
        if flags is not None:
            stopped = flags if stopped is None else np.bitwise_or(stopped, flags, stopped)
    if stopped is None or not np.count_nonzero(stopped):
        return few
    return few.only(np.invert(stopped, stopped))


class _Standing(ABC, Generic[Question, Few]):
    """What a question has for an answer."""

    question: Question

    @abstractmethod
    def few(self, bits: Bits) -> Few:
        """Some rows, to be asked alone."""

    @once
    def stopped(self) -> Stopped:
        """Who is stopped by what."""
        return Stopped(self.question)

    @property
    def groups(self) -> dict[Group, Bits]:
        """The rows of each group."""
        return self.stopped.groups

    def of(self, group: Group) -> Bits:
        """The rows of one group."""
        return self.groups[group]

    @once
    def fitting(self) -> Few:
        """Those whom nothing stops; unless it is asked, not what stops the others."""
        forms = _FORMS[type(self.question)]
        if "stopped" in self.__dict__:
            return self.few(self.groups[Group.FITS])
        question, stopped, either = self.question, ~self.question.everybody(), np.bitwise_or
        for bits in [told for ask in forms.cheap if (told := ask(question)) is not None]:
            either(stopped, bits, stopped)
        few = self._free(np.invert(stopped, stopped))
        for step in forms.steps:
            few = _left(few, step)
        return few

    def _free(self, bits: Bits) -> Few:
        """Some rows of which the rules about free times say nothing."""
        return self.few(bits)

    def met(self, few: Few) -> NDArray[np.int64]:
        """How many wishes each of them meets."""
        met = np.zeros(len(few), dtype=np.uint8)
        for ask, ask_few in _FORMS[type(self.question)].wishes:
            told = ask(self.question) if ask_few is None else ask_few(few)
            if told is not None:
                met += flags_of(told, few.rows) if ask_few is None else told
        return met.astype(np.int64)

    def reasons(self, among: Bits) -> Counter[str]:
        """Of how many of these each reason is the one to tell about; fitting ones have none."""
        numbers: Counter[str] = Counter()
        for rule, number in self.stopped.counts(among):
            if rule.name == "free_time":
                numbers.update(self._free_codes(self.stopped.told(rule.name) & among))
            else:
                numbers[code_of(rule.name)] += number
        return +numbers

    @abstractmethod
    def _free_codes(self, told: Bits) -> Mapping[str, int]:
        """How many of these, for which there is no time, are told which of its codes."""

    def _among(self, group: Group, among: Bits | None) -> Few:
        few = self.fitting if group is Group.FITS else self.few(self.groups[group])
        return few if among is None else few.only(flags_of(among, few.rows).view(np.bool_))


class ShiftStanding(_Standing[ClientQuestion, FewClients]):
    """Every client's place on one shift."""

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

    def few(self, bits: Bits) -> FewClients:
        """Some clients, to be asked alone."""
        return FewClients(self.question, rows_of(bits))

    def count(self, group: Group, among: Bits | None = None) -> int:
        """How many are in a group."""
        if group is Group.FITS:
            return len(self._among(group, among))
        bits = self.of(group)
        return count(bits if among is None else bits & among)

    def top(self, most: int, group: Group = Group.FITS, among: Bits | None = None) -> list[int]:
        """The rows of the first of a group, in the order of lists."""
        few = self._among(group, among)
        rows = few.rows
        order = self.columns.tie_breaks(iso_week(self.shift.on)).take(rows)
        order = order - (self.columns.waiting[rows].astype(np.int64) << 16)
        order -= self.met(few) << _WISH
        first = _perhaps_first(order, most)
        first = first[np.argsort(order[first], kind="stable")]
        chosen: list[int] = rows[first].tolist()
        numbers: list[int] = order[first].tolist()
        if len(set(numbers)) < len(numbers):
            keys = zip(numbers, map(self._full_key, chosen), chosen, strict=True)
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
        numbers = self.reasons(cant if among is None else cant & among)
        return dict(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))

    def _free_codes(self, told: Bits) -> dict[str, int]:
        return self.question.count_free_codes(told)


class ClientStanding(_Standing[ShiftQuestion, FewShifts]):
    """Every shift's place for one client."""

    def __init__(self, columns: ShiftColumns, client: ClientFacts, context: Context) -> None:
        self.columns, self.client, self.context = columns, client, context
        self.question = ShiftQuestion(columns, client, context)

    def top(self, most: int | None = None) -> list[int]:
        """The rows of the shifts that fit best, as `shifts_for`; without a limit all."""
        few = self.fitting
        order = self._order(few)
        first = _first(order, most)
        numbers: list[int] = order[first].tolist()
        if len(set(numbers)) < len(numbers):
            first = self._by_id(few, order)
        chosen: list[int] = few.rows[first[:most]].tolist()
        return chosen

    def _order(self, few: FewShifts) -> NDArray[np.int64]:
        """The wishes that each meets before when it begins, as one number: the least comes first.

        Shifts that begin at the same time may have the same number.
        """
        order: NDArray[np.int64] = few.column("order")
        order -= self.met(few) << _WISH
        return order

    def _by_id(self, few: FewShifts, order: NDArray[np.int64]) -> Rows:
        """The places of all in order, those of the same number by their ids."""
        columns, rows = self.columns, few.rows
        # The order of ids as numbers is that of them as words.
        keys = columns.id_low.take(rows), columns.id_high.take(rows), order
        return np.lexsort(keys)

    def few(self, bits: Bits) -> FewShifts:
        """Some shifts, to be asked alone."""
        return FewShifts(self.question, rows_of(bits))

    def _free(self, bits: Bits) -> FewShifts:
        few = self.few(bits)
        few.free = bool(self.client.availability)
        return few

    def _free_codes(self, told: Bits) -> Counter[str]:
        shifts = map(self.question.shift, rows_of(told).tolist())
        found = (free_time(self.client, shift, self.context) for shift in shifts)
        return Counter(reason.code for reason in found if reason)

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
