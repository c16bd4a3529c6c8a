"""The orderer's first page: order, order again, what is going on now, the newest orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from app.domain.attendance import opens_at
from app.domain.calendar import iso_week, local_day
from app.store import change_requests, rosters, stale, task_cards, timesheets, work_ideas
from app.store.task_cards import Group
from app.store.timesheets import Heap
from app.web.orderer.blueprint import bp
from app.web.orderer.on_site import on_site_of
from app.web.orderer.status import all_steps
from app.web.shared.access import current_actor
from app.web.shared.now import now, today
from app.web.shared.words_attendance import late_choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.rosters import ShiftRow

NEWEST = 6
HOURS_SHOWN = 5


@bp.get("/")
def home() -> str:
    actor = current_actor()
    cards = task_cards.list_cards(actor, Group.ALL, now=now(), size=NEWEST)
    todays = rosters.list_on_day(actor, today(), now=now())
    following = [] if todays else rosters.list_next(actor, now=now())
    hours = timesheets.list_rows(actor, Heap.TO_AGREE, now=now(), size=HOURS_SHOWN)
    return render_template(
        "orderer/home.html", cards=cards, steps=all_steps(cards), todays=todays, hours=hours,
        opens_at=opens_at, on_site=on_site_of(todays), lates=late_choices(), following=following,
        hours_waiting=timesheets.count_heaps(actor)[Heap.TO_AGREE],
        changes=change_requests.list_open(actor, now=now()), asked=stale.list_asked(actor),
        ideas=work_ideas.list_agreed(actor), to_change=task_cards.list_to_change(actor),
        last=task_cards.find_last_sent(actor),
        draft=task_cards.find_own_draft(actor), week=_first_week([*todays, *following]),
    )  # fmt: skip


def _first_week(shifts: Sequence[ShiftRow]) -> str:
    """The name of the week of the first of these times, else of today's."""
    return iso_week(local_day(shifts[0].starts_at) if shifts else today())
