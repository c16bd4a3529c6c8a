"""The ready texts for an order that cannot be arranged, with their facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.refusals import TEXTS, Refusal, compose, found_refusals, other_refusals
from app.web.dispatch.ready_texts import Shelf, floor_facts, most_facts, ready_texts

if TYPE_CHECKING:
    from app.domain.tasks import Screening
    from app.store.models.work import Task
    from app.web.dispatch.ready_texts import ReadyTexts

_SHELF = Shelf(
    "why",
    "refused",
    TEXTS,
    {Refusal.DAY_TOO_LONG: most_facts, Refusal.UNDER_FLOOR: floor_facts},
    compose,
)


def ready_refusals(task: Task, screening: Screening) -> ReadyTexts:
    """Why an order may not be arranged, chosen by the checks or as the address says."""
    found = found_refusals(screening)
    return ready_texts(_SHELF, task, found, other_refusals(found))
