"""The coach talks a wish not to meet again over with the client: it holds on, or it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.services import apart as acts
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/kept-apart/<uuid:pair_id>/keep")
def keep_apart(pair_id: UUID) -> Response:
    client_id = acts.keep(current_actor(), pair_id, now=now())
    flash(_("Toive pysyy voimassa. Muistutamme, kun siitä puhutaan taas."), "success")
    return redirect(url_for("coach.show_client", client_id=client_id), 303)


@bp.post("/kept-apart/<uuid:pair_id>/end")
def end_apart(pair_id: UUID) -> Response:
    client_id = acts.end(current_actor(), pair_id, now=now())
    flash(_("Toive on poistettu. Sieltä voi taas tarjota työtä."), "success")
    return redirect(url_for("coach.show_client", client_id=client_id), 303)
