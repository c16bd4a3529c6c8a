"""Every shift's place for one client: which fit, in the order of lists, and what stops the others.

A list is so short a piece of work that each step of Python counts. So several rules are asked in
one go where no list tells which of them stops; `JOINT` says for which rules each stands.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from app.domain.vocabulary import Scale
from app.matching import few_shifts, shift_filters, team_filters
from app.matching.bits import rows_of
from app.matching.few_shifts import FewShifts
from app.matching.shift_columns import AT
from app.matching.shift_question import ShiftQuestion
from app.matching.shift_wishes import wishes_met
from app.matching.shortlist import Judgement, judge
from app.matching.standing import WISH_BIT, Standing
from app.matching.stops import free_time

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.bits import Bits, Rows
    from app.matching.facts import ClientFacts, Context
    from app.matching.shift_columns import ShiftColumns

_EMPTY = AT["empty"]
# So few are put in order all at once.
_FEW = 512

# Of every shift: what whole kept sets say, in one union.
_UNITED = tuple(
    rule.keys
    for rule in (
        shift_filters.shift_full, shift_filters.free_time, shift_filters.passes,
        shift_filters.over_limits, shift_filters.avoided_category, shift_filters.own_rules,
    )
)  # fmt: skip
# What says nothing of most clients.
_SELDOM = (
    shift_filters.started, shift_filters.blocked_pair, shift_filters.already_asked,
    shift_filters.work_activity_session, team_filters.team_places_of_shifts,
    team_filters.one_at_a_time_of_shifts,
)  # fmt: skip


def seldom(asked: ShiftQuestion) -> Bits | None:
    """What says nothing of a client without blocked pairs, offers, sessions, team or other work."""
    client = asked.client
    if not (
        client.blocked_organisation_ids or client.blocked_from or client.asked_shift_ids
        or client.sessions or client.committed_task_ids or client.together > 1
        or asked.columns.first_start <= asked.context.now
    ):  # fmt: skip
        return None
    told = [bits for ask in _SELDOM if (bits := ask(asked)) is not None]
    return reduce(np.bitwise_or, told) if told else None


# Which rules are asked together; a test holds each to the rules it stands for.
JOINT = {
    seldom: (
        "started", "blocked_pair", "already_asked", "work_activity_session", "team_places",
        "one_at_a_time",
    ),
    shift_filters.over_limits: tuple(f"limit_{scale.value}" for scale in Scale),
    shift_filters.own_rules: ("no_food_work", "no_evenings", "no_weekends"),
    few_shifts.over_ceilings: (
        "daily_limit", "weekly_limit", "own_week", "own_month", "own_earnings",
    ),
    few_shifts.beside_agreed: ("own_shift", "way_between", "daily_rest", "weekly_rest"),
}  # fmt: skip
# And which by themselves: together all that stop.
ALONE = ("shift_full", "free_time", "passes", "avoided_category", "coach_presence", "travel_limit")


def _first(order: NDArray[np.int64], most: int | None) -> tuple[Rows, list[int]]:
    """The places of so many smallest numbers and of one more, in order, and these numbers.

    Without a limit all of them.
    """
    if most is None or len(order) <= _FEW:
        first = order.argsort()[: None if most is None else most + 1]
        return first, order.take(first).tolist()
    some = order.argpartition(most)[: most + 1]
    numbers = order.take(some)
    by_number = numbers.argsort()
    return some.take(by_number), numbers.take(by_number).tolist()


class ClientStanding(Standing[ShiftQuestion, FewShifts]):
    """Every shift's place for one client."""

    def __init__(self, columns: ShiftColumns, client: ClientFacts, context: Context) -> None:
        self.columns, self.client, self.context = columns, client, context
        self.question = ShiftQuestion(columns, client, context)

    def top(self, most: int | None = None) -> list[int]:
        """The rows of the shifts that fit best, as `shifts_for`; without a limit all.

        In order of one number: the wishes that each meets before when it begins, the least first.
        Shifts that begin at the same time may have the same number.
        """
        few = self.fitting
        order = few.column("order")
        order -= self.met(few) << WISH_BIT
        first, numbers = _first(order, most)
        if len(set(numbers)) < len(numbers):
            first = self._by_id(few, order)
        chosen: list[int] = few.rows.take(first[:most]).tolist()
        return chosen

    def _by_id(self, few: FewShifts, order: NDArray[np.int64]) -> Rows:
        """The places of all in order, those of the same number by their ids."""
        columns, rows = self.columns, few.rows
        # The order of ids as numbers is that of them as words.
        keys = columns.id_low.take(rows), columns.id_high.take(rows), order
        return np.lexsort(keys)

    def few(self, bits: Bits) -> FewShifts:
        """Some shifts, to be asked alone."""
        return FewShifts(self.question, rows_of(bits))

    def _fitting(self) -> FewShifts:
        asked = self.question
        keys = chain.from_iterable([keys(asked) for keys in _UNITED])
        stopped = self.columns.sets.union([_EMPTY, *keys])
        for bits in (asked.without_coach, asked.surely_far(), seldom(asked)):
            if bits is not None:
                np.bitwise_or(stopped, bits, stopped)
        rows = rows_of(np.invert(stopped, stopped))
        few = FewShifts(asked, rows, bool(self.client.availability))
        few = few.but(few_shifts.travel_limit(few))
        few = few.but(few_shifts.over_ceilings(few))
        return few.but(few_shifts.beside_agreed(few))

    def met(self, few: FewShifts) -> NDArray[np.int64]:
        """How many wishes each of them meets."""
        return wishes_met(few)

    def _free_codes(self, told: Bits) -> Counter[str]:
        shifts = map(self.question.shift, rows_of(told).tolist())
        found = (free_time(self.client, shift, self.context) for shift in shifts)
        return Counter(reason.code for reason in found if reason)

    def judge(self, row: int) -> Judgement:
        """What every rule says of the shift in a row, in full."""
        return judge(self.client, self.question.shift(row), self.context)
