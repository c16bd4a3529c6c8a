"""Workplaces: whom to visit next, one workplace, what is promised and which work is thought of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.employers import (
    MEND_FOR,
    NEXT_STAGES,
    WEEKS,
    IdeaStage,
    Promiser,
    count_by_wish,
    scale_step,
    usual_number,
    weekly_numbers,
)
from app.domain.errors import Conflict, RuleBroken
from app.domain.organisations import LOOKED_BACK, answering
from app.services import employers as acts
from app.store import employer_contacts, employers, orderer_answers, organisations, tasks
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.coach.employer_forms import (
    AboutForm,
    EmployerForm,
    IdeaForm,
    PromiseForm,
    VisitForm,
)
from app.web.shared.access import current_actor
from app.web.shared.formats import days_after
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.policy import Actor


@bp.get("/employers")
def list_employers() -> str:
    return _list_page(EmployerForm(formdata=None))


def _list_page(form: EmployerForm) -> str:
    actor, search = current_actor(), request.args.get("q", "").strip()
    known = employers.list_known_ids(actor)
    return render_template(
        "coach/employers.html",
        form=form,
        search=search,
        rows=employers.list_employers(actor, search=search, on=today()),
        unlisted=[
            one for one in organisations.list_organisations(actor)
            if one.id not in known and one.verified_at is not None
        ],
        **_own_number(actor),
    )  # fmt: skip


def _own_number(actor: Actor) -> dict[str, Any]:
    """The own weekly number over twelve weeks and where a usual week stands on the scale."""
    told = employer_contacts.list_told(actor, since=days_after(today(), -7 * WEEKS))
    weeks, steps = weekly_numbers(told, today=today()), employer_contacts.steps_on(today())
    usual = usual_number(weeks)
    return {
        "weeks": weeks, "steps": steps, "usual": usual, "step": scale_step(usual, steps),
        "by_wish": count_by_wish(told),
    }  # fmt: skip


@bp.post("/employers")
def add_employer() -> Response | tuple[str, int]:
    form = EmployerForm()
    if not form.validate():
        return _list_page(form), 422
    name, area, people = form.name.data, form.area.data or "", form.people.data or ""
    try:
        added = acts.add_employer(current_actor(), name or "", area, people, now=now())
    except (RuleBroken, Conflict) as error:
        form.blame(form.name, error)
        return _list_page(form), 422
    flash(_("Työpaikka on listalla."), "success")
    return redirect(url_for("coach.show_employer", employer_id=added), 303)


@bp.post("/employers/of/<uuid:organisation_id>")
def list_orderer(organisation_id: UUID) -> Response:
    actor = current_actor()
    added = acts.add_employer(actor, "", "", "", organisation_id=organisation_id, now=now())
    return redirect(url_for("coach.show_employer", employer_id=added), 303)


@bp.get("/employers/<uuid:employer_id>")
def show_employer(employer_id: UUID) -> str:
    return _page(employer_id)


def _page(
    employer_id: UUID, promise_form: PromiseForm | None = None, idea_form: IdeaForm | None = None
) -> str:
    actor = current_actor()
    employer = employers.get_employer(actor, employer_id)
    about, visit = AboutForm(formdata=None, obj=employer), VisitForm(formdata=None, obj=employer)
    visit.offer_days(today())
    visit.next_on.data = employer.next_on.isoformat() if employer.next_on else ""
    return render_template(
        "coach/employer.html",
        employer=employer,
        day=today(),
        visit_key=uuid4(),
        mended_since=now() - MEND_FOR,
        about_form=about,
        visit_form=visit,
        promise_form=promise_form or _with_days(PromiseForm(formdata=None)),
        idea_form=idea_form or IdeaForm(formdata=None),
        promises=employers.list_promises(employer_id),
        ideas=employers.list_ideas(employer_id),
        next_stages=NEXT_STAGES,
        contacts=employer_contacts.list_contacts(actor, employer_id, on=today()),
        **_orders(actor, employer.organisation_id),
    )


def _orders(actor: Actor, organisation_id: UUID | None) -> dict[str, Any]:
    """What the organisation has ordered and how it answers; nothing for one that orders not."""
    if organisation_id is None:
        return {"orders": [], "answering": None, "looked_back": LOOKED_BACK}
    waits = orderer_answers.list_waits(organisation_id, since=now() - LOOKED_BACK, now=now())
    return {
        "orders": tasks.list_of_organisation(actor, organisation_id, limit=10),
        "answering": answering(waits), "looked_back": LOOKED_BACK,
    }  # fmt: skip


@bp.post("/employers/<uuid:employer_id>/about")
def describe_employer(employer_id: UUID) -> Response:
    form = AboutForm()
    return act(
        lambda: acts.change_employer(
            current_actor(), employer_id, form.area.data or "", form.people.data or "",
            version=_version(form), now=now(),
        ),
        _("Tiedot on tallennettu."), url_for("coach.show_employer", employer_id=employer_id),
    )  # fmt: skip


def _version(form: AboutForm | VisitForm) -> int:
    text = form.version.data or ""
    return int(text) if text.isdecimal() and len(text) < 9 else 0


@bp.post("/employers/<uuid:employer_id>/visit")
def plan_visit(employer_id: UUID) -> Response:
    form = VisitForm()
    return act(
        lambda: acts.plan_visit(
            current_actor(), employer_id, _day(form.next_on.data), version=_version(form),
            now=now(),
        ),
        _("Seuraava käynti on merkitty."), url_for("coach.show_employer", employer_id=employer_id),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken("visit_in_past") from error


def _with_days(form: PromiseForm) -> PromiseForm:
    form.offer_days(today())
    return form


@bp.post("/employers/<uuid:employer_id>/promises")
def promise(employer_id: UUID) -> Response | tuple[str, int]:
    employers.get_employer(current_actor(), employer_id)
    form = _with_days(PromiseForm())
    if not form.validate():
        return _page(employer_id, promise_form=form), 422
    whose, due_on = Promiser(form.whose.data), date.fromisoformat(form.due_on.data)
    acts.promise(
        current_actor(), employer_id, whose, form.words.data or "", due_on, now=now()
    )  # fmt: skip
    flash(_("Lupaus on kirjattu. Muistutamme siitä etusivulla."), "success")
    return redirect(url_for("coach.show_employer", employer_id=employer_id), 303)


@bp.post("/employer-promises/<uuid:promise_id>")
def settle_promise(promise_id: UUID) -> Response:
    kept = request.form.get("kept") == "yes"
    found = acts.settle_promise(current_actor(), promise_id, kept=kept, now=now())
    words = _("Lupaus on pidetty.") if kept else _("Lupaus on taas auki.")
    flash(words, "success")
    return redirect(url_for("coach.show_employer", employer_id=found), 303)


@bp.post("/employers/<uuid:employer_id>/ideas")
def add_idea(employer_id: UUID) -> Response | tuple[str, int]:
    employers.get_employer(current_actor(), employer_id)
    form = IdeaForm()
    if not form.validate():
        return _page(employer_id, idea_form=form), 422
    try:
        acts.add_idea(current_actor(), employer_id, form.work.data or "", now=now())
    except Conflict as error:
        form.blame(form.work, error)
        return _page(employer_id, idea_form=form), 422
    return redirect(url_for("coach.show_employer", employer_id=employer_id), 303)


@bp.post("/work-ideas/<uuid:idea_id>")
def move_idea(idea_id: UUID) -> Response:
    employers.get_idea(current_actor(), idea_id)
    stage = request.form.get("stage", "")
    if stage not in set(IdeaStage):
        abort(400)
    found = acts.move_idea(current_actor(), idea_id, IdeaStage(stage), now=now())
    return redirect(url_for("coach.show_employer", employer_id=found), 303)
