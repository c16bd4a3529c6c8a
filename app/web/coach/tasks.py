"""Open orders: what could be offered, and to how many of the coach's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from app.domain.calendar import local_day
from app.services import shortlists
from app.store import catalogue, engagement, series_edits, shifts, steps, tasks
from app.store.catalogue import Heap
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.paging import asked_page, paging

if TYPE_CHECKING:
    from uuid import UUID

PAGE = 20


@bp.get("/tasks")
def list_tasks() -> str:
    asked = request.args.get("show", "")
    heap = Heap(asked) if asked in set(Heap) else Heap.FREE
    actor, instant = current_actor(), now()
    counts = catalogue.count_heaps(actor, now=instant)
    rows = catalogue.list_open_tasks(actor, heap, now=instant, page=asked_page(), size=PAGE)
    ids = [row.next_shift.id for row in rows]
    return render_template(
        "coach/tasks.html",
        rows=rows,
        heap=heap,
        counts=counts,
        fits=shortlists.count_fits(actor, ids, now=instant),
        pages=paging(counts[heap], PAGE, show=heap.value),
    )


@bp.get("/tasks/<uuid:task_id>")
def show_task(task_id: UUID) -> str:
    actor, instant = current_actor(), now()
    task = tasks.get_task(actor, task_id)
    coming = shifts.list_of_task(task.id, since=instant)
    fits = shortlists.count_fits(actor, [shift.id for shift in coming], now=instant)
    day = local_day(coming[0].starts_at) if coming else task.first_on
    return render_template(
        "coach/task.html", task=task, rhythm=series_edits.rhythm_of(task), coming=coming,
        fits=fits, steps=steps.list_steps(task_id),
        responsibility=engagement.find_responsibility(task.engagement_model, on=day),
    )  # fmt: skip


@bp.get("/tasks/<uuid:task_id>/steps")
def show_steps(task_id: UUID) -> str:
    """The sheet that a coach prints and takes along."""
    task = tasks.get_task(current_actor(), task_id)
    return render_template("coach/steps.html", task=task, steps=steps.list_steps(task_id))
