"""The orderer's first page: order, order again, what is going on now, the newest orders."""

from __future__ import annotations

from flask import render_template

from app.domain.attendance import opens_at
from app.store import change_requests, rosters, stale, task_cards, timesheets
from app.store.task_cards import Group
from app.store.timesheets import Heap
from app.web.orderer.blueprint import bp
from app.web.orderer.on_site import on_site_of
from app.web.orderer.status import all_steps
from app.web.shared.access import current_actor
from app.web.shared.now import now, today
from app.web.shared.words_attendance import late_choices

NEWEST = 6
HOURS_SHOWN = 5


@bp.get("/")
def home() -> str:
    actor = current_actor()
    cards = task_cards.list_cards(actor, Group.ALL, now=now(), size=NEWEST)
    todays = rosters.list_on_day(actor, today(), now=now())
    hours = timesheets.list_rows(actor, Heap.TO_AGREE, now=now(), size=HOURS_SHOWN)
    return render_template(
        "orderer/home.html", cards=cards, steps=all_steps(cards), todays=todays, hours=hours,
        opens_at=opens_at, on_site=on_site_of(todays),
        lates=late_choices(),
        following=[] if todays else rosters.list_next(actor, now=now()),
        hours_waiting=timesheets.count_heaps(actor)[Heap.TO_AGREE],
        changes=change_requests.list_open(actor, now=now()), asked=stale.list_asked(actor),
        to_change=task_cards.list_to_change(actor), last=task_cards.find_last_sent(actor),
    )  # fmt: skip
