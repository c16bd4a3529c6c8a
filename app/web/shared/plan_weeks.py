"""Which weeks can be planned, and which of them somebody asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import request

from app.domain.calendar import week_start
from app.web.shared.now import today

if TYPE_CHECKING:
    from datetime import date

WEEKS_AHEAD = 3


def weeks_to_plan() -> list[date]:
    """The Mondays that can be planned: this week and the next ones."""
    monday = week_start(today())
    return [monday + timedelta(weeks=number) for number in range(WEEKS_AHEAD)]


def asked_week() -> date:
    """The week of the form; the next one where it names none of them."""
    asked = request.form.get("week_on", "")
    weeks = weeks_to_plan()
    return next((one for one in weeks if one.isoformat() == asked), weeks[1])
