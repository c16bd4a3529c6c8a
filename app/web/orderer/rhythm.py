"""Changing how often an order's work comes back: what is wanted, what comes of it, and the yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.errors import Conflict, RuleBroken
from app.domain.holidays import list_holidays
from app.domain.recurrence import parse
from app.domain.series_edits import Scope, days_from
from app.domain.series_rhythm import Rhythm
from app.services import series_rhythm as acts
from app.store import series_edits, shifts
from app.web.orderer.blueprint import bp
from app.web.orderer.forms import BIWEEKLY, MOST_TIMES, WEEKLY
from app.web.orderer.refusing import refuse
from app.web.orderer.times import SCOPES
from app.web.orderer.when import day_of
from app.web.shared.access import current_actor
from app.web.shared.fields import OneOf, SomeOf, text_field, whole_number
from app.web.shared.forms import SiteForm
from app.web.shared.language import current_language
from app.web.shared.now import now
from app.web.shared.words_tasks import weekday_choices

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from werkzeug.wrappers import Response
    from wtforms import Field

    from app.domain.series_rhythm import RhythmImpact
    from app.store.models.work import Shift

    Answer = Response | str | tuple[str, int]


_REPEATS = [
    SelectChoice(WEEKLY, _l("Joka viikko")),
    SelectChoice(BIWEEKLY, _l("Joka toinen viikko")),
]


class RhythmForm(SiteForm):
    """How work comes back from now on, and until when."""

    scope = OneOf(_l("Mistä alkaen?"), choices=SCOPES[1:], default=Scope.FOLLOWING.value)
    repeats = OneOf(_l("Kuinka usein?"), choices=_REPEATS, default=WEEKLY)
    weekdays = SomeOf(_l("Minä päivinä?"), choices=weekday_choices())
    times = text_field(
        _l("Montako kertaa?"), 3, description=_l("Jätä tyhjäksi, jos työ jatkuu toistaiseksi.")
    )
    day = text_field(_l("Päivä"), 2)
    month = text_field(_l("Kuukausi"), 2)
    year = text_field(_l("Vuosi"), 4)

    def validate_weekdays(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Valitse ainakin yksi päivä."))

    def validate_times(self, field: Field) -> None:
        if field.data and not 1 <= (whole_number(field.data) or 0) <= MOST_TIMES:
            raise ValidationError(_("Kirjoita luku väliltä 1–%(most)s.", most=MOST_TIMES))

    def validate_day(self, _field: Field) -> None:
        told = any((self.day.data, self.month.data, self.year.data))
        if told and self.until_on is None:
            raise ValidationError(_("Kirjoita päivä numeroina, esimerkiksi 25 11 2026."))
        if told and self.times.data:
            raise ValidationError(_("Kirjoita joko kertojen määrä tai viimeinen päivä."))

    @property
    def until_on(self) -> date | None:
        """The day that the three fields name, or None."""
        return day_of(self.day.data, self.month.data, self.year.data)

    @property
    def chosen(self) -> Scope:
        """From when it is meant; from this time on unless said otherwise."""
        return Scope(self.scope.data) if self.scope.data else Scope.FOLLOWING

    def to_rhythm(self) -> Rhythm:
        """What is wanted. Needs a valid form."""
        weekdays = frozenset(int(day) for day in self.weekdays.data or ())
        interval = 2 if self.repeats.data == BIWEEKLY else 1
        count = whole_number(self.times.data) if self.times.data else None
        return Rhythm(interval, weekdays, count, self.until_on)


@bp.get("/shifts/<uuid:shift_id>/rhythm")
def choose_rhythm(shift_id: UUID) -> Answer:
    shift = shifts.get_shift(current_actor(), shift_id)
    return _form_page(shift, RhythmForm(data=_values_of(shift)))


@bp.post("/shifts/<uuid:shift_id>/rhythm")
def foresee_rhythm(shift_id: UUID) -> Answer:
    shift, form = shifts.get_shift(current_actor(), shift_id), RhythmForm()
    if request.form.get("act") == "back":
        return _form_page(shift, form)
    if not form.validate():
        return _form_page(shift, form), 422
    return _foreseen(shift, form)


@bp.post("/shifts/<uuid:shift_id>/rhythm/confirm")
def confirm_rhythm(shift_id: UUID) -> Answer:
    shift, form = shifts.get_shift(current_actor(), shift_id), RhythmForm()
    if not form.validate():
        return _form_page(shift, form), 422
    task_id, rhythm, seen = shift.task_id, form.to_rhythm(), request.form.get("seen", "")
    try:
        acts.change_rhythm(current_actor(), shift_id, form.chosen, rhythm, seen=seen, now=now())
    except (RuleBroken, Conflict) as error:
        return _not_changed(shift_id, form, error)
    flash(_("Muutit, kuinka usein työtä on. Kerroimme kaikille, joita se koskee."), "success")
    return redirect(url_for("orderer.show_task", task_id=task_id), 303)


def _not_changed(shift_id: UUID, form: RhythmForm, error: RuleBroken | Conflict) -> Answer:
    shift = shifts.get_shift(current_actor(), shift_id)
    if error.code == "changed_meanwhile":
        return _foreseen(shift, form, stale=True)
    return refuse(shift, form, error, _form_page)


def _foreseen(shift: Shift, form: RhythmForm, *, stale: bool = False) -> Answer:
    """The page of what the new rhythm would do; `stale`: it is not what was shown before."""
    actor, scope = current_actor(), form.chosen
    try:
        impact = acts.foresee(actor, shift.id, scope, form.to_rhythm(), now=now())
    except (RuleBroken, Conflict) as error:
        return refuse(shift, form, error, _form_page)
    page = render_template(
        "orderer/rhythm_impact.html", shift=shift, form=form, impact=impact, stale=stale,
        left_out=_left_out(impact),
    )  # fmt: skip
    return (page, 409) if stale else page


def _left_out(impact: RhythmImpact) -> list[tuple[date, str]]:
    """The days of the new rhythm without work, each with its name if it is a holiday."""
    days = sorted(impact.turn.plan.skips)
    names = dict(list_holidays(days, current_language().value))
    return [(day, names.get(day, "")) for day in days]


def _form_page(shift: Shift, form: RhythmForm) -> str:
    return render_template("orderer/rhythm.html", shift=shift, form=form)


def _values_of(shift: Shift) -> dict[str, Any]:
    """The rhythm as it is now, with how many times of it are left where they are counted."""
    plan = series_edits.find_plan(shift.task_id)
    rule = parse(plan.text, plan.first_on) if plan else None
    if plan is None or rule is None:
        return {"weekdays": [str(shift.occurrence_on.weekday())]}
    weekdays, until = rule.weekdays or {plan.first_on.weekday()}, rule.until_on
    left = sum(1 for _day in days_from(plan, shift.occurrence_on)) if rule.count else 0
    return {
        "repeats": BIWEEKLY if rule.interval == 2 else WEEKLY, "times": str(left or ""),
        "weekdays": [str(day) for day in sorted(weekdays)],
        "day": str(until.day) if until else "", "month": str(until.month) if until else "",
        "year": str(until.year) if until else "",
    }  # fmt: skip
