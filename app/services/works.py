"""The worker's own book-keeping: one at a time, and once a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.store import works
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

# A worker that dies keeps others waiting for this long.
LEASE = timedelta(minutes=2)


def begin_alone(name: str, worker: str, *, now: datetime) -> bool:
    """Whether this worker may do the work now; another one may be at it."""
    with unit_of_work():
        return works.take_lease(name, worker, span=LEASE, now=now)


def end_alone(name: str, worker: str, *, now: datetime) -> None:
    """Let the next worker do it."""
    with unit_of_work():
        works.give_back_lease(name, worker, now=now)


def is_done_today(name: str, *, now: datetime) -> bool:
    """Whether the day's work of this name was done on the local day."""
    with unit_of_work():
        return works.is_done(_key(name, now))


def mark_done_today(name: str, *, now: datetime) -> None:
    """Note the day's work as done."""
    with unit_of_work():
        works.mark_done(_key(name, now), now=now)


def _key(name: str, now: datetime) -> str:
    return f"{name}:{local_day(now)}"
