"""A coach is away and has phoned in: what would come of it, said in one press, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.manager.blueprint import bp
from app.web.shared import away_page

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/away")
def show_away() -> str:
    return away_page.show_plan("manager")


@bp.post("/away")
def say_away() -> Response:
    return away_page.say("manager")


@bp.get("/away/<uuid:away_id>")
def show_away_outcome(away_id: UUID) -> str:
    return away_page.show_outcome("manager", away_id)


@bp.post("/away/<uuid:away_id>/undo")
def undo_away(away_id: UUID) -> Response:
    return away_page.undo("manager", away_id)
