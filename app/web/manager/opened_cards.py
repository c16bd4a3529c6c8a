"""Which cards of the unit's clients a colleague has opened: who, whose, why and until when."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template

from app.store import opened_cards
from app.web.manager.blueprint import bp
from app.web.shared.access import current_actor, read_because
from app.web.shared.now import now

# So far back the list reaches. Units: days.
SHOWN = timedelta(days=90)


@bp.get("/opened-cards")
def list_opened_cards() -> str:
    read_because("supervision")
    rows = opened_cards.list_of_unit(current_actor(), since=now() - SHOWN)
    return render_template("manager/opened_cards.html", rows=rows)
