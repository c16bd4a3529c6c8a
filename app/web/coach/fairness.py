"""Whether offers go round in the unit: names of own clients, counts of the others."""

from __future__ import annotations

from flask import render_template

from app.domain.suppression import shown
from app.services import fairness
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now


@bp.get("/fairness")
def show_fairness() -> str:
    found = fairness.get_fairness(current_actor(), now=now())
    counts = [(code, number) for code, number in sorted(found.others.items()) if shown(number)]
    told = sum(number for _code, number in counts)
    return render_template(
        "coach/fairness.html",
        found=found,
        others=sorted(counts, key=lambda pair: -pair[1]),
        others_all=shown(sum(found.others.values())),
        hidden=sum(found.others.values()) > told,
        shown=shown,
    )
