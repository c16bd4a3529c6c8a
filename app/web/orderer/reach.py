"""What is known of an unfinished order beside its form: its place, its reach, the law."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.tasks import check_draft
from app.services import reach as counts
from app.store import advice, organisations
from app.web.orderer.blueprint import own_organisation
from app.web.orderer.when import parse_clock
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from app.domain.reasons import Reason
    from app.domain.tasks import TaskDraft
    from app.services.reach import Reach
    from app.web.orderer.forms import TaskForm

# What stands for words that are not written yet and that nobody's place on a list hangs on.
_OPEN = "…"


def at_known_point(draft: TaskDraft, base: TaskDraft | None = None) -> TaskDraft:
    """The order with the point of its place on the map, if the place is known from before."""
    if base is not None and (draft.place, draft.area) == (base.place, base.area):
        return draft
    for site in organisations.list_sites(own_organisation()):
        if (site.name, site.area) == (draft.place, draft.area) and site.lat is not None:
            return replace(draft, lat=site.lat, lon=site.lon)
    return replace(draft, lat=None, lon=None)


def draft_of(form: TaskForm) -> TaskDraft | None:
    """The order as far as it is told, once it has a day and times; None before, or with a fault."""
    starts, ends = parse_clock(form.start_time.data), parse_clock(form.end_time.data)
    if form.first_on is None or starts is None or ends is None:
        return None
    try:
        draft = form.to_draft()
        draft = replace(draft, title=draft.title or _OPEN, place=draft.place or _OPEN)
        check_draft(draft)
    except (RuleBroken, ValueError):
        return None
    return draft


def reach_of(draft: TaskDraft | None) -> Reach | None:
    """About how many people an unfinished order could be asked of."""
    if draft is None:
        return None
    return counts.count_reach(
        current_actor(), at_known_point(draft), organisation_id=own_organisation(), now=now()
    )


def advice_on(draft: TaskDraft | None) -> tuple[Reason, ...]:
    """What the law says of an unfinished order."""
    return () if draft is None else advice.list_advice(draft)
