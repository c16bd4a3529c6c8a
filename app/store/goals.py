"""A client's goals, the open ones and those before, for the people close to the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.errors import Missing
from app.domain.lifecycle import GoalState
from app.domain.policy import Facts, Verb, require
from app.store import clients
from app.store.db import db
from app.store.models.person import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


def list_goals(actor: Actor, client_id: UUID, *, now: datetime) -> Sequence[Goal]:
    """Every goal, open ones first, newest before. Raises: Missing, NotAllowed."""
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.READ_GOALS, clients.facts_of(actor, client, now=now))
    rows = db.session.scalars(
        select(Goal).where(Goal.client_id == client_id).order_by(Goal.said_at.desc(), Goal.id)
    )
    return sorted(rows, key=lambda goal: goal.state is not GoalState.OPEN)


def count_open(client_id: UUID) -> int:
    """How many goals stand open."""
    query = select(func.count(Goal.id)).where(Goal.client_id == client_id)
    return db.session.scalar(query.where(Goal.state == GoalState.OPEN)) or 0


def add(goal: Goal) -> None:
    """Keep a new goal; it has its id then. Needs a unit of work."""
    db.session.add(goal)
    db.session.flush()


def get_goal(actor: Actor, goal_id: UUID, *, now: datetime) -> tuple[Goal, Facts]:
    """The goal and what its client is to the actor. Raises: Missing for a stranger."""
    goal = db.session.get(Goal, goal_id)
    if goal is None:
        raise Missing
    client = clients.get_client(actor, goal.client_id, now=now)
    return goal, clients.facts_of(actor, client, now=now)
