"""Cancelling times of recurring work: which, what comes of it and what it costs, and the yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField

from app.domain.errors import Conflict, RuleBroken
from app.domain.series_cancelling import Wanted
from app.domain.series_edits import Scope
from app.services import series_cancelling as acts
from app.store import shifts
from app.web.orderer.blueprint import bp
from app.web.orderer.refusing import refuse
from app.web.orderer.times import SCOPES
from app.web.shared.access import current_actor
from app.web.shared.fields import OneOf, text_field
from app.web.shared.forms import SiteForm
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.work import Shift

    Answer = Response | str | tuple[str, int]


class CancellingForm(SiteForm):
    """Which times of recurring work are cancelled, and why if one likes to say it."""

    scope = OneOf(_l("Mitkä kerrat perutaan?"), choices=SCOPES, default=Scope.FOLLOWING.value)
    edited_too = BooleanField(_l("Peru myös ne kerrat, joita on muutettu erikseen"))
    reason = text_field(_l("Miksi? Jos kirjoitat syyn, kerromme sen tekijälle."), 300)

    def to_wanted(self) -> Wanted:
        """What is wanted. Needs a valid form; one time alone unless said otherwise."""
        scope = Scope(self.scope.data) if self.scope.data else Scope.THIS
        return Wanted(scope, bool(self.edited_too.data), self.reason.data or "")


@bp.get("/shifts/<uuid:shift_id>/cancelling")
def choose_cancelling(shift_id: UUID) -> Answer:
    return _form_page(shifts.get_shift(current_actor(), shift_id), CancellingForm())


@bp.post("/shifts/<uuid:shift_id>/cancelling")
def foresee_cancelling(shift_id: UUID) -> Answer:
    shift, form = shifts.get_shift(current_actor(), shift_id), CancellingForm()
    if request.form.get("act") == "back":
        return _form_page(shift, form)
    if not form.validate():
        return _form_page(shift, form), 422
    return _foreseen(shift, form)


@bp.post("/shifts/<uuid:shift_id>/cancelling/confirm")
def confirm_cancelling(shift_id: UUID) -> Answer:
    shift, form = shifts.get_shift(current_actor(), shift_id), CancellingForm()
    if not form.validate():
        return _form_page(shift, form), 422
    task_id, seen = shift.task_id, request.form.get("seen", "")
    try:
        done = acts.cancel_times(current_actor(), shift_id, form.to_wanted(), seen=seen, now=now())
    except (RuleBroken, Conflict) as error:
        return _not_cancelled(shift_id, form, error)
    flash(_done_words(len(done.cancelled)), "success")
    return redirect(url_for("orderer.show_task", task_id=task_id), 303)


def _done_words(count: int) -> str:
    return str(
        ngettext(
            "Peruit %(num)s kerran. Kerroimme siitä kaikille, joita se koskee.",
            "Peruit %(num)s kertaa. Kerroimme siitä kaikille, joita se koskee.",
            count,
        )
    )


def _not_cancelled(shift_id: UUID, form: CancellingForm, error: RuleBroken | Conflict) -> Answer:
    shift = shifts.get_shift(current_actor(), shift_id)
    if error.code == "changed_meanwhile":
        return _foreseen(shift, form, stale=True)
    return refuse(shift, form, error, _form_page)


def _foreseen(shift: Shift, form: CancellingForm, *, stale: bool = False) -> Answer:
    """The page of what would be cancelled; `stale`: it is not what was shown before."""
    try:
        impact = acts.foresee(current_actor(), shift.id, form.to_wanted(), now=now())
    except (RuleBroken, Conflict) as error:
        return refuse(shift, form, error, _form_page)
    page = render_template(
        "orderer/cancelling_impact.html", shift=shift, form=form, impact=impact, stale=stale
    )
    return (page, 409) if stale else page


def _form_page(shift: Shift, form: CancellingForm) -> str:
    return render_template("orderer/cancelling.html", shift=shift, form=form)
