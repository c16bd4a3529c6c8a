"""Goals in a client's own words: said, reached, changed for another, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Missing, RuleBroken
from app.domain.goals import DEFAULT_MONTHS, LONGEST, MOST_OPEN, months_after
from app.domain.lifecycle import GoalState
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, clients, goals, moves
from app.store.models.person import Goal
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


def say_goal(
    actor: Actor, client_id: UUID, words: str, *, months: int = DEFAULT_MONTHS,
    instead_of: UUID | None = None, now: datetime,
) -> UUID:  # fmt: skip
    """Keep a goal; with `instead_of` an open one gives way to it and stays in the history.

    Raises: Missing, NotAllowed, RuleBroken, Conflict when the former one is no longer open.
    """
    with unit_of_work():
        client = clients.get_client(actor, client_id, now=now)
        require(actor, Verb.SET_GOAL, clients.facts_of(actor, client, now=now))
        said = _checked(words)
        if instead_of is not None:
            _close_former(actor, client_id, instead_of, now=now)
        elif goals.count_open(client_id) >= MOST_OPEN:
            raise RuleBroken("goals_enough", most=MOST_OPEN)
        goal = Goal(
            client_id=client_id, words=said, review_on=months_after(local_day(now), months),
            instead_of_id=instead_of, said_at=now, written_by_id=actor.user_id,
        )  # fmt: skip
        goals.add(goal)
        _record(actor, "create", goal, ["words", "review_on"], now=now)
        return goal.id


def _checked(words: str) -> str:
    """Raises: RuleBroken without words or with too many."""
    said = " ".join(words.split())
    if not said:
        raise RuleBroken("words_missing")
    if len(said) > LONGEST:
        raise RuleBroken("text_too_long", most=LONGEST)
    return said


def _close_former(actor: Actor, client_id: UUID, goal_id: UUID, *, now: datetime) -> None:
    former, _facts = goals.get_goal(actor, goal_id, now=now)
    if former.client_id != client_id:
        raise Missing
    moves.move(Goal, former.id, GoalState.OPEN, GoalState.CHANGED, closed_at=now)


def close_goal(actor: Actor, goal_id: UUID, state: GoalState, *, now: datetime) -> UUID:
    """The goal is reached or left; the client's id. Raises: Missing, NotAllowed, Conflict."""
    with unit_of_work():
        goal, facts = goals.get_goal(actor, goal_id, now=now)
        require(actor, Verb.SET_GOAL, facts)
        moves.move(Goal, goal.id, GoalState.OPEN, state, closed_at=now)
        _record(actor, "update", goal, ["state"], now=now)
        return goal.client_id


def review_goal(actor: Actor, goal_id: UUID, months: int, *, now: datetime) -> UUID:
    """The goal holds on and is looked at again later; the client's id. Raises: Missing."""
    with unit_of_work():
        goal, facts = goals.get_goal(actor, goal_id, now=now)
        require(actor, Verb.SET_GOAL, facts)
        goal.review_on = months_after(local_day(now), months)
        _record(actor, "update", goal, ["review_on"], now=now)
        return goal.client_id


def _record(actor: Actor, action: str, goal: Goal, fields: list[str], *, now: datetime) -> None:
    entry = audit.Entry(
        action, "goal", goal.id, purpose=purpose_of(actor), client_ids=[goal.client_id],
        fields=fields,
    )  # fmt: skip
    audit.record(actor, entry, now=now)
