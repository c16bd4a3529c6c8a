"""Plans of several units together: asked for, watched, stopped, read in numbers.

Coaches accept the parts of their own units; nothing is offered from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import PlanState
from app.domain.plans import EVERYBODY
from app.services import week_plans as acts
from app.store import joint_plans, plan_scopes, week_plans
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.plan_weeks import asked_week, is_waiting, load_anew, weeks_to_plan
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/plan")
def plan_weeks() -> str:
    weeks = weeks_to_plan()
    return render_template(
        "dispatch/plan_weeks.html",
        plans=joint_plans.list_newest(current_actor(), weeks),
        needs={week: joint_plans.count_need(week, now=now()) for week in weeks},
        areas=plan_scopes.list_areas(),
        units=plan_scopes.list_units(EVERYBODY),
    )


@bp.post("/plan")
def ask_for_plan() -> Response:
    area = request.form.get("area", "")
    try:
        plan_id = acts.ask_for_joint(current_actor(), asked_week(), area, now=now())
    except (RuleBroken, Conflict) as error:
        flash(sentence(error), "error")
        return redirect(url_for("dispatch.plan_weeks"), 303)
    return redirect(url_for("dispatch.show_plan", plan_id=plan_id), 303)


@bp.get("/plan/<uuid:plan_id>")
def show_plan(plan_id: UUID) -> str | Response:
    actor = current_actor()
    plan = week_plans.get_joint(actor, plan_id)
    if plan.state is PlanState.RUNNING:
        part = "plan_under_way" if is_waiting() else "plan_running"
        return render_template(f"dispatch/{part}.html", plan=plan)
    if is_waiting():
        return load_anew()
    board = joint_plans.load_joint(actor, plan)
    return render_template("dispatch/plan.html", plan=plan, board=board)


@bp.post("/plan/<uuid:plan_id>/stop")
def stop_plan(plan_id: UUID) -> Response:
    return _steer(
        lambda: acts.stop_plan(current_actor(), plan_id, now=now()),
        _("Suunnittelu päättyy hetken kuluttua."),
        url_for("dispatch.show_plan", plan_id=plan_id),
    )


@bp.post("/plan/<uuid:plan_id>/discard")
def discard_plan(plan_id: UUID) -> Response:
    return _steer(
        lambda: acts.discard_plan(current_actor(), plan_id, now=now()),
        _("Suunnitelma on jätetty pois. Tehdyt tarjoukset ovat voimassa."),
        url_for("dispatch.plan_weeks"),
    )


def _steer(do: Callable[[], None], done: str, back: str) -> Response:
    try:
        do()
    except Conflict as error:
        flash(sentence(error), "warning")
    else:
        flash(done, "success")
    return redirect(back, 303)
