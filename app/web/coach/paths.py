"""A client's path as one line of time, and what was learned from a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from app.domain.errors import Conflict, RuleBroken
from app.domain.learning import LONGEST
from app.domain.paths import PathKind, by_month
from app.services import vocational_profiles as acts
from app.services.vocational_profiles import Learned
from app.store import client_cards, paths, vocational_profiles
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.forms import SiteForm, at_most
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

PLACE = "/placements/<uuid:placement_id>/learned"


@bp.get("/clients/<uuid:client_id>/path")
def show_path(client_id: UUID) -> str:
    asked = request.args.get("show", "")
    kind = PathKind(asked) if asked in set(PathKind) else None
    events = paths.list_path(current_actor(), client_id, now=now())
    return render_template(
        "coach/path.html",
        card_of=client_cards.get_card(current_actor(), client_id, now=now()),
        months=by_month(events, kind), chosen=kind,
        kinds=[one for one in PathKind if any(event.kind is one for event in events)],
    )  # fmt: skip


class LearnedForm(SiteForm):
    """What a job has taught, in words."""

    went_well = TextAreaField(_l("Mikä meni hyvin?"), [at_most(LONGEST)])
    was_hard = TextAreaField(_l("Mikä oli vaikeaa?"), [at_most(LONGEST)])
    helped = TextAreaField(_l("Mikä auttoi?"), [at_most(LONGEST)])
    look_for = TextAreaField(_l("Millaista työtä etsitään seuraavaksi?"), [at_most(LONGEST)])


@bp.get(PLACE)
def show_learned(placement_id: UUID) -> str:
    return _learned(placement_id, None)


def _learned(placement_id: UUID, form: LearnedForm | None) -> str:
    job, _facts = vocational_profiles.get_job(current_actor(), placement_id, now=now())
    known = vocational_profiles.find_last(placement_id)
    form = form or LearnedForm(formdata=None, obj=known)
    return render_template("coach/learned.html", job=job, form=form, known=known)


@bp.post(PLACE)
def write_learned(placement_id: UUID) -> Response:
    form = LearnedForm()
    words = {name: form[name].data or "" for name in Learned.__dataclass_fields__}
    try:
        if not form.validate():
            return make_response(_learned(placement_id, form), 422)
        client_id = acts.write_profile(current_actor(), placement_id, Learned(**words), now=now())
    except (RuleBroken, Conflict) as error:
        form.blame(form.went_well, error)
        return make_response(_learned(placement_id, form), 422)
    flash(_("Kirjattu. Tämä ei vaikuta siihen, mitä työtä hänelle löytyy."), "success")
    return redirect(url_for("coach.show_client", client_id=client_id), code=303)
