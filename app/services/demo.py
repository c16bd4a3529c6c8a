"""The demo's own acts: being one of its people, and moving its clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import Conflict, Missing
from app.store import audit, demo, logins
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from app.domain.policy import Actor

# "To my next shift" stops this long before it, so that there is time to look around.
BEFORE_SHIFT = timedelta(minutes=10)
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


def sign_in_as(key: str, *, old_token: str | None, now: datetime) -> logins.Opened:
    """A session as one of the demo's people. Raises: Missing for a key nobody has."""
    with unit_of_work():
        user = demo.find_user(key)
        if user is None:
            raise Missing
        return logins.open_login(user, "demo", now=now, old_token=old_token)


def move_clock(actor: Actor, move: str, *, now: datetime) -> timedelta:
    """How far the clock was moved. Raises: Missing for an unknown move, Conflict without shift."""
    with unit_of_work():
        step = _step(actor, move, now)
        if demo.find_state() is None:
            demo.add_state(seed=0, now=now)
        demo.move_clock(int(step.total_seconds()))
        entry = audit.Entry("update", "demo_clock", purpose="system", facts={"move": move})
        audit.record(actor, entry, now=now)
        return step


def _step(actor: Actor, move: str, now: datetime) -> timedelta:
    if move in STEPS:
        return STEPS[move]
    if move != "shift":
        raise Missing
    starts_at = demo.next_shift_at(actor, after=now + BEFORE_SHIFT)
    if starts_at is None:
        raise Conflict("no_next_shift")
    return starts_at - BEFORE_SHIFT - now
