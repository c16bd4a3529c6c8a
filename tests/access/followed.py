"""A follow-along plan: its usual steps as rows, and the contacts that it asks for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.cadence import PlanKind, StepKey
from app.store.models.cadence import CadenceTemplate

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


def steps_of(world: World) -> dict[str, UUID]:
    """A step that came with the site, and one that an administrator entered."""
    step = (CadenceTemplate.kind == PlanKind.JOB) & (CadenceTemplate.step == StepKey.WEEKLY)
    number = world.count(CadenceTemplate)
    entered = CadenceTemplate(
        kind=PlanKind.JOB, step=StepKey.WEEKLY, first_day=0, last_day=6, every_days=7, times=5,
        valid_from=date(2028, 1, 1) + timedelta(days=number), source="Laatuasteikko",
        entered_by_id=world.dina.user_id, entered_at=world.now,
    )  # fmt: skip
    return {
        "cadence": world.all(CadenceTemplate, step)[0].id,
        "cadence:entered": world.add(entered),
    }
