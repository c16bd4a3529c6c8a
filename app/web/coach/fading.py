"""How support fades at a placement: the curve, its numbers, and the coach's own plan beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.domain.fading import curve
from app.services import fading as acts
from app.store import fading
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.fading import Week

SHOWN_WEEKS = 26
LEFT, WIDE, FLOOR, TALL = 40, 300, 155, 120


@dataclass(frozen=True)
class Drawing:
    """Where the lines and dots of a curve stand; a week without work breaks its line."""

    lines: tuple[str, ...]
    plan: tuple[str, ...]
    dots: tuple[tuple[float, float, Week], ...]
    places: tuple[float, ...]
    top: int


@bp.get("/placements/<uuid:placement_id>/support")
def show_fading(placement_id: UUID) -> str:
    place = fading.get_place(current_actor(), placement_id, now=now())
    stages = fading.list_stages(placement_id)
    weeks = curve(fading.list_worked(placement_id), fading.list_supported(place), stages)
    weeks = weeks[-SHOWN_WEEKS:]
    return render_template(
        "coach/fading.html", place=place, stages=stages, weeks=weeks, drawing=draw(weeks)
    )


@bp.post("/placements/<uuid:placement_id>/support")
def plan_fading(placement_id: UUID) -> Response:
    return act(
        lambda: acts.plan_stage(current_actor(), placement_id, _day(), _minutes(), now=now()),
        _("Suunnitelma on tallennettu."),
        url_for("coach.show_fading", placement_id=placement_id),
    )


@bp.post("/placements/<uuid:placement_id>/support/remove")
def drop_fading(placement_id: UUID) -> Response:
    return act(
        lambda: acts.drop_stage(current_actor(), placement_id, _day(), now=now()),
        _("Vaihe on poistettu suunnitelmasta."),
        url_for("coach.show_fading", placement_id=placement_id),
    )


def _day() -> date | None:
    try:
        return date.fromisoformat(request.form.get("starts_on", ""))
    except ValueError:
        return None


def _minutes() -> int | None:
    said = request.form.get("minutes", "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else None


def draw(weeks: Sequence[Week]) -> Drawing:
    """The curve on a sheet of 360 by 200. Units: those of the drawing."""
    known = [n for week in weeks for n in (week.per_hour, week.planned) if n is not None]
    top = max(known, default=0) or 1
    gap = WIDE / max(len(weeks) - 1, 1)
    places = tuple(round(LEFT + gap * n, 1) for n in range(len(weeks)))

    def height(value: int) -> float:
        return round(FLOOR - TALL * value / top, 1)

    dots = tuple(
        (x, height(week.per_hour), week)
        for x, week in zip(places, weeks, strict=True)
        if week.per_hour is not None
    )
    return Drawing(
        _runs(places, [week.per_hour for week in weeks], height),
        _runs(places, [week.planned for week in weeks], height),
        dots, places, top,
    )  # fmt: skip


def _runs(
    places: Sequence[float], values: Sequence[int | None], height: Callable[[int], float]
) -> tuple[str, ...]:
    runs: list[list[str]] = [[]]
    for x, value in zip(places, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{x},{height(value)}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)
