"""How many people an order could be asked of, told while it is still being written.

A number and never a name; the same for everybody who asks about the same work. Nothing is written
and nobody's log is filled: coarse as it is told, a number tells nothing of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.policy import Actor, Facts, Verb, require
from app.domain.suppression import told_outside
from app.matching.facts import ShiftFacts
from app.matching.resident import kept_columns
from app.matching.shortlist import Group
from app.store import columns

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.tasks import TaskDraft


@dataclass(frozen=True)
class Reach:
    """About how many people fit; `about` is None where they are too few to be told."""

    about: int | None


def count_reach(
    actor: Actor, draft: TaskDraft, *, organisation_id: UUID, now: datetime
) -> Reach | None:
    """Of how many clients the first time of this order could be asked, by the matcher's own rules.

    None when that time has gone by. Raises: NotAllowed.
    """
    require(actor, Verb.POST_TASK, Facts(organisation_id=organisation_id))
    asked = first_time(draft, organisation_id)
    if asked.starts_at <= now:
        return None
    with kept_columns(columns, now) as kept:
        fits = kept.standing(asked, now).count(Group.FITS, kept.clients.alive)
    return Reach(told_outside(fits))


def first_time(draft: TaskDraft, organisation_id: UUID) -> ShiftFacts:
    """The first time of an order that nobody has posted yet, as the matcher sees a shift."""
    starts_at, ends_at = draft.period
    return ShiftFacts(
        id=uuid4(), task_id=uuid4(), site_id=uuid4(), organisation_id=organisation_id,
        starts_at=starts_at, ends_at=ends_at, category=draft.category, demands=draft.demands,
        passes=frozenset(draft.passes), places=draft.places, place=draft.travelled_to,
        cents_per_hour=draft.pay_cents_per_hour or 0, coach_wanted=draft.coach_wanted,
        languages=frozenset(draft.languages),
    )  # fmt: skip
