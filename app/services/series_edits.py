"""Changing when recurring work is: this time, this and the following, or all that lie ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.calendar import local_day, span_to_utc
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.series_edits import (
    Change,
    Edit,
    Fate,
    Scope,
    check_times,
    day_move,
    edit_one,
    shown_lines,
    upcoming_days,
)
from app.domain.series_edits import edit_series as edit_rule
from app.domain.series_impact import Impact
from app.domain.tasks import MOST_PLACES
from app.matching.inputs import build
from app.matching.offering import check_again
from app.store import (
    asking_anew,
    audit,
    cancelling,
    facts,
    letters,
    series,
    series_edits,
)
from app.store.asking_anew import Anew
from app.store.transaction import unit_of_work
from app.store.working_times import limits_on

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.work import Shift
    from app.store.series_edits import Found

# Holidays are proposed so far ahead.
_A_YEAR = timedelta(days=365)


def foresee(actor: Actor, shift_id: UUID, scope: Scope, change: Change, *, now: datetime) -> Impact:
    """What a change would do, and to how many people; nothing is kept.

    Raises: Missing, NotAllowed, Conflict, RuleBroken.
    """
    shift = series_edits.get_changeable(actor, shift_id, now=now)
    return _work_out(shift, scope, change, now=now)[0]


def edit_series(
    actor: Actor, shift_id: UUID, scope: Scope, change: Change, *, seen: str, now: datetime,
) -> Impact:  # fmt: skip
    """Change one time of work or many; everybody whom it touches is asked anew or told.

    `seen`: the mark of what was shown before.
    Raises: Conflict("changed_meanwhile") when it would do something else by now.
    """
    with unit_of_work():
        shift = series_edits.get_changeable(actor, shift_id, now=now)
        series_edits.lock(shift.task_id)
        shift = series_edits.get_changeable(actor, shift_id, now=now)
        shown, _found = _work_out(shift, scope, replace(change, skips=frozenset()), now=now)
        if shown.mark != seen:
            raise Conflict("changed_meanwhile")
        impact, found = _work_out(shift, scope, change, now=now)
        if not _changes(impact, found):
            raise RuleBroken("nothing_changed")
        _write(impact, found, now=now)
        skipped = [line.made.id for line in impact.of_fate(Fate.SKIPPED)]
        touched = cancelling.cancel_shifts(actor, skipped, change.why_skipped, now=now)
        touched |= _ask_anew(actor, shift, impact, now=now)
        _record(actor, shift, impact, touched, now=now)
        letters.tell_times_changed(shift.task, now=now)
        return impact


def _work_out(
    shift: Shift, scope: Scope, change: Change, *, now: datetime
) -> tuple[Impact, list[Found]]:
    """What the change does, with the recurrences that its edits belong to, in the same order."""
    if not 1 <= change.places <= MOST_PLACES:
        raise RuleBroken("places_out_of_bounds", places=change.places, most=MOST_PLACES)
    if change.starts == change.ends:
        raise RuleBroken("times_equal")
    made = series_edits.made_of(shift)
    if scope is Scope.THIS:
        line = edit_one(made, change, now=now, limits=limits_on(change.on))
        return _with_people(Impact(scope, (line,), (), ())), []
    if shift.edited:
        raise RuleBroken("edited_alone")
    starts_at, ends_at = span_to_utc(change.on, change.starts, change.ends)
    if starts_at <= now:
        raise RuleBroken("new_time_past")
    check_times(starts_at, ends_at, limits_on(change.on))
    since = shift.occurrence_on if scope is Scope.FOLLOWING else local_day(now)
    found, edits = _edits(shift, change, since=since, now=now)
    lines = tuple(shown_lines(edits))
    return _with_people(Impact(scope, lines, tuple(edits), _days(edits, since, now))), found


def _with_people(impact: Impact) -> Impact:
    moved = [line.made.id for line in impact.moved]
    asked = asking_anew.count_by_time(moved)
    return replace(impact, people=asking_anew.count_people(moved), asked=asked)


def _edits(
    shift: Shift, change: Change, *, since: date, now: datetime
) -> tuple[list[Found], list[Edit]]:
    move = day_move(shift.occurrence_on, change.on)
    found, edits = [], []
    for one in series_edits.load(shift.task_id, since=since):
        edit = edit_rule(one.plan, one.made, change, move, since=since, now=now)
        if edit is not None:
            found.append(one)
            edits.append(edit)
    return found, edits


def _days(edits: list[Edit], since: date, now: datetime) -> tuple[date, ...]:
    """The days of work of the coming year under the new plans."""
    first, last = max(since, local_day(now)), local_day(now) + _A_YEAR
    plans = [edit.plan for edit in edits]
    return tuple(sorted(d for plan in plans for d in upcoming_days(plan, since=first, until=last)))


def _changes(impact: Impact, found: list[Found]) -> bool:
    if impact.scope is Scope.THIS or impact.of_fate(Fate.CHANGED) or impact.of_fate(Fate.SKIPPED):
        return True
    return any(one.plan != edit.plan for one, edit in zip(found, impact.edits, strict=True))


def _write(impact: Impact, found: list[Found], *, now: datetime) -> None:
    if impact.scope is Scope.THIS:
        series_edits.write_lines(impact.lines, edited=True)
        return
    for one, edit in zip(found, impact.edits, strict=True):
        series.materialise(series_edits.write(one, edit), until=series.horizon(now), now=now)


def _ask_anew(actor: Actor, shift: Shift, impact: Impact, *, now: datetime) -> set[UUID]:
    """Ask everybody who had a place at a time that has moved; the clients whom it touched."""
    moved = [line.made.id for line in impact.moved]
    if not moved:
        return set()
    begins_at = min(line.made.starts_at for line in impact.moved)
    held = asking_anew.release(actor, moved, now=now)
    asked = {}
    for client_id, shift_ids in held.items():
        if _may_still(client_id, shift_ids, now=now):
            asked[client_id] = asking_anew.ask(
                actor, shift.task, Anew(client_id, shift_ids), now=now
            )
        else:
            asking_anew.tell_stopped(client_id, begins_at=begins_at, now=now)
    asking_anew.show(asked, begins_at=begins_at, now=now)
    return set(held)


def _may_still(client_id: UUID, shift_ids: tuple[UUID, ...], *, now: datetime) -> bool:
    """Whether the law and the client's other work leave room for the new times."""
    try:
        check_again(client_id, build(**facts.load_agreed_facts(client_id, shift_ids, now=now)))
    except (Gone, RuleBroken):
        return False
    return True


def _record(
    actor: Actor, shift: Shift, impact: Impact, touched: set[UUID], *, now: datetime
) -> None:
    counts = {fate.value: len(impact.of_fate(fate)) for fate in Fate}
    entry = audit.Entry(
        "update", "series", shift.series_id, client_ids=sorted(touched),
        facts={"scope": impact.scope.value, "shift": str(shift.id), **counts},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
