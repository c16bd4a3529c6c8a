"""Work by single shifts that has had none for long: it ends by itself, and nobody is to blame."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from app.domain.calendar import local_day
from app.domain.lifecycle import PlacementEnd, PlacementState
from app.store import moves, rules, support_plans
from app.store.db import db
from app.store.models.cadence import SupportPlan
from app.store.models.work import Attendance, Placement, Shift

if TYPE_CHECKING:
    from datetime import datetime

IDLE_KEY, IDLE_DAYS = "placements.idle_days", 60
# So many are ended in one transaction.
CHUNK = 200


def list_idle(*, now: datetime) -> list[Placement]:
    """Open placements of single shifts, agreed and with their last shift over long enough ago."""
    days = rules.find_whole_number(IDLE_KEY, on=local_day(now)) or IDLE_DAYS
    border = now - timedelta(days=days)
    lately = exists().where(
        Attendance.placement_id == Placement.id, Attendance.shift_id == Shift.id,
        Shift.ends_at > border,
    )  # fmt: skip
    return list(
        db.session.scalars(
            select(Placement)
            .where(Placement.kind == "gig", Placement.state != PlacementState.ENDED)
            .where(Placement.agreed_at <= border, ~lately)
            .order_by(Placement.id)
            .limit(CHUNK)
        )
    )


def end(placement: Placement, *, now: datetime) -> None:
    """End it and let its plan rest for good: no contact follows. Needs a unit of work."""
    ended = {"ended_at": now, "end_reason": PlacementEnd.STOPPED}
    moves.move(Placement, placement.id, placement.state, PlacementState.ENDED, **ended)
    plans = db.session.scalars(
        select(SupportPlan).where(
            SupportPlan.placement_id == placement.id, SupportPlan.ended_on.is_(None)
        )
    ).all()
    for plan in plans:
        plan.ended_on = local_day(now)
    support_plans.reckon(plans, now=now)
