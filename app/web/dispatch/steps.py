"""How the work of an order is done, step by step, and the stop near its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.dispatch.blueprint import bp
from app.web.shared.steps_page import save_steps_of, save_stop_of, show_steps_to

if TYPE_CHECKING:
    from uuid import UUID

    from app.web.shared.steps_page import Answer


@bp.get("/tasks/<uuid:task_id>/steps")
def show_steps(task_id: UUID) -> str:
    return show_steps_to("dispatch", task_id)


@bp.post("/tasks/<uuid:task_id>/steps")
def save_steps(task_id: UUID) -> Answer:
    return save_steps_of("dispatch", task_id)


@bp.post("/tasks/<uuid:task_id>/stop")
def save_stop(task_id: UUID) -> Answer:
    return save_stop_of("dispatch", task_id)
