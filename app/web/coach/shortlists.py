"""The match page of a shift: who fits, what must be solved first, who can't now; and the asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import ngettext

from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.lifecycle import OfferState
from app.domain.offers import wave_size
from app.domain.questions import Said
from app.domain.suppression import rounded
from app.services import offers as acts
from app.services import shortlists, unit_people
from app.store import (
    change_requests,
    instructors,
    interests,
    learners,
    offer_rules,
    offers,
    questions,
    series_edits,
    shifts,
    teams,
    waitlist,
    wanted_workers,
)
from app.web.coach import chips
from app.web.coach.acting import told
from app.web.coach.blueprint import bp
from app.web.coach.chips import Told
from app.web.shared.access import current_actor
from app.web.shared.identifiers import as_id, chosen_ids
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.services.shortlists import Person, ShiftShortlist
    from app.store.models.work import Shift
    from app.store.unit_people import UnitPerson
    from app.web.coach.chips import Asked

WINDOWS = (4, 12, 24, 48, 72)


@bp.get("/shifts/<uuid:shift_id>")
def show_shift(shift_id: UUID) -> str:
    return _page(shift_id)


@bp.post("/shifts/<uuid:shift_id>/offers")
def offer_shift(shift_id: UUID) -> Response:
    try:
        made = acts.offer_shifts(
            current_actor(),
            [shift_id, *chosen_ids(request.form, "shift")],
            _clients(),
            reason=_reasons(),
            window_hours=_hours(),
            now=now(),
        )
    except (RuleBroken, Conflict, Gone) as error:
        blamed = error.facts.get("client_id")
        return make_response(_page(shift_id, told(error), blamed), 422)
    flash(_asked(len(made)), "success")
    return redirect(url_for("coach.show_shift", shift_id=shift_id), code=303)


def _clients() -> list[UUID]:
    """Those who are ticked; by the button of a team the client there and all who come along."""
    one = as_id(request.form.get("team", ""))
    return [one, *teams.list_companions(one)] if one else chosen_ids(request.form, "client")


def _asked(count: int) -> str:
    return str(
        ngettext(
            "Tarjous on tehty. Näet vastauksen täältä ja Tarjoukset-sivulta.",
            "%(num)s tarjousta on tehty. Ensimmäisiltä kysytään heti, muut odottavat vuoroaan.",
            count,
        )
    )


def _reasons() -> dict[UUID, str]:
    """Why the coach proposes against a client's own limit, by client."""
    written = ((name.removeprefix("reason-"), text) for name, text in request.form.items())
    found = ((as_id(name), text.strip()) for name, text in written)
    return {client_id: text for client_id, text in found if client_id and text}


def _hours() -> int | None:
    text = request.form.get("window_hours", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _page(shift_id: UUID, problem: str = "", blamed: object = None) -> str:
    actor, instant = current_actor(), now()
    found = shortlists.shortlist_for_shift(actor, shift_id, now=instant)
    shift = found.shift
    siblings = shifts.list_of_task(shift.task_id, since=instant)
    asked = offers.list_for_shift(actor, shift_id, now=instant)
    places_left = max(shift.places - shift.taken, 0)
    return render_template(
        "coach/shift.html",
        shift=shift,
        task=shift.task,
        rhythm=series_edits.rhythm_of(shift.task),
        **_people(shift_id, found, instant),
        others=[one for one in siblings if one.id != shift.id and one.taken < one.places][:12],
        asked=asked,
        wanted_id=wanted_workers.find_client_id(shift.task_id),
        places_left=places_left,
        at_once=wave_size(places_left, offer_rules.setting_on(today()).wave_factor),
        windows=sorted({*WINDOWS, shift.task.answer_window_hours}),
        chosen=chosen_ids(request.form, "client"),
        chosen_shifts=chosen_ids(request.form, "shift"),
        reasons_written=_reasons(),
        on_it=any(offer.state is OfferState.CONFIRMED for offer in asked),
        window=_hours() or shift.task.answer_window_hours,
        **_together(shift),
        problem=problem,
        blamed=blamed,
    )


def _together(shift: Shift) -> dict[str, Any]:
    """Who goes along with everybody, and beside whom somebody could learn."""
    led = instructors.find_booked([shift.id]) if shift.task.instructor_along else {}
    return {"instructor": led.get(shift.id), "guide": learners.find_guide(shift, shift.task)}


def _people(shift_id: UUID, found: ShiftShortlist, instant: datetime) -> dict[str, Any]:
    """The own clients as far as the address asks for them, and what has been asked around."""
    actor, wanted = current_actor(), chips.asked()
    ids = [person.client_id for person in found.people]
    questioned = questions.list_of_shift(shift_id, ids)
    told = Told(
        interests.list_of_shift(shift_id, ids),
        {one for one, asked in questioned.items() if asked.answer is Said.YES},
    )
    kept = {group: wanted.keep(people, told) for group, people in _groups(found).items()}
    return {
        "found": found,
        **kept,
        "shut_out": _by_reason(kept["cant_now"]),
        "told": told,
        "questioned": questioned,
        "wanted": wanted,
        "chips": chips.chip_links(shift_id, wanted, found.people, told),
        "clear_url": chips.address(shift_id),
        "changes": change_requests.list_of_shift(actor, shift_id),
        "elsewhere": rounded(found.elsewhere_fits),
        "waiting": waitlist.count_waiting([shift_id]).get(shift_id, 0),
        "waiting_names": waitlist.list_names(shift_id, ids),
        "unit_people": _unit(shift_id, wanted, instant),
    }


def _groups(found: ShiftShortlist) -> dict[str, Sequence[Person]]:
    return {"fits": found.fits, "must_solve": found.must_solve, "cant_now": found.cant_now}


def _unit(shift_id: UUID, wanted: Asked, instant: datetime) -> list[UnitPerson] | None:
    """Colleagues' clients by name, if they were asked for; None when not."""
    actor = current_actor()
    if wanted.name:
        return unit_people.find_by_name(actor, wanted.name, now=instant)
    if request.args.get("who") == "unit":
        return unit_people.list_unit_fits(actor, shift_id, now=instant)
    return None


def _by_reason(people: Sequence[Person]) -> dict[str, list[Person]]:
    """Those who can't now under the one reason that shuts each out, the commonest first."""
    heaps: dict[str, list[Person]] = {}
    for person in people:
        stop = person.explanation.stop
        heaps.setdefault(stop.reason.code if stop else "", []).append(person)
    return dict(sorted(heaps.items(), key=lambda pair: (-len(pair[1]), pair[0])))
