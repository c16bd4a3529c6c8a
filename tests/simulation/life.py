"""Time passing: people's acts in order, and between them the worker with all its work."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from app.domain.calendar import in_quiet_hours
from app.domain.errors import ExpectedError
from app.scheduled.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from app.scheduled.runner import Worker
    from tests.databases import TestClock

BY_DAY, BY_NIGHT = timedelta(minutes=30), timedelta(hours=2)
# When nothing is planned any more, only deadlines pass.
QUIET = timedelta(hours=12)
# The trail is looked after by tests of its own; here the messages and the rules count.
TRAIL = {"seal_trail"}
# Every two seconds in a real worker, so here after everything that may have written a letter.
DELIVERY = next(work for work in TABLE if work.name == "deliver_outbox")
# One worker lives here, so nobody has to be kept out; the leases have tests of their own.
WORKS = tuple(replace(work, alone=work.alone and work.daily_from is not None) for work in TABLE)
PLANNING = {"plan_next_week", "make_plans", "mend_plans"}


@dataclass
class Life:
    """The clock of a simulation, what is to happen, and what the rules have refused."""

    clock: TestClock
    random: Random
    worker: Worker
    left_out: set[str] = field(default_factory=lambda: TRAIL | PLANNING)
    refused: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    _queue: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = field(
        default_factory=list
    )
    _numbers: count[int] = field(default_factory=count)

    @property
    def now(self) -> datetime:
        return self.clock.at

    def plan(self, when: datetime, act: Callable[..., None], *facts: object) -> None:
        """Let something happen at an instant, or as soon as may be."""
        heapq.heappush(self._queue, (max(when, self.now), next(self._numbers), act, facts))

    def later(self, minutes: float) -> datetime:
        """So many minutes from now."""
        return self.now + timedelta(minutes=minutes)

    def pass_until(self, end: datetime, notice: Callable[[], None]) -> None:
        """Live until then; after each look of the worker people notice what is new."""
        while self.now < end:
            step = BY_NIGHT if in_quiet_hours(self.now) else BY_DAY
            self._pass(min(self.now + step, end), notice)

    def rest_until(self, end: datetime, notice: Callable[[], None]) -> None:
        """Let deadlines pass, with long steps once nobody has anything to do."""
        while self.now < end:
            planned = self._queue[0][0] + BY_DAY if self._queue else end
            self._pass(min(self.now + QUIET, planned, end), notice)

    def _pass(self, tick: datetime, notice: Callable[[], None]) -> None:
        while self._queue and self._queue[0][0] <= tick:
            when, _number, act, facts = heapq.heappop(self._queue)
            self.clock.at = max(when, self.now)
            self._do(act, facts)
            self.worker.run(DELIVERY)
        self.clock.at = tick
        for work in WORKS:
            if work.name not in self.left_out:
                self.worker.run(work)
        self.worker.run(DELIVERY)
        notice()

    def _do(self, act: Callable[..., None], facts: tuple[Any, ...]) -> None:
        """An act that the rules refuse simply did not happen; it is counted."""
        name = act.__name__
        try:
            act(*facts)
        except ExpectedError as error:
            self.refused[f"{name}: {getattr(error, 'code', type(error).__name__)}"] += 1
        else:
            self.acts[name] += 1
