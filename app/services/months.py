"""When a month is over, whoever orders gets the address of its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import in_quiet_hours, local_day, month_name, month_start, previous_month
from app.store import letters, months, orderers, outbox
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

# A worker that was away on the first may catch up; later the letter would be no news.
LAST_DAY = 5


def send_summaries(*, now: datetime) -> int:
    """How many organisations were written to about the month before this one.

    Only those with work or an ended order in it, and each once, however often this is run.
    """
    day = local_day(now)
    if in_quiet_hours(now) or day.day > LAST_DAY:
        return 0
    first_on = previous_month(month_start(day))
    with unit_of_work():
        found = months.list_organisations(first_on)
        return sum(_tell(organisation_id, first_on, now=now) for organisation_id in found)


def _tell(organisation_id: UUID, first_on: date, *, now: datetime) -> int:
    name = month_name(first_on)
    key = f"month_summary:{organisation_id}:{name}"
    people = [user.id for user in orderers.list_orderers(organisation_id)]
    # Who begins to order a day later didn't order last month.
    if not people or any(outbox.is_written(f"{key}:{user_id}") for user_id in people):
        return 0
    for user_id in people:
        path = f"/orderer/months/{name}"
        letters.tell_user(user_id, "month_summary", key, now=now, path=path)
    return 1
