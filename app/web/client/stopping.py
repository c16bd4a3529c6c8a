"""Stopping a job: which one, one button, and half an hour to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, url_for
from flask_babel import gettext as _

from app.domain.errors import Gone
from app.services import stopping as acts
from app.store import stopping
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

    from app.store.stopping import Job

# More would not fit on an easy page; the coach knows the rest.
MOST_JOBS = 5


@bp.get("/jobs")
def list_jobs() -> str:
    """Which job it is about; where there is only one, that one at once."""
    jobs = stopping.list_jobs(current_actor(), now=now(), since=now() - acts.UNDO)
    if len(jobs) == 1:
        return _page(jobs[0])
    return show("jobs", jobs=jobs[:MOST_JOBS], back=url_for("client.week"))


@bp.get("/jobs/<uuid:placement_id>")
def show_job(placement_id: UUID) -> str:
    return _page(_load(placement_id))


def _load(placement_id: UUID) -> Job:
    return stopping.get_job(current_actor(), placement_id, now=now(), since=now() - acts.UNDO)


def _page(job: Job, problem: str = "") -> str:
    times = sorted(shift.starts_at for _visit, shift in job.coming)
    return show("job", job=job, times=times, problem=problem, back=url_for("client.week"))


@bp.post("/jobs/<uuid:placement_id>/stop")
def stop_job(placement_id: UUID) -> BaseResponse:
    acts.stop_job(current_actor(), placement_id, now=now())
    return redirect(url_for("client.show_job", placement_id=placement_id), code=303)


@bp.post("/jobs/<uuid:placement_id>/undo")
def undo_stop(placement_id: UUID) -> BaseResponse:
    try:
        acts.undo_stop(current_actor(), placement_id, now=now())
    except Gone as error:
        return make_response(_page(_load(placement_id), sentence(error)), error.status)
    flash(_("Työ on taas sinun. Hienoa, että jatkat!"), "success")
    return redirect(url_for("client.week"), code=303)
