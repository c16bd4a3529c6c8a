"""The usual steps of follow-along plans: each with its days, source and checker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import NumberRange, Optional

from app.domain.cadence import SOURCE_LENGTH, PlanKind, StepKey, StepRule
from app.domain.errors import Conflict, RuleBroken
from app.services import cadence_templates as acts
from app.store import cadence_templates
from app.web.admin.blueprint import bp
from app.web.admin.dated_form import DatedForm, act_and_return
from app.web.shared.access import current_actor
from app.web.shared.forms import at_most, needed
from app.web.shared.now import now, today
from app.web.shared.words_cadence import plan_kind_word, step_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.cadence_templates import KeptStep


def _days() -> list[object]:
    return [Optional(), NumberRange(-366, 366, message=_l("Kirjoita luku väliltä −366–366."))]


def _count() -> list[object]:
    return [Optional(), NumberRange(0, 366, message=_l("Kirjoita luku väliltä 0–366."))]


class StepForm(DatedForm):
    """A new form of a step, from a day on, with where it was read."""

    step = SelectField(_l("Vaihe"))
    first_day = IntegerField(
        _l("Ensimmäinen päivä"), _days(), default=0,
        description=_l("Päiviä alusta. Ennen alkua luku on miinusmerkkinen."),
    )  # fmt: skip
    last_day = IntegerField(_l("Viimeinen päivä"), _days(), default=0)
    every_days = IntegerField(_l("Toistuu päivien välein"), _count(), default=0)
    every_months = IntegerField(_l("Toistuu kuukausien välein"), _count(), default=0)
    every_shifts = IntegerField(_l("Toistuu vuorojen välein"), _count(), default=0)
    times = IntegerField(_l("Kuinka monta kertaa"), _count(), default=1)
    face_to_face = BooleanField(_l("Tavataan kasvokkain"))
    left_out = BooleanField(_l("Vaihe ei ole käytössä"))
    source = StringField(
        _l("Lähde"), [needed(), at_most(SOURCE_LENGTH)],
        description=_l("Sopimus tai päätös, josta toinen voi tarkistaa tiedon."),
    )  # fmt: skip

    def to_rule(self) -> StepRule:
        """The step that the form says."""
        kind, _mark, step = (self.step.data or "").partition(":")
        return StepRule(
            PlanKind(kind), StepKey(step), self.first_day.data or 0, self.last_day.data or 0,
            self.every_days.data or 0, self.every_months.data or 0, self.every_shifts.data or 0,
            1 if self.times.data is None else self.times.data,
            bool(self.face_to_face.data), not self.left_out.data,
        )  # fmt: skip


def _steps(kept: list[KeptStep]) -> dict[PlanKind, dict[StepKey, list[KeptStep]]]:
    """The rows by what they go with and in the order in which the steps come."""
    return {
        kind: {
            step: [one for one in kept if one.rule.kind is kind and one.rule.step is step]
            for step in StepKey
            if any(one.rule.kind is kind and one.rule.step is step for one in kept)
        }
        for kind in (PlanKind.GIG, PlanKind.JOB)
    }


def _form() -> StepForm:
    form = StepForm()
    form.step.choices = [
        SelectChoice(f"{kind.value}:{step.value}", f"{plan_kind_word(kind)}: {step_word(step)}")
        for kind, steps in _steps(cadence_templates.list_kept()).items()
        for step in steps
    ]
    return form


def _page(form: StepForm) -> str:
    groups = _steps(cadence_templates.list_kept())
    return render_template("admin/follow_along.html", groups=groups, form=form)


@bp.get("/follow-along")
def list_follow_along() -> str:
    return _page(_form())


@bp.post("/follow-along")
def add_follow_along() -> Response:
    form = _form()
    if not form.validate():
        return make_response(_page(form), 422)
    try:
        acts.add_step(
            current_actor(), form.to_rule(), valid_from=form.since or today(),
            source=form.source.data or "", now=now(),
        )  # fmt: skip
    except (RuleBroken, Conflict) as error:
        form.blame(form.step, error)
        return make_response(_page(form), error.status)
    flash(_("Vaihe on kirjattu. Se tulee käyttöön, kun toinen pääkäyttäjä vahvistaa sen."))
    return redirect(url_for("admin.list_follow_along"), code=303)


@bp.post("/follow-along/<uuid:cadence_id>/confirm")
def confirm_follow_along(cadence_id: UUID) -> Response:
    return _act(
        lambda: acts.confirm_step(current_actor(), cadence_id, now=now()),
        _("Vaihe on tarkistettu. Uudet suunnitelmat käyttävät sitä päivästään alkaen."),
    )


@bp.post("/follow-along/<uuid:cadence_id>/discard")
def discard_follow_along(cadence_id: UUID) -> Response:
    return _act(
        lambda: acts.discard_step(current_actor(), cadence_id, now=now()),
        _("Vaihe on poistettu."),
    )


def _act(do: Callable[[], None], done: str) -> Response:
    return act_and_return(do, done, "admin.list_follow_along")
