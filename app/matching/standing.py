"""Where everybody stands on one shift, or every shift for one client, without judging each pair.

The groups and the counts are those of `shortlist`; only those who are shown are judged by the
per-pair tests, which tell the reasons.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from app.matching.bits import Bits, counts, flags_of
from app.matching.client_question import ClientQuestion
from app.matching.few_clients import FewClients
from app.matching.few_shifts import FewShifts
from app.matching.once import once
from app.matching.rules import STOPS, Filter, Rule
from app.matching.shift_question import ShiftQuestion
from app.matching.shortlist import Group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Ask = Callable[[Any], Bits | None]

Question = TypeVar("Question", ClientQuestion, ShiftQuestion)
Few = TypeVar("Few", FewClients, FewShifts)

# Those that nothing lifts first: in this order a stop is told.
TOLD = tuple(sorted(STOPS, key=lambda rule: rule.lift is not None))
# Above the waiting and the beginning of anything: how many wishes are met.
WISH_BIT = 60


def filter_of(rule: Rule) -> Filter:
    """The filter of a rule on which lists rest."""
    if rule.filter is None:
        raise LookupError(f"{rule.name} has no filter")
    return rule.filter


# How each is asked of every row of a question.
_STOPS: dict[type[ClientQuestion | ShiftQuestion], tuple[tuple[Rule, Ask], ...]] = {
    ClientQuestion: tuple((rule, filter_of(rule).clients) for rule in TOLD),
    ShiftQuestion: tuple((rule, filter_of(rule).shifts) for rule in TOLD),
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


class Standing(ABC, Generic[Question, Few]):
    """What a question has for an answer."""

    question: Question
    _stopped: Stopped | None = None

    @abstractmethod
    def few(self, bits: Bits) -> Few:
        """Some rows, to be asked alone."""

    @property
    def stopped(self) -> Stopped:
        """Who is stopped by what."""
        if self._stopped is None:
            self._stopped = Stopped(self.question)
        return self._stopped

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
        return self._fitting() if self._stopped is None else self.few(self.groups[Group.FITS])

    @abstractmethod
    def _fitting(self) -> Few:
        """Those whom nothing stops, asked rule by rule of as few as can be."""

    @abstractmethod
    def met(self, few: Few) -> NDArray[np.int64]:
        """How many wishes each of them meets."""

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
