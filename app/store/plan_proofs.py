"""What proves week plans: the week as the planner had it, kept sealed for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from app.store.crypto import seal_bytes, unseal_bytes
from app.store.db import db
from app.store.models.plan import PlanProof, PlanRow, WeekPlan
from app.store.week_plans import LIVE

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

# How long after its week a plan can be checked; people's ceilings are not kept for longer.
KEPT = timedelta(days=35)


def add_proof(plan_id: UUID, week_on: date, week: bytes) -> None:
    """Keep the week that a plan rests on."""
    row = PlanProof(plan_id=plan_id, week_on=week_on)
    row.week_sealed = seal_bytes(week, PlanProof.__tablename__, "week", row.id)
    db.session.add(row)
    db.session.flush()


def find_week(plan_id: UUID) -> bytes | None:
    """The week that a plan rests on; None when it has been forgotten."""
    row = db.session.scalar(select(PlanProof).where(PlanProof.plan_id == plan_id))
    if row is None:
        return None
    return unseal_bytes(row.week_sealed, PlanProof.__tablename__, "week", row.id)


def list_first_lines(plan_id: UUID) -> list[tuple[str, str]]:
    """Who the planner put on which shift, as ids; not what was mended later."""
    rows = db.session.execute(
        select(PlanRow.client_id, PlanRow.shift_id)
        .where(PlanRow.plan_id == plan_id, PlanRow.mended.is_(False))
        .where(PlanRow.client_id.is_not(None), PlanRow.shift_id.is_not(None))
    )
    return sorted((str(client_id), str(shift_id)) for client_id, shift_id in rows)


def find_newest() -> UUID | None:
    """The newest plan that was made and not set aside."""
    return db.session.scalar(
        select(WeekPlan.id)
        .where(WeekPlan.state.in_(LIVE), WeekPlan.plan_hash != "")
        .order_by(WeekPlan.started_at.desc(), WeekPlan.id)
        .limit(1)
    )


def forget_proofs(*, now: datetime) -> int:
    """Take out the weeks that ended a month ago; returns how many. Needs a unit of work."""
    old = PlanProof.week_on < (now - KEPT).date()
    query = delete(PlanProof).where(old).execution_options(synchronize_session=False)
    gone: Any = db.session.execute(query)
    return int(gone.rowcount)
