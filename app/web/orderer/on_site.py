"""During a shift: the phone that is answered now, and a button each for what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.domain.on_site import BY_ORDERER, Trouble, is_on
from app.services import on_site as acts
from app.store import on_site as store
from app.store import rosters, shifts
from app.web.orderer.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now, settings
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.on_site import Reachable
    from app.store.models.support import Alert
    from app.store.rosters import ShiftRow


@dataclass(frozen=True)
class OnSite:
    """One shift that is going on: whom to call, what can be said, and what has been."""

    reach: Reachable
    may_say: Sequence[Trouble]
    said: Alert | None

    @property
    def taken_on(self) -> bool:
        """Whether somebody has said to see to it."""
        return self.said is not None and self.said.acknowledged_at is not None

    @property
    def by(self) -> datetime | None:
        """By when somebody calls."""
        return self.said.due_at if self.said else None


def on_site_of(rows: Iterable[ShiftRow]) -> dict[UUID, OnSite]:
    """The shifts going on now on which somebody is or is waited for."""
    running = [row for row in rows if is_on(row.starts_at, row.ends_at, now()) and row.coming]
    found = {one.shift_id: one for one in reversed(store.list_said([row.id for row in running]))}
    return {row.id: _on_site(row, found.get(row.id)) for row in running}


def _on_site(row: ShiftRow, said: Alert | None) -> OnSite:
    there = store.list_there(row.id)
    reach = store.find_reachable(row.id, there, office=settings().phone, now=now())
    waited = bool(store.list_expected(row.id)) and row.starts_at <= now()
    may = {Trouble.NOBODY_CAME: waited, Trouble.COACH_MISSING: store.has_coach(row.id)}
    by_orderer = said if said and Trouble(said.kind) in BY_ORDERER else None
    return OnSite(reach, [one for one in BY_ORDERER if may[one]], by_orderer)


@bp.post("/shifts/<uuid:shift_id>/on-site")
def say_on_site(shift_id: UUID) -> Response:
    shifts.get_shift(current_actor(), shift_id)
    said = request.form.get("trouble", "")
    try:
        trouble = Trouble(said) if said in set(BY_ORDERER) else Trouble.DOOR_CLOSED
        acts.say_of_shift(current_actor(), shift_id, trouble, office=settings().phone, now=now())
        flash(_("Kiitos, että kerroit. Katso alta, mitä nyt tapahtuu."), "success")
    except (Conflict, RuleBroken) as error:
        flash(sentence(error), "warning")
    return _back(shift_id)


@bp.post("/shifts/<uuid:shift_id>/on-site/undo")
def undo_on_site(shift_id: UUID) -> Response:
    acts.undo_of_shift(current_actor(), shift_id, now=now())
    flash(_("Hyvä, että tilanne selvisi. Apua ei enää pyydetä."), "success")
    return _back(shift_id)


def _back(shift_id: UUID) -> Response:
    if request.form.get("back") == "home":
        return redirect(url_for("orderer.home"), 303)
    row = rosters.get_shift(current_actor(), shift_id, now=now())
    return redirect(url_for("orderer.show_task", task_id=row.task_id, _anchor="vuorot"), 303)
