"""The unit's plan of a week: asked for, looked at by day, pinned, accepted as offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.lifecycle import PlanState
from app.domain.words import N_
from app.services import offers
from app.services import week_plans as acts
from app.store import clients, plan_boards, shifts, week_plans
from app.web.coach.acting import act, told
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.identifiers import chosen_ids
from app.web.shared.now import now
from app.web.shared.plan_weeks import asked_week, is_waiting, load_anew, weeks_to_plan

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

VIEWS = {"day": N_("Päivittäin"), "client": N_("Asiakkaittain"), "coach": N_("Valmentajittain")}


@bp.get("/plan")
def plan_weeks() -> str:
    actor = current_actor()
    plans = {week: week_plans.find_latest(actor, week) for week in weeks_to_plan()}
    return render_template("coach/plan_weeks.html", plans=plans)


@bp.post("/plan")
def ask_for_plan() -> Response:
    try:
        plan_id = acts.ask_for_plan(current_actor(), asked_week(), now=now())
    except (RuleBroken, Conflict) as error:
        flash(told(error), "error")
        return redirect(url_for("coach.plan_weeks"), code=303)
    return redirect(url_for("coach.show_plan", plan_id=plan_id), code=303)


@bp.get("/plan/<uuid:plan_id>")
def show_plan(plan_id: UUID) -> str | Response:
    actor = current_actor()
    plan = week_plans.get_plan(actor, plan_id)
    if plan.state is PlanState.RUNNING:
        part = "plan_under_way" if is_waiting() else "plan_running"
        return render_template(f"coach/{part}.html", plan=plan)
    if is_waiting():
        return load_anew()
    view = request.args.get("by", "")
    return render_template(
        "coach/plan.html", plan=plan, board=plan_boards.load_board(actor, plan, now=now()),
        view=view if view in VIEWS else "day", views=VIEWS,
        pins=plan_boards.list_pin_costs(actor, plan, now=now()),
        changes=plan_boards.list_changes(actor, plan, now=now()),
        coaches=plan_boards.list_coaches(actor, plan, now=now()) if view == "coach" else [],
    )  # fmt: skip


@bp.post("/plan/<uuid:plan_id>/accept")
def accept_plan(plan_id: UUID) -> Response:
    back = redirect(url_for("coach.show_plan", plan_id=plan_id), code=303)
    try:
        done = offers.offer_planned(
            current_actor(), plan_id, chosen_ids(request.form, "row"), now=now()
        )
    except (RuleBroken, Conflict, Gone) as error:
        flash(told(error), "error")
        return back
    flash(_offered(done.offered), "success" if done.offered else "info")
    if done.overtaken:
        flash(_overtaken(done.overtaken), "info")
    return back


def _offered(count: int) -> str:
    if not count:
        return str(_("Yhtään tarjousta ei tehty."))
    return str(ngettext("%(num)s tarjous on tehty.", "%(num)s tarjousta on tehty.", count))


def _overtaken(count: int) -> str:
    return str(
        ngettext(
            "%(num)s ehdotus ei enää sovi, koska tilanne on muuttunut.",
            "%(num)s ehdotusta ei enää sovi, koska tilanne on muuttunut.",
            count,
        )
    )


@bp.post("/plan/<uuid:plan_id>/stop")
def stop_plan(plan_id: UUID) -> Response:
    return act(
        lambda: acts.stop_plan(current_actor(), plan_id, now=now()),
        _("Suunnittelu päättyy hetken kuluttua."),
        url_for("coach.show_plan", plan_id=plan_id),
    )


@bp.post("/plan/<uuid:plan_id>/discard")
def discard_plan(plan_id: UUID) -> Response:
    return act(
        lambda: acts.discard_plan(current_actor(), plan_id, now=now()),
        _("Suunnitelma on jätetty pois. Tehdyt tarjoukset ovat voimassa."),
        url_for("coach.plan_weeks"),
    )


@bp.get("/clients/<uuid:client_id>/shifts/<uuid:shift_id>/pin")
def show_pin(client_id: UUID, shift_id: UUID) -> str:
    return _pin_page(client_id, shift_id)


@bp.post("/clients/<uuid:client_id>/shifts/<uuid:shift_id>/pin")
def pin(client_id: UUID, shift_id: UUID) -> Response:
    form, wanted = request.form, request.form.get("wanted") == "yes"
    try:
        acts.pin(
            current_actor(), client_id, shift_id, form.get("reason", ""), wanted=wanted, now=now()
        )
    except RuleBroken as error:
        return make_response(_pin_page(client_id, shift_id, told(error)), 422)
    flash(_("Kiinnitetty. Se on mukana seuraavassa suunnitelmassa."), "success")
    return redirect(url_for("coach.plan_weeks"), code=303)


@bp.post("/clients/<uuid:client_id>/shifts/<uuid:shift_id>/unpin")
def unpin(client_id: UUID, shift_id: UUID) -> Response:
    return act(
        lambda: acts.unpin(current_actor(), client_id, shift_id, now=now()),
        _("Kiinnitys on poistettu. Seuraava suunnitelma päättää taas itse."),
        url_for("coach.plan_weeks"),
    )


def _pin_page(client_id: UUID, shift_id: UUID, problem: str = "") -> str:
    actor = current_actor()
    client = clients.get_client(actor, client_id, now=now())
    shift = shifts.get_shift(actor, shift_id)
    known = week_plans.list_pins([client_id], [shift_id])
    return render_template(
        "coach/pin.html", client=client, shift=shift, pinned=known[0] if known else None,
        problem=problem, reason=request.form.get("reason", ""),
        wanted=request.form.get("wanted", ""),
    )  # fmt: skip
