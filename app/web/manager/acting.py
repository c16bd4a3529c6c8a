"""How a manager's one-button acts end: said on the page they came from, done or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect

from app.domain.errors import Conflict, Gone, RuleBroken
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response


def act(do: Callable[[], object], done: str, back: str) -> Response:
    """Do it, say that it is done or what stands in the way, and go back to the page."""
    try:
        do()
    except (RuleBroken, Conflict, Gone) as error:
        flash(sentence(error), "error")
    else:
        flash(done, "success")
    return redirect(back, code=303)
