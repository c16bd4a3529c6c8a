"""How a change of times that cannot be done is told: by its order, or on its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for

from app.domain.errors import Conflict
from app.web.orderer.forms import blame
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from werkzeug.wrappers import Response

    from app.domain.errors import RuleBroken
    from app.store.models.work import Shift
    from app.web.shared.forms import SiteForm

    Answer = Response | str | tuple[str, int]
    Form = TypeVar("Form", bound=SiteForm)


def refuse(
    shift: Shift, form: Form, error: RuleBroken | Conflict, form_page: Callable[[Shift, Form], str]
) -> Answer:
    """Back to the order when it is too late, else the form again with nothing lost."""
    if isinstance(error, Conflict):
        flash(sentence(error), "warning")
        return redirect(url_for("orderer.show_task", task_id=shift.task_id), 303)
    blame(form, error)
    return form_page(shift, form), 422
