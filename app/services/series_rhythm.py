"""Changing how recurring work comes back: other weekdays, every other week, another end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Conflict, RuleBroken
from app.domain.series_edits import Scope
from app.domain.series_rhythm import Part, Rhythm, RhythmImpact, turn_rhythm
from app.store import audit, cancelling, late_pay, letters, series, series_edits
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.work import Shift
    from app.store.series_edits import Found


def foresee(
    actor: Actor, shift_id: UUID, scope: Scope, rhythm: Rhythm, *, now: datetime
) -> RhythmImpact:
    """Which times go, stay and are new, who would hear of it and what it costs; nothing is kept.

    Raises: Missing, NotAllowed, Conflict("times_wait", "time_over"), RuleBroken.
    """
    return _work_out(series_edits.get_changeable(actor, shift_id, now=now), scope, rhythm, now=now)[
        0
    ]


def change_rhythm(
    actor: Actor, shift_id: UUID, scope: Scope, rhythm: Rhythm, *, seen: str, now: datetime
) -> RhythmImpact:
    """Let recurring work come back in another rhythm; whose time goes is told, once.

    `seen`: the mark of what was shown before.
    Raises: Conflict("changed_meanwhile") when it would do something else by now.
    """
    with unit_of_work():
        shift = series_edits.get_changeable(actor, shift_id, now=now)
        series_edits.lock(shift.task_id)
        shift = series_edits.get_changeable(actor, shift_id, now=now)
        impact, found = _work_out(shift, scope, rhythm, now=now)
        if impact.mark != seen:
            raise Conflict("changed_meanwhile")
        going = [made.id for made in impact.turn.going]
        touched = cancelling.cancel_shifts(actor, going, "", now=now)
        row = series_edits.write_turn(found, impact.turn, split_from_id=shift.series_id)
        series.add_days(row, impact.turn.new_days, now=now)
        series.materialise(row, until=series.horizon(now), now=now)
        _record(actor, shift, impact, touched, now=now)
        letters.tell_times_changed(shift.task, now=now)
        return impact


def _work_out(
    shift: Shift, scope: Scope, rhythm: Rhythm, *, now: datetime
) -> tuple[RhythmImpact, list[Found]]:
    """What it does, with the recurrences that it ends."""
    if shift.edited:
        raise RuleBroken("edited_alone")
    every = series_edits.load(shift.task_id, since=local_day(now), ahead_of=now)
    plan = next((one.plan for one in every if one.series_id == shift.series_id), None)
    if plan is None or not plan.text:
        raise RuleBroken("no_rhythm")
    since = _since(shift, scope, every, now)
    parts = [Part(one.plan, one.made) for one in every]
    turn = turn_rhythm(parts, plan, rhythm, since=since, now=now)
    going = [made.id for made in turn.going]
    costs = late_pay.foresee(shift.task_id, now=now)
    paid = tuple((one, costs[one]) for one in going if one in costs)
    return RhythmImpact(scope, turn, paid, cancelling.foresee_told(going)), every


def _since(shift: Shift, scope: Scope, every: list[Found], now: datetime) -> date:
    """The day from which it is meant; an order that has not begun begins no earlier for it."""
    if scope is Scope.FOLLOWING:
        return shift.occurrence_on
    return max(local_day(now), min(one.plan.first_on for one in every))


def _record(
    actor: Actor, shift: Shift, impact: RhythmImpact, touched: set[UUID], *, now: datetime
) -> None:
    turn = impact.turn
    facts = {
        "scope": impact.scope.value, "shift": str(shift.id), "rhythm": turn.plan.text,
        "going": len(turn.going), "staying": len(turn.staying), "new": len(turn.new_days),
    }  # fmt: skip
    entry = audit.Entry(
        "update", "series", shift.series_id, client_ids=sorted(touched), facts=facts
    )
    audit.record(actor, entry, now=now)
