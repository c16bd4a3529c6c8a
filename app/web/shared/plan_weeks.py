"""Which weeks can be planned, and which of them somebody asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, request

from app.domain.calendar import week_start
from app.web.shared.now import today

if TYPE_CHECKING:
    from datetime import date

    from werkzeug.wrappers import Response

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


def is_waiting() -> bool:
    """Whether the page of a plan under way asks how far it is."""
    return request.headers.get("HX-Request") == "true"


def load_anew() -> Response:
    """The plan that a page waited for is ready: the whole page is loaded, with its own scripts."""
    answer = make_response("")
    answer.headers["HX-Refresh"] = "true"
    return answer
