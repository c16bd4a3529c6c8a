"""What a piece of scheduled work is, and what it gets to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services.delivery import Desk


@dataclass(frozen=True)
class Tools:
    """The ways out of the house and the name of this worker."""

    desk: Desk
    worker: str


Body = Callable[[Tools, datetime], int]


@dataclass(frozen=True)
class Work:
    """One line of the table. The body says how many things it did; nothing to do is nought.

    `every` is how often it is asked for. With `daily_from` it runs once a local day, when that
    clock time has come, or later if nobody was there then. Work that is not `alone` may run in
    several workers at once.
    """

    name: str
    every: timedelta
    body: Body
    why: str
    daily_from: time | None = None
    alone: bool = True
