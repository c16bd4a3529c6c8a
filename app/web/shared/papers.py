"""Paper that several audiences print: the induction list of an order, the agreement of a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, url_for

from app.store import agreement_papers, steps, tasks
from app.web.shared.access import current_actor
from app.web.shared.agreement_sheet import make_agreement_sheet
from app.web.shared.induction_sheet import make_induction_sheet
from app.web.shared.now import now, settings

if TYPE_CHECKING:
    from uuid import UUID


def show_induction_to(audience: str, task_id: UUID) -> str:
    """The induction list of an order that this person may see. Raises: Missing."""
    task = tasks.get_task(current_actor(), task_id)
    sheet = make_induction_sheet(task, steps.list_steps(task_id), settings().phone)
    back = url_for(f"{audience}.show_task", task_id=task_id)
    return render_template("shared/sheet.html", sheet=sheet, back=back)


def show_agreement_to(audience: str, placement_id: UUID) -> str:
    """The agreement, for whoever may make it. Raises: Missing."""
    paper = agreement_papers.get_paper(current_actor(), placement_id, now=now())
    back = url_for(f"{audience}.list_agreements")
    return render_template("shared/sheet.html", sheet=make_agreement_sheet(paper), back=back)
