"""Changing pay, place and demands of an open order in place of its orderer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.dispatch.blueprint import bp
from app.web.shared.terms_page import change_terms_of, foresee_terms_to, show_terms_to

if TYPE_CHECKING:
    from uuid import UUID

    from app.web.shared.terms_page import Answer


@bp.get("/tasks/<uuid:task_id>/terms")
def show_terms(task_id: UUID) -> Answer:
    return show_terms_to("dispatch", task_id)


@bp.post("/tasks/<uuid:task_id>/terms")
def foresee_terms(task_id: UUID) -> Answer:
    return foresee_terms_to("dispatch", task_id)


@bp.post("/tasks/<uuid:task_id>/terms/confirm")
def change_terms(task_id: UUID) -> Answer:
    return change_terms_of("dispatch", task_id)
