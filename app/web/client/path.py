"""The client's own path: what I want to reach, what helps me, what there is to see to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import RuleBroken
from app.domain.goals import LONGEST
from app.domain.lifecycle import GoalState
from app.domain.readiness import ReadyState
from app.services import goals as acts
from app.store import goals, readiness
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

PAGE_SIZE = 5


@bp.get("/path")
def show_path() -> str:
    return show("path", back=url_for("client.me"))


@bp.get("/goals")
def list_goals() -> str:
    known = goals.list_goals(current_actor(), own_id(), now=now())
    open_ones = [goal for goal in known if goal.state is GoalState.OPEN]
    done = sum(goal.state is GoalState.DONE for goal in known)
    return show("goals", goals=open_ones, done=done, back=url_for("client.show_path"))


@bp.get("/goals/new")
def show_goal_form() -> str:
    return _goal_form("")


def _goal_form(words: str, problem: str = "") -> str:
    back = url_for("client.list_goals")
    return show("goal_form", words=words, most=LONGEST, problem=problem, back=back)


@bp.post("/goals/new")
def say_goal() -> Response:
    words = request.form.get("words", "")
    try:
        acts.say_goal(current_actor(), own_id(), words, now=now())
    except RuleBroken as error:
        return make_response(_goal_form(words, sentence(error)), 422)
    flash(_("Kiitos! Tavoite on tallessa. Valmentajasi näkee sen."), "success")
    return redirect(url_for("client.list_goals"), code=303)


@bp.post("/goals/<uuid:goal_id>/reached")
def reach_goal(goal_id: UUID) -> Response:
    acts.close_goal(current_actor(), goal_id, GoalState.DONE, now=now())
    flash(_("Hienoa! Sinä pääsit tavoitteeseen."), "success")
    return redirect(url_for("client.list_goals"), code=303)


@bp.get("/what-helps")
def show_helps() -> str:
    words = readiness.find_helps(current_actor(), own_id(), now=now())
    return show("helps", helps=words, back=url_for("client.show_path"))


@bp.get("/to-do")
def list_ready() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    rows = readiness.list_items(current_actor(), own_id(), now=now())
    shown = [row for row in rows if row.state is not ReadyState.NOT_NEEDED]
    last = page * PAGE_SIZE
    return show(
        "ready", rows=shown[last - PAGE_SIZE : last], page=page, has_more=len(shown) > last,
        back=url_for("client.show_path"),
    )  # fmt: skip
