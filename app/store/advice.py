"""What the dated rows say of an order before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.advice import advise
from app.domain.terms import advise_terms
from app.store.facts import load_pass_rules
from app.store.tasks import list_floors
from app.store.working_times import limits_on

if TYPE_CHECKING:
    from datetime import date

    from app.domain.reasons import Reason
    from app.domain.tasks import TaskDraft


def list_advice(draft: TaskDraft) -> tuple[Reason, ...]:
    """Everything of the law that is good to know of an order, the weightiest first."""
    limits = limits_on(draft.first_on)
    return advise(draft, list_floors(), load_pass_rules(), limits)


def list_terms_advice(draft: TaskDraft, *, on: date) -> tuple[Reason, ...]:
    """The same of pay and passes alone, when those of an open order change on a day."""
    limits = limits_on(max(draft.first_on, on))
    return advise_terms(draft, list_floors(), load_pass_rules(), limits, on=on)
