"""A coach is away, oneself or a colleague: what would come of it, said in one press, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.coach.blueprint import bp
from app.web.shared import away_page
from app.web.shared.access import current_actor

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/away")
def show_away() -> str:
    return away_page.show_plan("coach", usual=current_actor().user_id)


@bp.post("/away")
def say_away() -> Response:
    return away_page.say("coach", usual=current_actor().user_id)


@bp.get("/away/<uuid:away_id>")
def show_away_outcome(away_id: UUID) -> str:
    return away_page.show_outcome("coach", away_id)


@bp.post("/away/<uuid:away_id>/undo")
def undo_away(away_id: UUID) -> Response:
    return away_page.undo("coach", away_id)
