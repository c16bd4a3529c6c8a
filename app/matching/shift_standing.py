"""Every client's place on one shift: who fits, in the order of lists, and what stops the others.

Each rule is asked of as few clients as can be: what is cheap of everybody, the rest step by step of
those whom nothing stops so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.calendar import iso_week
from app.domain.vocabulary import Scale
from app.matching import client_filters
from app.matching.bits import Bits, count, flags_of, rows_of
from app.matching.client_facts import client_at
from app.matching.client_question import ClientQuestion
from app.matching.few_clients import FewClients
from app.matching.rules import BY_NAME
from app.matching.shortlist import WISHES, Group, Judgement, judge, tie_break
from app.matching.standing import TOLD, WISH_BIT, Standing, filter_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from app.matching.bits import Flags, Rows
    from app.matching.coach_columns import CoachColumns
    from app.matching.columns import ClientColumns
    from app.matching.facts import Context, ShiftFacts
    from app.matching.shift_columns import ShiftColumns


# What is asked of some alone, by name: what stops the most first, and of those left the rest.
_DEAR = {rule.name: ask for rule in TOLD if (ask := filter_of(rule).few_clients) is not None}
_FIRST = ("coach_presence",), ("travel_limit", "own_week", "own_month", "own_earnings")
_NAMED = {name for step in _FIRST for name in step}
_STEPS = (
    *(tuple(_DEAR[name] for name in step) for step in _FIRST),
    tuple(ask for name, ask in _DEAR.items() if name not in _NAMED),
)
# Of every client: the limits all at once, and what is not asked of some alone.
_LIMITS = {f"limit_{scale.value}" for scale in Scale}
_CHEAP = (
    *(filter_of(rule).clients for rule in TOLD if rule.name not in _DEAR.keys() | _LIMITS),
    client_filters.over_limits,
    ClientQuestion.surely_far,
)
_WISHES = tuple(filter_of(BY_NAME[name]) for name in WISHES)


def _perhaps_first(order: NDArray[Any], most: int) -> Rows:
    """The places of so many smallest numbers, and of those equal to the last of them."""
    if most >= len(order):
        return np.arange(len(order))
    last = np.partition(order, most - 1)[most - 1]
    places: Rows = (order <= last).nonzero()[0]
    return places


def _left(few: FewClients, step: tuple[Callable[[FewClients], Flags | None], ...]) -> FewClients:
    """Those of some rows whom none of these rules stops; the flags that they give are used up."""
    stopped: Flags | None = None
    for ask in step:
        flags = ask(few)
        if flags is not None:
            stopped = flags if stopped is None else np.bitwise_or(stopped, flags, stopped)
    if stopped is None or not np.count_nonzero(stopped):
        return few
    return few.only(np.invert(stopped, stopped))


class ShiftStanding(Standing[ClientQuestion, FewClients]):
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

    def _fitting(self) -> FewClients:
        question, stopped = self.question, ~self.question.everybody()
        for ask in _CHEAP:
            bits = ask(question)
            if bits is not None:
                np.bitwise_or(stopped, bits, stopped)
        few = self.few(np.invert(stopped, stopped))
        for step in _STEPS:
            few = _left(few, step)
        return few

    def met(self, few: FewClients) -> NDArray[np.int64]:
        """How many wishes each of them meets."""
        met = np.zeros(len(few), dtype=np.uint8)
        for wish in _WISHES:
            if wish.few_clients is not None:
                flags = wish.few_clients(few)
            else:
                bits = wish.clients(self.question)
                flags = None if bits is None else flags_of(bits, few.rows).view(np.bool_)
            if flags is not None:
                met += flags
        return met.astype(np.int64)

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
        order -= self.met(few) << WISH_BIT
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
