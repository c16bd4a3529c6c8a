"""A coach plans how support fades at a placement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Missing, RuleBroken
from app.domain.fading import Stage, check_stage
from app.store import audit, fading
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor


def plan_stage(
    actor: Actor, placement_id: UUID, starts_on: date | None, minutes: int | None, *, now: datetime
) -> None:
    """From a day on, so much support. Raises: Missing, RuleBroken("support_stage")."""
    with unit_of_work():
        place = fading.get_place(actor, placement_id, now=now)
        if actor.user_id is None:
            raise Missing
        if starts_on is None or minutes is None:
            raise RuleBroken("support_stage")
        stage = Stage(starts_on, minutes)
        check_stage(stage)
        fading.put_stage(place, stage, by_id=actor.user_id, now=now)
        _record(actor, place, "update", now=now)


def drop_stage(actor: Actor, placement_id: UUID, starts_on: date | None, *, now: datetime) -> None:
    """Take a stage out of the plan, if it is there. Raises: Missing."""
    with unit_of_work():
        place = fading.get_place(actor, placement_id, now=now)
        if starts_on is not None and fading.drop_stage(place.id, starts_on):
            _record(actor, place, "delete", now=now)


def _record(actor: Actor, place: fading.Place, action: str, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "support_stage", place.id, purpose="support", client_ids=[place.client_id],
        fields=["starts_on", "minutes_per_hour"],
    )  # fmt: skip
    audit.record(actor, entry, now=now)
