"""Whether offers go round in all units: counts of people to the nearest five, never a name."""

from __future__ import annotations

from flask import render_template

from app.services import fairness
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now


@bp.get("/fairness")
def show_fairness() -> str:
    found = fairness.get_all_units(current_actor(), now=now())
    return render_template("dispatch/fairness.html", found=found)
