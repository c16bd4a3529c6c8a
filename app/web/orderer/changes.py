"""Answering a coach's wish that a shift be at another time or lighter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.orderer.blueprint import bp
from app.web.shared.answers_to_changes import answer_change_of

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/changes/<uuid:change_id>/answer")
def answer_change(change_id: UUID) -> Response:
    return answer_change_of(change_id, "orderer.show_task")
