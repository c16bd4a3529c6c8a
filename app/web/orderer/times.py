"""Changing when an order's work is: what is wanted, what comes of it, and the yes to that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.calendar import local
from app.domain.errors import Conflict, RuleBroken
from app.domain.holidays import list_holidays
from app.domain.series_edits import Change, Fate, Scope
from app.services import series_edits as acts
from app.services import skipped_days
from app.store import series, series_edits, shifts, tasks
from app.web.orderer.blueprint import bp
from app.web.orderer.refusing import refuse
from app.web.orderer.when import WhenForm, clock_text, parse_clock
from app.web.shared.access import current_actor
from app.web.shared.fields import OneOf, text_field, whole_number
from app.web.shared.forms import needed
from app.web.shared.language import current_language
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.series_impact import Impact
    from app.store.models.work import Shift
    from app.store.rosters import ShiftRow

    Answer = Response | str | tuple[str, int]

# How many of the times of recurring work something is about.
SCOPES = [
    SelectChoice(Scope.THIS.value, _l("Vain tämä kerta")),
    SelectChoice(Scope.FOLLOWING.value, _l("Tämä ja seuraavat")),
    SelectChoice(Scope.ALL.value, _l("Kaikki tulevat kerrat")),
]


class TimesForm(WhenForm):
    """The new time of a shift, and of how many others besides."""

    places = text_field(_l("Montako tekijää?"), 3, needed(_l("Kirjoita, montako tekijää.")))
    scope = OneOf(_l("Mitä kertoja muutos koskee?"), choices=SCOPES)

    @property
    def chosen(self) -> Scope:
        """How many times it is about; one alone unless said otherwise."""
        return Scope(self.scope.data) if self.scope.data else Scope.THIS

    def to_change(self, skips: frozenset[date] = frozenset()) -> Change:
        """What is wanted. Needs a valid form."""
        on, places = self.first_on, whole_number(self.places.data) or 0
        starts, ends = parse_clock(self.start_time.data), parse_clock(self.end_time.data)
        if on is None or starts is None or ends is None:
            raise ValueError("a change from a form that is not valid")
        return Change(on, starts, ends, places, skips, str(_("Ei työtä pyhäpäivänä.")))


@bp.get("/shifts/<uuid:shift_id>/times")
def change_times(shift_id: UUID) -> Answer:
    shift = shifts.get_shift(current_actor(), shift_id)
    return _form_page(shift, TimesForm(data=_values_of(shift)))


@bp.post("/shifts/<uuid:shift_id>/times")
def foresee_times(shift_id: UUID) -> Answer:
    shift, form = shifts.get_shift(current_actor(), shift_id), TimesForm()
    if request.form.get("act") == "back":
        return _form_page(shift, form)
    if not form.validate():
        return _form_page(shift, form), 422
    return _foreseen(shift, form)


@bp.post("/shifts/<uuid:shift_id>/times/confirm")
def confirm_times(shift_id: UUID) -> Answer:
    shift, form = shifts.get_shift(current_actor(), shift_id), TimesForm()
    if not form.validate():
        return _form_page(shift, form), 422
    try:
        acts.edit_series(
            current_actor(), shift_id, form.chosen, form.to_change(_skips()),
            seen=request.form.get("seen", ""), now=now(),
        )  # fmt: skip
    except (RuleBroken, Conflict) as error:
        return _not_changed(shift_id, form, error)
    flash(_("Muutit ajat. Kerroimme muutoksesta kaikille, joita se koskee."), "success")
    return redirect(url_for("orderer.show_task", task_id=shift.task_id), 303)


def _not_changed(shift_id: UUID, form: TimesForm, error: RuleBroken | Conflict) -> Answer:
    shift = shifts.get_shift(current_actor(), shift_id)
    if error.code == "changed_meanwhile":
        return _foreseen(shift, form, stale=True)
    return refuse(shift, form, error, _form_page)


def _foreseen(shift: Shift, form: TimesForm, *, stale: bool = False) -> Answer:
    """The page of what the change would do; `stale`: it is not what was shown before."""
    try:
        impact = acts.foresee(current_actor(), shift.id, form.chosen, form.to_change(), now=now())
    except (RuleBroken, Conflict) as error:
        return refuse(shift, form, error, _form_page)
    holidays = list_holidays(impact.days, current_language().value)
    if not holidays and not impact.of_fate(Fate.CHANGED):
        return refuse(shift, form, RuleBroken("nothing_changed"), _form_page)
    page = render_template(
        "orderer/times_impact.html", shift=shift, form=form, impact=impact, holidays=holidays,
        groups=_groups(impact), stale=stale, skips=_skips(),
    )  # fmt: skip
    return (page, 409) if stale else page


def _groups(impact: Impact) -> list[tuple[str, list[object]]]:
    """What stays although the change could have been about it, each with its reason."""
    reasons = (
        (Fate.KEPT_EDITED, _("Muutettu erikseen, siksi pysyy")),
        (Fate.KEPT_LATE, _("Ehtii alkaa, siksi pysyy")),
    )
    return [(why, list(lines)) for fate, why in reasons if (lines := impact.of_fate(fate))]


def _form_page(shift: Shift, form: TimesForm) -> str:
    plan = series_edits.find_plan(shift.task_id)
    many = plan is not None and bool(plan.text) and not shift.edited
    skipped = series.list_skipped(shift.task_id, after=today())
    return render_template(
        "orderer/times.html", shift=shift, form=form, many=many, skipped=skipped,
        names=dict(list_holidays(skipped, current_language().value)),
    )  # fmt: skip


@bp.post("/tasks/<uuid:task_id>/skipped-days/bring-back")
def bring_back_day(task_id: UUID) -> Response:
    task = tasks.get_task(current_actor(), task_id)
    try:
        day = date.fromisoformat(request.form.get("day", ""))
        skipped_days.bring_back(current_actor(), task.id, day, now=now())
    except ValueError:
        abort(400)
    except Conflict as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Otimme päivän takaisin. Etsimme sille tekijän."), "success")
    return redirect(url_for("orderer.show_task", task_id=task_id), 303)


def _skips() -> frozenset[date]:
    """The days that were ticked; what is no day is left out."""
    found = set()
    for text in request.form.getlist("skip"):
        try:
            found.add(date.fromisoformat(text))
        except ValueError:
            continue
    return frozenset(found)


def values_of_all(shift: Shift | ShiftRow) -> dict[str, object]:
    """What asks about all times as they are now: only which of them are left out is open."""
    return _values_of(shift) | {"scope": Scope.ALL.value}


def _values_of(shift: Shift | ShiftRow) -> dict[str, object]:
    starts, ends = local(shift.starts_at), local(shift.ends_at)
    return {
        "day": str(starts.day), "month": str(starts.month), "year": str(starts.year),
        "start_time": clock_text(starts.time()), "end_time": clock_text(ends.time()),
        "places": str(shift.places), "scope": Scope.THIS.value,
    }  # fmt: skip
