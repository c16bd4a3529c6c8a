"""A letter that reminds an orderer of what waits, with the way to answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.waiting import Rung, WaitsFor
from app.store import hours_links, outbox, waiting

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.models.people import User
    from app.store.waiting import Waiting


def write(
    one: Waiting, step: str, user: User, last: datetime, *, send_from: datetime | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """Remind one person once by this step. Needs a unit of work.

    `last`: when the person was written to about it before.
    """
    day = local_day(last)
    facts = {
        "title": one.task.title, "path": _path(one, user, now=now),
        "last": f"{day.day}.{day.month}.",
    }  # fmt: skip
    key = waiting.letter_key(one, step, user.id)
    letter = outbox.Letter("answer_reminder", key, facts, one.deadline, send_from)
    queue = outbox.queue_sms_to_user if step == Rung.SMS else outbox.queue_to_user
    queue(user, letter, now=now)


def _path(one: Waiting, user: User, *, now: datetime) -> str:
    """Where it is answered; hours without signing in."""
    if one.kind is not WaitsFor.HOURS:
        return f"/orderer/tasks/{one.task.id}"
    return hours_links.add_link(user, one.subject_id, now=now)
