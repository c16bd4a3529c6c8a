"""Reminding clients of their shifts. The letter never says what it is about."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.domain.reminders import Reminder, due_reminders
from app.store import letters, reminders
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.reminders import Coming

TEMPLATE = "shift_reminder"
BATCH = 100


def send_shift_reminders(*, now: datetime) -> int:
    """How many reminders were written; each kind once for each client and shift."""
    return sum(_remind(reminder, now) for reminder in due_reminders(now))


def _remind(reminder: Reminder, now: datetime) -> int:
    kind, starts_from, starts_before = reminder
    with unit_of_work():
        coming = reminders.list_coming(kind, starts_from=starts_from, starts_before=starts_before)
    for start in range(0, len(coming), BATCH):
        with unit_of_work():
            _write(coming[start : start + BATCH], now)
    return len(coming)


def _write(coming: list[Coming], now: datetime) -> None:
    """Letters that are worth nothing any more once the shift has begun."""
    for starts_at, same in groupby(coming, key=lambda one: one.starts_at):
        keys = {one.client_id: one.key for one in same}
        letters.tell_clients(keys, TEMPLATE, now=now, useful_until=starts_at)
