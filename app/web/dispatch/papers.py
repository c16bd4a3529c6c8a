"""Paper for a dispatcher to hand on: the induction list of an order, a client's agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.dispatch.blueprint import bp
from app.web.shared.papers import show_agreement_to, show_induction_to

if TYPE_CHECKING:
    from uuid import UUID


@bp.get("/tasks/<uuid:task_id>/induction")
def show_induction(task_id: UUID) -> str:
    return show_induction_to("dispatch", task_id)


@bp.get("/placements/<uuid:placement_id>/agreement")
def show_agreement(placement_id: UUID) -> str:
    return show_agreement_to("dispatch", placement_id)
